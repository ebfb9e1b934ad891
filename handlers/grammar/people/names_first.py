"""Names before keywords: a name is read, and set aside, before a line is cut by words.

“ask Anh To meeting with Dana” has one “to” that leads to nobody: it is a surname.
"""

import re
from dataclasses import dataclass

from handlers.grammar.people.people import PeopleReader
from handlers.grammar.words.lexicon import lexicon
from handlers.grammar.words.tokens import split_note, tokens_of
from handlers.turn import Turn
from language.catalogues import ENGLISH

FIRST_SIGN = 0xE000  # of Unicode's private use: no word, no space, never typed
MOST_NAMES = 200  # set aside in one line; house rule
SIGN = re.compile("[\ue000-\ue0ff]")


@dataclass(frozen=True, slots=True)
class NamesAside:
    """A line with a sign for each name in it, and the names as they were typed."""

    text: str
    names: tuple[str, ...] = ()

    def back(self, text: str) -> str:
        """Return a part of the line with the names back in it."""
        return SIGN.sub(lambda sign: self._name(sign.group()), text)

    def _name(self, sign: str) -> str:
        at = ord(sign) - FIRST_SIGN
        return self.names[at] if at < len(self.names) else ""


def set_aside(
    turn: Turn, text: str, *, but: re.Pattern[str] | None = None, sure: bool = False
) -> NamesAside:
    """Return `text` with a sign in place of each name of somebody known or near.

    Args:
        but: what means something else here, though it stands behind a first name.
        sure: only where there is no doubt about who it is.
    """
    text = SIGN.sub("", text)
    tokens = tokens_of(text)
    reader = PeopleReader(turn, tokens, lexicon(ENGLISH))
    names: list[str] = []
    left, end, at = "", 0, 0
    while at < len(tokens) and len(names) < MOST_NAMES:
        found = reader.at(tokens, at, False)
        length, who = found if found else (1, None)
        typed = text[tokens[at].start : tokens[at + length - 1].end]
        means_more = bool(but and length > 1 and but.search(typed))
        if who and (who.sure or (who.people and not sure and not means_more)):
            left += text[end : tokens[at].start] + chr(FIRST_SIGN + len(names))
            names.append(typed)
            end = tokens[at + length - 1].end
            at += length
        else:
            at += 1
    return NamesAside(left + text[end:], tuple(names))


# A verb between two names: "Sam knows Dana", "Kim ranks speed".

BETWEEN = {"knows": "knows", "know": "knows", "ranks": "stance", "rank": "stance"}
OF_NAMES = frozenset({"and", "from"})  # "Dana from Legal and Kim know ..."
DENIED = frozenset({"do", "does", "did", "n't", "not", "never"})
MOST_BEFORE = 9  # tokens: two full names and "and"; more is a sentence. House rule


def verb_between(text: str) -> str:
    """Return the verb of ours that stands behind a name, or "" where none does."""
    tokens = tokens_of(split_note(text)[0])
    words = lexicon(ENGLISH)
    for at, token in enumerate(tokens[: MOST_BEFORE + 1]):
        if at and token.key in BETWEEN:
            return BETWEEN[token.key]
        if at and token.key in DENIED:  # "Rosa doesn't know Dana": the verb says so
            continue
        if token.key not in OF_NAMES and words.match(tokens, at) and not token.capital:
            return ""
    return ""
