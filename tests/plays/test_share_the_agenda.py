from typing import Any

import pytest

from scheduler.situation import Situation
from storage.agenda.facts import AgendaFact
from tests.builders import (
    FEMI,
    LIVE,
    LOW,
    SAM,
    a_situation,
    a_stance,
    a_standing,
    an_item,
    days_ago,
    on_agenda,
    pausing,
    steps_of,
    withheld_by,
)


def heard(**facts: Any) -> AgendaFact:
    stance = a_stance(**({"heard_on": days_ago(3)} | facts.pop("stance", {})))
    return on_agenda(stance=stance, **facts)


def with_dana(*agenda: AgendaFact, **facts: Any) -> Situation:
    return a_situation(**({"agenda": agenda, "tie": LIVE} | facts))


def test_an_owner_who_does_not_share_it_yet_is_asked() -> None:
    [step] = steps_of("P16", with_dana(heard()))
    assert (step.step, step.more) == (
        "Ask Dana where A-1 “Cut-over to the new payroll” ranks and what "
        "success would be.",
        "Write it so, with `agenda A-1 measure: …`; if Dana agrees, put the "
        "name on it with `agenda A-1 sponsor Dana`.",
    )
    assert step.because == (
        "Dana owns the process of A-1",
        "nobody sponsors A-1 yet",
    )
    assert step.withdrawn_if == (
        "Dana sponsors A-1 or ranks it low, or it is parked or closed."
    )
    assert (step.about, step.approach_id) == ("a1", "dana")


@pytest.mark.parametrize(
    ("outside", "said"),
    [
        (0, "A-1 is sponsored by your own unit alone"),
        (1, "A-1 is sponsored by Sam and Femi, not by Dana"),
    ],
)
def test_who_sponsors_it_is_said(outside: int, said: str) -> None:
    item = an_item(sponsors=(SAM, FEMI), outside_sponsors=outside, measure="no errors")
    [step] = steps_of("P16", with_dana(heard(item=item)))
    assert step.because[1:] == (said, "success is written as “no errors”")


@pytest.mark.parametrize(
    ("situation", "because"),
    [
        (with_dana(on_agenda()), "Dana's view of A-1 has to be heard first"),
        (
            with_dana(heard(stance={"heard_on": days_ago(181)})),
            "Dana's view of A-1 has to be heard first",
        ),
        (
            with_dana(heard(stance={"objection_on": days_ago(1)})),
            "Dana's objection to A-1 is not answered",
        ),
        (
            with_dana(heard(), standing=a_standing(ratings=LOW)),
            "Operations rates your services 3.4 of 5 (9 people; 4.0 opens the gate)",
        ),
        (
            with_dana(on_agenda(), standing=a_standing(ratings=LOW)),
            "Operations rates your services 3.4 of 5 (9 people; 4.0 opens the gate)",
        ),
        (
            with_dana(heard(), tie=pausing()),
            "invitations to Dana pause through Wed 29 April",
        ),
    ],
)
def test_it_is_held_back_while(situation: Situation, because: str) -> None:
    assert steps_of("P16", situation) == ()
    assert withheld_by("P16", situation) == (because,)


def test_a_view_of_180_days_ago_is_heard() -> None:
    assert steps_of("P16", with_dana(heard(stance={"heard_on": days_ago(180)})))


@pytest.mark.parametrize(
    ("reason", "situation"),
    [
        ("nothing is on the agenda", with_dana()),
        ("they sponsor it", with_dana(heard(parts=("process", "sponsor")))),
        ("they own nothing of it", with_dana(heard(parts=("decider",)))),
        ("they rank it low", with_dana(heard(stance={"priority": "low"}))),
    ],
)
def test_it_is_silent_when(reason: str, situation: Situation) -> None:
    assert steps_of("P16", situation) == (), reason
    assert withheld_by("P16", situation) == (), reason
