from datetime import date, timedelta
from typing import Any

import pytest

from scheduler.situation import Situation
from storage.results.facts import Named, ResultFact
from tests.builders import (
    a_result,
    a_situation,
    a_standing,
    a_tie,
    an_issue,
    steps_of,
    withheld_by,
)

MAY_6 = date(2026, 5, 6)


def on(day: date, *results: ResultFact, **facts: Any) -> Situation:
    return a_situation(today=day, results=results, **facts)


def test_the_draft_tells_it_partner_first() -> None:
    result = a_result(evidence="payroll report of April", next_step="the bonus run")
    [step] = steps_of("P09", on(MAY_6, result))
    assert step.step == (
        "Read the draft about “Payslips on time three months running” for the channel, "
        "and show it to Rosa."
    )
    assert step.draft == (
        "Operations: Payslips on time three months running\n"
        "Thanks to Rosa Lim and Sam Ortiz.\n"
        "Evidence: payroll report of April\n"
        "Next, together: the bonus run"
    )
    assert step.because == (
        "Rosa confirmed it on Tue 5 May",
        "everybody named agreed to be named",
        "nothing is posted before the month's summary",
    )
    assert step.about == "draft:result"


def test_a_short_result_makes_a_short_draft() -> None:
    [step] = steps_of("P09", on(MAY_6, a_result(named=(), unit="")))
    assert step.draft == "Payslips on time three months running\nThanks to Rosa Lim."


def test_a_very_long_result_is_cut_to_fit() -> None:
    [step] = steps_of("P09", on(MAY_6, a_result(title="x" * 10_000)))
    assert len(step.draft) == 2_500
    assert len(step.step) < 300


@pytest.mark.parametrize(("days", "steps"), [(-1, 0), (0, 1), (6, 1), (7, 0)])
def test_a_confirmation_is_news_for_seven_days(days: int, steps: int) -> None:
    day = date(2026, 5, 5) + timedelta(days)
    assert len(steps_of("P09", on(day, a_result()))) == steps


@pytest.mark.parametrize(
    ("reason", "facts"),
    [
        ("not confirmed", {"confirmed_on": None}),
        ("posted", {"posted_on": MAY_6}),
        ("not to be shared", {"shareable": False}),
        ("somebody named has not agreed", {"named": (Named("rosa", "Rosa Lim"),)}),
    ],
)
def test_there_is_no_draft_when(reason: str, facts: dict[str, Any]) -> None:
    assert steps_of("P09", on(MAY_6, a_result(**facts))) == (), reason


@pytest.mark.parametrize(("severity", "held"), [(2, True), (3, False)])
def test_no_praise_during_an_outage(severity: int, held: bool) -> None:
    standing = a_standing(issues=(an_issue(severity=severity),))
    situation = on(MAY_6, a_result(), standing=standing)
    assert bool(steps_of("P09", situation)) is not held
    if held:
        assert withheld_by("P09", situation) == (
            "I-12 on Payroll is open with severity 2, and praise would sound wrong "
            "today",
        )


def before_review(day: date, **facts: Any) -> Situation:
    tie = a_tie(next_meeting_on=date(2026, 5, 20), **facts)
    return on(day, a_result(posted_on=day), tie=tie)


@pytest.mark.parametrize(("day", "steps"), [(12, 0), (13, 1), (19, 1), (20, 0)])
def test_a_review_is_prepared_in_the_seven_days_before_it(day: int, steps: int) -> None:
    assert len(steps_of("P09", before_review(date(2026, 5, day)))) == steps


def test_the_result_comes_first_in_the_partners_terms() -> None:
    [step] = steps_of("P09", before_review(date(2026, 5, 13)))
    assert (step.step, step.more) == (
        "Prepare the review with Dana on Wed 20 May.",
        "First “Payslips on time three months running” in Rosa's terms, then "
        "the evidence, then the next joint step.",
    )
    assert step.because == (
        "you meet Dana on Wed 20 May",
        "“Payslips on time three months running” was confirmed on Tue 5 May",
    )
    assert step.draft == ""
    assert step.due_on == step.returns_on == date(2026, 5, 20)


@pytest.mark.parametrize(
    ("met", "steps"), [(date(2026, 5, 4), 1), (date(2026, 5, 5), 0)]
)
def test_what_was_shown_at_the_last_meeting_is_no_news(met: date, steps: int) -> None:
    situation = before_review(date(2026, 5, 13), substantive_days=(met,))
    assert len(steps_of("P09", situation)) == steps


def test_without_a_result_or_a_meeting_it_is_silent() -> None:
    tie = a_tie(next_meeting_on=date(2026, 5, 20))
    assert steps_of("P09", on(date(2026, 5, 13), tie=tie)) == ()
    unconfirmed = a_result(confirmed_on=None)
    assert steps_of("P09", on(date(2026, 5, 13), unconfirmed, tie=tie)) == ()
    assert steps_of("P09", on(date(2026, 5, 13), a_result())) == ()
