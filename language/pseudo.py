"""A pretended language, for tests: longer than English, and every letter told apart.

A text in plain letters is one that was not said through the catalogue; a text that no
longer fits is one that a real translation would not fit either.
"""

import re
from functools import cache
from gettext import NullTranslations

from language.commands import as_typed

PSEUDO = "en-XA"  # CLDR's name for accented pseudo-English
LONGER = 0.4  # of its length: R99
ACCENTS = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "åƀçđéƒĝĥîĵķļɱñöþǫŕšţûṽŵẋýžÅƁÇĐÉƑĜĤÎĴĶĻṀÑÖÞǪŔŠŢÛṼŴẊÝŽ",
)
PLACE = re.compile(r"(\{\{|\}\}|\{[^{}]*\})")


@cache
def stretched(text: str) -> str:
    """Return `text` accented and longer, its places untouched: "⟦Åđđ {name}~~⟧"."""
    pieces = PLACE.split(text)
    said = "".join(
        piece if at % 2 else piece.translate(ACCENTS) for at, piece in enumerate(pieces)
    )
    letters = len("".join(pieces[::2]))
    return f"⟦{said}{'~' * max(0, round(letters * LONGER) - 2)}⟧" if letters else said


class Pretended(NullTranslations):
    """The catalogue of the pretended language.

    Commands are told as they are typed here first: no look at the letters tells later.
    """

    def gettext(self, message: str) -> str:
        """Return a text, stretched."""
        return stretched(as_typed(message))

    def pgettext(self, context: str, message: str) -> str:
        """Return a text, stretched, whatever it means."""
        return self.gettext(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Return the text for `n` things, stretched."""
        return self.gettext(msgid1 if n == 1 else msgid2)
