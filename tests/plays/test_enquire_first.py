from datetime import date
from typing import Any

import pytest

from scheduler.playbook.enquire_first import QUESTIONS
from scheduler.situation import Situation
from storage.agenda.facts import AgendaFact
from storage.people.facts import PersonFact
from tests.builders import (
    LIVE,
    LOW,
    a_report,
    a_situation,
    a_stance,
    a_standing,
    a_tie,
    an_earlier,
    an_item,
    days_ago,
    on_agenda,
    pausing,
    steps_of,
    withheld_by,
)


def with_dana(*agenda: AgendaFact, **facts: Any) -> Situation:
    return a_situation(**({"agenda": agenda, "tie": LIVE} | facts))


def heard(days: int, **facts: Any) -> AgendaFact:
    return on_agenda(stance=a_stance(heard_on=days_ago(days), **facts))


def test_an_item_nobody_asked_about_is_asked_about() -> None:
    [step] = steps_of("P11", with_dana(on_agenda()))
    assert (step.step, step.more) == (
        "Ask Dana how they see A-1 “Cut-over to the new payroll”.",
        "Propose nothing yet; then type `heard Dana on A-1: …` with what was said.",
    )
    assert step.because == ("A-1 touches Dana, whose view of it is not recorded",)
    assert step.withdrawn_if == (
        "Dana's view of A-1 is recorded, or A-1 is parked or closed."
    )
    assert step.draft == "\n".join(QUESTIONS)
    assert (step.about, step.approach_id) == ("a1", "dana")


@pytest.mark.parametrize(("days", "steps"), [(180, 0), (181, 1)])
def test_a_view_is_fresh_for_180_days(days: int, steps: int) -> None:
    found = steps_of("P11", with_dana(heard(days)))
    assert len(found) == steps
    if found:
        assert found[0].because == (
            "you last heard Dana on A-1 on Wed 1 October 2025, more than 180 days ago",
        )


def test_a_meeting_on_the_calendar_is_the_place_for_it() -> None:
    tie = a_tie(next_meeting_on=date(2026, 4, 9))
    [step] = steps_of("P11", with_dana(on_agenda(), tie=tie))
    assert step.step.startswith("Ask Dana, when you meet on Thu 9 April, how they see")


def test_an_objection_is_enquired_into_before_anything_else() -> None:
    objected = heard(
        10, objection="no hands in May", objection_on=days_ago(10), answered_on=None
    )
    new = on_agenda(item=an_item(id="a2", code="A-2", decision_on=date(2026, 4, 2)))
    [step] = steps_of("P11", with_dana(new, objected))
    assert step.step.startswith("Ask Dana what is behind their objection to A-1")
    assert step.because == (
        "Dana objected to A-1 on Sat 21 March, and was not asked about it since: “no "
        "hands in May”",
        "the same talk can serve A-2",
    )
    assert step.withdrawn_if.startswith("Dana is heard on it, the objection is")


@pytest.mark.parametrize(("answered", "steps"), [(11, 1), (10, 0)])
def test_an_objection_answered_since_is_no_reason(answered: int, steps: int) -> None:
    stance = {"objection_on": days_ago(10), "answered_on": days_ago(answered)}
    assert len(steps_of("P11", with_dana(heard(20, **stance)))) == steps


@pytest.mark.parametrize(("asked", "steps"), [(10, 1), (9, 0)])
def test_an_objection_is_enquired_into_once(asked: int, steps: int) -> None:
    objected = heard(asked, objection_on=days_ago(10))
    assert len(steps_of("P11", with_dana(objected))) == steps


def test_one_talk_serves_several_items_and_the_nearest_decision_comes_first() -> None:
    sooner = on_agenda(item=an_item(id="a2", code="A-2", decision_on=date(2026, 4, 20)))
    [step] = steps_of("P11", with_dana(on_agenda(), sooner))
    assert step.about == "a2"
    assert step.because[-1] == "the same talk can serve A-1"


def test_while_invitations_pause_a_direct_report_is_asked() -> None:
    kim = a_report(person=PersonFact("kim", "Kim Park"))
    rosa = a_report(tie=LIVE)
    situation = with_dana(on_agenda(), tie=pausing(), reports=(kim, rosa))
    [step] = steps_of("P11", situation)
    assert step.step.startswith("Ask Rosa, who reports to Dana, how Dana sees A-1")
    assert step.because[-1] == "invitations to Dana pause through Wed 29 April"
    assert step.approach_id == "rosa"


@pytest.mark.parametrize(("days", "asked"), [(1, "kim"), (0, "rosa")])
def test_whom_the_leader_called_the_wrong_person_is_not_asked_about_their_boss(
    days: int, asked: str
) -> None:
    """Said of any play; it holds until that refusal rests no more."""
    kim = a_report(person=PersonFact("kim", "Kim Park"))
    refused = an_earlier(
        "P07", "rosa", "refused", reason="wrong_person", approach_id="rosa",
        returns_on=days_ago(-days),
    )  # fmt: skip
    situation = with_dana(
        on_agenda(),
        tie=pausing(),
        reports=(kim, a_report(tie=LIVE)),
        earlier=(refused,),
    )
    [step] = steps_of("P11", situation)
    assert step.approach_id == asked


def test_after_the_pause_the_executive_may_be_asked_again() -> None:
    tie = pausing(since=days_ago(31))
    [step] = steps_of("P11", with_dana(on_agenda(), tie=tie, reports=(a_report(),)))
    assert step.approach_id == "dana"
    tie = pausing(since=days_ago(30))
    [step] = steps_of("P11", with_dana(on_agenda(), tie=tie, reports=(a_report(),)))
    assert step.approach_id == "rosa"


@pytest.mark.parametrize("reports", [(), (a_report(in_own_line=True),)])
def test_it_is_held_back_while_nobody_may_be_asked(reports: tuple[Any, ...]) -> None:
    situation = with_dana(on_agenda(), tie=pausing(), reports=reports)
    assert steps_of("P11", situation) == ()
    assert withheld_by("P11", situation) == (
        "invitations to Dana pause through Wed 29 April, and nobody who reports to "
        "Dana is on file",
    )


def test_while_the_service_fails_only_the_failure_is_asked_about() -> None:
    situation = with_dana(on_agenda(), standing=a_standing(ratings=LOW))
    [step] = steps_of("P11", situation)
    assert (step.step, step.more) == (
        "Ask Dana what the trouble with your services costs in Operations.",
        "Ask nothing else: A-1 waits until it is put right.",
    )
    assert step.because == (
        "Operations rates your services 3.4 of 5 (9 people; 4.0 opens the gate)",
        "what Dana thinks of A-1 is not known, and has to wait",
    )
    assert step.about == "failure:operations"


def test_while_the_service_fails_and_invitations_pause_a_report_is_asked() -> None:
    situation = with_dana(
        on_agenda(),
        tie=pausing(),
        standing=a_standing(ratings=LOW),
        reports=(a_report(),),
    )
    [step] = steps_of("P11", situation)
    assert step.step.startswith("Ask Rosa what the trouble with your")
    assert step.approach_id == "rosa"


@pytest.mark.parametrize(
    ("reason", "situation"),
    [
        ("nothing is on the agenda", with_dana()),
        ("the view is heard", with_dana(heard(3))),
        (
            "the objection is answered",
            with_dana(heard(3, objection_on=days_ago(2), answered_on=days_ago(1))),
        ),
    ],
)
def test_it_is_silent_when(reason: str, situation: Situation) -> None:
    assert steps_of("P11", situation) == (), reason
    assert withheld_by("P11", situation) == (), reason
