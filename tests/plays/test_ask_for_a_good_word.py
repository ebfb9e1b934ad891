from datetime import date
from typing import Any

import pytest

from scheduler.gather.routes import Days, introducer
from scheduler.rules.introducers import ranked
from scheduler.situation import Colleague, Situation
from storage.contacts.facts import TieFact
from storage.contacts.totals import bond_of
from storage.people.facts import PersonFact
from storage.services.facts import Standing
from tests.builders import (
    DANA,
    GOOD,
    LIVE,
    OMAR,
    TODAY,
    a_colleague,
    a_remark,
    a_result,
    a_situation,
    a_standing,
    an_ask,
    days_ago,
    pausing,
    ratings,
    steps_of,
    withheld_by,
)

RESULT = a_result(title="Faster closing", confirmed_on=date(2026, 3, 20))


def omar(**facts: Any) -> Colleague:
    return a_colleague(**({"results": (RESULT,)} | facts))


def known_by(*colleagues: Colleague, **facts: Any) -> Situation:
    known = {
        "tie": pausing(),
        "standing": a_standing(ratings=GOOD),
        "mutual": colleagues,
    }
    return a_situation(**(known | facts))


def test_one_honest_witness_and_no_script() -> None:
    [step] = steps_of("P06", known_by(omar()))
    assert step.step == ("Ask Omar to mention “Faster closing” to Dana.")
    assert step.because == (
        "Omar knows Dana, and has a live tie to you",
        "Omar had a part in “Faster closing”, confirmed on Fri 20 March",
    )
    assert step.cautions == (
        "one sentence of fact, in Omar's own words: one honest witness, not a campaign "
        "(Yukl and Tracey 1992 found coalitions among the least effective tactics)",
    )
    assert step.draft == (
        "Omar, I am glad of what we did together: “Faster closing”. Would you mention "
        "it to Dana when it fits, in your own words? If you would rather not, just say "
        "so."
    )
    assert (step.about, step.approach_id) == ("result:omar:dana", "omar")
    assert step.returns_on == date(2026, 4, 14)


def test_the_product_of_both_ties_ranks_the_witnesses() -> None:
    def somebody(name: str, mine: float, theirs: float) -> Colleague:
        tie = TieFact(strength=mine, live=True)
        person = PersonFact(name, name)
        return omar(person=person, tie=tie, tie_to_executive=theirs)

    colleagues = somebody("a", 3, 0.4), somebody("b", 1.3, 1), somebody("c", 0.5, 2)
    steps = steps_of("P06", known_by(*colleagues))
    assert [step.approach_id for step in steps] == ["b", "a", "c"]


def test_who_is_asked_is_whom_the_command_names_first() -> None:
    """The same days with each, or more days never with both: it is the more days."""

    def ago(*days: int) -> frozenset[date]:
        return frozenset(days_ago(day) for day in days)

    days = {
        "same": (ago(3, 6, 9, 12), ago(3, 6, 9, 12)),
        "more": (ago(2, 5, 8, 11, 14), ago(3, 6, 9, 12, 15)),
    }
    command = ranked(
        introducer(name, Days(mine), Days(theirs), on=TODAY)
        for name, (mine, theirs) in days.items()
    )
    colleagues = (
        omar(
            person=PersonFact(name, name),
            bond=bond_of(mine, TODAY),
            bond_to_executive=bond_of(theirs, TODAY),
        )
        for name, (mine, theirs) in days.items()
    )
    steps = steps_of("P06", known_by(*colleagues))
    asked = [step.approach_id for step in steps]
    assert asked == [one.person_id for one in command] == ["more", "same"]


@pytest.mark.parametrize(
    ("reason", "colleague"),
    [
        ("reports to the executive", omar(reports_to_executive=True)),
        ("is in the leader's own line", omar(in_own_line=True)),
        ("no live tie to the leader", omar(tie=TieFact(strength=0.3))),
        ("hardly knows the executive", omar(tie_to_executive=0.34)),
    ],
)
def test_no_witness_is_somebody_who(reason: str, colleague: Colleague) -> None:
    situation = known_by(colleague)
    assert steps_of("P06", situation) == (), reason
    assert withheld_by("P06", situation) == (), reason


def test_a_tie_of_one_call_within_45_days_is_enough() -> None:
    assert steps_of("P06", known_by(omar(tie_to_executive=0.35)))


