"""`outreach import` and `outreach introducers` as they are typed."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app
from bot.settings import PREFIX, Settings


@pytest.fixture(autouse=True)
def an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in Settings.model_fields:
        monkeypatch.delenv(PREFIX + name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def outreach(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments)


@pytest.fixture
def people(an_empty_folder: Path) -> None:
    Path("people.csv").write_text("id,boss\n1,\n2,1\n3,1\n4,1\n")
    Path("mail.csv").write_text(
        "sender,recipient,event_date\n2,1,2026-03-01\n2,3,2026-03-01\n4,9,2026-03-01\n"
    )
    taken = outreach("import", "people", "people.csv", "--map", "name=id,manager=boss")
    assert taken.exit_code == 0, taken.output


def test_a_file_is_taken_and_introducers_are_ranked_from_it(people: None) -> None:
    typed = "from=sender,to=recipient,at=event_date"
    taken = outreach("import", "contacts", "mail.csv", "--consented", "--map", typed)

    assert taken.exit_code == 0
    assert "3 rows read, 2 days" in taken.stdout
    assert "Line 4: left out, nobody has the id 9" in taken.stderr

    asked = ("introducers", "--leader", "1", "--to", "3", "--at", "2026-03-31")
    [first] = json.loads(outreach(*asked, "--json").stdout)
    assert first["id"] == "2"
    assert set(first) == {"id", "score", "to_leader", "to_target", "together"}
    assert outreach(*asked).stdout.startswith("1. 2: strength 0.7")
    assert json.loads(outreach(*asked[:-1], "2026-03-01", "--json").stdout) == []
    assert "Nobody is known" in outreach(*asked[:-1], "2026-03-01").stdout


def test_what_cannot_be_taken_ends_with_status_1_and_what_to_type(
    people: None,
) -> None:
    for line, says in (
        (("import", "contacts", "mail.csv"), "--map from=sender,to=recipient"),
        (("import", "contacts", "lost.csv"), "lost.csv cannot be read"),
        (("import", "contacts", "mail.csv", "--as", "Ada"), 'say --as "Ada" list'),
        (("import", "people", "people.csv", "--workspace", "T1"), "no workspace T1"),
        (("import", "contacts", "m.csv", "--as", "A", "--consented"), "leave out"),
        (("introducers", "--leader", "8", "--to", "1", "--at", "2026-03-31"), "id 8"),
    ):
        refused = outreach(*line)
        assert refused.exit_code == 1, line
        assert says in refused.stderr
        assert "Traceback" not in refused.stderr
