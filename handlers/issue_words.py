"""Issues in words: one line each, and the list of those not confirmed as fixed."""

from collections.abc import Sequence
from datetime import date

from handlers.grammar.spoken import counted, plain_day, spoken
from handlers.request import Reply
from language.say import say
from storage.issues import KnownIssue
from storage.message import Message, Section

MOST = 20  # issues shown at once; house rule
EXAMPLE = "issue open on Payroll for Operations due 22 March: salaries late"


def issue_section(issue: KnownIssue, today: date) -> Section:
    """Return an issue with its title and how it stands."""
    title = f": {issue.title}" if issue.title else ""
    owner = say(", owned by {owner}", owner=issue.owner) if issue.owner else ""
    return Section(
        text=say(
            "{code} on {service} for {unit}{title}",
            code=issue.code,
            service=issue.service,
            unit=issue.unit,
            title=title,
        ),
        facts=(f"{_standing(issue, today)}{owner}",),
    )


def _standing(issue: KnownIssue, today: date) -> str:
    start = say("severity {number}", number=issue.severity)
    if issue.reopened:
        start = say("severity {number}, reopened", number=issue.severity)
    if issue.confirmed_on is not None:
        by_word = say(", on a leader's word") if issue.confirmed_by_word else ""
        confirmed = spoken(issue.confirmed_on, today)
        return say(
            "{start}, confirmed by {confirmed_by} {confirmed}{by_word}",
            start=start,
            confirmed_by=issue.confirmed_by,
            confirmed=confirmed,
            by_word=by_word,
        )
    if issue.resolved_on is not None:
        resolved = spoken(issue.resolved_on, today)
        return say(
            "{start}, resolved {resolved}, not confirmed yet",
            start=start,
            resolved=resolved,
        )
    if issue.due_on is None:
        return say(
            "{start}, open since {day}",
            start=start,
            day=plain_day(issue.opened_on, today),
        )
    late = (today - issue.due_on).days
    past = (
        say(", {number} past due", number=counted("{n} day", "{n} days", late))
        if late > 0
        else ""
    )
    return say(
        "{start}, due {day}{past}",
        start=start,
        day=plain_day(issue.due_on, today),
        past=past,
    )


def issue_list(issues: Sequence[KnownIssue], today: date) -> Reply:
    """Return the issues nobody has confirmed as fixed yet."""
    if not issues:
        return Reply(
            Message(
                headline=say("No open issue."),
                small_print=(
                    say("To report one: /outreach {example}", example=EXAMPLE),
                ),
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
            small_print=(say("And {left} more.", left=left),) if left > 0 else (),
        )
    )
