"""`outreach ...`: each command as it is typed, and the status it ends with."""

import base64
import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app
from bot.settings import PREFIX, Settings
from scheduler.playbook import BOOK_PLAYS, PLAYS

MORNING = "2026-03-31T08:00"


@pytest.fixture(autouse=True)
def an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in Settings.model_fields:
        monkeypatch.delenv(PREFIX + name.upper(), raising=False)
    monkeypatch.setenv("OUTREACH_DEFAULT_ZONE", "Europe/London")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def outreach(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments)


def test_a_line_is_said_by_somebody_at_a_moment() -> None:
    said = outreach("say", "--as", "Ada", "--at", MORNING, "add", "Dana", "Whitfield")
    assert said.exit_code == 0, said.output
    assert "Dana Whitfield" in said.stdout

    listed = outreach("say", "list", "--as", "Ada")
    assert "Dana Whitfield" in listed.stdout


def test_what_is_refused_ends_with_status_1() -> None:
    refused = outreach("say", "--as", "Ada", "lgo Dana call")

    assert refused.exit_code == 1
    assert "lgo" in refused.stdout


def test_text_may_begin_with_a_dash() -> None:
    refused = outreach("say", "--as", "Ada", "-5%")

    assert refused.exit_code == 1
    assert "-5%" in refused.stdout


def test_nothing_typed_is_answered_in_words() -> None:
    for line in ((), ("log",)):
        answered = outreach("say", "--as", "Ada", *line)
        assert "/outreach log Dana call yesterday" in answered.stdout
        assert answered.exit_code == 1  # nothing was understood


def test_the_clock_prints_the_card_on_the_next_working_morning() -> None:
    outreach("say", "--as", "Ada", "--at", MORNING, "add Dana Whitfield")

    early = outreach("tick", "--at", "2026-03-31T08:29")
    due = outreach("tick", "--at", "2026-03-31T08:30")
    again = outreach("tick", "--at", "2026-03-31T08:31")

    assert [early.exit_code, due.exit_code, again.exit_code] == [0, 0, 0]
    assert (early.stdout, again.stdout) == ("", "")
    assert due.stdout.startswith("--- To ada ---\nGood morning, Ada.")


