"""What can happen to an issue once it is there: resolved, confirmed, open again."""

import re
from dataclasses import dataclass
from datetime import date

from handlers.directory import myself
from handlers.grammar.contact_words import COLON
from handlers.grammar.dates import CutDay, cut_day
from handlers.grammar.known_services import cut_code
from handlers.grammar.names import one_person
from handlers.services.words import issue_section, unit_sections
from handlers.turn import Refusal, Reply, Turn, kept
from language.say import mark, say
from language.words import day_beside_today
from storage.message import Message
from storage.people.facts import Known
from storage.services.facts import IssueFact
from storage.services.store import change_issue

# Reading a line about an issue: what happens to which, since when, by whom.

ACTIONS = (
    ("reopen", re.compile(r"\b(?:re-?open(?:ed)?|back again|again)\b", re.I)),
    ("confirm", re.compile(r"\bconfirm(?:ed|s)?\b", re.I)),
    ("resolve", re.compile(r"\b(?:resolved?|fix(?:ed)?|closed?|done|solved)\b", re.I)),
    ("open", re.compile(r"\b(?:open(?:ed)?|report(?:ed)?|raised?|new|add)\b", re.I)),
)
LABEL = re.compile(r"\b(sev|severity|due)\s*[:=]\s*", re.IGNORECASE)
SEVERITY = re.compile(r"\b(?:sev(?:erity)?\s*[:=]?\s*|p)(\d+)\b", re.IGNORECASE)
DUE = re.compile(r"\bdue(?:\s+(?:on|by|date))?\b", re.IGNORECASE)
WORST, LEAST = 1, 4
NO_DAY = CutDay(None, "")


@dataclass(frozen=True, slots=True)
class IssueLine:
    """What was typed about an issue; "" or None where nothing was."""

    action: str  # "open", "resolve", "confirm", "reopen", or "" when not said
    code: str
    rest: str  # what is left: service and unit, or who confirms
    title: str
    severity: int | None
    due_on: date | None
    on: date | None
    how_read: tuple[str, ...]


def issue_line(turn: Turn) -> IssueLine:
    """Split the line into its parts, in any order; what follows a colon is the title.

    Raises:
        Refusal: a day that cannot be, or a severity that is none.
    """
    text = LABEL.sub(r"\1 ", " ".join(turn.text.split()))
    colon = COLON.search(text)
    head = text[: colon.start()] if colon else text
    title = text[colon.end() :] if colon else ""
    code, head = cut_code(head)
    severity, head = _severity(head)
    due, head = _due(turn, head)
    if due.day is None:
        due, title = _due_at_the_end(turn, title)
    happened = cut_day(turn, head, prefer="past")
    action, rest = _action(happened.rest.strip(), code)
    return IssueLine(
        action,
        code,
        rest,
        " ".join(title.split()),
        severity,
        due.day,
        happened.day,
        (due.how_read, happened.how_read),
    )


def _severity(text: str) -> tuple[int | None, str]:
    match = SEVERITY.search(text)
    if match is None:
        return None, text
    severity = int(match.group(1)[:9])
    if not WORST <= severity <= LEAST:
        raise Refusal(
            say(
                "Severity goes from 1 (worst) to 4, so {group} is none. Type for "
                "example: sev 2",
                group=match.group(1)[:9],
            )
        )
    return severity, f"{text[: match.start()]} {text[match.end() :]}"


def _due(turn: Turn, text: str) -> tuple[CutDay, str]:
    match = DUE.search(text)
    if match is None:
        return NO_DAY, text
    due = cut_day(turn, text[match.end() :], prefer="nearest")
    if due.day is None:
        raise Refusal(say("Due when? Write the day like this: due 22 March"))
    return due, f"{text[: match.start()]} {due.rest}"


def _due_at_the_end(turn: Turn, title: str) -> tuple[CutDay, str]:
    """Take “due 22 March” off a title that ends with it."""
    match = DUE.search(title)
    if match is None:
        return NO_DAY, title
    due = cut_day(turn, title[match.end() :], prefer="nearest")
    if due.day is None or due.rest.strip(" .,;"):
        return NO_DAY, title
    return due, title[: match.start()].rstrip(" ,;")


def _action(text: str, code: str) -> tuple[str, str]:
    """Find what happens: in front, or, to an issue that is named, anywhere.

    A service may be called “New Joiners”: with no number given it is being opened.
    """
    for action, pattern in ACTIONS:
        if match := pattern.match(text):
            return action, text[match.end() :].strip()
    for action, pattern in ACTIONS[:-1] if code else ():
        if match := pattern.search(text):
            rest = f"{text[: match.start()]} {text[match.end() :]}"
            return action, " ".join(rest.split())
    return "", text


def resolve_issue(turn: Turn, issue: IssueFact, line: IssueLine) -> Reply:
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
            day=day_beside_today(on, turn.today),
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


def confirm_issue(turn: Turn, issue: IssueFact, line: IssueLine) -> Reply:
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
        resolved = day_beside_today(issue.resolved_on, turn.today)
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
            day=day_beside_today(on, turn.today),
        ),
        label=say("{code} confirmed", code=issue.code),
        sections=unit_sections(turn, [issue.unit_id]),
        small_print=(word, *line.how_read),
    )


def reopen_issue(turn: Turn, issue: IssueFact, line: IssueLine) -> Reply:
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


def _day(turn: Turn, issue: IssueFact, on: date | None, again: str) -> date:
    on = on or turn.today
    if on < issue.opened_on:
        opened = day_beside_today(issue.opened_on, turn.today)
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


def _confirmer(turn: Turn, issue: IssueFact, typed: str) -> Known:
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
