"""A language's words for days, times and shares, prepared once from its file."""

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, TypeVar

from handlers.grammar.words.lexicon import lexicon
from handlers.grammar.words.tokens import Token, keys_of

Value = TypeVar("Value")
MOST_SMALL_WORDS = 3  # "on", "the", "of" in a row; house rule
WORD_SETS = (
    "short_needs", "last", "next", "coming", "this", "on", "the", "of", "or", "in",
    "till", "from", "goes_on", "am", "pm", "oclock", "till_hour", "past_hour",
    "to_hour", "quarter", "half_hour", "half_before", "lengths", "for", "half", "joins",
    "listened", "talked", "they_talked", "they_object", "they", "me", "i", "percent",
    "roughly", "share_filler", "counted", "for_side", "way", "about",
)  # fmt: skip
SIDES = ("listened", "talked", "they_talked", "they", "they_object", "i", "me")
PHRASES = (
    "at", "am_after", "pm_after", "before_last", "after_next", "last_after",
    "next_after", "part_of_month", "parts", "length_after", "of_the_time",
    "fifty_fifty", "week_later",
)  # fmt: skip

NOUNS_AND_VERBS = tuple("NZzbVvB")  # symbols of a language file

# Months in English, to keep their number apart from that of a step: "later 2 May".
MONTHS_TYPED = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|"
    r"aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)


class Phrases(Generic[Value]):
    """Phrases and what each means, looked up by the first two words."""

    def __init__(self, meanings: Mapping[str, Value]) -> None:
        self._words: dict[str, Value] = {}
        self._longer: dict[str, dict[str, list[tuple[tuple[str, ...], Value]]]] = {}
        for phrase, value in meanings.items():
            keys = keys_of(phrase)
            if len(keys) == 1:
                self._words[keys[0]] = value
                continue
            seconds = self._longer.setdefault(keys[0], {})
            seconds.setdefault(keys[1], []).append((keys, value))
        for seconds in self._longer.values():
            for phrases in seconds.values():
                phrases.sort(key=lambda one: -len(one[0]))

    def at(self, tokens: Sequence[Token], at: int) -> tuple[int, Value | None]:
        """Return how many tokens from `at` are the longest phrase, and its meaning."""
        if at >= len(tokens):
            return 0, None
        first = tokens[at].key
        seconds = self._longer.get(first)
        if seconds and at + 1 < len(tokens):
            for keys, value in seconds.get(tokens[at + 1].key, ()):
                said = tokens[at : at + len(keys)]
                if tuple(token.key for token in said) == keys:
                    return len(keys), value
        if first in self._words:
            return 1, self._words[first]
        return 0, None

    def first_words(self) -> frozenset[str]:
        """Return the words that a phrase begins with."""
        return frozenset(self._words) | frozenset(self._longer)


class Distance(NamedTuple):
    """A day by its distance from today."""

    days: int
    tense: int = 0  # -1 past, 1 to come, 0 either
    hour: int = 0  # it begins at: "this afternoon" is ahead in the morning


@dataclass(frozen=True, slots=True)
class DayWords:
    """The words of one language, as its file says them, folded."""

    sets: Mapping[str, frozenset[str]]
    phrases: Mapping[str, Phrases[str]]
    day_words: Mapping[str, tuple[str, int]]  # "friday": ("weekday", 4)
    relative: Phrases[Distance]
    moments: Phrases[Distance]
    spans: Phrases[str]
    months_after: Mapping[str, int]  # months only after a number: "7 may", 0 = January
    ordinals: Phrases[int]  # of the days of a month: "twenty-first"
    goes_on_plainly: frozenset[str]  # may follow one of them, and is no noun
    numbers: Mapping[str, int]
    units: Mapping[str, str]  # "weeks": "week"
    ago: Phrases[int]  # -1 = before today, 1 = after; before or after the number
    named_times: Phrases[int]  # hours
    minutes_after: Phrases[int]  # "y media": 30; below 0 of the hour before
    fractions: Phrases[int]  # per cent
    bare_monthday: bool  # "el 24" is a day of the month
    dotted_monthday: bool  # "am 24." is one
    starters: frozenset[str]  # words that a day may begin with
    time_starters: frozenset[str]  # the same for a time, a length and a share
    length_starters: frozenset[str]
    share_starters: frozenset[str]
    sides: frozenset[str]  # whose a share is: "her", "me"
    plain_fillers: frozenset[str]  # in a share, words that say nothing at all

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

    def past_words(self, names: Sequence[str], tokens: Sequence[Token], at: int) -> int:
        """Return the place after small words of these sets, such as "on the"."""
        end = at
        while end - at < MOST_SMALL_WORDS and any(
            self.is_in(name, tokens, end) for name in names
        ):
            end += 1
        return end

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
    named_times: Phrases[int] = Phrases(days["named_times"])
    fractions: Phrases[int] = Phrases(days.get("fractions", {}))
    ordinals: Phrases[int] = Phrases(days.get("ordinals", {}))
    count = frozenset(numbers)
    starters = frozenset(language.day_words) | count
    for name in ("on", "the", "last", "next", "coming", "this", "in", "from"):
        starters |= sets[name]
    tables: tuple[Phrases[Any], ...] = (
        relative, moments, spans, ago, phrases["part_of_month"],
        phrases["before_last"], phrases["week_later"], ordinals,
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
        months_after={
            keys_of(word)[0]: int(number) - 1
            for word, number in days.get("months_after", {}).items()
        },
        ordinals=ordinals,
        goes_on_plainly=frozenset(
            key
            for key in sets["goes_on"]
            if language.phrases.get((key,), ("", ""))[0] not in NOUNS_AND_VERBS
        ),
        numbers=numbers,
        units={
            keys_of(word)[0]: unit
            for unit, words in days["units"].items()
            for word in words
        },
        ago=ago,
        named_times=named_times,
        minutes_after=Phrases(days.get("minutes_after", {})),
        fractions=fractions,
        bare_monthday=bool(days.get("bare_monthday")),
        dotted_monthday=bool(days.get("dotted_monthday")),
        starters=starters,
        time_starters=_starters(
            [phrases["parts"], phrases["at"], named_times],
            [sets["half_hour"], sets["half_before"], sets["quarter"], count],
        ),
        length_starters=_starters([], [sets["for"], sets["half"], count]),
        sides=_starters(
            [], [sets[name] for name in ("they", "they_object", "i", "me")]
        ),
        plain_fillers=sets["share_filler"]
        - _starters([fractions], [sets[name] for name in SIDES] + [count]),
        share_starters=_starters(
            [phrases["fifty_fifty"], fractions],
            [
                *(sets[name] for name in (*SIDES, "roughly")),
                frozenset("-"),
                count,
            ],
        ),
    )


def _starters(
    tables: Sequence[Phrases[Any]], sets: Sequence[frozenset[str]]
) -> frozenset[str]:
    firsts = (table.first_words() for table in tables)
    return frozenset().union(*sets, *firsts)


def _words(words: Sequence[str]) -> frozenset[str]:
    return frozenset(keys_of(word)[0] for word in words)


def _phrases(phrases: Sequence[str]) -> Phrases[str]:
    return Phrases({phrase: phrase for phrase in phrases})


def _distances(said: Mapping[str, Any]) -> dict[str, Distance]:
    """Return days from today, tense and hour; a number has the tense of its sign."""
    return {
        phrase: Distance(*value)
        if isinstance(value, list)
        else Distance(value, (value > 0) - (value < 0))
        for phrase, value in said.items()
    }
