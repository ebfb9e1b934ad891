"""What a correction says instead: "no, Friday", "Mark, not Kim", "change Kim to Mark".

Read piece by piece: every word is explained, or it is no correction.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import time
from typing import Literal

from handlers.grammar.contacts.contact_line import lines_of
from handlers.grammar.days import Day
from handlers.grammar.people.names_in_line import Who
from handlers.grammar.sentences.drafts import KIND_SYMBOLS
from handlers.grammar.sentences.labels import pieces_of
from handlers.grammar.sentences.line import Line, Piece
from handlers.grammar.words.answers import AnswerWords
from handlers.grammar.words.tokens import Token
from handlers.turn import Turn

# What leads it in: "no, I meant" surely, "actually" perhaps, "it was" as in a sentence.
Lead = Literal["", "sure", "soft", "weak"]

OUTCOMES = frozenset("OQm")
SAYS_NOTHING = frozenset("W&,UI")  # with, and, signs, a length of time, "we"
VERBS = frozenset("VvcqkrT")  # of a contact that took place
DONE = frozenset("VvcqkgrHBbGT")  # that something was done, or is
MANNER = frozenset("pe")  # in person, on the phone
OTHERS = frozenset({"other", "otro", "otra", "andere", "anderen", "anderer"})
WEAK = frozenset(
    {"it", "that", "thats", "its", "this", "was", "era", "fue", "es", "das", "war"}
)
SHORT_LEADS = frozenset({("but",), ("rather",), ("instead",), ("doch",), ("digo",)})
SIGNS = frozenset(",.!-:;")


@dataclass(frozen=True, slots=True)
class Meant:
    """What a correction says instead, and what it denies."""

    who: tuple[Who, ...] = ()
    days: tuple[Day, ...] = ()
    kinds: tuple[str, ...] = ()
    outcome: str = ""
    share: int | None = None
    hour: time | None = None
    not_with: tuple[Who, ...] = ()
    not_days: tuple[Day, ...] = ()
    not_kinds: tuple[str, ...] = ()
    lead: Lead = ""
    other: bool = False  # "the other Dana"
    verb: bool = False  # it says that they met, or the like
    manner: bool = False  # how alone: "in person"
    may_be_no: bool = False  # "no fue el viernes" may be "no, fue el viernes"

    @property
    def says_nothing(self) -> bool:
        """Whether nothing is said instead."""
        said = self.who or self.days or self.kinds or self.outcome or self.hour
        return not said and self.share is None

    @property
    def denies_alike(self) -> bool:
        """Whether another is said for each that is denied: "Friday, not yesterday"."""
        pairs = (
            (self.not_with, self.who),
            (self.not_days, self.days),
            (self.not_kinds, self.kinds),
        )
        return all(instead or not denied for denied, instead in pairs)

    @property
    def denies(self) -> bool:
        """Whether it says what it was not."""
        return bool(self.not_with or self.not_days or self.not_kinds)


def meant_instead(
    turn: Turn, tokens: Sequence[Token], said: AnswerWords
) -> Meant | None:
    """Return what a line says instead, None = it is no correction."""
    keys = [token.key for token in tokens]
    swap = _after_swap(keys, said)
    start, lead = _after_lead_in(keys, said)
    if not start and (trailing := _lead_behind(keys, said)):
        lead = trailing
    elif not start and is_starred(turn.text):
        lead = "sure"
    not_it = said.at_start("not_about", keys[start:])  # "no era Kim, sino José"
    if not_it:
        lead = lead or "sure"
    if start and start == len(tokens):
        return None
    for line in lines_of(turn, turn.text):
        at, known = start + not_it, _Known(line)
        read = [_meant_in(known, at, said, is_negated=bool(not_it), led=bool(at))]
        if swap:
            swapped = _meant_in(
                known, swap, said, is_negated=True, led=True, is_swap=True
            )
            if swapped and swapped.denies and swapped.denies_alike:
                return replace(swapped, lead="sure")
        found = [one for one in read if one and not any(x.unknown for x in one.who)]
        if found:
            may_be_no = bool(not_it) and said.is_one("no", (keys[start],))
            return replace(found[0], lead=lead, may_be_no=may_be_no)
    return _with_a_stranger(turn, start + not_it, bool(not_it), lead, said)


def is_starred(text: str) -> bool:
    """Say whether a line is marked as a correction, as chats do: "*Mark"."""
    text = text.strip()
    return text.count("*") == 1 and (text[0] == "*" or text[-1] == "*")


def _with_a_stranger(
    turn: Turn, start: int, is_negated: bool, lead: Lead, said: AnswerWords
) -> Meant | None:
    """Return what a line says of somebody whom nobody knows: it will ask."""
    if not lead and not is_negated:
        return None
    for line in lines_of(turn, turn.text):
        found = _meant_in(
            _Known(line), start, said, is_negated=is_negated, led=bool(start)
        )
        if found:
            return replace(found, lead=lead)
    return None


def _after_lead_in(keys: Sequence[str], said: AnswerWords) -> tuple[int, Lead]:
    """Return where the correction starts, 0 = nothing leads it in, and how surely.

    "No" alone leads nothing in unless a sign follows: "no reply from Kim".
    """
    at, led, strong, soft, bare = 0, False, False, False, False
    while at < len(keys):
        if keys[at] in SIGNS:
            if led and bare:
                strong, bare = True, False
            at += 1
            continue
        if length := said.at_start("polite", keys[at:]):
            at += length
            continue
        length = _length_of_opener(keys[at:], said)
        if not length:
            break
        phrase = tuple(keys[at : at + length])
        if said.is_one("no", phrase) or phrase in SHORT_LEADS:
            bare = True
        elif said.is_one("softly", phrase):
            soft, bare = True, False
        elif phrase[0] in WEAK and not said.is_one("should_be", phrase):
            strong, bare = strong or bare, False
        else:
            strong, bare = True, False
        led = True
        at += length
    if bare or not led:
        return 0, ""
    return at, "sure" if strong else "soft" if soft else "weak"


def _length_of_opener(keys: Sequence[str], said: AnswerWords) -> int:
    if said.at_start("not_about", keys):
        return 0
    names = ("fix", "should_be", "undo_reason")
    length = max(said.at_start(name, keys) for name in names)
    return length or _length_of_undo(keys, said)


def _length_of_undo(keys: Sequence[str], said: AnswerWords) -> int:
    """Return how many words are "scrap that" before ", it was Mark"; 0 = none."""
    length = said.at_start("undo", keys)
    return length if length and keys[length : length + 1] in ([","], [":"]) else 0


def _lead_behind(keys: Sequence[str], said: AnswerWords) -> Lead:
    """Say how surely the end says that it corrects: "last Friday I mean"."""
    end = [key for key in keys if key not in ".!"]
    for name in ("fix", "should_be"):
        length = said.at_end(name, end)
        if not length or length >= len(end):
            continue
        phrase = tuple(end[-length:])
        if said.is_one("no", phrase) or phrase[0] in WEAK or phrase in SHORT_LEADS:
            continue
        return "soft" if said.is_one("softly", phrase) else "sure"
    return ""


def _after_swap(keys: Sequence[str], said: AnswerWords) -> int:
    """Return where the old value starts in "change Kim to Mark"; 0 = it is not that."""
    at = 0
    while at < len(keys) and (keys[at] in SIGNS or said.at_start("polite", keys[at:])):
        at += said.at_start("polite", keys[at:]) or 1
    length = said.at_start("swap", keys[at:])
    return at + length if length else 0


class _Known:
    """The pieces of a line, read anew only where none begins."""

    def __init__(self, line: Line) -> None:
        self.line = line
        self._pieces: dict[int, Piece] = {}

    def at(self, at: int) -> Piece:
        """Return the piece at a token; those before it have been read already."""
        if at not in self._pieces:
            rest = replace(self.line, tokens=self.line.tokens[at:])
            for piece in pieces_of(rest):
                first, last = piece.first + at, piece.last + at
                self._pieces[first] = replace(piece, first=first, last=last)
        return self._pieces[at]


def _meant_in(
    known: _Known,
    start: int,
    said: AnswerWords,
    *,
    is_negated: bool,
    led: bool,
    is_swap: bool = False,
) -> Meant | None:
    """Return what the rest of a line says, if every word of it is explained."""
    instead: list[Piece] = []
    negated: list[Piece] = []
    tokens = known.line.tokens
    other = False
    at = start
    while at < len(tokens):
        keys = [token.key for token in tokens[at : at + 6]]
        if not led and instead and not negated and said.at_start("should_be", keys):
            at += said.at_start("should_be", keys)
            if at < len(tokens):  # "Kim should be Mark"
                instead, negated = negated, instead
            continue
        turned, length = _turned(keys, said, is_swap=is_swap and bool(negated))
        piece = known.at(at)
        no_reply = piece.symbol in OUTCOMES and piece.length > length
        if length and not no_reply:
            is_negated = is_negated if turned is None else turned
            at += length
            continue
        if said.at_start("other", keys) and keys[0] in OTHERS:
            other, at = True, at + 1
            continue
        if is_negated and not led and piece.symbol in VERBS:
            return None  # "no hablé con Pedro" tells of what did not take place
        if not _explains(piece):
            if not (length := _says_little(keys, said)):
                return None
            at += length
            continue
        if is_negated and not is_swap and _is_another(piece, negated):
            is_negated = False  # "not yesterday this morning"
        (negated if is_negated else instead).append(piece)
        at = piece.last
    found = replace(_taken(instead), other=other)
    denied = _taken(negated)
    found = replace(
        found, not_with=denied.who, not_days=denied.days, not_kinds=denied.kinds
    )
    return None if found.says_nothing and not found.denies else found


def _turned(
    keys: Sequence[str], said: AnswerWords, *, is_swap: bool
) -> tuple[bool | None, int]:
    """Return if what follows is denied, None = as before, and how many words say so."""
    if is_swap and (length := said.at_start("swap_to", keys)):
        return False, length
    for name in ("not_about", "not"):
        if length := said.at_start(name, keys):
            return True, length
    if length := said.at_start("instead", keys):
        return False, length
    if keys[0] in (",", ";", "."):
        return None if is_swap else False, 1
    for name in ("fix", "should_be"):
        if length := said.at_start(name, keys):
            return False, length
    for name in ("tail", "undo_reason"):
        if length := said.at_start(name, keys):
            return None, length
    return None, 0


def _says_little(keys: Sequence[str], said: AnswerWords) -> int:
    names = ("between", "polite")
    return next((cut for name in names if (cut := said.at_start(name, keys))), 0)


def _is_another(piece: Piece, negated: Sequence[Piece]) -> bool:
    """Say whether one of its sort was denied already, and no word joins them."""
    sorts = [_sort(one) for one in negated]
    return bool(_sort(piece)) and _sort(piece) in sorts


def _sort(piece: Piece) -> str:
    if isinstance(piece.value, Who):
        return "who"
    if isinstance(piece.value, Day):
        return "day"
    return "kind" if piece.symbol in KIND_SYMBOLS and piece.value else ""


def _explains(piece: Piece) -> bool:
    """Say whether a piece is part of a correction: who, when, how, what came of it."""
    if isinstance(piece.value, Who | Day):
        return True
    if piece.sort in ("share", "silent", "time"):
        return True
    kind = piece.symbol in KIND_SYMBOLS and bool(piece.value)
    return kind or piece.symbol in OUTCOMES or piece.symbol in SAYS_NOTHING


def _taken(pieces: Sequence[Piece]) -> Meant:
    kinds = [one for one in pieces if one.symbol in KIND_SYMBOLS and one.value]
    outcomes = [str(one.value) for one in pieces if one.symbol in OUTCOMES]
    shares = [
        one.value
        for one in pieces
        if one.sort == "share" and isinstance(one.value, int)
    ]
    hours = [one.value for one in pieces if isinstance(one.value, time)]
    told = [one for one in pieces if one.symbol not in SAYS_NOTHING and one.symbol]
    return Meant(
        tuple(one.value for one in pieces if isinstance(one.value, Who)),
        tuple(one.value for one in pieces if isinstance(one.value, Day)),
        tuple(str(one.value) for one in kinds),
        outcomes[0] if outcomes else "",
        shares[0] if shares else None,
        hours[0] if hours else None,
        verb=any(one.symbol in VERBS for one in pieces),
        manner=bool(told) and any(one.symbol in MANNER for one in told),
    )
