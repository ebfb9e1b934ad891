"""A second reader: may be a model elsewhere, asked about lines that we do not read.

It is told the line, with names masked if wished, and points at places of it. What holds
of that, our own readers find out: `handlers.grammar.contacts.guesses`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, Protocol

from handlers.grammar.contacts.contact_line import lines_of
from handlers.grammar.people.names_in_line import Who
from handlers.grammar.sentences.labels import pieces_of, put_right
from handlers.grammar.sentences.line import Line, Piece
from handlers.grammar.words.tokens import tokens_of
from handlers.turn import Turn

GuessedMood = Literal[
    "happened", "planned", "declined", "no reply", "postponed", "none"
]
GuessedKind = Literal["met", "call", "email", "message"]

# More is a tale that no second reader makes one contact of, and that takes too long to
# be read in every language afterwards: 50 ms is what any line may cost. House rule.
LONGEST_SENT = 300  # characters
MOST_WORDS_SENT = 40  # words, numbers and signs

LinePieces = tuple[Line, list[Piece]]


@dataclass(frozen=True, slots=True)
class Guess:
    """One contact that a second reader sees in a line; its spans are the line's words.

    Beside Draft: of another reader, and nothing in it is sure.
    """

    mood: GuessedMood
    kind: GuessedKind
    person_span: str
    kind_span: str = ""
    day_span: str = ""
    note_span: str = ""


class SecondReader(Protocol):
    """Reads lines that we do not. Whatever fails is no guess: it raises nothing."""

    @property
    def name(self) -> str:
        """Who reads, and where, as people are told."""
        ...

    async def read(
        self, line: str, names: Sequence[str], today: date
    ) -> Sequence[Guess]:
        """Return the contacts that a line tells.

        Args:
            names: of people, as they stand in the line.
            today: the leader's local date.
        """
        ...


# What goes to the second reader, and with which names.


def names_in(turn: Turn, text: str) -> tuple[str, ...]:
    """Return the names in a line as typed; () where it is not worth a second look.

    That is a line which surely names nobody, has nothing but a name, or is too long.
    Addresses and parts of known names are names as well.
    """
    if len(text) > LONGEST_SENT or len(tokens_of(text)) > MOST_WORDS_SENT:
        return ()
    line, pieces = next(readings_of(turn, text))
    found: list[str] = []
    sure = other = False
    for piece in pieces:
        if piece.symbol == "P":
            sure = sure or (isinstance(piece.value, Who) and piece.value.sure)
            found.append(text_at(line, piece.first, piece.last))
            continue
        other = other or piece.symbol != ","
        for token in line.tokens[piece.first : piece.last]:
            word = token.key in line.lexicon.single and not token.capital
            if "@" in token.text or (line.people.is_part(token.key) and not word):
                found.append(token.text)
    return tuple(dict.fromkeys(found)) if sure and other else ()


class MaskedReader:
    """A second reader who is told P1, P2 in place of names."""

    def __init__(self, reader: SecondReader) -> None:
        self._reader = reader

    @property
    def name(self) -> str:
        """The name of the reader behind it."""
        return self._reader.name

    async def read(
        self, line: str, names: Sequence[str], today: date
    ) -> Sequence[Guess]:
        """Return its guesses, with the names put back."""
        masks = masks_for(line, names)
        guesses = await self._reader.read(
            _replaced(line, masks), tuple(masks.values()), today
        )
        shown = {mask: name for name, mask in masks.items()}
        return tuple(
            replace(
                guess,
                person_span=_replaced(guess.person_span, shown),
                kind_span=_replaced(guess.kind_span, shown),
                day_span=_replaced(guess.day_span, shown),
                note_span=_replaced(guess.note_span, shown),
            )
            for guess in guesses
        )


def masks_for(line: str, names: Sequence[str]) -> dict[str, str]:
    """Return a mask by name: P1, P2 and so on, none of which the line has already."""
    taken = set(re.findall(r"P\d+", line))
    numbers = (
        mask
        for n in range(1, len(line) + len(names) + 1)
        if (mask := f"P{n}") not in taken
    )
    return dict(zip(names, numbers, strict=False))


def _replaced(text: str, instead: dict[str, str]) -> str:
    """Return a text with whole words replaced, the longest first."""
    if not instead:
        return text
    longest = sorted(instead, key=len, reverse=True)
    words = "|".join(re.escape(one) for one in longest)
    whole = re.compile(rf"(?<!\w)(?:{words})(?!\w)")
    return whole.sub(lambda found: instead[found.group()], text)


# The line in pieces, as both sides of this look at it.


def readings_of(turn: Turn, text: str) -> Iterator[LinePieces]:
    """Yield a line in pieces: in the leader's language, then where less is unread."""
    fewest: int | None = None
    for line in lines_of(turn, text):
        put_right(line)
        pieces = pieces_of(line)
        unread = sum(piece.symbol == "?" for piece in pieces)
        if fewest is None or unread < fewest:
            fewest = unread
            yield line, pieces
        if not unread:
            return


def text_at(line: Line, first: int, last: int) -> str:
    """Return the tokens `first` to `last` as they were typed."""
    return line.text[line.tokens[first].start : line.tokens[last - 1].end]
