"""The advice bench reads its cases right, and is left out in words without data."""

import json
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from bench import advice, importing, simulated_org
from bench.advice_cold import auc, told_of
from bench.advice_introductions import Case, find_cases
from bench.rows import Row


def test_the_advice_bench_tells_of_the_made_up_organizations_too(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    data, worlds = Row("from data", "1"), Row("from made-up worlds", "2")
    monkeypatch.setattr(advice, "measure", lambda: [data])
    monkeypatch.setattr(simulated_org, "measure", lambda: [worlds])
    monkeypatch.setattr(sys, "argv", ["advice", "--json"])
    advice.main()
    names = [row["name"] for row in json.loads(capsys.readouterr().out)]
    assert names == ["from data", "from made-up worlds"]


def log(folder: Path, *rows: str) -> Path:
    file = folder / "mail.csv"
    first, last = "9,8,2010-01-01 09:00:00", "9,8,2010-12-31 09:00:00"
    file.write_text("\n".join(["sender,recipient,event_date", first, *rows, last]))
    return file


def to(by: int, *others: int, on: str) -> list[str]:
    return [f"{by},{other},{on} 09:00:00" for other in others]


@pytest.mark.parametrize(("met", "cases"), [("2010-07-01", 1), ("2010-07-02", 0)])
def test_an_introduction_is_a_first_contact_within_thirty_days(
    tmp_path: Path, met: str, cases: int
) -> None:
    file = log(tmp_path, *to(1, 2, 3, on="2010-06-01"), *to(3, 2, on=met))

    expected = [Case(date(2010, 6, 1), "2", "3", "1")] * cases
    assert find_cases(file) == expected


@pytest.mark.parametrize(("others", "cases"), [((4, 5, 6), 1), ((4, 5, 6, 7), 0)])
def test_mail_to_more_than_five_introduces_nobody(
    tmp_path: Path, others: tuple[int, ...], cases: int
) -> None:
    mail = to(1, 2, 3, *others, on="2010-06-01")
    file = log(tmp_path, *mail, *to(2, 3, on="2010-06-02"))

    assert len(find_cases(file)) == cases


@pytest.mark.parametrize(("on", "cases"), [("2010-02-13", 0), ("2010-02-14", 1)])
def test_the_first_weeks_are_history_alone(tmp_path: Path, on: str, cases: int) -> None:
    file = log(tmp_path, *to(1, 2, 3, on=on), *to(2, 3, on="2010-02-20"))

    assert len(find_cases(file)) == cases


def test_auc_is_how_often_the_right_one_is_above() -> None:
    days = [date(2010, 1, n) for n in (1, 2, 3, 4)]
    cases = [(days[:n], days[-1], n > 2) for n in (1, 2, 3, 4)]

    assert auc(cases, lambda known, _: len(known)) == 1.0
    assert auc(cases, lambda known, _: -len(known)) == 0.0
    assert auc(cases, lambda known, _: 0.0) == 0.5


def test_without_data_the_bench_is_left_out_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("OUTREACH_BENCH_DATA", str(tmp_path / "none"))

    assert advice.measure() == []
    assert "say where it is in OUTREACH_BENCH_DATA" in capsys.readouterr().err


@pytest.mark.parametrize(("ties", "share"), [(7, 1 / 7), (8, 0.25)])
def test_the_share_of_ties_that_is_told_is_that_of_one_leader_at_most(
    ties: int, share: float
) -> None:
    day = date(2010, 6, 1)
    silent = {  # each of them with the leader; the others have one tie alone
        frozenset(("leader", str(n))): [day - timedelta(200 + n), day - timedelta(100)]
        for n in range(ties)
    }
    silent[frozenset(("leader", "0"))].append(day + timedelta(3))
    rows = {row.name: row for row in told_of(silent, [day, day])}

    assert rows["cooling: share of all ties of a leader"].figure == "1"
    most = rows["cooling: share told, most of a leader"]
    assert (most.figure, most.met) == (f"{share:.3g}", True)


def test_the_import_bench_takes_what_it_wrote() -> None:
    time_taken, new = importing.measure(people=50, contacts=300)

    assert time_taken.name == "import: 300 contacts over 50 people"
    assert time_taken.met
    assert 250 < int(new.figure) <= 300


def test_the_file_of_the_import_bench_is_the_same_each_time(tmp_path: Path) -> None:
    one, other = (
        importing.written(tmp_path / name, 50, 300).read_text() for name in ("a", "b")
    )

    assert one == other
