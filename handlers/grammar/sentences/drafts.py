"""A draft: what one sentence tells, before its people and days are settled."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import time
from typing import Literal

from handlers.grammar.days import Day
from handlers.grammar.people.names_in_line import Who
from handlers.grammar.sentences.line import Line, Piece

# "came": they were in touch with the leader, in the past. "headed": after a day.
Mood = Literal[
    "past",
    "came",
    "open",
    "headed",
    "plan",
    "bare",
    "wish",
    "outcome",
    "unclear",
    "not",
    "",
]
# Pieces whose value may be the kind of a contact.
KIND_SYMBOLS = frozenset("VvkcqgBGiNZzbpelyrT")
NOUNS = frozenset("NZzby")
OUTCOMES = frozenset("OQmu")
WRITTEN = frozenset("Vvqybgr")  # what a message is said with


@dataclass(frozen=True, slots=True)
class NamedAt:
    """Somebody named in a line, and where: from `start` to `end` of its text."""

    who: Who
    start: int
    end: int


@dataclass(slots=True)
class Draft:
    """What one sentence tells, before its people and days are settled.

    Beside Heard: days are as said, people may be unclear, and words may be left over.
    """

    mood: Mood = ""
    kind: str = ""
    other_kind: str = ""  # said as well: only one can be
    outcome: str = ""
    other_outcome: str = ""  # said as well: only one can be
    who: list[NamedAt] = field(default_factory=list)
    days: list[Day] = field(default_factory=list)
    at: time | None = None
    share: int | None = None
    manners: list[str] = field(default_factory=list)
    next_day: Day | None = None
    next_at: time | None = None
    no_next: bool = False
    noun: str = ""  # as typed: "lunch"
    note: str = ""
    places: list[tuple[int, int]] = field(default_factory=list)  # of it in the line
    marked: bool = False  # the note stands after a colon
    unread: list[str] = field(default_factory=list)
    doubt: Day | None = None  # a day in the note that may be that of the contact
    hints: list[Day] = field(
        default_factory=list
    )  # days said elsewhere, for a question
    mine: bool = False  # the leader is in it: I, me, us


def fill(draft: Draft, line: Line, pieces: Sequence[Piece]) -> Draft:
    """Take people, kind, outcome, days and facts of these pieces into a draft."""
    for piece in pieces:  # first, as a verb may stand last: it says what a day is
        if piece.symbol in OUTCOMES:
            draft.outcome = str(piece.value)
    writes = any(p.symbol in WRITTEN and p.value == "message" for p in pieces)
    for piece in pieces:
        if writes and piece.symbol in ("p", "e") and piece.value == "call":
            continue  # "me escribió por Teams": by what it was written
        start, end = line.tokens[piece.first].start, line.tokens[piece.last - 1].end
        if isinstance(piece.value, Who):
            draft.who.append(NamedAt(piece.value, start, end))
        elif piece.symbol in OUTCOMES:
            continue
        elif piece.symbol in KIND_SYMBOLS and piece.value:
            if piece.symbol in NOUNS:
                draft.noun = line.text[start:end]
            _take_kind(draft, str(piece.value))
        elif isinstance(piece.value, Day):
            _take_day(draft, piece.value)
        else:
            take_fact(draft, piece)
        draft.mine = draft.mine or piece.symbol in ("I", "M")
    return draft


def _take_kind(draft: Draft, kind: str) -> None:
    """Take a kind; "met" and "message" give way to a clearer word."""
    if not draft.kind or (kind != "met" and draft.kind in ("met", "message")):
        draft.kind = kind
    elif kind not in ("met", draft.kind):
        draft.other_kind = kind


def _take_day(draft: Draft, day: Day) -> None:
    if draft.outcome == "postponed" and day.role:
        if day.role != "from":
            draft.next_day = day
    elif draft.outcome == "no reply" and day.role == "from":
        return  # "no word from Will since Wednesday": said in the note
    elif day.role == "till":
        draft.unread.append(day.text)
        draft.hints.append(day)
    else:
        if day.role == "from" and day.tense >= 0:
            draft.unread.append(day.text)  # of that day, or since it
        draft.days.append(day)


def take_fact(draft: Draft, piece: Piece) -> None:
    """Take an hour, a share, or how it went into a draft."""
    if piece.sort == "time" and isinstance(piece.value, time):
        if draft.next_day:
            draft.next_at = piece.value
        else:
            draft.at = piece.value
    elif piece.sort == "share" and isinstance(piece.value, int):
        draft.share = piece.value
    elif piece.sort == "manner":
        if piece.value == "no next":
            draft.no_next = True
        else:
            draft.manners.append(str(piece.value))


def is_fact(piece: Piece) -> bool:
    """Say whether a piece only says a day, an hour, a share, how it went or lasted."""
    return piece.sort in ("day", "time", "share", "manner") or piece.symbol == "U"
