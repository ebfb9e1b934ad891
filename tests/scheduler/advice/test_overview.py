"""The dashboard's lists: what is overdue, cooling, unthanked and paused."""

from datetime import date, timedelta

from scheduler.advice.overview import Overview, overview
from tests.builders import (
    TODAY,
    a_situation,
    a_standing,
    a_tie,
    an_ask,
    an_issue,
    days_ago,
    pausing,
)


def test_nothing_waits_where_nothing_is_known() -> None:
    assert overview([a_situation()]) == Overview()
    assert overview([]) == Overview()


def test_issues_past_due_are_told_once_the_longest_first() -> None:
    late = an_issue(due_on=days_ago(9))
    later = an_issue(id="i13", code="I-13", due_on=days_ago(1))
    today = an_issue(id="i14", code="I-14", due_on=TODAY)
    standing = a_standing(issues=(later, late, today))

    seen = overview([a_situation(standing=standing), a_situation(standing=standing)])

    assert seen.overdue == (
        "I-12 on Payroll, for Operations: nine days past due",
        "I-13 on Payroll, for Operations: one day past due",
    )


def test_a_promise_is_overdue_the_day_after_it() -> None:
    promised = an_ask(agreed_on=days_ago(9), agreed_for=TODAY)
    assert overview([a_situation(asks=(promised,))]).overdue == ()

    missed = an_ask(agreed_on=days_ago(9), agreed_for=days_ago(1))
    assert overview([a_situation(asks=(missed,))]).overdue == (
        "Review slot with Rosa Lim was promised for Mon 30 March",
    )


def test_ties_go_cold_the_longest_silence_first() -> None:
    def silent(days: int) -> date:
        return TODAY - timedelta(days)

    short = a_situation(tie=a_tie(contact_days=(silent(91),)))
    long = a_situation(tie=a_tie(contact_days=(silent(120),)))
    fresh = a_situation(tie=a_tie(contact_days=(silent(90),)))

    assert overview([short, long, fresh]).cooling == (
        "Dana Whitfield: silent for 120 days",
        "Dana Whitfield: silent for 91 days",
    )


def test_thanks_wait_until_they_are_logged() -> None:
    helped = an_ask(fulfilled_on=days_ago(1))
    thanked = an_ask(id="b", fulfilled_on=days_ago(1), thanked_on=TODAY)

    assert overview([a_situation(asks=(helped, thanked))]).unthanked == (
        "Rosa Lim: “review slot” came about on Mon 30 March",
    )


def test_a_pause_is_shown_through_its_last_day() -> None:
    tie = pausing(since=days_ago(30))
    assert overview([a_situation(tie=tie)]).paused == (
        "Dana Whitfield: no invitations through Tue 31 March",
    )
    assert overview([a_situation(tie=pausing(since=days_ago(31)))]).paused == ()
