"""Pasted mail, minutes, calendar answers and chats: their labels say who, how and when.

All of it becomes the note. It is offered, never kept unasked: who pasted it may have
wanted something else.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import time

from handlers.grammar.days import Day, DayReader
from handlers.grammar.people.names_in_line import Who
from handlers.grammar.sentences.drafts import Draft, NamedAt
from handlers.grammar.sentences.line import Line
from handlers.grammar.words.lexicon import CODES, lexicon
from handlers.grammar.words.tokens import Token, tokens_of
from storage.people.store import fold

LABEL = re.compile(
    r"^[ \t>]*([^\W\d_][\w .-]{1,30}?)[ \t]*:[ \t]*(\S.*)?$", re.MULTILINE
)
# What an hour, or a day and an hour, is written with: "[31/03/2026, 08:12:40]".
MOMENT = r"[\[(]?(\d[\d/.,: -]{3,24}(?: ?[AaPp]\.?[Mm]\.?)?)[\])]?"
SPEAKER = r"([^\W\d_][^:\n\d()\[\]]{1,40}?)"
CHATS = (
    re.compile(rf"^{MOMENT}[ \t]*-?[ \t]*{SPEAKER}:[ \t]", re.MULTILINE),
    re.compile(rf"^{SPEAKER}[ \t]+{MOMENT}[ \t]*(?::|$)", re.MULTILINE),
)
# "On Mon, 30 Mar 2026 at 16:05, Sam Ortiz <sam.ortiz@corp.example> wrote:"
QUOTED_MAIL = re.compile(
    r"^([^\n<>]{6,120})<[^<>\n@]{1,64}@[^<>\n]{1,100}>[^\n]{0,20}:[ \t]*$", re.MULTILINE
)
ADDRESS = re.compile(r"<[^<>\n]{0,200}>")
ANSWERS = (
    "declined",
    "accepted",
    "cancelled",
    "invitation",
    "autoreply",
)  # sent by machines
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
    pasted = Pasted(_labels(text), text.strip().partition("\n")[0], text)
    for read in (_answer, _mail, _quoted_mail, _minutes, _chat):
        draft = read(line, pasted)
        if draft is None:
            continue
        draft.who = [one for one in draft.who if one.who.people[0].id != own_id]
        if draft.mood == "outcome":
            draft.who = draft.who[:1]  # who answers stands first
        if draft.who:
            draft.note = text.strip()
            draft.marked = True
            return draft
    return None


def may_be_pasted(text: str) -> bool:
    """Say whether a text is worth a closer look: it has lines, or begins with a label.

    A typed line may begin with one too: whether it is a calendar's is seen later.
    """
    text = text.strip()
    return "\n" in text or bool(set(_labels(text)) & set(ANSWERS))


def named_in_labels(text: str) -> str:
    """Return the parts of a text in which people of a pasted text are named."""
    parts = [text[:LONGEST_HEAD], *_labels(text).values(), *_speakers(text)]
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
    """Read a calendar's line: "Declined: IT review", "Invitation: lunch with Grace"."""
    first = next(iter(pasted.labels), "")
    if first not in ANSWERS:
        return None
    who = _people(line, pasted.text[:LONGEST_HEAD])
    if first == "autoreply":  # "Automatic reply: I am out of the office"
        return Draft("outcome", outcome="no reply", who=who[:1]) if who else None
    if first in ("declined", "cancelled"):
        outcome = "declined" if first == "declined" else "postponed"
        return Draft("outcome", outcome=outcome, who=who)
    on, at = _day(line, pasted.labels.get("when") or pasted.labels[first])
    return Draft("open", "met", who=who, days=on, at=at) if on else None


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


def _quoted_mail(line: Line, pasted: Pasted) -> Draft | None:
    """Read the line above a quoted mail: a day, a name, an address."""
    quoted = QUOTED_MAIL.search(pasted.text)
    if quoted is None:
        return None
    who = _people(line, quoted.group(1))
    return Draft("past", "email", who=who, days=_day(line, quoted.group(1))[0])


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
    """Read a chat: lines with an hour and a name."""
    for pattern in CHATS:
        lines = pattern.findall(pasted.text)
        by_name = pattern is CHATS[1]
        one = by_name and pattern.match(pasted.text) and "\n" in pasted.text.strip()
        if len(lines) < (1 if one else 2):
            continue
        names = dict.fromkeys(one[0 if by_name else 1] for one in lines)
        who = [named for name in names for named in _people(line, name)]
        days, _ = _day(line, lines[0][1 if by_name else 0])
        return Draft("past", "message", who=who, days=days)
    return None


def _speakers(text: str) -> list[str]:
    found = [one[1] for one in CHATS[0].findall(text)]
    found += [one[0] for one in CHATS[1].findall(text)]
    return list(dict.fromkeys(found))


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
    for days in _readers(line):
        for at in range(len(tokens)):
            length, day = days.at(tokens, at)
            if length and day is not None:
                return [day], _hour(line, tokens, at + length)
    return [], None


def _readers(line: Line) -> Iterator[DayReader]:
    """Yield the line's reader of days, then those of the other languages."""
    yield line.days
    for code in CODES:
        if code != line.days.code:
            yield DayReader(code, line.days.today, line.days.dates.day_first)


def _hour(line: Line, tokens: Sequence[Token], start: int) -> time | None:
    for at in range(start, len(tokens)):
        length, hour = line.days.time_at(tokens, at)
        if length and isinstance(hour, time):
            return hour
    return None
