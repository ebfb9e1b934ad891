from typing import Any

import pytest

from scheduler.advice.engine import advise
from scheduler.situation import Situation
from tests.builders import (
    GOOD,
    LOW,
    TODAY,
    a_situation,
    a_standing,
    a_tie,
    an_item,
    days_ago,
    on_agenda,
    pausing,
    steps_of,
)


def silent_for(days: int, **facts: Any) -> Situation:
    known = {
        "tie": a_tie(peak=3.0, contact_days=(days_ago(days),)),
        "standing": a_standing(ratings=GOOD),
        "agenda": (on_agenda(),),
    }
    return a_situation(**(known | facts))


def test_advice_is_asked_for_and_no_favour() -> None:
    [step] = steps_of("L3", silent_for(400))
    assert step.step == (
        "Ask Dana for advice on A-1 “Cut-over to the new payroll”, and for no favour."
    )
    assert step.because == (
        "you and Dana talked often once, and were last in touch on Mon 24 February "
        "2025",
        "A-1 touches Dana",
    )
    assert step.withdrawn_if == ("you log a contact with Dana, or the item is closed.")
    assert (step.about, step.approach_id) == ("dormant", "dana")


def test_all_items_that_touch_the_person_are_named() -> None:
    agenda = (on_agenda(), on_agenda(item=an_item(id="a2", code="A-2")))
    [step] = steps_of("L3", silent_for(400, agenda=agenda))
    assert step.because[-1] == "A-1 and A-2 touch Dana"


@pytest.mark.parametrize(("days", "steps"), [(365, 0), (366, 1)])
def test_after_more_than_a_year(days: int, steps: int) -> None:
    assert len(steps_of("L3", silent_for(days))) == steps


@pytest.mark.parametrize(("peak", "steps"), [(2.99, 0), (3.0, 1)])
def test_what_was_once_strong(peak: float, steps: int) -> None:
    tie = a_tie(peak=peak, contact_days=(days_ago(400),))
    assert len(steps_of("L3", silent_for(400, tie=tie))) == steps


@pytest.mark.parametrize(("days", "plays"), [(365, ["L1"]), (366, ["L3"])])
def test_it_takes_the_place_of_a_light_contact(days: int, plays: list[str]) -> None:
    steps = [step.play for step in advise(silent_for(days)).steps]
    assert [play for play in steps if play in ("L1", "L3")] == plays


def test_where_no_item_needs_advice_a_light_contact_it_is() -> None:
    steps = advise(silent_for(400, agenda=())).steps
    assert [step.play for step in steps] == ["L1"]


def test_a_shut_gate_holds_it_back() -> None:
    advice = advise(silent_for(400, standing=a_standing(ratings=LOW)))
    assert "L3" not in {step.play for step in advice.steps}
    assert "L3" in {line.play for line in advice.withheld}


STRONG: dict[str, Any] = {"peak": 3.0, "contact_days": (days_ago(400),)}


@pytest.mark.parametrize(
    ("reason", "situation"),
    [
        ("never met", a_situation(agenda=(on_agenda(),))),
        ("nothing is useful now", silent_for(400, agenda=())),
        (
            "the next meeting is set",
            silent_for(400, tie=a_tie(**STRONG, next_meeting_on=TODAY)),
        ),
        ("invitations pause", silent_for(400, tie=pausing(**STRONG))),
    ],
)
def test_it_is_silent_when(reason: str, situation: Situation) -> None:
    assert steps_of("L3", situation) == (), reason
