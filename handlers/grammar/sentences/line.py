"""A line, its pieces, and where its clauses end.

Every token belongs to one piece, which has the symbol of what it is. The symbols stand
in `handlers.grammar.words.lexicon`.
"""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import time
from itertools import takewhile
from typing import Literal

from handlers.grammar.days import Day, DayReader
from handlers.grammar.people.names_in_line import Who
from handlers.grammar.people.people import PeopleReader
from handlers.grammar.words.lexicon import Lexicon
from handlers.grammar.words.lists import marks_in
from handlers.grammar.words.tokens import Token

Sort = Literal["", "day", "time", "share", "silent", "said", "manner"]
ENDS_A_SENTENCE = frozenset(".!?\n")
SOON = 7  # pieces after "but" in which a new contact names somebody; house rule
TOLD_AFTER_A_TURN = frozenset("PVvqHag")

# A contact of the leader's: I met Kim, had a call with Kim, got Kim on the phone, gave
# Kim a ring, sent Kim a note; me llamó Kim, Kim stopped me, Kim sent me.
MINE = re.compile(
    r"(?:I?H?(?:a[BZb]?|[Vv])[NZzbyUpe]*[Wh]?P|I?[Hkg]U?[NZzby]+[Wh]?P|I?[Hk]P[pe]"
    r"|I?(?:g|r)P[NZzby]|M[vcq][Wh]?P|P(?:c|[vr]M))(?![PYo])"
)

Value = str | int | time | Day | Who | None


@dataclass(frozen=True, slots=True)
class Piece:
    """Tokens `first` to `last`, and what they are.

    A piece without a symbol floats: it may stand anywhere. `opens`: it may begin a
    note once the sentence before it is complete.
    """

    symbol: str
    first: int
    last: int  # the token after the last one
    value: Value = ""
    sort: Sort = ""
    opens: bool = False

    @property
    def length(self) -> int:
        """How many tokens it is."""
        return self.last - self.first


@dataclass(slots=True)
class Line:
    """One typed line, and all that its words are looked up in."""

    text: str
    tokens: list[Token]
    lexicon: Lexicon
    days: DayReader
    people: PeopleReader
    in_capitals: bool = False  # a word begins with one, but "I"; else names do not
    shouted: bool = False  # all letters are capitals
    marks: Mapping[int, int] = field(default_factory=dict)  # of a list, see `marks_in`

    def __post_init__(self) -> None:
        self.marks = marks_in(self.tokens, self.lexicon)
        self.shouted = self.text == self.text.upper()
        self.in_capitals = any(
            token.capital
            and len(token.text) > 1
            and not self._begins(at)
            and not self._says_a_day(token.key)
            for at, token in enumerate(self.tokens)
        )

    def _says_a_day(self, key: str) -> bool:
        """Say whether a word is a day, maybe misspelt, which phones write large."""
        word = self.lexicon.corrected(key) or key
        return word in self.lexicon.day_words and word not in self.lexicon.names_too

    def _begins(self, at: int) -> bool:
        """Say whether a token begins a sentence, where a phone sets a capital."""
        return at == 0 or self.tokens[at - 1].key in ENDS_A_SENTENCE

    def key(self, at: int) -> str:
        """Return what the token at a place is compared by, "" beyond the line."""
        return self.tokens[at].key if 0 <= at < len(self.tokens) else ""


class PiecesOfALine:
    """A line and its pieces, and where its clauses end. What reads lines derives it."""

    def __init__(self, line: Line, pieces: Sequence[Piece]) -> None:
        self.line, self.pieces = line, pieces
        self._ends: list[int] | None = None

    def place(self, first: Piece, last: Piece | None = None) -> tuple[int, int]:
        """Return where in the text a piece stands, or several up to `last`."""
        tokens = self.line.tokens
        return tokens[first.first].start, tokens[(last or first).last - 1].end

    def starts(self, name: str, token: int) -> int:
        """Return how many tokens from `token` are a phrase of that set, 0 = none."""
        return self.line.lexicon.starts(name, self.line.tokens, token)

    def next_clause(self, at: int) -> int:
        """Return the piece at which the clause of a piece ends."""
        if self._ends is None:
            self._ends = [k for k in range(len(self.pieces)) if self._ends_a_clause(k)]
        after = bisect_right(self._ends, at)
        return self._ends[after] if after < len(self._ends) else len(self.pieces)

    def _ends_a_clause(self, at: int) -> bool:
        after = self.pieces[at + 1].symbol if at + 1 < len(self.pieces) else ""
        joins = self.pieces[at].symbol == "&" and after in tuple("VvHIgk")
        return self.pieces[at].symbol == "," or joins or self.turns(at)

    def turns(self, at: int) -> bool:
        """Say whether "but" or the like stands here, and somebody is named after it.

        A verb may stand between: "pero llamé a Kim". After a weaker word, such as "so",
        it has to be a contact of the leader's: "so I had coffee with Kim".
        """
        first = self.pieces[at].first
        length = self.starts("turns", first)
        weaker = 0 if length else self.starts("then", first)
        if not length and not weaker:
            return False
        k = next(
            (
                k
                for k, p in enumerate(self.pieces)
                if p.first >= first + length + weaker
            ),
            at + 1,
        )
        after = [one for one in self.pieces[k : k + SOON] if one.symbol]
        clause = [*takewhile(lambda one: one.symbol not in (",", "&"), after)]
        if not any(one.symbol == "P" for one in clause):
            return False
        if tells_of_mine(clause):
            return True
        return bool(length) and after[0].symbol in TOLD_AFTER_A_TURN


def tells_of_mine(clause: Sequence[Piece]) -> bool:
    """Say whether a clause begins as a contact of the leader's: "I caught", "me llamó".

    Somebody has to be named close behind it.
    """
    signs = "".join(one.symbol for one in clause)
    return bool(MINE.match(signs))
