"""A language's words for days, times and shares, prepared once from its file."""

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from handlers.grammar.lexicon import lexicon
from handlers.grammar.tokens import Token, keys_of

Value = TypeVar("Value")
WORD_SETS = (
    "short_needs", "last", "next", "coming", "this", "on", "the", "of", "or", "in", "roughly",
    "till", "from", "goes_on", "am", "pm", "oclock",
    "past_hour", "to_hour", "quarter", "half_hour", "half_before", "lengths", "for",
    "half", "joins", "listened", "talked", "they_talked", "they", "me", "i", "percent",
    "share_filler",
)  # fmt: skip
PHRASES = (
    "at", "am_after", "pm_after", "before_last", "after_next", "last_after",
    "next_after", "part_of_month", "parts",
    "length_after", "of_the_time", "fifty_fifty", "week_later",
)  # fmt: skip


class Phrases(Generic[Value]):
    """Phrases and what each means, looked up by the first word."""

    def __init__(self, meanings: Mapping[str, Value]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], Value]]] = {}
        for phrase, value in meanings.items():
            keys = keys_of(phrase)
            self._by_first.setdefault(keys[0], []).append((keys, value))
        for phrases in self._by_first.values():
            phrases.sort(key=lambda one: -len(one[0]))

    def at(self, tokens: Sequence[Token], at: int) -> tuple[int, Value | None]:
        """Return how many tokens from `at` are a phrase, 0 = none, and its meaning."""
        if at >= len(tokens):
            return 0, None
        for keys, value in self._by_first.get(tokens[at].key, ()):
            end = at + len(keys)
            if end <= len(tokens) and all(
                token.key == key
                for token, key in zip(tokens[at:end], keys, strict=True)
            ):
                return len(keys), value
        return 0, None

    def first_words(self) -> frozenset[str]:
        """Return the words that a phrase begins with."""
        return frozenset(self._by_first)


@dataclass(frozen=True, slots=True)
class DayWords:
    """The words of one language, as its file says them, folded."""

    sets: Mapping[str, frozenset[str]]
    phrases: Mapping[str, Phrases[str]]
    day_words: Mapping[str, tuple[str, int]]  # "friday": ("weekday", 4)
    relative: Phrases[tuple[int, int]]  # days from today; -1 past, 1 to come, 0 either
    moments: Phrases[tuple[int, int]]  # the same, too vague for other verbs: "later"
    spans: Phrases[str]
    numbers: Mapping[str, int]
    units: Mapping[str, str]  # "weeks": "week"
    ago: Phrases[int]  # -1 = before today, 1 = after; before or after the number
    named_times: Phrases[int]  # hours
    minutes_after: Phrases[int]  # "y media": 30; below 0 of the hour before
    fractions: Phrases[int]  # per cent
    bare_monthday: bool  # "el 24" is a day of the month
    dotted_monthday: bool  # "am 24." is one
    starters: frozenset[str]  # words that a day may begin with

    def has(self, name: str, key: str) -> bool:
        """Say whether a word is in one of the sets."""
        return key in self.sets[name]

    def is_in(self, name: str, tokens: Sequence[Token], at: int) -> bool:
        """Say whether there is such a token, and it is in one of the sets."""
        return 0 <= at < len(tokens) and tokens[at].key in self.sets[name]

    def word(
        self, tokens: Sequence[Token], at: int, *, marked: bool
    ) -> tuple[str, int]:
        """Return ("weekday", 0 = Monday), ("month", 0 = January) or ("", 0).

        Args:
            marked: something beside it makes plain that it is one. Else a short word
                that means other things too, such as "sat", needs a capital.
        """
        if not 0 <= at < len(tokens):
            return "", 0
        key = tokens[at].key
        plain = marked or tokens[at].capital or key not in self.sets["short_needs"]
        return self.day_words.get(key, ("", 0)) if plain else ("", 0)

    def number(self, tokens: Sequence[Token], at: int) -> tuple[int, int]:
        """Return how many tokens from `at` are a count, 0 = none, and which.

        "12", "twelve", "twenty-one"; at most three digits.
        """
        if at >= len(tokens):
            return 0, 0
        key = tokens[at].key
        if key.isdecimal() and len(key) < 4:
            return 1, int(key)
        value = self.numbers.get(key)
        if value is None:
            return 0, 0
        if value >= 20 and value % 10 == 0:
            dash = 1 if at + 1 < len(tokens) and tokens[at + 1].key == "-" else 0
            ones_at = at + 1 + dash
            if ones_at < len(tokens):
                ones = self.numbers.get(tokens[ones_at].key, 0)
                if 0 < ones < 10 and len(tokens[ones_at].key) > 2:
                    return 2 + dash, value + ones
        return 1, value


@functools.cache
def day_words(code: str) -> DayWords:
    """Return a language's words for days. `code` is that of a file in `lexicons/`."""
    language = lexicon(code)
    days = language.days
    sets = {name: _words(days.get(name, ())) for name in WORD_SETS}
    phrases = {name: _phrases(days.get(name, ())) for name in PHRASES}
    relative = Phrases(_distances(days["relative"]))
    moments = Phrases(_distances(days.get("moments", {})))
    spans: Phrases[str] = Phrases(days["spans"])
    ago: Phrases[int] = Phrases(days["ago"])
    numbers = {keys_of(word)[0]: int(value) for word, value in days["numbers"].items()}
    starters = frozenset(language.day_words) | frozenset(numbers)
    for name in ("on", "the", "last", "next", "coming", "this", "in", "from"):
        starters |= sets[name]
    tables: tuple[Phrases[Any], ...] = (
        relative, moments, spans, ago, phrases["part_of_month"],
        phrases["before_last"], phrases["week_later"],
    )  # fmt: skip
    for table in tables:
        starters |= table.first_words()
    return DayWords(
        sets=sets,
        phrases=phrases,
        day_words=language.day_words,
        relative=relative,
        moments=moments,
        spans=spans,
        numbers=numbers,
        units={
            keys_of(word)[0]: unit
            for unit, words in days["units"].items()
            for word in words
        },
        ago=ago,
        named_times=Phrases(days["named_times"]),
        minutes_after=Phrases(days.get("minutes_after", {})),
        fractions=Phrases(days.get("fractions", {})),
        bare_monthday=bool(days.get("bare_monthday")),
        dotted_monthday=bool(days.get("dotted_monthday")),
        starters=starters,
    )


def _words(words: Sequence[str]) -> frozenset[str]:
    return frozenset(keys_of(word)[0] for word in words)


def _phrases(phrases: Sequence[str]) -> Phrases[str]:
    return Phrases({phrase: phrase for phrase in phrases})


def _distances(said: Mapping[str, Any]) -> dict[str, tuple[int, int]]:
    """Return days from today and tense; a bare number has the tense of its sign."""
    return {
        phrase: (value[0], value[1])
        if isinstance(value, list)
        else (value, (value > 0) - (value < 0))
        for phrase, value in said.items()
    }
