"""A few words as an answer: yes, no, the second one, it happened, half; any language.

The words stand in `[answers]` of each language's file. All languages are read at once:
what they have in common, such as "no", means the same in each.
"""

import functools
from collections.abc import Sequence
from dataclasses import dataclass

from handlers.grammar.words.lexicon import CODES, Phrase, lexicon
from handlers.grammar.words.tokens import Token, keys_of, tokens_of

LONGEST_ANSWER = 80  # characters; more is a line of its own. House rule
SILENT = frozenset(".,;:!\"'()[]-#")  # signs that say nothing in an answer
LONGEST_PHRASE = 6  # words


@dataclass(frozen=True, slots=True)
class AnswerWords:
    """The phrases of several languages, by what they answer."""

    phrases: dict[str, frozenset[Phrase]]
    firsts: dict[str, frozenset[str]]  # the words that those phrases begin with
    lasts: dict[str, frozenset[str]]
    ordinals: tuple[frozenset[Phrase], ...]  # the first, the second, ...

    def is_one(self, name: str, keys: Phrase) -> bool:
        """Say whether the whole of an answer is one of these phrases."""
        return keys in self.phrases[name]

    def at_start(self, name: str, keys: Sequence[str]) -> int:
        """Return how many words in front are one of these phrases; 0 = none."""
        if not keys or keys[0] not in self.firsts[name]:
            return 0
        for length in range(min(len(keys), LONGEST_PHRASE), 0, -1):
            if tuple(keys[:length]) in self.phrases[name]:
                return length
        return 0

    def at_end(self, name: str, keys: Sequence[str]) -> int:
        """Return how many words at the end are one of these phrases; 0 = none."""
        if not keys or keys[-1] not in self.lasts[name]:
            return 0
        for length in range(min(len(keys), LONGEST_PHRASE), 0, -1):
            if tuple(keys[-length:]) in self.phrases[name]:
                return length
        return 0

    def ordinal(self, keys: Phrase, count: int) -> int | None:
        """Return which of `count` things is meant, 0 = the first; None = no ordinal."""
        if self.is_one("last", keys):
            return count - 1
        for number, phrases in enumerate(self.ordinals):
            if keys in phrases:
                return number
        return None


@functools.cache
def answer_words() -> AnswerWords:
    """Return the words of every language."""
    phrases: dict[str, frozenset[Phrase]] = {}
    ordinals: list[frozenset[Phrase]] = []
    for code in CODES:
        for name, said in lexicon(code).data["answers"].items():
            if name == "ordinals":
                for number, words in enumerate(said):
                    if number == len(ordinals):
                        ordinals.append(frozenset())
                    ordinals[number] |= {keys_of(word) for word in words}
            else:
                more = frozenset(keys_of(phrase) for phrase in said)
                phrases[name] = phrases.get(name, frozenset()) | more
    return AnswerWords(
        phrases,
        {
            name: frozenset(one[0] for one in said if one)
            for name, said in phrases.items()
        },
        {
            name: frozenset(one[-1] for one in said if one)
            for name, said in phrases.items()
        },
        tuple(ordinals),
    )


def words_of_answer(text: str) -> list[Token]:
    """Return what an answer says, without signs; [] = too long, or a question."""
    if len(text) > LONGEST_ANSWER:
        return []
    tokens = tokens_of(text)
    if any(token.key in ("\n", "?", "¿") for token in tokens):
        return []
    return [token for token in tokens if token.key not in SILENT]


def without_frame(words: Sequence[Token], said: AnswerWords) -> list[Token]:
    """Return what is left of "it was the second one, please": "second"."""
    left = list(words)
    while len(left) > 1:
        cut = said.at_start("lead_in", [token.key for token in left])
        if not cut or cut >= len(left):
            break
        left = left[cut:]
    while len(left) > 1:
        cut = said.at_end("tail", [token.key for token in left])
        if not cut or cut >= len(left):
            break
        left = left[:-cut]
    return left
