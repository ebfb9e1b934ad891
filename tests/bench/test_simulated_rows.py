"""The rows of the simulated organization say what was found, also when we lose."""

import json
import sys
from dataclasses import replace

import pytest

from bench import simulated_org
from bench.rows import Comparison
from bench.simulated import ablation, contest, verdict
from bench.simulated.contest import (
    CHOOSING,
    IDLE,
    JUDGING,
    OTHERS,
    OURS,
    UNGATED,
    WITH_AGENDA,
    Life,
    Lived,
    Worlds,
    live,
)
from bench.simulated.outcomes import MEASURES, Outcome, difference, interval
from scheduler.playbook import ENTRY_NAMED


def an_outcome(weeks: float = 10, favours: int = 0, talks: int = 1) -> Outcome:
    return Outcome(
        weeks=weeks, met=0.5, met_early=0.5, talks=talks, refusals=4, favours=favours,
        won=1, stances=3, acts=20, nudges=9,
    )  # fmt: skip


WEEKS, PER_MEETING = MEASURES[0], next(m for m in MEASURES if m.per)
THESE = Worlds(JUDGING[:6])


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
    [row, *_] = verdict.against(lived(ours, [10.0] * 4), ["them"], THESE).rows
    assert row.name == "judging: ours less them: weeks to the first meeting"
    assert row.figure.endswith(word)
    assert (row.target, row.met) == ("< 0", met)


def test_more_meetings_are_better_and_more_refusals_are_not() -> None:
    rows = verdict.against(lived([5.0] * 4, [10.0] * 4), ["them"], THESE).rows
    targets = {row.name.rpartition(": ")[2]: row.target for row in rows}
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
    found = verdict.where_ours_loses(
        lived([15.0] * 6, [10.0] * 6), ["them"], THESE
    ).rows
    assert len(found) == verdict.WORST
    assert all("WORSE; acts 0 [0, 0]" in row.figure for row in found)
    assert all(
        row.name.startswith("judging: slowest against them: where ") for row in found
    )


def test_leaving_out_a_play_that_never_spoke_changes_nothing() -> None:
    whole = live(Life(OURS, 1, 8))
    silent = {"P08", "L2"} - whole.spoke
    for play_id in silent:
        assert live(Life(f"without {play_id}", 1, 8)) == whole


def test_a_play_that_changes_nothing_is_reported_as_such() -> None:
    whole = [live(Life(OURS, seed, 1)) for seed in range(2)]
    found = ablation.compared(Worlds(CHOOSING[:2]), 1, {OURS: whole}).rows
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
    assert any(row["name"].startswith("judging: ours less random") for row in rows)
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
    found = verdict.against(lived(ours, [10.0] * 4), ["them"], THESE)
    assert found.columns[:2] == ("against", "weeks")
    assert [line[:2] for line in found.lines] == [("them", cell)]


def test_each_policy_and_each_rival_has_one_line() -> None:
    worlds = lived([15.0] * 6, [10.0] * 6)
    assert [line[0] for line in verdict.absolute(worlds, THESE).lines] == [OURS, "them"]
    (line,) = verdict.where_ours_loses(worlds, ["them"], THESE).lines
    assert line[:3] == ("them", "5 ✗", "0")
    nudges = verdict.absolute(worlds, THESE).columns.index("nudges")
    assert [line[nudges] for line in verdict.absolute(worlds, THESE).lines] == ["9", ""]


def test_plays_that_change_nothing_are_named_together() -> None:
    whole = [replace(an_outcome(), spoke=frozenset()) for _ in range(2)]
    found = ablation.compared(Worlds(CHOOSING[:2]), 1, {OURS: whole})
    assert found.lines == ()
    assert all(play_id in found.note for play_id in ENTRY_NAMED)
    assert len(found.rows) == len(ENTRY_NAMED)


def test_what_judges_is_never_lived_through_for_a_choice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[tuple[str, str]] = []

    def live_none(lives: list[Life]) -> list[Outcome]:
        for life in lives:
            worlds = "judging" if life.seed in JUDGING else "choosing"
            assert (life.seed in CHOOSING) is (worlds == "choosing")
            lossy = ", lossy" if life.missing else ""
            asked.append((worlds + lossy, life.policy))
        return [an_outcome()] * len(lives)

    monkeypatch.setattr(contest, "live_all", live_none)
    monkeypatch.setattr(ablation, "live_all", live_none)
    found = simulated_org.measure(worlds=12, weeks=1)
    policies = {where: {p for w, p in asked if w == where} for where, _ in asked}
    contenders = {OURS, *OTHERS}
    assert policies["judging"] == policies["judging, lossy"] == contenders
    assert policies["choosing"] == {OURS, *OTHERS, *UNGATED}
    assert len(asked) == len(contenders) * (12 + 12 + 6) + len(UNGATED) * 6
    titles = [one.title for one in found if isinstance(one, Comparison)]
    assert all("that only judge (seeds 1000000" in title for title in titles[:6])
    assert all("may be chosen on (seeds 0 to " in title for title in titles[6:])


def test_worlds_that_judge_and_worlds_to_choose_on_are_never_mixed() -> None:
    assert not set(CHOOSING) & set(JUDGING)
    with pytest.raises(ValueError, match="worlds that judge"):
        _ = Worlds([CHOOSING[-1], JUDGING[0]]).judge
    with pytest.raises(ValueError, match="worlds that judge"):
        _ = Worlds([CHOOSING[-1] + 1]).judge


@pytest.mark.parametrize(
    ("weeks", "refusals", "won", "acts", "lossy", "met"),
    [
        (10.0, 3, 2, 250, 0.0, [True, True, True, True, True]),
        (10.5, 4, 1, 251, 0.5, [False, False, False, False, False]),
    ],
)
def test_what_is_wanted_is_met_up_to_the_line(
    weeks: float, refusals: int, won: int, acts: int, lossy: float, met: list[bool]
) -> None:
    ours = replace(an_outcome(weeks), refusals=refusals, won=won, stances=5, acts=acts)
    full = {OURS: [ours] * 2, WITH_AGENDA: [an_outcome(10)] * 2}
    missing = {OURS: [an_outcome(20 + lossy)] * 2, IDLE: [an_outcome(30)] * 2}
    assert [row.met for row in verdict.wanted(full, missing)] == met


def test_each_figure_stands_beside_the_rivals_with_its_interval() -> None:
    found = verdict.beside(lived([5.0] * 4, [10.0] * 4), ["them"], THESE).lines
    assert found[0] == ("them", MEASURES[0].name, "5", "10", "-5 [-5, -5], better")
    assert ("them", "things done (effort)", "20", "20", "0 [0, 0], undecided") in found
