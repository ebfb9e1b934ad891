"""What can happen to an issue once it is there: resolved, confirmed, open again."""

import re
from datetime import date

from handlers.directory import myself
from handlers.grammar.names import one_person
from handlers.grammar.spoken import spoken
from handlers.issue_line import IssueLine
from handlers.issue_words import issue_section
from handlers.kept import kept
from handlers.request import Refusal, Reply, Turn
from handlers.standing_words import unit_sections
from language.say import mark, say
from storage.issues import KnownIssue, change_issue
from storage.message import Message
from storage.people import Known


def resolve_issue(turn: Turn, issue: KnownIssue, line: IssueLine) -> Reply:
    """Note that an issue is fixed, as its owner says."""
    if issue.resolved_on is not None:
        return Reply(
            Message(
                headline=say("{code} is resolved already.", code=issue.code),
                sections=(issue_section(issue, turn.today),),
            )
        )
    on = _day(turn, issue, line.on, f"resolve {issue.code}")
    change_issue(turn.writer, issue.id, resolved_on=on)
    return kept(
        turn,
        say(
            "{code} on {service} is resolved, {day}.",
            code=issue.code,
            service=issue.service,
            day=spoken(on, turn.today),
        ),
        label=say("{code} resolved", code=issue.code),
        sections=unit_sections(turn, [issue.unit_id]),
        small_print=(
            say(
                "When somebody in {unit} says it is fixed: /outreach issue confirm "
                "{code} by NAME",
                unit=issue.unit,
                code=issue.code,
            ),
            *line.how_read,
        ),
    )


def confirm_issue(turn: Turn, issue: KnownIssue, line: IssueLine) -> Reply:
    """Note that somebody of the unit says it is fixed; it then is resolved, too."""
    if issue.confirmed_on is not None:
        return Reply(
            Message(
                headline=say("{code} is confirmed already.", code=issue.code),
                sections=(issue_section(issue, turn.today),),
            )
        )
    by = _confirmer(turn, issue, line.rest)
    on = _day(
        turn,
        issue,
        line.on,
        f"confirm {issue.code} by {by.name}",
    )
    if issue.resolved_on is not None and on < issue.resolved_on:
        resolved = spoken(issue.resolved_on, turn.today)
        raise Refusal(
            say(
                "{code} was resolved {resolved}, so it can't have been confirmed "
                "before. Type: /outreach issue confirm {code} by {name}",
                code=issue.code,
                resolved=resolved,
                name=by.name,
            )
        )
    own = by.id == turn.speaker.person_id
    change_issue(
        turn.writer,
        issue.id,
        resolved_on=issue.resolved_on or on,
        confirmed_on=on,
        confirmed_by_id=by.id,
        confirmed_by_word=not own,
    )
    who = say("you") if own else by.name
    word = (
        say(
            "I have your word for it, not {name}'s own; that is enough for the gate.",
            name=by.first_name,
        )
        if not own
        else ""
    )
    return kept(
        turn,
        say(
            "{code} on {service} is confirmed as fixed by {who}, {day}.",
            code=issue.code,
            service=issue.service,
            who=who,
            day=spoken(on, turn.today),
        ),
        label=say("{code} confirmed", code=issue.code),
        sections=unit_sections(turn, [issue.unit_id]),
        small_print=(word, *line.how_read),
    )


def reopen_issue(turn: Turn, issue: KnownIssue, line: IssueLine) -> Reply:
    """Note that an issue is there again, or never went."""
    if issue.resolved_on is None:
        raise Refusal(
            say(
                "{code} is still open. When it is fixed, type: /outreach issue resolve "
                "{code}",
                code=issue.code,
            )
        )
    change_issue(
        turn.writer,
        issue.id,
        resolved_on=None,
        confirmed_on=None,
        confirmed_by_id=None,
        confirmed_by_word=False,
        reopened=True,
    )
    return kept(
        turn,
        say(
            "{code} on {service} is open again.", code=issue.code, service=issue.service
        ),
        label=say("{code} reopened", code=issue.code),
        sections=unit_sections(turn, [issue.unit_id]),
    )


def _day(turn: Turn, issue: KnownIssue, on: date | None, again: str) -> date:
    on = on or turn.today
    if on < issue.opened_on:
        opened = spoken(issue.opened_on, turn.today)
        raise Refusal(
            say(
                "{code} was opened {opened}, so that can't have been before. Write a "
                "day from then on, or none for today: /outreach issue {again}",
                code=issue.code,
                opened=opened,
                again=again,
            )
        )
    return on


def _confirmer(turn: Turn, issue: KnownIssue, typed: str) -> Known:
    typed = re.sub(r"^by\b", "", typed).strip()
    example = f"issue confirm {issue.code} by Rosa"
    if typed and typed.casefold() not in ("me", "myself"):
        by = one_person(turn, typed, example=example)
    else:
        by = myself(turn)
        if by.unit_id != issue.unit_id:
            raise Refusal(
                say(
                    "Who in {unit} says that {code} is fixed? Type: /outreach issue "
                    "confirm {code} by NAME",
                    unit=issue.unit,
                    code=issue.code,
                )
            )
    if by.unit_id != issue.unit_id:
        if by.unit:
            words = mark(
                "{code} hits {unit}, and {name} is in {other}, as far as I know. Only "
                "somebody in {unit} can confirm it: /outreach issue confirm {code} by "
                "NAME"
            )
        else:
            words = mark(
                "{code} hits {unit}, and {name} has no unit yet, as far as I know. "
                "Only somebody in {unit} can confirm it: /outreach issue confirm "
                "{code} by NAME"
            )
        raise Refusal(
            say(words, code=issue.code, unit=issue.unit, name=by.name, other=by.unit)
        )
    return by
