"""A language's words, from its file in `lexicons/`: what each phrase is in a sentence.

A phrase has one symbol, and a sentence pattern is written in symbols:

P a person          I the leader: I, we     M the leader: me, us    & and
V met: needs the leader as its subject      v called, wrote: from either side
c stopped me, q picked up: only theirs      r sent: the file, not to Rome
N a noun: lunch     y several: talks        Z noun or verb: coffee  b verb or noun: call
B a verb: meet      G seeing                z meeting (noun too)    a managed to: did
i coming: theirs, too                       l drops by: theirs, to come
H had, came out of  k got: had, or will     g gave: a ring, a line  T discussed: a topic
p by phone          e on Teams, in my office: by what or where
O said no           Q no answer from        m moved: needs a noun   u is ill: perhaps
w will: firm        K booked: firm          s put me down for       A said yes to: noun
L should, might: a wish                     X not, never            U a length of time
W to, from, h with  x for, at: never who    D of: Spanish       Y is, was
o 's office         j 's diary
f says nothing      d how it was: kept in the note
, a sign            n may open a note       ? not understood

"f" and "d", days, times of day and shares may stand anywhere, and have no symbol in a
pattern; "U", "p" and "e" may, too, where a pattern does not name them.

A phrase may have alternatives: "has (not|n't) (called|written) (back|)" is eight.
"""

import functools
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, product
from pathlib import Path
from typing import Any, NamedTuple

from rapidfuzz.distance import OSA

from handlers.grammar.words.tokens import Token, keys_of, tokens_of

FOLDER = Path(__file__).parents[1] / "lexicons"
CODES = ("en", "es", "de")  # read in this order, the leader's own language first
SETS = (
    "opens", "question", "command", "next_meeting", "subjects", "daylike",
    "turned_out", "about", "unanswered", "topics", "absent", "determiners",
    "possessive", "with", "undecided", "said_wrong", "log",
    "turns", "then", "others", "plus", "corrects", "again", "heads", "places",
    "now_on", "owner_of", "owner", "all_of_it",
)  # fmt: skip
# N and the like stand for every symbol that can be a noun, B for verbs, G for -ing, W
# for what may stand before a name.
CLASSES = {"N": "NZzb", "J": "NZz", "B": "BZb", "G": "Gzi", "W": "Wh"}
ALTERNATIVES = re.compile(r"\(([^()]*)\)")
SHORTEST_SLIP = 4  # letters of a word that is put right; shorter ones are too alike
SHORTEST_WEEKDAY = 5  # letters of one that may be misspelt; house rule
TWO_SLIPS = 7  # letters from which a day or a name may have two slips; house rule

Phrase = tuple[str, ...]


class Match(NamedTuple):
    """The longest phrase at a place: how many tokens, and what it is."""

    length: int
    symbol: str
    value: str


