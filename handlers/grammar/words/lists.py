"""Lists with numbers or letters: "1) Kim: ok 2) May: not yet", "a) Kim b) Rosa"."""

from collections.abc import Mapping, Sequence
from itertools import count

from handlers.grammar.words.lexicon import Lexicon
from handlers.grammar.words.tokens import Token

LETTERS = "abcdefghi"
FEWEST_MARKS = 2  # marks that make a list; house rule


def marks_in(tokens: Sequence[Token], lexicon: Lexicon) -> Mapping[int, int]:
    """Return where the marks of a list begin, and how many tokens each one is.

    A list begins at 1 or a, and leaves none out. Empty where there is none, also where
    a month stands behind each number: "1. April und 2. Mai".
    """
    for closing in ").":
        for first in ("1", "a"):
            found = _marks(tokens, first, closing)
            behind = [at + length for at, length in found.items()]
            dates = all(_is_month(lexicon, tokens[at].key) for at in behind)
            if len(found) >= FEWEST_MARKS and not dates:
                return found
    return {}


def _marks(tokens: Sequence[Token], first: str, closing: str) -> dict[int, int]:
    found: dict[int, int] = {}
    names = iter(LETTERS if first == "a" else map(str, count(1)))
    wanted = next(names, "")
    for at, token in enumerate(tokens[:-2]):
        after = tokens[at + 1]
        closed = after.key == closing and after.start == token.end
        apart = tokens[at + 2].start > after.end or closing == ")"
        if token.key == wanted and closed and apart:
            opened = at > 0 and tokens[at - 1].key == "("
            found[at - opened] = 2 + opened
            wanted = next(names, "")
    return found


def _is_month(lexicon: Lexicon, key: str) -> bool:
    return lexicon.day_words.get(key, ("", 0))[0] == "month"
