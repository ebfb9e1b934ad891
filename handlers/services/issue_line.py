"""Reading a line about an issue: what happens to which, since when, by whom."""

import re
from dataclasses import dataclass
from datetime import date

from handlers.grammar.days.typed import CutDay, cut_day
from handlers.grammar.known_services import cut_code
from handlers.grammar.words.tokens import split_note
from handlers.turn import Refusal, Turn
from language.say import say

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
    head, title = split_note(text)
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