class Lexicon:
    """One language: its phrases, its patterns, and its words for days and people."""

    def __init__(self, code: str) -> None:
        data = tomllib.loads((FOLDER / f"{code}.toml").read_text("utf-8"))
        self.code = code
        self.data: Mapping[str, Any] = data
        self.days: Mapping[str, Any] = data["days"]
        self.people: Mapping[str, Any] = data["people"]
        self.phrases = _phrases(data["symbols"])
        self.sets = {name: _keys(data.get(name, ())) for name in SETS}
        self._longest = _longest(self.phrases)
        self._longest_in = {name: _longest(some) for name, some in self.sets.items()}
        self.patterns: dict[str, list[re.Pattern[str]]] = {
            mood: [_compiled(one) for one in patterns]
            for mood, patterns in data["patterns"].items()
        }
        self.capital_nouns = bool(data.get("capital_nouns"))
        self.names_too = _words(data.get("names_that_are_words", ()))
        self.titles = _words(self.people["courtesy"])
        nicknames = self.people.get("nicknames", {})
        self.nicknames = {keys_of(k)[0]: keys_of(v)[0] for k, v in nicknames.items()}
        self.english_units = {
            keys_of(said)[0]: unit
            for said, unit in self.people.get("units", {}).items()
        }
        self.called = _keys(self.people.get("called", ()))
        self.english_titles: Mapping[Phrase, list[Phrase]] = {
            keys_of(said): [keys_of(title) for title in titles]
            for said, titles in self.people.get("titles", {}).items()
        }
        self.day_words = _day_words(self.days)
        self.labels = {  # of pasted texts: "present" by "teilnehmer"
            " ".join(keys_of(word)): meaning
            for meaning, words in data.get("labels", {}).items()
            for word in words
        }
        self.single = self._single()
        self.correctable = _words(data.get("corrected", ()))
        self.never_corrected = _words(data.get("never_corrected", ()))
        self.slips: Mapping[str, str] = {
            keys_of(slip)[0]: keys_of(word)[0]
            for word, slips in data.get("slips", {}).items()
            for slip in slips
        }
        self._corrections: dict[str, str | None] = {}

    def match(self, tokens: Sequence[Token], at: int) -> Match | None:
        """Return the longest phrase with a symbol that starts at a token."""
        if at >= len(tokens):
            return None
        longest = self._longest.get(tokens[at].key, 0)
        key = tuple(token.key for token in tokens[at : at + longest])
        for length in range(len(key), 0, -1):
            if found := self.phrases.get(key[:length]):
                return Match(length, *found)
        return None

    def starts(self, name: str, tokens: Sequence[Token], at: int) -> int:
        """Return how many tokens from `at` are a phrase of that set, 0 = none."""
        if at >= len(tokens):
            return 0
        longest = self._longest_in[name].get(tokens[at].key, 0)
        key = tuple(token.key for token in tokens[at : at + longest])
        for length in range(len(key), 0, -1):
            if key[:length] in self.sets[name]:
                return length
        return 0

    def has(self, name: str, key: str) -> bool:
        """Say whether one word is in that set."""
        return (key,) in self.sets[name]

    def corrected(self, key: str) -> str | None:
        """Return the one small word that a misspelt word must be, or None.

        Names are never put right: whoever is meant is asked.
        """
        if key not in self._corrections:
            if len(self._corrections) > MOST_REMEMBERED:
                self._corrections.clear()
            self._corrections[key] = self._correction(key)
        return self._corrections[key]

    def near_weekdays(self, key: str) -> list[int]:
        """Return the weekdays that a misspelt word may be: "tursday" may be two."""
        if len(key) < SHORTEST_WEEKDAY or key in self.single:
            return []
        found = [
            number
            for word, (kind, number) in self.day_words.items()
            if kind == "weekday"
            and len(word) >= SHORTEST_WEEKDAY
            and word[0] == key[0]
            and OSA.distance(word, key) <= self._most(key, word)
        ]
        return list(dict.fromkeys(found))

    def _correction(self, key: str) -> str | None:
        if key in self.slips:
            return self.slips[key]
        known = key in self.single or key in self.never_corrected
        if len(key) < SHORTEST_SLIP or known or not key.isalpha():
            return None
        near = sorted(
            (OSA.distance(word, key), word)
            for word in self.correctable
            if _may_be_a_slip(key, word)
        )
        near = [(slips, word) for slips, word in near if slips <= self._most(key, word)]
        if not near or (len(near) > 1 and near[0][0] == near[1][0]):
            return None
        return near[0][1]

    def _most(self, key: str, word: str) -> int:
        return 2 if len(key) >= TWO_SLIPS and word in self.day_words else 1

    def _single(self) -> frozenset[str]:
        words = {one[0] for one in self.phrases if len(one) == 1} | set(self.day_words)
        for phrase in (*self.phrases, *_all(self.sets)):
            words.update(phrase)
        for said in (*self.days["relative"], *self.days["spans"]):
            words.update(keys_of(said))
        return frozenset(words)


