"""Issues in words: one line each, and the list of those not confirmed as fixed."""

from collections.abc import Sequence
from datetime import date

from handlers.grammar.spoken import counted, plain_day, spoken
from handlers.request import Reply
from storage.issues import KnownIssue
from storage.message import Message, Section

MOST = 20  # issues shown at once; house rule
EXAMPLE = "issue open on Payroll for Operations due 22 March: salaries late"


def issue_section(issue: KnownIssue, today: date) -> Section:
    """Return an issue with its title and how it stands."""
    title = f": {issue.title}" if issue.title else ""
    owner = f", owned by {issue.owner}" if issue.owner else ""
    return Section(
        text=f"{issue.code} on {issue.service} for {issue.unit}{title}",
        facts=(f"{_standing(issue, today)}{owner}",),
    )


def _standing(issue: KnownIssue, today: date) -> str:
    again = ", reopened" if issue.reopened else ""
    start = f"severity {issue.severity}{again}"
    if issue.confirmed_on is not None:
        by_word = ", on a leader's word" if issue.confirmed_by_word else ""
        confirmed = spoken(issue.confirmed_on, today)
        return f"{start}, confirmed by {issue.confirmed_by} {confirmed}{by_word}"
    if issue.resolved_on is not None:
        resolved = spoken(issue.resolved_on, today)
        return f"{start}, resolved {resolved}, not confirmed yet"
    if issue.due_on is None:
        return f"{start}, open since {plain_day(issue.opened_on, today)}"
    late = (today - issue.due_on).days
    past = f", {counted('{n} day', '{n} days', late)} past due" if late > 0 else ""
    return f"{start}, due {plain_day(issue.due_on, today)}{past}"


def issue_list(issues: Sequence[KnownIssue], today: date) -> Reply:
    """Return the issues nobody has confirmed as fixed yet."""
    if not issues:
        return Reply(
            Message(
                headline="No open issue.",
                small_print=(f"To report one: /outreach {EXAMPLE}",),
            )
        )
    left = len(issues) - MOST
    return Reply(
        Message(
            headline=counted(
                "{n} issue not confirmed as fixed",
                "{n} issues not confirmed as fixed",
                len(issues),
            ),
            sections=tuple(issue_section(issue, today) for issue in issues[:MOST]),
            small_print=(f"And {left} more.",) if left > 0 else (),
        )
    )
