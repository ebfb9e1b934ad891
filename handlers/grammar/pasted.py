"""Pasted mail, minutes, calendar answers and chats: their labels say who, how and when.

All of it becomes the note. It is offered, never kept unasked: who pasted it may have
wanted something else.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import time

from handlers.grammar.days import Day
from handlers.grammar.drafts import Draft, NamedAt
from handlers.grammar.labels import Line
from handlers.grammar.lexicon import CODES, lexicon
from handlers.grammar.names_in_line import Who
from handlers.grammar.tokens import Token, tokens_of
from storage.people.store import fold

LABEL = re.compile(
    r"^[ \t>]*([^\W\d_][\w .-]{1,30}?)[ \t]*:[ \t]*(\S.*)?$", re.MULTILINE
)
CHAT = re.compile(
    r"^\[?\d{1,2}[:.]\d\d(?:[ \u202f]?[AaPp]\.?[Mm]\.?)?\]?[ \t]*-?[ \t]*"
    r"([^:\n]{2,40}):[ \t]",
    re.MULTILINE,
)
ADDRESS = re.compile(r"<[^<>\n]{0,200}>")
LONGEST_HEAD = 300  # characters in which people are looked for; house rule
MOST_LABELS = 40  # lines with a colon that are looked at; house rule


@dataclass(frozen=True, slots=True)
class Pasted:
    """A text with labelled lines, by what each label means: "from", "sent", ..."""

    labels: Mapping[str, str]
    first: str  # its first line
    text: str


def pasted_draft(line: Line, text: str, *, own_id: str) -> Draft | None:
    """Return what a pasted text tells, all of it as the note; None = it is none.

    Args:
        own_id: the leader's own person, who is named in it too.
    """
    if "\n" not in text.strip():
        return None
    pasted = Pasted(_labels(text), text.strip().partition("\n")[0], text)
    for read in (_answer, _mail, _minutes, _chat):
        draft = read(line, pasted)
        if draft is None:
            continue
        draft.who = [one for one in draft.who if one.who.people[0].id != own_id]
        if draft.who:
            draft.note = text.strip()
            draft.marked = True
            return draft
    return None


def named_in_labels(text: str) -> str:
    """Return the parts of a text in which people of a pasted text are named."""
    parts = [text[:LONGEST_HEAD], *_labels(text).values(), *CHAT.findall(text)]
    return "\n".join(dict.fromkeys(parts))


def _labels(text: str) -> dict[str, str]:
    """Return the value of each label that a language knows, by what it means."""
    found: dict[str, str] = {}
    for match in list(LABEL.finditer(text))[:MOST_LABELS]:
        name = fold(match.group(1))
        for code in CODES:
            meaning = lexicon(code).labels.get(name)
            if meaning:
                found.setdefault(meaning, (match.group(2) or "").strip())
                break
    return found


def _answer(line: Line, pasted: Pasted) -> Draft | None:
    """Read a calendar's answer: "Declined: IT review"."""
    for meaning in ("declined", "accepted", "cancelled"):
        if meaning in pasted.labels and pasted.first.strip()[:1] != "[":
            break
    else:
        return None
    who = _people(line, pasted.text[:LONGEST_HEAD])[:1]
    if meaning == "accepted":
        on, at = _day(line, pasted.labels.get("when", ""))
        return Draft("plan", "met", who=who, days=on, at=at) if on else None
    outcome = "declined" if meaning == "declined" else "postponed"
    return Draft("outcome", outcome=outcome, who=who)


def _mail(line: Line, pasted: Pasted) -> Draft | None:
    """Read a mail with its head: from, sent, to."""
    labels = pasted.labels
    if "from" not in labels or not {"sent", "subject", "to"} & set(labels):
        return None
    sender = ADDRESS.sub(" ", labels["from"])
    return Draft(
        "past",
        "email",
        who=_people(line, sender),
        days=_day(line, labels.get("sent", ""))[0],
    )


def _minutes(line: Line, pasted: Pasted) -> Draft | None:
    """Read minutes: who was present, and when they meet next."""
    labels = pasted.labels
    if "present" not in labels:
        return None
    on, _ = _day(line, labels.get("sent") or labels.get("when") or pasted.first)
    following, at = _day(line, labels.get("next", ""))
    return Draft(
        "past",
        "met",
        who=_people(line, labels["present"]),
        days=on,
        next_day=following[0] if following else None,
        next_at=at if following else None,
    )


def _chat(line: Line, pasted: Pasted) -> Draft | None:
    """Read a chat: lines that begin with an hour and a name."""
    speakers = list(dict.fromkeys(CHAT.findall(pasted.text)))
    if len(CHAT.findall(pasted.text)) < 2:
        return None
    who = [named for name in speakers for named in _people(line, name)]
    return Draft("past", "message", who=who)


def _people(line: Line, text: str) -> list[NamedAt]:
    """Return everybody named without doubt in a text; not the leader."""
    tokens = tokens_of(text)
    found: dict[str, NamedAt] = {}
    at = 0
    while at < len(tokens):
        length, who = line.people.at(tokens, at, False) or (1, Who())
        if who.sure and len(who.people) == 1:
            found.setdefault(who.people[0].id, NamedAt(who, 0, 0))
        at += length
    return list(found.values())


def _day(line: Line, text: str) -> tuple[list[Day], time | None]:
    """Return the first day in a text, and the hour after it."""
    tokens = tokens_of(text)
    for at in range(len(tokens)):
        length, day = line.days.at(tokens, at)
        if length and day is not None:
            return [day], _hour(line, tokens, at + length)
    return [], None


def _hour(line: Line, tokens: Sequence[Token], start: int) -> time | None:
    for at in range(start, len(tokens)):
        length, hour = line.days.time_at(tokens, at)
        if length and isinstance(hour, time):
            return hour
    return None
