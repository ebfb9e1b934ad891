from typing import Any

import pytest

from scheduler.situation import Situation
from storage.agenda.facts import AgendaFact, OwnerFact
from tests.builders import (
    DANA,
    FEMI,
    LIVE,
    LOW,
    a_need,
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


def heard(*owners: OwnerFact, **facts: Any) -> AgendaFact:
    known = {
        "item": an_item(owners=owners or (OwnerFact("process", DANA),)),
        "stance": a_stance(heard_on=days_ago(3)),
    }
    return on_agenda(**(known | facts))


def with_dana(*agenda: AgendaFact, **facts: Any) -> Situation:
    return a_situation(**({"agenda": agenda, "tie": LIVE} | facts))


def test_what_serves_no_need_is_framed_anew_or_parked() -> None:
    need = a_need(item_id="")
    [step] = steps_of("P17", with_dana(heard(), needs=(need,)))
    assert step.step == (
        "Re-frame A-1 “Cut-over to the new payroll” so that it serves Dana's need, "
        "“fewer late payslips”, and type `need Dana on A-1: …`; or park it with "
        "`agenda A-1 park until` and a date."
    )
    assert step.because == (
        "A-1 serves no need on record of Dana",
        "no motivator of Dana is on record either",
        "Dana needs “fewer late payslips”",
    )
    assert step.withdrawn_if == (
        "A-1 serves a need of an owner or is ranked higher, or it is parked or closed."
    )
    assert (step.about, step.approach_id) == ("a1", "")


def test_without_a_need_it_is_merged_with_what_they_sponsor() -> None:
    hers = on_agenda(
        item=an_item(id="a2", code="A-2", title="Rota"), parts=("sponsor",)
    )
    [step] = steps_of("P17", with_dana(heard(), hers))
    assert step.step.startswith(
        "Merge A-1 “Cut-over to the new payroll” with A-2 “Rota”, which Dana sponsors"
    )
    assert step.because[-1] == "Dana sponsors A-2"


def test_with_nothing_on_record_it_is_asked_once() -> None:
    [step] = steps_of("P17", with_dana(heard()))
    assert step.step.startswith("Ask Dana once what A-1")
    assert "or park it" in step.step


@pytest.mark.parametrize(
    ("facts", "steps"),
    [({}, 1), ({"needs_served": True}, 0), ({"motivated": True}, 0)],
)
def test_one_owner_it_serves_is_enough(facts: dict[str, Any], steps: int) -> None:
    owners = OwnerFact("process", DANA), OwnerFact("pnl", FEMI, **facts)
    assert len(steps_of("P17", with_dana(heard(*owners)))) == steps


@pytest.mark.parametrize(("femi", "steps"), [("low", 1), ("high", 0), ("", 0)])
def test_where_every_owner_ranks_it_low(femi: str, steps: int) -> None:
    owners = (
        OwnerFact("process", DANA, priority="low", motivated=True),
        OwnerFact("pnl", FEMI, priority=femi),
    )
    found = steps_of("P17", with_dana(heard(*owners)))
    assert len(found) == steps
    if found:
        assert found[0].because == ("Dana and Femi all rank A-1 low",)


def test_one_owner_ranks_it() -> None:
    low = OwnerFact("process", DANA, priority="low", motivated=True)
    [step] = steps_of("P17", with_dana(heard(low)))
    assert step.because == ("Dana ranks A-1 low",)


@pytest.mark.parametrize(("days", "steps"), [(180, 1), (181, 0)])
def test_their_view_is_heard_first(days: int, steps: int) -> None:
    fact = heard(stance=a_stance(heard_on=days_ago(days)))
    assert len(steps_of("P17", with_dana(fact))) == steps


@pytest.mark.parametrize(
    ("reason", "situation"),
    [
        ("nothing is on the agenda", with_dana()),
        ("they own nothing of it", with_dana(heard(parts=("sponsor",)))),
        (
            "it serves a need of theirs",
            with_dana(heard(OwnerFact("process", DANA, needs_served=True))),
        ),
    ],
)
def test_it_is_silent_when(reason: str, situation: Situation) -> None:
    assert steps_of("P17", situation) == (), reason


def test_nobody_is_asked_what_they_need_while_the_gate_is_shut() -> None:
    shut = a_standing(ratings=LOW)
    assert steps_of("P17", with_dana(heard(), standing=shut)) == ()
    assert withheld_by("P17", with_dana(heard(), standing=shut)) == (
        "Operations rates your services 3.4 of 5 (9 people; 4.0 opens the gate)",
    )
    need = a_need(item_id="")
    assert steps_of("P17", with_dana(heard(), needs=(need,), standing=shut))


def test_nobody_is_asked_what_they_need_while_invitations_pause() -> None:
    assert steps_of("P17", with_dana(heard(), tie=pausing())) == ()
    assert withheld_by("P17", with_dana(heard(), tie=pausing())) == (
        "invitations to Dana pause through Wed 29 April",
    )


def test_the_question_goes_to_the_owner() -> None:
    [step] = steps_of("P17", with_dana(heard()))
    assert step.step.startswith("Ask Dana once what A-1 ")
    assert step.approach_id == "dana"
