from dataclasses import replace
from typing import Any

import pytest

from scheduler.advice.engine import advise
from scheduler.situation import Situation
from storage.agenda.facts import THREE_PS, AgendaFact, OwnerFact
from storage.people.facts import PersonFact
from tests.builders import (
    DANA,
    FEMI,
    GOOD,
    LIVE,
    LOW,
    a_colleague,
    a_report,
    a_result,
    a_situation,
    a_stance,
    a_standing,
    an_ask,
    an_issue,
    an_item,
    days_ago,
    on_agenda,
    pausing,
    steps_of,
    withheld_by,
)


def stands(
    current: str, *, days: int = 30, desired: str = "leading", **facts: Any
) -> AgendaFact:
    stance = a_stance(current=current, desired=desired, gap_since=days_ago(days))
    return on_agenda(stance=replace(stance, heard_on=days_ago(3)), parts=(), **facts)


def with_dana(*agenda: AgendaFact, **facts: Any) -> Situation:
    known = {"agenda": agenda, "tie": LIVE, "standing": a_standing(ratings=GOOD)}
    return a_situation(**(known | facts))


def test_the_next_step_is_one_that_fits() -> None:
    [step] = steps_of("L6", with_dana(stands("neutral", desired="supportive")))
    assert (step.step, step.more) == (
        "Learn what Dana is measured on, and say what A-1 “Cut-over to the "
        "new payroll” does for it.",
        "Then type `stance Dana on A-1 …` with where Dana stands now.",
    )
    assert step.because == (
        "Dana is neutral on A-1, wanted supportive",
        "the gap is open since Sun 1 March",
    )
    assert step.withdrawn_if == (
        "Dana is supportive on A-1, or A-1 is parked or closed."
    )
    assert (step.about, step.approach_id) == ("a1:neutral", "dana")


@pytest.mark.parametrize(
    ("level", "says"),
    [
        ("unaware", "Tell Dana yourself that A-1"),
        ("resistant", "Ask Dana what stands behind the no to A-1"),
        ("neutral", "Learn what Dana is measured on"),
        ("supportive", "Show Dana one result as a first proof of A-1"),
    ],
)
def test_each_level_has_its_own(level: str, says: str) -> None:
    [step] = steps_of("L6", with_dana(stands(level)))
    assert step.step.startswith(says)


def test_who_is_unaware_hears_of_it_through_a_report_or_a_colleague() -> None:
    unaware = stands("unaware")
    both = {"reports": (a_report(tie=LIVE),), "mutual": (a_colleague(),)}
    [step] = steps_of("L6", with_dana(unaware, **both))
    assert step.step.startswith("Talk A-1 “Cut-over to the new payroll” over with Rosa")
    assert step.approach_id == "rosa"
    [step] = steps_of("L6", with_dana(unaware, mutual=(a_colleague(),)))
    assert "over with Omar, who knows Dana" in step.step


@pytest.mark.parametrize(
    ("on", "who"), [(days_ago(29), "dana"), (days_ago(30), "omar")]
)
def test_a_colleague_is_asked_once_in_30_days(on: Any, who: str) -> None:
    ask = an_ask(on=on, fulfilled_on=on)
    situation = with_dana(stands("unaware"), mutual=(a_colleague(asks=(ask,)),))
    [step] = steps_of("L6", situation)
    assert step.approach_id == who


def test_an_objection_on_record_is_cited() -> None:
    fact = stands("resistant")
    fact = replace(fact, stance=replace(fact.stance, objection="no hands in May"))
    [step] = steps_of("L6", with_dana(fact))
    assert step.because[-1] == "Dana objected: “no hands in May”"


def test_a_joint_result_is_the_proof_for_a_supporter() -> None:
    [step] = steps_of("L6", with_dana(stands("supportive"), results=(a_result(),)))
    assert step.step.startswith(
        "Show Dana “Payslips on time three months running”, done together, as a first"
    )


@pytest.mark.parametrize(("days", "steps"), [(29, 0), (30, 1)])
def test_a_gap_is_closed_after_30_days(days: int, steps: int) -> None:
    assert len(steps_of("L6", with_dana(stands("neutral", days=days)))) == steps


def leads(days: int, person: PersonFact = FEMI) -> AgendaFact:
    item = an_item(behind=((person, days_ago(days)),))
    return stands("leading", item=item)


@pytest.mark.parametrize(("days", "steps"), [(29, 0), (30, 1)])
def test_who_leads_speaks_to_whoever_is_behind(days: int, steps: int) -> None:
    found = steps_of("L6", with_dana(leads(days)))
    assert len(found) == steps
    if found:
        assert found[0].step.startswith("Ask Dana to speak to Femi about A-1")
        assert found[0].because == (
            "Dana is leading on A-1",
            "Femi has been behind on A-1 for 30 days",
        )


@pytest.mark.parametrize(
    ("ask", "steps"),
    [
        (an_ask(asked=DANA, on=days_ago(29), fulfilled_on=days_ago(20)), 0),
        (an_ask(asked=DANA, on=days_ago(30), fulfilled_on=days_ago(20)), 1),
        (an_ask(asked=DANA, on=days_ago(90)), 0),
    ],
)
def test_who_leads_is_asked_once_in_30_days(ask: Any, steps: int) -> None:
    assert len(steps_of("L6", with_dana(leads(40), asks=(ask,)))) == steps


@pytest.mark.parametrize("level", ["unaware", "leading"])
def test_nobody_is_sent_while_the_service_fails(level: str) -> None:
    fact = leads(40) if level == "leading" else stands(level)
    situation = with_dana(fact, standing=a_standing(ratings=LOW))
    assert steps_of("L6", situation) == ()
    assert withheld_by("L6", situation) == (
        "Operations rates your services 3.4 of 5 (9 people; 4.0 opens the gate)",
    )


def test_it_waits_while_anything_else_is_open_for_that_person() -> None:
    owners = tuple(OwnerFact(p, DANA, live_tie=True) for p in THREE_PS)
    gap = stands("neutral", item=an_item(owners=owners))
    assert [step.play for step in advise(with_dana(gap)).steps] == ["L6"]
    late = a_standing(ratings=GOOD, issues=(an_issue(due_on=days_ago(6)),))
    busy = advise(with_dana(gap, standing=late))
    assert [step.play for step in busy.steps] == ["P03"]
    assert (
        "L6 Close the stance gap: waits while Get it resolved (P03) is open"
        in busy.considered
    )


@pytest.mark.parametrize(
    ("reason", "situation"),
    [
        ("nothing is on the agenda", with_dana()),
        ("they stand where wanted", with_dana(stands("neutral", desired="neutral"))),
        ("the wanted level is not said", with_dana(stands("neutral", desired=""))),
        ("nobody is behind", with_dana(stands("leading"))),
        ("they alone are behind", with_dana(leads(40, DANA))),
        ("invitations pause", with_dana(stands("neutral"), tie=pausing())),
    ],
)
def test_it_is_silent_when(reason: str, situation: Situation) -> None:
    assert steps_of("L6", situation) == (), reason
    assert withheld_by("L6", situation) == (), reason
