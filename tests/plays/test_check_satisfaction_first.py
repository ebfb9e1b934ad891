from datetime import date

import pytest

from scheduler.situation import Situation
from storage.people.facts import PersonFact
from storage.services.facts import ServiceFact, Standing
from tests.builders import (
    LIVE,
    SAM,
    TODAY,
    a_report,
    a_situation,
    a_standing,
    a_tie,
    an_earlier,
    an_issue,
    days_ago,
    pausing,
    ratings,
    steps_of,
)


def test_the_owner_collects_a_reading_from_people_of_the_unit() -> None:
    [step] = steps_of("P02", a_situation(tie=pausing()))
    assert (step.step, step.more) == (
        "Ask Sam to collect a rating of Payroll from people in Operations.",
        "A short one, and from others than Dana.",
    )
    assert step.because == (
        "nobody in Operations rated your services in the last 90 days",
    )
    assert (step.approach_id, step.about) == ("sam", "operations")
    assert step.returns_on == date(2026, 4, 14)


def test_the_last_rating_and_its_day_are_told() -> None:
    standing = a_standing(
        ratings=ratings(3, 4), newest_rating_on=date(2026, 2, 16), services=()
    )
    [step] = steps_of("P02", a_situation(standing=standing))
    assert (step.step, step.more) == (
        "Collect a rating of your day-to-day services from people in Operations.",
        "A short one, and from others than Dana.",
    )
    assert step.because == (
        "only two people in Operations rated your services in the last 90 days",
        "the newest rating is of Mon 16 February",
    )


def test_a_unit_nobody_named_is_the_executives_organization() -> None:
    somebody = PersonFact("x", "Dana Whitfield")
    situation = a_situation(executive=somebody, standing=Standing())
    [step] = steps_of("P02", situation)
    assert "people in Dana's organization" in step.step
    assert step.about == "x"


@pytest.mark.parametrize(("raters", "steps"), [(4, 1), (5, 0)])
def test_five_ratings_are_enough_to_know(raters: int, steps: int) -> None:
    standing = a_standing(ratings=ratings(*[4.5] * raters))
    assert len(steps_of("P02", a_situation(standing=standing))) == steps


@pytest.mark.parametrize(("age", "steps"), [(89, 0), (90, 1)])
def test_ratings_count_for_90_days(age: int, steps: int) -> None:
    old = ratings(5, 5, 5, 5, 5, on=days_ago(age))
    situation = a_situation(standing=a_standing(ratings=old))
    assert len(steps_of("P02", situation)) == steps


@pytest.mark.parametrize(
    ("reason", "situation"),
    [
        ("the tie is live", a_situation(tie=LIVE)),
        ("a meeting is planned", a_situation(tie=a_tie(next_meeting_on=TODAY))),
        ("not on the list", a_situation(stakeholder=False)),
        (
            "an issue is known already",
            a_situation(standing=a_standing(issues=(an_issue(severity=1),))),
        ),
    ],
)
def test_it_is_silent_when(reason: str, situation: Situation) -> None:
    assert steps_of("P02", situation) == (), reason


@pytest.mark.parametrize(
    ("days", "about"),
    [(13, []), (14, ["operations:rosa"]), (89, ["operations:rosa"]),
     (90, ["operations:after 2025-12-31"])],
)  # fmt: skip
def test_after_14_days_a_report_is_asked_and_after_90_all_again(
    days: int, about: list[str]
) -> None:
    asked = an_earlier("P02", "operations", "accepted", suggested_on=days_ago(days))
    situation = a_situation(earlier=(asked,), reports=(a_report(),))
    assert [step.about for step in steps_of("P02", situation)] == about


def test_the_report_is_asked_in_person_once() -> None:
    asked = an_earlier("P02", "operations", "done", suggested_on=days_ago(20))
    situation = a_situation(earlier=(asked,), reports=(a_report(),))
    [step] = steps_of("P02", situation)
    assert step.step == "Ask Rosa for a short rating of Payroll."
    assert step.because[-1] == "you asked for a reading on Wed 11 March"
    again = an_earlier("P02", "operations:rosa", "done", suggested_on=days_ago(5))
    situation = a_situation(earlier=(asked, again), reports=(a_report(),))
    assert steps_of("P02", situation) == ()


def confirmed(on: date, by_then: date = date(2026, 2, 16)) -> Situation:
    low = ratings(3, 3, 3, 4, 3, 4, 4, 4, 3, on=by_then)
    fixed = an_issue(confirmed_on=on, resolved_on=on)
    return a_situation(tie=LIVE, standing=a_standing(ratings=low, issues=(fixed,)))


def test_a_fix_that_is_confirmed_but_maybe_not_felt() -> None:
    [step] = steps_of("P02", confirmed(days_ago(1)))
    assert (step.step, step.more) == (
        "Ask Sam whether people in Operations feel that I-12 is fixed.",
        "A new rating of Payroll tells.",
    )
    assert step.because == (
        "the fix of I-12 was confirmed on Mon 30 March",
        "Operations rates your services 3.4 of 5 (9 people)",
        "nobody has rated since",
    )


@pytest.mark.parametrize(("days", "steps"), [(14, 1), (15, 0)])
def test_a_fix_is_news_for_14_days(days: int, steps: int) -> None:
    assert len(steps_of("P02", confirmed(days_ago(days)))) == steps


def test_a_fix_that_was_rated_since_needs_no_reading() -> None:
    assert steps_of("P02", confirmed(days_ago(5), by_then=days_ago(5))) == ()
    assert len(steps_of("P02", confirmed(days_ago(5), by_then=days_ago(6)))) == 1


def test_without_an_owner_the_leader_collects_it() -> None:
    services = (ServiceFact("payroll", "Payroll"), ServiceFact("desk", "Help desk"))
    [step] = steps_of("P02", a_situation(standing=a_standing(services=services)))
    assert step.step.startswith("Collect a rating of Payroll and Help desk from")


@pytest.mark.parametrize(
    ("services", "step"),
    [
        (
            (ServiceFact("payroll", "Payroll", SAM),),
            "Ask Sam who else in Operations uses Payroll.",
        ),
        (
            (),
            "Find out who else in Operations uses your day-to-day services.",
        ),
    ],
)
def test_where_nobody_else_is_on_file_it_is_found_out_first_who_there_is(
    services: tuple[ServiceFact, ...], step: str
) -> None:
    alone = a_standing(services=services, people=1)
    [said] = steps_of("P02", a_situation(standing=alone))
    assert said.step == step
    assert said.more == (
        "Besides Dana, to be asked for a rating. Then type for example "
        "`add Lee Wong in Operations`."
    )
    two = a_standing(services=services, people=2)
    [then] = steps_of("P02", a_situation(standing=two))
    assert "collect a rating" in then.step.lower()
    assert then.facts_key != said.facts_key
    [report] = steps_of("P02", a_situation(standing=alone, reports=(a_report(),)))
    assert report.step == then.step
