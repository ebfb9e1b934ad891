from datetime import date
from typing import Any

import pytest

from scheduler.advice.engine import advise
from scheduler.situation import Colleague, Situation
from storage.favours.facts import AskFact
from storage.people.facts import PersonFact
from tests.builders import (
    DANA,
    GOOD,
    LIVE,
    LOW,
    OMAR,
    a_colleague,
    a_motivator,
    a_remark,
    a_result,
    a_situation,
    a_standing,
    an_ask,
    days_ago,
    pausing,
    steps_of,
)

RESULT = a_result(title="Faster closing", confirmed_on=date(2026, 3, 20))


def omar(asked_days: int | None = 60, **facts: Any) -> Colleague:
    asks: tuple[AskFact, ...] = ()
    if asked_days is not None:
        on = days_ago(asked_days)
        asks = (an_ask(asked=OMAR, target=None, type="favour", on=on, fulfilled_on=on),)
    return a_colleague(**({"results": (RESULT,), "asks": asks} | facts))


def known_by(*colleagues: Colleague, **facts: Any) -> Situation:
    known = {
        "tie": pausing(),
        "standing": a_standing(ratings=GOOD),
        "mutual": colleagues,
    }
    return a_situation(**(known | facts))


def test_a_gift_comes_before_the_next_ask() -> None:
    [step] = steps_of("C5", known_by(omar()))
    assert (step.step, step.more) == (
        "Do Omar a favour nobody asked for, before you ask again.",
        "Or praise one thing Omar did well.",
    )
    assert step.because == (
        "you asked Omar on Fri 30 January",
        "nothing you gave Omar since is logged",
        "a good word to Dana waits for it",
    )
    assert step.withdrawn_if == "you log it (given Omar: reviewed the plan)."
    assert (step.about, step.approach_id) == ("omar", "omar")


def test_what_moves_the_colleague_helps_to_choose_the_gift() -> None:
    [step] = steps_of("C5", known_by(omar(motivators=(a_motivator(),))))
    assert step.because[-1] == "Omar cares about “overtime below 3 %”"


def test_it_ranks_with_the_ways_it_opens() -> None:
    [step] = [s for s in advise(known_by(omar())).steps if s.play == "C5"]
    assert step.level == 4


@pytest.mark.parametrize(
    ("given_on", "steps"), [(None, 1), (days_ago(61), 1), (days_ago(60), 0)]
)
def test_a_gift_on_the_day_of_the_ask_or_later_is_enough(
    given_on: date | None, steps: int
) -> None:
    found = steps_of("C5", known_by(omar(last_given_on=given_on)))
    assert len(found) == steps


@pytest.mark.parametrize(
    ("reason", "situation"),
    [
        ("nobody knows both", known_by()),
        ("nothing was ever asked", known_by(omar(None))),
        ("the ask waits for its 30 days too", known_by(omar(29))),
        ("there is no result to tell", known_by(omar(results=()))),
        ("a bad word comes first", known_by(omar(), remarks=(a_remark(),))),
        ("the gate is shut", known_by(omar(), standing=a_standing(ratings=LOW))),
        (
            "another witness is free",
            known_by(omar(), omar(None, person=PersonFact("kim", "Kim Park"))),
        ),
    ],
)
def test_it_is_silent_when(reason: str, situation: Situation) -> None:
    assert steps_of("C5", situation) == (), reason


def asked_dana(**facts: Any) -> Situation:
    known = {
        "asked": DANA,
        "target": None,
        "type": "favour",
        "on": days_ago(20),
        "fulfilled_on": days_ago(12),
        "thanked_on": days_ago(11),
    }
    ask = an_ask(**(known | facts))
    return a_situation(tie=LIVE, standing=a_standing(ratings=GOOD), asks=(ask,))


def test_an_executive_who_helped_is_given_something_too_but_quietly() -> None:
    [step] = advise(asked_dana()).steps
    assert (step.play, step.level, step.approach_id) == ("C5", 7, "dana")
    assert step.because == (
        "you asked Dana on Wed 11 March",
        "nothing you gave Dana since is logged",
    )


@pytest.mark.parametrize(("given_on", "steps"), [(days_ago(21), 1), (days_ago(20), 0)])
def test_nor_after_a_gift_since_the_ask(given_on: date, steps: int) -> None:
    situation = a_situation(tie=LIVE, asks=asked_dana().asks, last_given_on=given_on)
    assert len(steps_of("C5", situation)) == steps


@pytest.mark.parametrize(
    ("reason", "situation"),
    [
        ("nothing was asked", a_situation(tie=LIVE)),
        (
            "it waits for an answer",
            asked_dana(fulfilled_on=None, thanked_on=None),
        ),
        ("thanks come first", asked_dana(thanked_on=None)),
        ("it was asked of somebody else", asked_dana(asked=OMAR, target=DANA)),
        ("invitations pause", a_situation(tie=pausing(), asks=asked_dana().asks)),
    ],
)
def test_it_is_silent_about_the_executive_when(
    reason: str, situation: Situation
) -> None:
    assert steps_of("C5", situation) == (), reason
