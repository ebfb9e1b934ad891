"""What holds of a second reader's guesses about a line.

Nothing of it is believed: it only points at places of the line. Whom they name and
which day they say, our own readers find out there, and what does not hold is dropped.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from itertools import pairwise

from handlers.grammar.contacts.heard import Heard
from handlers.grammar.contacts.second_reading import (
    Guess,
    LinePieces,
    readings_of,
    text_at,
)
from handlers.grammar.contacts.whether import MET_BY
from handlers.grammar.days import Day, Mood
from handlers.grammar.people.names_in_line import Who
from handlers.grammar.sentences.drafts import KIND_SYMBOLS
from handlers.grammar.sentences.line import Line, Piece
from handlers.turn import Turn
from storage.contacts.facts import PLANNED, PLANNED_KINDS
from storage.people.facts import Known

MOST_GUESSES = 4  # contacts of one line; more is a tale. House rule
# What keeps a contact from having happened, anywhere in its sentence: a negation, a
# wish, a firm plan, an outcome. See `handlers.grammar.words.lexicon`.
DENIES = frozenset("XLwKsjOQmu")
ASKS = frozenset("?¿")
ENDS_SENTENCE = frozenset(".!?;:\n")

Extent = tuple[int, int]  # from a token to the one after the last


def heard_by(turn: Turn, text: str, guesses: Sequence[Guess]) -> tuple[Heard, ...]:
    """Return what the guesses tell; () unless every one of them holds.

    Never half of a line: it does not hold, either, if the line names somebody else, or
    another day, outside of the notes. Who shares all facts is in one contact.
    """
    told = [guess for guess in guesses if guess.mood != "none"]
    if not told or len(told) > MOST_GUESSES:
        return ()
    readings = tuple(readings_of(turn, text))
    bounded = [_bounded(turn, readings, guess) for guess in told]
    held = [one for one in bounded if one is not None]
    if len(held) < len(told) or _leaves_out(readings, held):
        return ()
    together: dict[Heard, tuple[Known, ...]] = {}
    for one in held:
        facts = replace(one.heard, people=())
        people = together.get(facts, ())
        together[facts] = tuple(dict.fromkeys((*people, *one.heard.people)))
    return tuple(replace(facts, people=who) for facts, who in together.items())


@dataclass(frozen=True, slots=True)
class _Held:
    """A guess that holds, and the places of the line that it takes in."""

    heard: Heard
    person: Extent
    kind: Extent | None
    day: Extent | None
    note: Extent | None


def _bounded(turn: Turn, readings: Sequence[LinePieces], guess: Guess) -> _Held | None:
    """Return what one guess tells if all that it points at is there, else None."""
    line, _ = readings[0]
    spans = (guess.person_span, guess.kind_span, guess.day_span, guess.note_span)
    found = [_extent(line, span) for span in spans]
    if any(span and not at for span, at in zip(spans, found, strict=True)):
        return None
    person, kind, day, note = found
    if person is None or _overlap([one for one in found if one]):
        return None
    if guess.mood in ("happened", "planned") and kind is None:
        return None
    whom = _person_at(readings, person)
    if whom is None or _is_denied(readings, guess, [person, kind, day], note):
        return None
    on = _day_at(turn, readings, guess, day)
    if day is not None and on is None:
        return None
    heard = _heard(turn, readings, guess, whom, on, kind, note)
    if heard is None:
        return None
    words = _note(readings, [person, day, note], note)
    return _Held(replace(heard, note=words), person, kind, day, note)


def _heard(
    turn: Turn,
    readings: Sequence[LinePieces],
    guess: Guess,
    whom: Known,
    on: date | None,
    kind: Extent | None,
    note: Extent | None,
) -> Heard | None:
    said = _kind_at(readings, kind) or guess.kind
    if guess.mood == "planned":
        if said not in PLANNED_KINDS:
            return None
        hours = _facts(readings, "time", note)
        at = hours[0] if len(hours) == 1 and isinstance(hours[0], time) else None
        return Heard((whom,), said, PLANNED, next_on=on, next_at=at if on else None)
    day = on or turn.today
    if guess.mood == "happened":
        shares = _facts(readings, "share", note)
        share = shares[0] if len(shares) == 1 else None
        listened = share if isinstance(share, int) else None
        if listened is not None and not 0 <= listened <= 100:
            return None
        return Heard((whom,), said, on=day, listened=listened)
    return Heard((whom,), said if kind else None, guess.mood, on=day)


def _extent(line: Line, span: str) -> Extent | None:
    """Return where a span stands in the line, in whole words; None = it does not.

    Where it stands more than once, it is the first.
    """
    if not span.strip():
        return None
    starts = {token.start: at for at, token in enumerate(line.tokens)}
    ends = {token.end: at + 1 for at, token in enumerate(line.tokens)}
    span = span.strip()
    at = line.text.find(span)
    while at >= 0:
        if at in starts and at + len(span) in ends:
            return starts[at], ends[at + len(span)]
        at = line.text.find(span, at + 1)
    return None


def _overlap(extents: Sequence[Extent]) -> bool:
    ordered = sorted(extents)
    return any(first[1] > second[0] for first, second in pairwise(ordered))


def _person_at(readings: Sequence[LinePieces], at: Extent) -> Known | None:
    """Return whom exactly these words surely name, read where they stand."""
    for _, pieces in readings:
        for piece in pieces:
            if (piece.first, piece.last) != at or not isinstance(piece.value, Who):
                continue
            if piece.value.sure and len(piece.value.people) == 1:
                return piece.value.people[0]
    return None


def _day_at(
    turn: Turn, readings: Sequence[LinePieces], guess: Guess, at: Extent | None
) -> date | None:
    """Return the one day that our own reader finds at a span; None = not just one."""
    if at is None:
        return None
    mood: Mood = "future" if guess.mood == "planned" else "past"
    for line, pieces in readings:
        days = [
            piece for piece in pieces if piece.sort == "day" and _touches(piece, at)
        ]
        if len(days) == 1 and isinstance(day := days[0].value, Day):
            found = day.dates(mood, turn.today)
            since = line.key(days[0].first - 1) in line.lexicon.days["not_before"]
            loose = day.kind == "span" or day.role or day.unclear or since
            return found[0] if len(found) == 1 and not loose else None
    return None


def _kind_at(readings: Sequence[LinePieces], at: Extent | None) -> str:
    """Return the kind that our own words say there; "" = they do not."""
    for _, pieces in readings:
        for piece in pieces:
            exact = (piece.first, piece.last) == at and piece.symbol in KIND_SYMBOLS
            if exact and piece.value in MET_BY:
                return str(piece.value)
    return ""


def _facts(
    readings: Sequence[LinePieces], sort: str, note: Extent | None
) -> Sequence[object]:
    _, pieces = readings[-1]
    return [p.value for p in pieces if p.sort == sort and not _touches(p, note)]


def _is_denied(
    readings: Sequence[LinePieces],
    guess: Guess,
    spans: Sequence[Extent | None],
    note: Extent | None,
) -> bool:
    """Say whether the sentence of these spans denies what is guessed.

    A note that follows them is no part of it. Nothing that is asked, or that the bot
    is told to do, has happened; what is planned may be asked about.
    """
    if guess.mood not in ("happened", "planned"):
        return False
    places = [one for one in spans if one]
    last = max(one[1] for one in places)
    after = note if note is not None and note[0] >= last else None
    whole = min(one[0] for one in places), after[0] if after else last
    for line, pieces in readings:
        told = [piece for piece in pieces if not _touches(piece, after)]
        start, end = _sentence(line, whole)
        said = [piece for piece in told if start <= piece.first < end]
        if guess.mood == "planned":
            denied = any(piece.symbol == "X" for piece in said)
        else:
            denied = any(piece.symbol in DENIES for piece in said)
            denied = denied or any(line.key(piece.first) in ASKS for piece in told)
            denied = denied or _is_asked(line, said)
            denied = denied or _is_told_to(line, said, places)
        if denied:
            return True
    return False


def _is_asked(line: Line, said: Sequence[Piece]) -> bool:
    """Say whether a sentence begins as a question does: "did I meet", "was Dana"."""
    at = next((piece.first for piece in said if piece.sort != "silent"), 0)
    if not (length := line.lexicon.starts("question", line.tokens, at)):
        return False
    behind = next((piece for piece in said if piece.first >= at + length), None)
    return behind is not None and behind.symbol in tuple("IMP")


def _is_told_to(line: Line, said: Sequence[Piece], places: Sequence[Extent]) -> bool:
    """Say whether a sentence has a command outside of these places."""
    return any(
        line.lexicon.starts("command", line.tokens, piece.first)
        for piece in said
        if not any(_touches(piece, one) for one in places)
    )


def _sentence(line: Line, at: Extent) -> Extent:
    """Return the sentence or sentences that these tokens stand in."""
    start, end = at
    while start > 0 and line.key(start - 1) not in ENDS_SENTENCE:
        start -= 1
    while end < len(line.tokens) and line.key(end) not in ENDS_SENTENCE:
        end += 1
    return start, end


def _note(
    readings: Sequence[LinePieces], taken: Sequence[Extent | None], note: Extent | None
) -> str:
    """Return the note: its span, or the whole line where a word is left unread."""
    line, pieces = readings[-1]
    for piece in pieces:
        unread = piece.symbol == "?" or _is_stranger(piece)
        if unread and not any(_touches(piece, one) for one in taken):
            return " ".join(line.text.split())
    return " ".join(text_at(line, *note).split()) if note else ""


def _leaves_out(readings: Sequence[LinePieces], held: Sequence[_Held]) -> bool:
    """Say whether the line tells of a person or a day that no guess takes in.

    What looks like a stranger may be the word for the kind: a noun, in German.
    """
    people = [one.person for one in held]
    days = [one.day for one in held]
    kinds = [one.kind for one in held]
    for _, pieces in readings:
        for piece in pieces:
            if any(_touches(piece, one.note) for one in held):
                continue
            here = (piece.first, piece.last)
            if piece.sort == "day" and not any(_touches(piece, one) for one in days):
                return True
            kind = _is_stranger(piece) and here in kinds
            if piece.symbol == "P" and here not in people and not kind:
                return True
    return False


def _is_stranger(piece: Piece) -> bool:
    return isinstance(piece.value, Who) and not piece.value.people


def _touches(piece: Piece, at: Extent | None) -> bool:
    return at is not None and piece.first < at[1] and at[0] < piece.last
