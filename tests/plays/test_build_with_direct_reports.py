from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from scheduler.situation import Colleague, Situation
from storage.contacts.facts import TieFact
from storage.people.facts import PersonFact
from tests.builders import (
    GOOD,
    LIVE,
    ROSA,
    TODAY,
    a_colleague,
    a_report,
    a_result,
    a_situation,
    a_standing,
    days_ago,
    pausing,
    steps_of,
)


def reached_through(*reports: Colleague, **facts: Any) -> Situation:
    known = {"tie": pausing(), "standing": a_standing(ratings=GOOD), "reports": reports}
    return a_situation(**(known | facts))


def another(name: str, **facts: Any) -> Colleague:
    return a_report(person=PersonFact(name.lower(), name), **facts)


def test_the_report_who_confirmed_a_fix_is_met_about_it() -> None:
    rosa = a_report(confirmed_issues=("I-12",))
    mutual = (a_colleague(), a_colleague(person=PersonFact("ben", "Ben Okafor")))
    [step] = steps_of("P07", reached_through(rosa, mutual=mutual))
    assert (step.step, step.more) == (
        "Meet Rosa, who reports to Dana, on something Rosa needs.",
        "A place to start: the fix of I-12.",
    )
    assert step.because == (
        "Rosa reports to Dana",
        "Rosa confirmed that I-12 is fixed",
        "you have a live tie to none of Dana's direct reports",
        "you share two contacts with Dana; up to five, a direct report comes before a "
        "good word",
    )
    assert (step.about, step.approach_id) == ("rosa", "rosa")


@pytest.mark.parametrize(("shared", "told"), [(5, True), (6, False)])
def test_the_order_is_explained_up_to_five_mutual_contacts(
    shared: int, told: bool
) -> None:
    mutual = tuple(
        a_colleague(person=PersonFact(str(n), str(n))) for n in range(shared)
    )
    [step] = steps_of("P07", reached_through(a_report(), mutual=mutual))
    assert ("before a good word" in step.because[-1]) is told


@pytest.mark.parametrize(
    ("facts", "place"),
    [
        ({"owns_service": "Payroll"}, "A place to start: Payroll."),
        ({"results": (a_result(title="On time"),)}, "A place to start: “On time”."),
        ({}, ""),
    ],
)
def test_what_to_talk_about(facts: dict[str, Any], place: str) -> None:
    [step] = steps_of("P07", reached_through(a_report(**facts)))
    assert step.more == place


def test_a_joint_topic_goes_before_a_strong_tie() -> None:
    reports = (
        another("Weak", tie=TieFact(strength=0.1)),
        another("Strong", tie=TieFact(strength=0.3)),
        another("Topic", owns_service="Payroll"),
    )
    steps = steps_of("P07", reached_through(*reports))
    assert [step.approach for step in steps] == ["Topic", "Strong", "Weak"]


@pytest.mark.parametrize(("live", "steps"), [(1, True), (2, False)])
def test_two_live_ties_to_reports_are_enough(live: int, steps: bool) -> None:
    known = tuple(another(f"Known{n}", tie=LIVE) for n in range(live))
    situation = reached_through(another("New"), *known)
    assert bool(steps_of("P07", situation)) is steps


def recently(*ages: int) -> Colleague:
    days = tuple(days_ago(age) for age in ages)
    return a_report(tie=TieFact(contact_days=days))


@pytest.mark.parametrize(("ages", "steps"), [((13, 2), 0), ((14, 2), 1)])
def test_twice_in_14_days_is_a_crowd(ages: tuple[int, ...], steps: int) -> None:
    assert len(steps_of("P07", reached_through(recently(*ages)))) == steps


@pytest.mark.parametrize(("ages", "steps"), [((59, 20), 0), ((60, 20), 1)])
def test_two_conversations_in_60_days_are_enough(
    ages: tuple[int, ...], steps: int
) -> None:
    days = tuple(days_ago(age) for age in ages)
    met = a_report(tie=TieFact(substantive_days=days))
    assert len(steps_of("P07", reached_through(met))) == steps


@pytest.mark.parametrize(
    ("reason", "situation"),
    [
        ("nobody reports to the executive", reached_through()),
        ("a report of one's own", reached_through(a_report(in_own_line=True))),
        (
            "the next meeting with the report is set",
            reached_through(a_report(tie=TieFact(next_meeting_on=TODAY))),
        ),
        ("the executive is reached", reached_through(a_report(), tie=LIVE)),
        (
            "a meeting with the executive is planned",
            reached_through(a_report(), tie=pausing(next_meeting_on=date(2026, 4, 7))),
        ),
    ],
)
def test_it_is_silent_when(reason: str, situation: Situation) -> None:
    assert steps_of("P07", situation) == (), reason


def test_the_days_that_pass_are_no_new_fact() -> None:
    [one] = steps_of("P07", reached_through(a_report()))
    [other] = steps_of(
        "P07", replace(reached_through(a_report(person=ROSA)), today=date(2026, 4, 2))
    )
    assert one.facts_key == other.facts_key
