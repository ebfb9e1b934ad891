from datetime import date
from typing import Any

import pytest

from scheduler.situation import Situation
from storage.agenda.facts import AgendaFact, OwnerFact
from tests.builders import (
    DANA,
    FEMI,
    LIVE,
    LOW,
    OMAR,
    TODAY,
    a_situation,
    a_stance,
    a_standing,
    a_tie,
    an_item,
    days_ago,
    on_agenda,
    pausing,
    steps_of,
    withheld_by,
)

ALL_NAMED = (
    OwnerFact("process", DANA),
    OwnerFact("pnl", FEMI),
    OwnerFact("people", OMAR),
)


def owned(*owners: OwnerFact, **facts: Any) -> AgendaFact:
    return on_agenda(item=an_item(owners=owners or ALL_NAMED), **facts)


def with_dana(*agenda: AgendaFact, **facts: Any) -> Situation:
    return a_situation(**({"agenda": agenda, "tie": LIVE} | facts))


HEARD = a_stance(heard_on=days_ago(3))


def test_a_p_nobody_is_named_for_is_asked_after() -> None:
    [step] = steps_of("P15", with_dana(owned(OwnerFact("process", DANA))))
    assert (step.step, step.more) == (
        "Name who owns the P&L and the people that A-1 “Cut-over to the new "
        "payroll” changes.",
        "Type `agenda A-1 pnl NAME, people NAME`. Not relevant, if it changes"
        " none of that.",
    )
    assert step.because == (
        "nobody is named for the P&L and the people of A-1",
        "Dana owns the process",
        "A-1 touches Dana",
    )
    assert step.withdrawn_if == "owners are named, or A-1 is parked or closed."
    assert (step.about, step.approach_id) == ("a1:owners", "")


@pytest.mark.parametrize(("named", "steps"), [(2, 1), (3, 0)])
def test_all_three_are_asked_for(named: int, steps: int) -> None:
    assert len(steps_of("P15", with_dana(owned(*ALL_NAMED[:named])))) == steps


@pytest.mark.parametrize(("listed", "steps"), [(True, 0), (False, 1)])
def test_an_owner_who_is_not_on_the_list_is_put_there(listed: bool, steps: int) -> None:
    femi = OwnerFact("pnl", FEMI, listed=listed)
    found = steps_of("P15", with_dana(owned(ALL_NAMED[0], femi, ALL_NAMED[2])))
    assert len(found) == steps
    if found:
        assert (found[0].step, found[0].more) == (
            "Put Femi Cole, who owns the P&L of A-1 “Cut-over to the new "
            "payroll”, on your list.",
            "Type `add Femi Cole`.",
        )
        assert found[0].because == (
            "Femi owns the P&L of A-1",
            "Femi is not on your list",
            "there is no live tie between you",
        )
        assert found[0].about == "a1:femi"


def test_one_owner_of_two_ps_is_put_on_the_list_once() -> None:
    both = OwnerFact("pnl", FEMI, listed=False), OwnerFact("people", FEMI, listed=False)
    [step] = steps_of("P15", with_dana(owned(ALL_NAMED[0], *both)))
    assert "who owns the P&L and the people of" in step.step


def test_an_owner_without_a_live_tie_is_talked_with() -> None:
    situation = with_dana(owned(stance=HEARD), tie=a_tie())
    [step] = steps_of("P15", situation)
    assert (step.step, step.more) == (
        "Ask Dana for a short talk about Dana's own work.",
        "A-1 needs a live tie to Dana. Then type `log Dana call today, enquiry`.",
    )
    assert step.because == (
        "Dana owns the process of A-1",
        "you and Dana have no live tie and no date",
    )
    assert (step.about, step.approach_id) == ("tie", "dana")


def test_while_the_service_fails_the_owner_is_not_asked_for_a_talk() -> None:
    failing = a_standing(ratings=LOW)
    situation = with_dana(owned(stance=HEARD), tie=a_tie(), standing=failing)
    assert steps_of("P15", situation) == ()
    assert withheld_by("P15", situation) == (
        "Operations rates your services 3.4 of 5 (9 people; 4.0 opens the gate)",
    )


@pytest.mark.parametrize(
    ("reason", "situation"),
    [
        ("nothing is on the agenda", with_dana()),
        ("all are named and known", with_dana(owned(stance=HEARD))),
        ("P11's talk opens it", with_dana(owned(), tie=a_tie())),
        (
            "they own nothing",
            with_dana(owned(stance=HEARD, parts=("decider",)), tie=a_tie()),
        ),
        ("invitations pause", with_dana(owned(stance=HEARD), tie=pausing())),
        (
            "the routes look for a way",
            with_dana(owned(stance=HEARD), tie=pausing(since=date(2026, 2, 1))),
        ),
        (
            "a meeting is planned",
            with_dana(owned(stance=HEARD), tie=a_tie(next_meeting_on=TODAY)),
        ),
    ],
)
def test_it_is_silent_when(reason: str, situation: Situation) -> None:
    assert steps_of("P15", situation) == (), reason
    assert withheld_by("P15", situation) == (), reason
