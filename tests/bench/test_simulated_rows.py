"""The rows of the simulated organization say what was found, also when we lose."""

import json
import sys
from dataclasses import replace

import pytest

from bench import simulated_org
from bench.simulated import ablation, verdict
from bench.simulated.contest import OURS, Life, Lived, live
from bench.simulated.outcomes import MEASURES, Outcome, difference, interval
from scheduler.playbook import ENTRY_NAMED


def an_outcome(weeks: float = 10, favours: int = 0, talks: int = 1) -> Outcome:
    return Outcome(
        weeks=weeks, met=0.5, met_early=0.5, talks=talks, refusals=4, favours=favours,
        won=1, stances=3, acts=20, nudges=9,
    )  # fmt: skip


WEEKS, PER_MEETING = MEASURES[0], next(m for m in MEASURES if m.per)


def lived(ours: list[float], theirs: list[float]) -> Lived:
    return {
        OURS: [an_outcome(weeks) for weeks in ours],
        "them": [an_outcome(weeks) for weeks in theirs],
    }


@pytest.mark.parametrize(
    ("ours", "word", "met"),
    [
        ([5.0, 6.0, 5.5, 6.5], "better", True),
        ([15.0, 16.0, 15.5, 16.5], "WORSE", False),
        ([5.0, 15.0, 5.0, 15.0], "undecided", False),
    ],
)
def test_a_row_says_whether_ours_is_better_worse_or_neither(
    ours: list[float], word: str, met: bool
) -> None:
    [row, *_] = verdict.against(lived(ours, [10.0] * 4), ["them"]).rows
    assert row.name == "ours less them: weeks to the first meeting"
    assert row.figure.endswith(word)
    assert (row.target, row.met) == ("< 0", met)


def test_more_meetings_are_better_and_more_refusals_are_not() -> None:
    rows = verdict.against(lived([5.0] * 4, [10.0] * 4), ["them"]).rows
    targets = {row.name.partition(": ")[2]: row.target for row in rows}
    assert targets["share of cold executives met"] == "> 0"
    assert targets["refusals caused"] == "< 0"


def test_favours_are_counted_per_meeting_over_all_worlds() -> None:
    outcomes = [an_outcome(favours=3, talks=1), an_outcome(favours=1, talks=3)]
    assert interval(PER_MEETING, outcomes).figure == 1.0
    assert PER_MEETING.over([an_outcome(favours=3, talks=0)]) == 3.0


def test_worlds_are_paired_so_that_a_constant_difference_is_certain() -> None:
    theirs = [an_outcome(weeks) for weeks in (5, 20, 50)]
    ours = [an_outcome(one.weeks - 2) for one in theirs]
    found = difference(WEEKS, ours, theirs)
    assert (found.figure, found.low, found.high) == (-2, -2, -2)


def test_where_ours_loses_is_named_with_the_assumption() -> None:
    found = verdict.where_ours_loses(lived([15.0] * 6, [10.0] * 6), ["them"]).rows
    assert len(found) == verdict.WORST
    assert all(row.figure.endswith("WORSE") for row in found)
    assert all(row.name.startswith("slowest against them: where ") for row in found)


def test_leaving_out_a_play_that_never_spoke_changes_nothing() -> None:
    whole = live(Life(OURS, 1, 8))
    silent = {"P08", "L2"} - whole.spoke
    for play_id in silent:
        assert live(Life(f"without {play_id}", 1, 8)) == whole


def test_a_play_that_changes_nothing_is_reported_as_such() -> None:
    whole = [live(Life(OURS, seed, 1)) for seed in range(2)]
    found = ablation.compared(2, 1, {OURS: whole}).rows
    rows = {row.name[:3]: row for row in found}
    assert rows["L2 "].figure == "changes nothing here: it never spoke"
    assert len(rows) == len({row.name for row in rows.values()})


def test_a_play_that_spoke_and_changed_nothing_is_reported_too() -> None:
    whole = [replace(an_outcome(), spoke=frozenset({"P03"})) for _ in range(2)]
    figure = ablation.worth("P03", 2, whole, [an_outcome()] * 2)
    assert figure == "changes nothing here, though it spoke in 2 worlds"
    other = [an_outcome(weeks=12)] * 2
    assert ablation.worth("P03", 2, whole, other).startswith("weeks -2 [-2, -2], met 0")


def test_every_play_has_a_deed_in_the_organization() -> None:
    assert set(ENTRY_NAMED) == ablation.DEEDS


def test_the_command_prints_rows_as_json(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["x", "--json", "--worlds", "2", "--weeks", "2"])
    simulated_org.main()
    rows = json.loads(capsys.readouterr().out)
    assert {"name", "figure", "target", "met"} == set(rows[0])
    assert any(row["name"].startswith("ours less random") for row in rows)
    assert any(row["name"].startswith("P03 ") for row in rows)


def test_the_command_prints_its_assumptions(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["x", "--assumptions"])
    simulated_org.main()
    assert "Grant & Gino 2010" in capsys.readouterr().out


@pytest.mark.parametrize("bad", [["--worlds", "1"], ["--weeks", "0"]])
def test_too_few_worlds_are_refused_in_words(
    bad: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(sys, "argv", ["x", *bad])
    with pytest.raises(SystemExit):
        simulated_org.main()
    assert "at least two worlds" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("ours", "cell"),
    [
        ([5.0, 6.0, 5.5, 6.5], "-4.2 ✓"),
        ([15.0, 16.0, 15.5, 16.5], "5.8 ✗"),
        ([5.0, 15.0, 5.0, 15.0], "0"),
    ],
)
def test_a_comparison_marks_what_is_beyond_doubt(ours: list[float], cell: str) -> None:
    found = verdict.against(lived(ours, [10.0] * 4), ["them"])
    assert found.columns[:2] == ("against", "weeks")
    assert [line[:2] for line in found.lines] == [("them", cell)]


def test_each_policy_and_each_rival_has_one_line() -> None:
    worlds = lived([15.0] * 6, [10.0] * 6)
    assert [line[0] for line in verdict.absolute(worlds).lines] == [OURS, "them"]
    (line,) = verdict.where_ours_loses(worlds, ["them"]).lines
    assert line[:2] == ("them", "5 ✗")
    nudges = verdict.absolute(worlds).columns.index("nudges")
    assert [line[nudges] for line in verdict.absolute(worlds).lines] == ["9", ""]


def test_plays_that_change_nothing_are_named_together() -> None:
    whole = [replace(an_outcome(), spoke=frozenset()) for _ in range(2)]
    found = ablation.compared(2, 1, {OURS: whole})
    assert found.lines == ()
    assert all(play_id in found.note for play_id in ENTRY_NAMED)
    assert len(found.rows) == len(ENTRY_NAMED)
