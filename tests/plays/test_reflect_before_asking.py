from datetime import date, timedelta
from typing import Any

import pytest

from scheduler.situation import Situation
from tests.builders import (
    TODAY,
    a_situation,
    a_stance,
    a_tie,
    days_ago,
    on_agenda,
    steps_of,
)

THURSDAY = date(2026, 4, 2)
OBJECTS = on_agenda(
    stance=a_stance(objection="no freeze in June", objection_on=days_ago(9))
)


def tense(meeting_on: date | None = THURSDAY, **facts: Any) -> Situation:
    known = {"tense_on": days_ago(8), "next_meeting_on": meeting_on}
    return a_situation(tie=a_tie(**(known | facts)))


def objecting(**facts: Any) -> Situation:
    known = {"tie": a_tie(next_meeting_on=THURSDAY), "agenda": (OBJECTS,)}
    return a_situation(**(known | facts))


def test_two_reflections_and_only_then_a_question() -> None:
    [step] = steps_of("C4", tense())
    assert (step.step, step.more) == (
        "Open the meeting with Dana on Thu 2 April with what you have heard.",
        "Reflect it twice, and only then ask a question.",
    )
    assert step.because == ("the conversation on Mon 23 March was tense",)
    assert step.withdrawn_if == (
        "the meeting is moved or held, or a later conversation is not tense and every "
        "objection is answered."
    )
    assert (step.about, step.approach_id, step.due_on) == ("reflect", "dana", THURSDAY)


def test_an_objection_that_is_not_answered_counts_too() -> None:
    [step] = steps_of("C4", objecting())
    assert step.because == ("an objection to A-1 is not answered: “no freeze in June”",)


@pytest.mark.parametrize(
    ("answered", "steps"), [(None, 1), (days_ago(10), 1), (days_ago(9), 0)]
)
def test_an_answer_after_the_objection_closes_it(
    answered: date | None, steps: int
) -> None:
    stance = a_stance(objection_on=days_ago(9), answered_on=answered)
    found = steps_of("C4", objecting(agenda=(on_agenda(stance=stance),)))
    assert len(found) == steps


@pytest.mark.parametrize(("days", "steps"), [(0, 1), (2, 1), (3, 0)])
def test_two_days_before_and_not_earlier(days: int, steps: int) -> None:
    assert len(steps_of("C4", tense(TODAY + timedelta(days)))) == steps


@pytest.mark.parametrize(
    ("reason", "situation"),
    [
        ("no meeting is planned", tense(None)),
        ("the last conversation was not tense", tense(tense_on=None)),
        ("nobody objects", objecting(agenda=(on_agenda(),))),
        ("an objection waits but no meeting is planned", objecting(tie=a_tie())),
    ],
)
def test_it_is_silent_when(reason: str, situation: Situation) -> None:
    assert steps_of("C4", situation) == (), reason
