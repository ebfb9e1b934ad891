from datetime import date, timedelta
from typing import Any

import pytest

from scheduler.situation import Situation
from storage.agenda.facts import AgendaFact, DeciderFact
from tests.builders import (
    DANA,
    FEMI,
    TODAY,
    a_situation,
    a_tie,
    an_item,
    days_ago,
    on_agenda,
    pausing,
    steps_of,
)

APRIL_14 = date(2026, 4, 14)


def decided(
    on: date | None = APRIL_14, *, met: date | None = None, **facts: Any
) -> AgendaFact:
    known = {
        "decision_on": on,
        "deciders": (DeciderFact(DANA, met), DeciderFact(FEMI)),
    }
    return on_agenda(item=an_item(**(known | facts)), parts=("decider",))


def with_dana(*agenda: AgendaFact, **facts: Any) -> Situation:
    return a_situation(**({"agenda": agenda} | facts))


def test_each_decider_is_met_before_the_group_decides() -> None:
    [step] = steps_of("C6", with_dana(decided()))
    assert step.step == (
        "Talk with Dana one to one about A-1 “Cut-over to the new payroll”, before the "
        "group decides on Tue 14 April."
    )
    assert step.because == (
        "Dana takes part in the decision on A-1",
        "you have not talked about A-1 one to one yet, as far as logged",
    )
    assert step.withdrawn_if == (
        "you note what Dana thinks of A-1, or the decision is moved or made."
    )
    assert (step.about, step.approach_id, step.due_on) == ("a1", "dana", APRIL_14)


def test_a_meeting_before_that_day_is_the_place_for_it() -> None:
    tie = a_tie(next_meeting_on=date(2026, 4, 9))
    [step] = steps_of("C6", with_dana(decided(), tie=tie))
    assert step.step.endswith("payroll” when you meet on Thu 9 April.")
    assert step.more == "The group decides on Tue 14 April."


def test_a_meeting_on_the_day_itself_may_be_the_one_that_decides() -> None:
    [step] = steps_of("C6", with_dana(decided(), tie=a_tie(next_meeting_on=APRIL_14)))
    assert "when you meet" not in step.step


@pytest.mark.parametrize(("days", "steps"), [(0, 0), (1, 1), (14, 1), (15, 0)])
def test_from_14_days_to_the_day_before(days: int, steps: int) -> None:
    situation = with_dana(decided(TODAY + timedelta(days)))
    assert len(steps_of("C6", situation)) == steps


def test_one_talk_serves_several_decisions_and_the_nearest_comes_first() -> None:
    sooner = decided(date(2026, 4, 10), id="a2", code="A-2", title="New time clocks")
    [step] = steps_of("C6", with_dana(decided(), sooner))
    assert step.about == "a2"
    assert step.because[-1] == "the same holds for A-1"


@pytest.mark.parametrize(
    ("reason", "situation"),
    [
        ("nothing is on the agenda", with_dana()),
        ("no day is set", with_dana(decided(None))),
        ("they were met on it", with_dana(decided(met=days_ago(40)))),
        (
            "somebody else decides",
            with_dana(decided(deciders=(DeciderFact(FEMI),))),
        ),
        ("invitations pause", with_dana(decided(), tie=pausing())),
    ],
)
def test_it_is_silent_when(reason: str, situation: Situation) -> None:
    assert steps_of("C6", situation) == (), reason
