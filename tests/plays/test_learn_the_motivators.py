from datetime import date
from typing import Any

import pytest

from scheduler.situation import Situation
from storage.agenda.facts import AgendaFact
from tests.builders import (
    GOOD,
    LIVE,
    LOW,
    a_motivator,
    a_report,
    a_situation,
    a_stance,
    a_standing,
    a_tie,
    days_ago,
    on_agenda,
    pausing,
    steps_of,
    withheld_by,
)


def owner(*agenda: AgendaFact, **facts: Any) -> Situation:
    known = {"agenda": agenda or (on_agenda(),), "tie": LIVE}
    return a_situation(**(known | facts))


def test_what_moves_an_owner_is_asked() -> None:
    [step] = steps_of("P14", owner())
    assert (step.step, step.more) == (
        "Find out what Dana is measured on.",
        "Ask Dana. Learn the worries too. Then type `motivator Dana, task: "
        "…`, with the currency it is: inspiration, task, position, "
        "relationship or personal.",
    )
    assert step.because == (
        "Dana owns the process of A-1",
        "nothing that moves Dana is confirmed yet",
    )
    assert step.withdrawn_if == ("Dana confirms what counts, or no live item needs it.")
    assert (step.about, step.approach_id) == ("motivators", "dana")


def test_what_was_said_and_heard_so_far_is_cited() -> None:
    fact = on_agenda(stance=a_stance(heard_on=days_ago(1), view="not in May"))
    hearsay = a_motivator(confirmed=False, told_by="Rosa Lim", text="the audit")
    [step] = steps_of("P14", owner(fact, motivators=(hearsay,)))
    assert step.because[2:] == (
        "hearsay of Tue 10 March, from Rosa Lim: “the audit”",
        "Dana said of A-1: “not in May”",
    )


@pytest.mark.parametrize(("days", "steps"), [(180, 0), (181, 1)])
def test_a_motivator_is_fresh_for_180_days(days: int, steps: int) -> None:
    found = steps_of("P14", owner(motivators=(a_motivator(on=days_ago(days)),)))
    assert len(found) == steps
    if found:
        assert found[0].because[1] == (
            "the newest that Dana confirmed, “overtime below 3 %”, is of Wed 1 October "
            "2025"
        )


def test_hearsay_does_not_count_as_known() -> None:
    assert steps_of("P14", owner(motivators=(a_motivator(confirmed=False),)))


@pytest.mark.parametrize(("learned", "steps"), [(10, 1), (9, 0)])
def test_a_refusal_asks_anew_what_counts(learned: int, steps: int) -> None:
    refused = on_agenda(
        parts=(), stance=a_stance(proposed_on=days_ago(10), outcome="refused")
    )
    known = owner(refused, motivators=(a_motivator(on=days_ago(learned)),))
    found = steps_of("P14", known)
    assert len(found) == steps
    if found:
        assert found[0].because[0] == "Dana refused A-1 on Sat 21 March"


def test_a_meeting_on_the_calendar_is_the_place_for_it() -> None:
    [step] = steps_of("P14", owner(tie=a_tie(next_meeting_on=date(2026, 4, 9))))
    assert step.more.startswith("Ask Dana when you meet on Thu 9 April. ")


def test_while_invitations_pause_a_report_is_asked_and_it_stays_hearsay() -> None:
    [step] = steps_of("P14", owner(tie=pausing(), reports=(a_report(),)))
    assert step.more.startswith(
        "Ask Rosa, who reports to Dana; it stays hearsay until Dana says so. "
    )
    assert "type `motivator Dana from Rosa, task: …`, with" in step.more
    assert step.because[-1] == "invitations to Dana pause through Wed 29 April"
    assert step.approach_id == "rosa"


def test_it_is_held_back_while_nobody_may_be_asked() -> None:
    assert withheld_by("P14", owner(tie=pausing())) == (
        "invitations to Dana pause through Wed 29 April, and nobody who reports to "
        "Dana is on file",
    )


def test_it_is_held_back_while_the_service_fails() -> None:
    failing = owner(standing=a_standing(ratings=LOW))
    assert withheld_by("P14", failing) == (
        "Operations rates your services 3.4 of 5 (9 people; 4.0 opens the gate)",
    )
    assert steps_of("P14", owner(standing=a_standing(ratings=GOOD)))


@pytest.mark.parametrize(
    ("reason", "situation"),
    [
        ("nothing is on the agenda", a_situation()),
        ("they own nothing of it", owner(on_agenda(parts=("decider", "sponsor")))),
        ("it is known", owner(motivators=(a_motivator(),))),
    ],
)
def test_it_is_silent_when(reason: str, situation: Situation) -> None:
    assert steps_of("P14", situation) == (), reason
    assert withheld_by("P14", situation) == (), reason