@pytest.mark.parametrize(
    ("reason", "situation"),
    [
        ("nobody knows both", known_by()),
        ("the executive is reached", known_by(omar(), tie=LIVE)),
        ("a meeting is planned", known_by(omar(), tie=pausing(next_meeting_on=TODAY))),
    ],
)
def test_it_is_silent_when(reason: str, situation: Situation) -> None:
    assert steps_of("P06", situation) == (), reason
    assert withheld_by("P06", situation) == (), reason


def asked(days: int, **facts: Any) -> Colleague:
    known = {"asked": OMAR, "target": None, "type": "favour", "on": days_ago(days)}
    ask = an_ask(**(known | facts))
    return omar(asks=(ask,), last_given_on=days_ago(0))


def closed(days: int, **facts: Any) -> Colleague:
    return asked(days, **({"fulfilled_on": days_ago(days)} | facts))


@pytest.mark.parametrize(
    ("colleague", "because"),
    [
        (
            asked(120, declined_on=days_ago(89)),
            "Omar declined on Thu 1 January",
        ),
        (
            omar(results=()),
            "there is no confirmed result yet that Omar had a part in",
        ),
        (
            omar(results=(a_result(confirmed_on=days_ago(181)),)),
            "there is no confirmed result yet that Omar had a part in",
        ),
        (
            omar(standing=Standing("legal", "Legal", ratings=ratings(3, 3, 3, 3, 3))),
            "Legal is not satisfied with your services",
        ),
    ],
)
def test_it_is_held_back_because(colleague: Colleague, because: str) -> None:
    situation = known_by(colleague)
    assert withheld_by("P06", situation) == (because,)
    assert steps_of("P06", situation) == ()


@pytest.mark.parametrize("colleague", [asked(40), closed(29)])
def test_whoever_was_asked_enough_is_left_to_the_play_that_says_so(
    colleague: Colleague,
) -> None:
    situation = known_by(colleague)
    assert steps_of("P06", situation) == ()
    assert withheld_by("P06", situation) == ()
    assert len(withheld_by("L5", situation)) == 1


def test_a_bad_word_is_talked_over_before_its_speaker_is_asked() -> None:
    situation = known_by(omar(), remarks=(a_remark(),))
    assert steps_of("P06", situation) == ()
    assert withheld_by("P06", situation) == (
        "Omar said something bad on Tue 10 March, and comes first (L7)",
    )
    assert steps_of("P06", known_by(omar(), remarks=(a_remark(person=DANA),)))
    over = a_remark(met_on=date(2026, 3, 11))
    assert steps_of("P06", known_by(omar(), remarks=(over,)))


@pytest.mark.parametrize(
    "colleague",
    [
        closed(30),
        asked(120, declined_on=days_ago(90)),
        omar(results=(a_result(confirmed_on=days_ago(180)),)),
        omar(standing=Standing("legal", "Legal")),
    ],
)
def test_it_is_not_held_back_beyond_the_caps(colleague: Colleague) -> None:
    assert len(steps_of("P06", known_by(colleague))) == 1


@pytest.mark.parametrize(
    ("given_on", "steps"), [(None, 0), (days_ago(61), 0), (days_ago(60), 1)]
)
def test_something_is_given_before_the_next_ask(
    given_on: date | None, steps: int
) -> None:
    ask = an_ask(asked=OMAR, on=days_ago(60), fulfilled_on=days_ago(50))
    situation = known_by(omar(asks=(ask,), last_given_on=given_on))
    assert len(steps_of("P06", situation)) == steps
    if not steps:
        assert withheld_by("P06", situation) == (
            "you have given Omar nothing since you last asked",
        )


@pytest.mark.parametrize(
    ("kind", "held"), [("praise", True), ("intro", True), ("favour", False)]
)
def test_one_advocate_for_an_executive_at_a_time(kind: str, held: bool) -> None:
    kim = PersonFact("kim", "Kim Park")
    ask = an_ask(asked=kim, type=kind, target=DANA, on=days_ago(3))
    situation = known_by(omar(), asks=(ask,))
    assert bool(withheld_by("P06", situation)) is held
    assert bool(steps_of("P06", situation)) is not held


def test_a_free_witness_takes_the_place_of_one_who_must_rest() -> None:
    kim = omar(person=PersonFact("kim", "Kim Park"), tie_to_executive=0.5)
    [step] = steps_of("P06", known_by(asked(3), kim))
    assert step.approach == "Kim Park"