MOST_REMEMBERED = 4096  # words whose correction is remembered; house rule


def _may_be_a_slip(key: str, word: str) -> bool:
    plural = (f"{word}s", word.removesuffix("s"))
    jumbled = len(word) > SHORTEST_SLIP or sorted(word) == sorted(key)
    near = abs(len(word) - len(key)) < 3
    swapped = key[:2] == word[1::-1] and key[2:] == word[2:]  # "htis"
    begins = word[0] == key[0] or swapped
    return begins and jumbled and near and key not in plural


def _phrases(symbols: Mapping[str, Any]) -> dict[Phrase, tuple[str, str]]:
    """Return symbol and value by phrase; a symbol has values, or phrases at once."""
    found = {}
    for symbol, values in symbols.items():
        by_value = {"": values} if isinstance(values, list) else values
        for value, phrases in by_value.items():
            for keys in spelled_out(phrases):
                found[keys] = symbol, value
    return found


def _keys(phrases: Iterable[str]) -> frozenset[Phrase]:
    return frozenset(spelled_out(phrases))


def spelled_out(phrases: Iterable[str]) -> Iterator[Phrase]:
    """Yield every phrase that these stand for: "(rang|called) back" is two.

    Alternatives are whole words, so that each is looked at once, not in every phrase.
    """
    for phrase in phrases:
        parts = ALTERNATIVES.split(phrase)  # plain, alternatives, plain, ...
        alternatives = [[keys_of(one) for one in part.split("|")] for part in parts]
        for chosen in product(*alternatives):
            yield tuple(chain.from_iterable(chosen))


def _all(sets: Mapping[str, frozenset[Phrase]]) -> Iterable[Phrase]:
    for name in ("opens", "question", "command", "next_meeting"):
        yield from sets[name]


def _compiled(pattern: str) -> re.Pattern[str]:
    """Return a pattern with every class spelled out, also within brackets: "[WD]"."""
    spelled, within = "", False
    for sign in pattern:
        within = (within or sign == "[") and sign != "]"
        some = CLASSES.get(sign, sign)
        spelled += some if within or len(some) == 1 else f"[{some}]"
    return re.compile(spelled)


def _longest(phrases: Iterable[Phrase]) -> dict[str, int]:
    """Return how long the longest phrase is that begins with a word, by that word."""
    found: dict[str, int] = {}
    for phrase in phrases:
        found[phrase[0]] = max(len(phrase), found.get(phrase[0], 0))
    return found


def _words(words: Iterable[str]) -> frozenset[str]:
    return frozenset(keys_of(word)[0] for word in words)


def _day_words(days: Mapping[str, Any]) -> dict[str, tuple[str, int]]:
    """Return ("weekday", 0 = Monday) or ("month", 0 = January) by word."""
    return {
        keys_of(word)[0]: (kind, number)
        for kind, name in (("weekday", "weekdays"), ("month", "months"))
        for number, words in enumerate(days[name])
        for word in words
    }


@functools.cache
def lexicon(code: str) -> Lexicon:
    """Return the words of a language."""
    return Lexicon(code)


def codes_for(locale: str) -> tuple[str, ...]:
    """Return the languages to read, that of `locale` first; a locale like "es-ES"."""
    own = locale.replace("_", "-").partition("-")[0].casefold()
    return tuple(sorted(CODES, key=lambda code: code != own))


def says_when(name: str) -> bool:
    """Say whether words are no name but a date to keep: "follow up on 8 April"."""
    tokens = tokens_of(name)
    for words in map(lexicon, CODES):
        days = [k for k, one in enumerate(tokens) if one.key in words.day_words]
        beside = {
            tokens[n].key for k in days for n in (k - 1, k + 1) if 0 <= n < len(tokens)
        }
        if any(key.isdecimal() for key in beside):
            return True
    return False