@pytest.mark.postgres
def test_the_same_commands_work_on_postgresql(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OUTREACH_DATABASE_URL", postgres_url)

    said = outreach("say", "--as", "Ada", "--at", MORNING, "add Dana Whitfield")
    due = outreach("tick", "--at", "2026-03-31T08:30")
    again = outreach("tick", "--at", "2026-03-31T08:31")

    assert (said.exit_code, due.exit_code, again.exit_code) == (0, 0, 0), said.output
    assert due.stdout.startswith("--- To ada ---\nGood morning, Ada.")
    assert again.stdout == ""


def test_the_cards_of_a_day_can_be_seen_without_sending_them() -> None:
    outreach("say", "--as", "Ada", "--at", MORNING, "add Dana Whitfield")

    seen = outreach("nudge", "--dry-run", "--at", MORNING)
    weekend = outreach("nudge", "--dry-run", "--at", "2026-04-04T08:30")
    sent = outreach("tick", "--at", "2026-03-31T08:30")

    assert seen.stdout.startswith("--- Ada, Tuesday 2026-03-31 ---\nGood morning, Ada.")
    assert weekend.stdout == (
        "--- Ada, Saturday 2026-04-04 ---\nNo card: not a working day.\n"
    )
    printed, _, hint = sent.stdout.partition("\n")[2].strip().rpartition("\n\n")
    assert printed == seen.stdout.partition("\n")[2].strip()
    assert hint == (
        "To answer, with the number of the step: on it 1, done 1, later 1 tomorrow, or "
        "not relevant 1"
    )


def test_cards_are_not_sent_by_hand() -> None:
    refused = outreach("nudge")

    assert refused.exit_code == 1
    assert refused.stderr == (
        "Cards are sent by the clock. To see them: outreach nudge --dry-run\n"
    )


@pytest.mark.parametrize("command", [["say", "--as", "Ada", "next"], ["tick"]])
def test_a_moment_that_is_none_is_refused(command: list[str]) -> None:
    refused = outreach(*command, "--at", "31 February")

    assert refused.exit_code == 1
    assert refused.stderr.startswith("“31 February” is no moment I can read.")


def test_the_playbook_is_printed_with_every_play_and_its_source() -> None:
    printed = outreach("plays").stdout

    for info in (*PLAYS, *BOOK_PLAYS):
        assert f"{info.id}  {info.name}  (" in printed
        assert info.rule in printed
    for part in ("When:", "Step:", "Source:"):
        assert printed.count(f"\n  {part}") == len(PLAYS) + len(BOOK_PLAYS), part
    assert "\n  S3  If issues exist, get them resolved. (P03)\n" in printed


def test_the_manifest_is_json_for_either_way_slack_reaches_us() -> None:
    socket = json.loads(outreach("manifest").stdout)
    assert socket["settings"]["socket_mode_enabled"] is True

    http = json.loads(outreach("manifest", "--http", "https://bot.example.com").stdout)
    [command] = http["features"]["slash_commands"]
    assert command["url"] == "https://bot.example.com/slack/events"

    refused = outreach("manifest", "--http", "http://bot.example.com")
    assert refused.exit_code == 1
    assert refused.stderr == "Slack needs an address that starts with https://.\n"


def test_the_database_is_made_by_migrating(an_empty_folder: Path) -> None:
    for _ in range(2):
        migrated = outreach("migrate")
        assert migrated.stdout.startswith("The database is at version 0")
        assert migrated.exit_code == 0
    assert (an_empty_folder / "outreach.db").exists()


def test_the_doctor_counts_what_is_missing() -> None:
    report = outreach("doctor")

    assert report.exit_code == 1
    assert "There is no Slack bot token" in report.stdout
    assert report.stderr == "\n2 things are missing.\n"


def test_a_wrong_setting_stops_every_command_in_words(
    an_empty_folder: Path,
) -> None:
    (an_empty_folder / ".env").write_text("OUTREACH_PORT=eighty\n")

    for command in (["doctor"], ["migrate"], ["run"], ["tick"]):
        refused = outreach(*command)
        assert refused.exit_code == 1
        assert refused.stderr == "OUTREACH_PORT must be a whole number.\n"


def test_the_wrong_key_refuses_to_start(monkeypatch: pytest.MonkeyPatch) -> None:
    outreach("say", "--as", "Ada", "add Dana Whitfield")
    other = base64.urlsafe_b64encode(os.urandom(32)).decode()
    monkeypatch.setenv("OUTREACH_ENCRYPTION_KEY", other)

    refused = outreach("say", "--as", "Ada", "list")

    assert refused.exit_code == 1
    assert refused.stdout == ""
    assert refused.stderr.startswith("This database was sealed with a key (")


GIVEN_BACK = (
    "Nothing was saved: the database is {0}. Please try again in a minute.\n\n"
    "You wrote:\n\n    log Dana call: worried\n"
)


@pytest.mark.usefixtures("soon_busy")
def test_a_locked_database_gives_the_text_back(an_empty_folder: Path) -> None:
    outreach("say", "--as", "Ada", "add Dana Whitfield")
    other = sqlite3.connect(an_empty_folder / "outreach.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        refused = outreach("say", "--as", "Ada", "log Dana call: worried")
    finally:
        other.execute("ROLLBACK")
        other.close()

    assert refused.exit_code == 1
    assert refused.stdout == GIVEN_BACK.format("busy")
    assert "worried" not in outreach("say", "--as", "Ada", "who Dana").stdout


def test_a_read_only_database_gives_the_text_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    outreach("say", "--as", "Ada", "add Dana Whitfield")
    read_only = "sqlite:///file:outreach.db?mode=ro&uri=true"
    monkeypatch.setenv("OUTREACH_DATABASE_URL", read_only)

    refused = outreach("say", "--as", "Ada", "log Dana call: worried")
    report = outreach("doctor")

    assert refused.exit_code == 1
    assert refused.stdout == GIVEN_BACK.format("read-only")
    assert "The database cannot be used: the database is read-only." in report.stdout


def test_running_without_tokens_says_what_to_do() -> None:
    refused = outreach("run")

    assert refused.exit_code == 1
    assert "make demo" in refused.stderr


def test_files_are_made_for_this_user_alone(an_empty_folder: Path) -> None:
    root = Path(__file__).parents[3]
    environment = {**os.environ, "PYTHONPATH": str(root)}
    command = [sys.executable, "-m", "bot", "say", "--as", "Ada", "help"]
    subprocess.run(command, env=environment, check=True, capture_output=True)

    modes = {file.name: file.stat().st_mode & 0o777 for file in Path().iterdir()}
    assert modes["outreach.db"] == modes["outreach.key"] == 0o600


def test_help_loads_neither_the_database_nor_slack() -> None:
    program = (
        "import sys, bot.cli; "
        "print({'sqlalchemy', 'dbos', 'slack_bolt', 'pydantic'} & set(sys.modules))"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", program],
        cwd=Path(__file__).parents[3],
        capture_output=True,
        text=True,
        check=True,
    )
    assert loaded.stdout == "set()\n"
