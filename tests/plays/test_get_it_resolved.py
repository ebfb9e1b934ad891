from datetime import date
from typing import Any

import pytest

from scheduler.situation import Situation
from tests.builders import (
    GOOD,
    LIVE,
    LOW,
    ROSA,
    TODAY,
    a_report,
    a_situation,
    a_standing,
    an_issue,
    days_ago,
    ratings,
    steps_of,
)


def with_issue(**facts: Any) -> Situation:
    standing = a_standing(ratings=GOOD, issues=(an_issue(**facts),))
    return a_situation(standing=standing)


def test_an_issue_past_due_goes_to_its_owner() -> None:
    late = an_issue(due_on=date(2026, 3, 22), title="salaries late")
    standing = a_standing(ratings=LOW, issues=(late,))
    [step] = steps_of("P03", a_situation(standing=standing))
    assert (step.step, step.more) == (
        "Ask Sam for a firm date on I-12 (Payroll).",
        "It is nine days past due; have someone in Operations confirm the fix.",
    )
    assert step.because == (
        "I-12 “salaries late” was due on Sun 22 March",
        "Operations rates your services 3.4 of 5 (9 people)",
    )
    assert step.withdrawn_if == "someone in Operations confirms that I-12 is fixed."
    assert (step.approach_id, step.about) == ("sam", "i12")


def test_it_outranks_all_outreach_so_no_tie_silences_it() -> None:
    assert steps_of("P03", with_issue(severity=1))
    situation = a_situation(
        tie=LIVE, standing=a_standing(issues=(an_issue(severity=1),))
    )
    assert steps_of("P03", situation)


@pytest.mark.parametrize(
    ("facts", "wrong"),
    [
        ({"severity": 1}, "severity 1"),
        ({"severity": 2}, "severity 2"),
        ({"reopened": True}, "reopened"),
        ({"due_on": days_ago(1)}, "one day past due"),
        (
            {"due_on": days_ago(3), "severity": 2, "reopened": True},
            "three days past due, severity 2 and reopened",
        ),
    ],
)
def test_it_says_what_is_wrong(facts: dict[str, Any], wrong: str) -> None:
    [step] = steps_of("P03", with_issue(**facts))
    assert step.more.startswith(f"It is {wrong}; have someone")


def test_an_issue_nobody_owns_needs_an_owner_first() -> None:
    [step] = steps_of("P03", with_issue(owner=None, severity=2))
    assert step.step.startswith("Name an owner and a firm date for I-12 (Payroll).")
    assert step.because[0] == "I-12 is open since Mon 2 March"


def test_each_issue_is_a_step_of_its_own() -> None:
    issues = (an_issue(severity=1), an_issue(id="i13", code="I-13", severity=2))
    situation = a_situation(standing=a_standing(issues=issues))
    assert [step.about for step in steps_of("P03", situation)] == ["i12", "i13"]


@pytest.mark.parametrize(
    ("reason", "facts"),
    [
        ("severity 3 and no due day", {"severity": 3}),
        ("due today", {"due_on": TODAY}),
        ("confirmed", {"severity": 1, "confirmed_on": days_ago(1)}),
        ("resolved in time", {"due_on": days_ago(3), "resolved_on": days_ago(3)}),
    ],
)
def test_it_is_silent_about_an_issue(reason: str, facts: dict[str, Any]) -> None:
    assert steps_of("P03", with_issue(**facts)) == (), reason


def test_a_fix_waits_for_somebody_of_the_unit_to_confirm_it() -> None:
    fixed = an_issue(due_on=days_ago(9), resolved_on=days_ago(1))
    standing = a_standing(issues=(fixed,))
    [step] = steps_of("P03", a_situation(standing=standing, reports=(a_report(),)))
    assert (step.step, step.more) == (
        "Ask Rosa to confirm that I-12 on Payroll is fixed.",
        "Or ask someone else in Operations.",
    )
    assert step.because[0] == "I-12 was resolved on Mon 30 March"
    [step] = steps_of("P03", a_situation(standing=standing))
    assert step.step.startswith("Ask someone in Operations to confirm that I-12")


def test_one_more_day_late_is_no_new_fact_but_a_new_due_day_is() -> None:
    [today] = steps_of("P03", with_issue(due_on=days_ago(9)))
    later = a_situation(
        today=date(2026, 4, 1),
        standing=a_standing(issues=(an_issue(due_on=days_ago(9)),)),
    )
    [tomorrow] = steps_of("P03", later)
    [moved] = steps_of("P03", with_issue(due_on=days_ago(8)))
    assert today.facts_key == tomorrow.facts_key != moved.facts_key
    [fortnight] = steps_of("P03", with_issue(due_on=days_ago(14)))
    assert fortnight.facts_key != today.facts_key


@pytest.mark.parametrize(
    ("scores", "steps"), [((4, 4, 4, 4, 4), 0), ((4, 4, 4, 4, 3), 1)]
)
def test_a_low_mean_without_an_issue_asks_what_is_wrong(
    scores: tuple[float, ...], steps: int
) -> None:
    situation = a_situation(standing=a_standing(ratings=ratings(*scores)))
    assert len(steps_of("P03", situation)) == steps


@pytest.mark.parametrize(("opened", "steps"), [(16, 0), (15, 1)])
def test_an_issue_named_since_the_low_rating_is_what_was_wrong(
    opened: int, steps: int
) -> None:
    named = an_issue(opened_on=date(2026, 2, opened))  # all rated on 16 February
    standing = a_standing(ratings=LOW, issues=(named,))
    assert len(steps_of("P03", a_situation(standing=standing))) == steps


def test_once_the_named_issue_was_fixed_a_low_mean_is_asked_about_again() -> None:
    named = an_issue(opened_on=date(2026, 2, 20), confirmed_on=days_ago(15))
    standing = a_standing(ratings=LOW, issues=(named,))
    assert len(steps_of("P03", a_situation(standing=standing))) == 1


def test_the_words_about_a_low_mean() -> None:
    [step] = steps_of("P03", a_situation(standing=a_standing(ratings=LOW)))
    assert (step.step, step.more) == (
        "Ask Sam to find out in Operations what is wrong with Payroll.",
        "Then name the issue, its owner and a date.",
    )


def test_too_few_ratings_say_nothing() -> None:
    situation = a_situation(standing=a_standing(ratings=ratings(1, 1, 1, 1)))
    assert steps_of("P03", situation) == ()


@pytest.mark.parametrize(("before", "steps"), [(4.69, 0), (4.7, 1)])
def test_a_fall_of_half_a_point_counts_above_the_line_too(
    before: float, steps: int
) -> None:
    standing = a_standing(ratings=GOOD, earlier_mean=before)
    assert len(steps_of("P03", a_situation(standing=standing))) == steps


def test_a_fresh_fix_leaves_the_low_mean_to_the_next_reading() -> None:
    fixed = an_issue(confirmed_on=days_ago(1), confirmed_by=ROSA)
    standing = a_standing(ratings=LOW, issues=(fixed,))
    assert steps_of("P03", a_situation(standing=standing)) == ()
    old = an_issue(confirmed_on=days_ago(15), confirmed_by=ROSA)
    standing = a_standing(ratings=LOW, issues=(old,))
    assert len(steps_of("P03", a_situation(standing=standing))) == 1
