"""What can happen to an issue once it is there: resolved, confirmed, open again."""

import re
from datetime import date

from handlers.directory import myself
from handlers.grammar.names import one_person
from handlers.grammar.spoken import spoken
from handlers.issue_line import IssueLine
from handlers.issue_words import issue_section
from handlers.kept import kept
from handlers.request import Refusal, Reply, Request
from handlers.standing_words import unit_sections
from storage.issues import KnownIssue, change_issue
from storage.message import Message
from storage.people import Known


def resolve_issue(request: Request, issue: KnownIssue, line: IssueLine) -> Reply:
    """Note that an issue is fixed, as its owner says."""
    if issue.resolved_on is not None:
        return Reply(
            Message(
                headline=f"{issue.code} is resolved already.",
                sections=(issue_section(issue, request.today),),
            )
        )
    on = _day(request, issue, line.on, f"resolve {issue.code}")
    change_issue(request.writer, issue.id, resolved_on=on)
    return kept(
        request,
        f"{issue.code} on {issue.service} is resolved, {spoken(on, request.today)}.",
        label=f"{issue.code} resolved",
        sections=unit_sections(request, [issue.unit_id]),
        small_print=(
            f"When somebody in {issue.unit} says it is fixed: "
            f"/outreach issue confirm {issue.code} by NAME",
            *line.how_read,
        ),
    )


def confirm_issue(request: Request, issue: KnownIssue, line: IssueLine) -> Reply:
    """Note that somebody of the unit says it is fixed; it then is resolved, too."""
    if issue.confirmed_on is not None:
        return Reply(
            Message(
                headline=f"{issue.code} is confirmed already.",
                sections=(issue_section(issue, request.today),),
            )
        )
    by = _confirmer(request, issue, line.rest)
    on = _day(request, issue, line.on, f"confirm {issue.code} by {by.name}")
    if issue.resolved_on is not None and on < issue.resolved_on:
        resolved = spoken(issue.resolved_on, request.today)
        raise Refusal(
            f"{issue.code} was resolved {resolved}, so it can't have been confirmed "
            f"before. Type: /outreach issue confirm {issue.code} by {by.name}"
        )
    own = by.id == request.speaker.person_id
    change_issue(
        request.writer,
        issue.id,
        resolved_on=issue.resolved_on or on,
        confirmed_on=on,
        confirmed_by_id=by.id,
        confirmed_by_word=not own,
    )
    who = "you" if own else by.name
    word = (
        f"I have your word for it, not {by.first_name}'s own; that is enough for the "
        "gate."
        if not own
        else ""
    )
    return kept(
        request,
        f"{issue.code} on {issue.service} is confirmed as fixed by {who}, "
        f"{spoken(on, request.today)}.",
        label=f"{issue.code} confirmed",
        sections=unit_sections(request, [issue.unit_id]),
        small_print=(word, *line.how_read),
    )


def reopen_issue(request: Request, issue: KnownIssue, line: IssueLine) -> Reply:
    """Note that an issue is there again, or never went."""
    if issue.resolved_on is None:
        raise Refusal(
            f"{issue.code} is still open. When it is fixed, type: "
            f"/outreach issue resolve {issue.code}"
        )
    change_issue(
        request.writer,
        issue.id,
        resolved_on=None,
        confirmed_on=None,
        confirmed_by_id=None,
        confirmed_by_word=False,
        reopened=True,
    )
    return kept(
        request,
        f"{issue.code} on {issue.service} is open again.",
        label=f"{issue.code} reopened",
        sections=unit_sections(request, [issue.unit_id]),
    )


def _day(request: Request, issue: KnownIssue, on: date | None, again: str) -> date:
    on = on or request.today
    if on < issue.opened_on:
        opened = spoken(issue.opened_on, request.today)
        raise Refusal(
            f"{issue.code} was opened {opened}, so that can't have been before. "
            f"Write a day from then on, or none for today: "
            f"/outreach issue {again}"
        )
    return on


def _confirmer(request: Request, issue: KnownIssue, typed: str) -> Known:
    typed = re.sub(r"^by\b", "", typed).strip()
    example = f"issue confirm {issue.code} by Rosa"
    if typed and typed.casefold() not in ("me", "myself"):
        by = one_person(request, typed, example=example)
    else:
        by = myself(request)
        if by.unit_id != issue.unit_id:
            raise Refusal(
                f"Who in {issue.unit} says that {issue.code} is fixed? Type: "
                f"/outreach issue confirm {issue.code} by NAME"
            )
    if by.unit_id != issue.unit_id:
        place = f"is in {by.unit}" if by.unit else "has no unit yet"
        raise Refusal(
            f"{issue.code} hits {issue.unit}, and {by.name} {place}, as far as I know. "
            f"Only somebody in {issue.unit} can confirm it: "
            f"/outreach issue confirm {issue.code} by NAME"
        )
    return by
