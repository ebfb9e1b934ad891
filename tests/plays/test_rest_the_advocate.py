from typing import Any

import pytest

from scheduler.advice.engine import advise
from scheduler.situation import Colleague, Situation
from storage.favours.facts import AskFact
from storage.people.facts import PersonFact
from tests.builders import (
    GOOD,
    LIVE,
    LOW,
    OMAR,
    TODAY,
    a_colleague,
    a_report,
    a_result,
    a_situation,
    a_standing,
    a_tie,
    a_unit,
    an_ask,
    days_ago,
    pausing,
    withheld_by,
)

KIM = PersonFact("kim", "Kim Park")
TOLD = (a_result(title="Faster closing", confirmed_on=days_ago(11)),)


def an_ask_of(days: int, *, closed: bool = True) -> AskFact:
    return an_ask(
        asked=OMAR,
        target=None,
        type="favour",
        on=days_ago(days),
        fulfilled_on=days_ago(days) if closed else None,
    )


def omar(*asks: AskFact, **facts: Any) -> Colleague:
    known = {"asks": asks, "results": TOLD, "last_given_on": TODAY}
    return a_colleague(**(known | facts))


def known_by(*colleagues: Colleague, **facts: Any) -> Situation:
    known = {
        "tie": pausing(),
        "standing": a_standing(ratings=GOOD),
        "mutual": colleagues,
    }
    return a_situation(**(known | facts))


RESTING = omar(an_ask_of(10))


@pytest.mark.parametrize(
    ("situation", "instead"),
    [
        (
            known_by(RESTING, omar(person=KIM, tie=a_tie(strength=0.5, live=True))),
            "Kim knows Dana too, and could be asked instead",
        ),
        (
            known_by(RESTING, reports=(a_report(tie=a_tie(strength=0.5, live=True)),)),
            "Rosa, who reports to Dana, could be asked instead",
        ),
        (
            known_by(RESTING, reports=(a_report(),)),
            "Rosa reports to Dana, and could be met instead",
        ),
        (
            known_by(RESTING, units=(a_unit(),)),
            "a result with Finance is another way",
        ),
        (
            known_by(RESTING),
            "if somebody else knows Dana, tell me (for example: Kim Park knows Dana)",
        ),
    ],
)
def test_it_names_another_way(situation: Situation, instead: str) -> None:
    assert withheld_by("L5", situation) == (
        f"you asked Omar on Sat 21 March; once in 30 days is enough; {instead}",
    )


def test_it_is_shown_as_another_ask_that_is_held_back() -> None:
    [line] = [w for w in advise(known_by(RESTING)).withheld if w.play == "L5"]
    assert (line.name, line.person) == ("Another favour from Omar", "Dana Whitfield")


@pytest.mark.parametrize(("days", "held"), [(29, True), (30, False)])
def test_one_ask_in_30_days(days: int, held: bool) -> None:
    assert bool(withheld_by("L5", known_by(omar(an_ask_of(days))))) is held


@pytest.mark.parametrize(("closed", "held"), [(False, True), (True, False)])
def test_one_open_ask_however_old(closed: bool, held: bool) -> None:
    situation = known_by(omar(an_ask_of(90, closed=closed)))
    lines = withheld_by("L5", situation)
    assert bool(lines) is held
    assert all(line.startswith("an ask to Omar is still open; ") for line in lines)


def test_who_rests_or_declined_is_not_named_instead() -> None:
    weaker = a_tie(strength=0.5, live=True)
    declined = an_ask(asked=KIM, type="favour", on=days_ago(60), declined_on=TODAY)
    for other in (
        omar(an_ask_of(5), person=KIM, tie=weaker),
        omar(declined, person=KIM, tie=weaker),
    ):
        [line] = withheld_by("L5", known_by(RESTING, other))
        assert "Kim knows Dana too" not in line


def test_a_report_rests_as_well() -> None:
    rosa = a_report(tie=LIVE, asks=(an_ask(on=days_ago(3)),))
    [line] = withheld_by("L5", known_by(reports=(rosa,), units=(a_unit(),)))
    assert line == (
        "an ask to Rosa is still open; a result with Finance is another way"
    )


@pytest.mark.parametrize(
    ("reason", "situation"),
    [
        ("nobody knows both", known_by()),
        ("nobody was asked", known_by(omar())),
        ("there was nothing to ask for", known_by(omar(an_ask_of(10), results=()))),
        ("the executive is reached", known_by(RESTING, tie=LIVE)),
        ("all asks are held back", known_by(RESTING, standing=a_standing(ratings=LOW))),
        (
            "the best tie does not need it",
            known_by(RESTING, omar(person=KIM, tie=a_tie(strength=2.0, live=True))),
        ),
    ],
)
def test_it_is_silent_when(reason: str, situation: Situation) -> None:
    assert withheld_by("L5", situation) == (), reason
