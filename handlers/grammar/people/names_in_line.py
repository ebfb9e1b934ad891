"""Names in a line: full ones, parts, initials, nicknames; another surname; a slip.

What stands around a name, and titles: `people.py`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from handlers.grammar.people.known_people import (
    SUFFIXES,
    KnownPeople,
    slips_between,
    spellings,
    without_suffix,
)
from handlers.grammar.words.lexicon import Lexicon
from handlers.grammar.words.tokens import Token, tokens_of, typed_of
from handlers.turn import Turn
from storage.people.facts import Known
from storage.people.store import fold

PARTS = re.compile(r"[._+\d-]+")  # between the words of an address
LONGEST = 6  # words of a name; house rule
LONGEST_JOINED = 80  # characters of words with hyphens; house rule
MOST_WORDS = 120  # of a line that are looked up; the rest is note. House rule
ABBREVIATED = 3  # letters of a part of a name that may end in a dot: "St."; house rule
SHORT_SURNAME = 5  # letters from which it may have two slips behind a first name
SHORTEST_UNKNOWN = 4  # small letters of an unknown first name; house rule


@dataclass(frozen=True, slots=True)
class Who:
    """What some words name: sure is one person, else everybody it may be.

    `unknown` is the name as typed where nobody has it; `people` are then who is near.
    """

    people: tuple[Known, ...] = ()
    unknown: str = ""
    sure: bool = False
    user_key: str = ""  # of a mention of somebody who is not in the directory yet
    words: int = 0  # of a name, before the leader's own people are preferred


@dataclass(frozen=True, slots=True)
class NameWord:
    """A word that may be a part of a name, and what it is compared by."""

    at: int  # its token
    end: int  # the token after it and after its dot
    token: Token
    keys: frozenset[str]
    joined: bool  # by a hyphen to the word before

    @property
    def initial(self) -> bool:
        """Whether it is one letter of an alphabet, as in "Dana W"."""
        return len(self.token.key) == 1 and self.token.key.isascii()


class NameReader:
    """Reads the names in the tokens of one line."""

    def __init__(
        self,
        turn: Turn,
        tokens: Sequence[Token],
        words: Lexicon,
        known: KnownPeople | None = None,
    ) -> None:
        self.words = words
        self.known = known or KnownPeople(turn, self._looked_up(tokens))

    def _looked_up(self, tokens: Sequence[Token]) -> set[str]:
        tokens = [
            *tokens,
            *(one for token in tokens for one in words_of_address(token.text)),
        ]
        keys: set[str] = set()
        for at, token in enumerate(tokens):
            if len(keys) >= MOST_WORDS:
                break
            if not token.word or (self.is_word(token) and not self._name_too(token)):
                continue
            found = spellings(token.text) | {token.key}
            keys |= found
            keys |= {
                self.words.nicknames[k] for k in found if k in self.words.nicknames
            }
            word, after = token.text, at + 1
            while len(word) < LONGEST_JOINED and (step := _joins(tokens, after)):
                after += step
                word += f"-{tokens[after - 1].text}"
                keys |= spellings(word)
        return keys

    def _run(self, tokens: Sequence[Token], at: int) -> list[NameWord]:
        """Return the words from `at` that could be one name, with nothing between."""
        run: list[NameWord] = []
        joined = False
        while at < len(tokens) and tokens[at].word and len(run) < LONGEST:
            token = tokens[at]
            end = at + 1
            if _touches(tokens, end, ".") and len(token.key) <= ABBREVIATED:
                end += 1
            keys = spellings(token.text) | {token.key}
            if not token.key.isascii():
                keys |= {without_suffix(key) for key in keys}
            run.append(NameWord(at, end, token, keys, joined))
            joined = _hyphen(tokens, at + 1)
            at = at + 2 if joined else end
            if at < len(tokens) and tokens[at].key == '"':  # Robert "Bob" Stone
                at += 1
        return run

    def at(
        self, tokens: Sequence[Token], at: int, lower_ok: bool, surely: bool
    ) -> tuple[int, Who] | None:
        """Read a name; `surely`: after "Ms", or where nothing else can stand."""
        run = self._run(tokens, at)
        for count in range(len(run), 0, -1):
            if count < len(run) and run[count].joined:
                continue
            if not self._may_be(run[:count], lower_ok, surely):
                continue
            if people := self._fitting(run[:count]):
                return self._followed(tokens, at, run, count, people, lower_ok)
        return self._stranger(tokens, at, run, lower_ok, surely) if run else None

    def _fitting(self, run: Sequence[NameWord]) -> tuple[Known, ...]:
        keys = [word.keys for word in run]
        if found := self.known.fitting(keys):
            return found
        nick = self.words.nicknames.get(run[0].token.key)
        return self.known.fitting([frozenset({nick}), *keys[1:]]) if nick else ()

    def _may_be(self, run: Sequence[NameWord], lower_ok: bool, surely: bool) -> bool:
        """Say whether words may be a name here: "will" and "grace" are words, too."""
        first = run[0].token
        if len(run) == 1:
            if run[0].initial:
                return False
            if first.capital or surely or not first.key.isascii():
                return True
            return lower_ok and not self.is_word(first) and not self._name_too(first)
        if all(word.initial for word in run):
            return False
        return all(
            surely or word.token.capital or word.end > word.at + 1
            for word in run
            if word.initial
        ) and not (run[0].initial and self.is_word(first) and run[0].end == 1)

    def _followed(
        self,
        tokens: Sequence[Token],
        at: int,
        run: Sequence[NameWord],
        count: int,
        people: tuple[Known, ...],
        lower_ok: bool,
    ) -> tuple[int, Who]:
        """Return who it is, unless the word after it makes it another name."""
        last = run[count - 1]
        end = last.end if last.initial else last.at + 1
        if self._suffixed(last, people):
            return end - at, Who(people, typed_of(tokens[at:end]))
        more = run[count] if count < len(run) else None
        if more is not None and (more.joined or more.at == last.at + 1):
            near = (
                lower_ok and not self.is_word(more.token) and _near_last(more, people)
            )
            if more.joined or near or self._another_surname(more):
                stop = self._end_of_name(run, count)
                unknown = typed_of(tokens[at:stop])
                others = self.known.surnamed(more.keys)
                ranked = sorted(people, key=lambda one: not _near_last(more, (one,)))
                return stop - at, Who(_once(ranked, others), unknown)
        return end - at, Who(people, words=count)

    def _suffixed(self, word: NameWord, people: Sequence[Known]) -> bool:
        """Say whether さん stood behind a name that more than one could have."""
        return len(people) > 1 and word.token.key.endswith(SUFFIXES)

    def _another_surname(self, word: NameWord) -> bool:
        token = word.token
        return (
            token.capital
            and not self.stands_alone(token, word.initial)
            and (word.initial or not self.known.is_first_name(word.keys))
        )

    def stands_alone(self, token: Token, initial: bool = False) -> bool:
        """Say whether a capitalised word behind a name is no part of it.

        Only a word that means something by itself: one that is merely a part of a
        phrase, such as "budget review", may be a surname. "W" is one more often than
        "with", and "I" never is.
        """
        if self._name_too(token):
            return False
        alone = (token.key,)
        if initial:
            return alone in self.words.sets["subjects"] or token.key == "i"
        return (
            alone in self.words.phrases
            or token.key in self.words.day_words
            or any(alone in phrases for phrases in self.words.sets.values())
            or self.words.corrected(token.key) in self.words.day_words
        )

    def _end_of_name(self, run: Sequence[NameWord], start: int) -> int:
        """Return the token after the capitalised words that go on as a name."""
        end = run[start].end if run[start].initial else run[start].at + 1
        for before, word in zip(run[start:], run[start + 1 :], strict=False):
            direct = word.joined or word.at == before.at + 1
            if not direct or not (word.joined or self._another_surname(word)):
                break
            end = word.at + 1
        return end

    def _stranger(
        self,
        tokens: Sequence[Token],
        at: int,
        run: Sequence[NameWord],
        lower_ok: bool,
        surely: bool,
    ) -> tuple[int, Who] | None:
        """Read a name that nobody has: with a known surname, misspelt, or new."""
        first = run[0]
        token = first.token
        capital = token.capital or _has_no_case(token)
        if not (capital or lower_ok or not token.key.isascii()):
            return None
        after = run[1] if len(run) > 1 and run[1].at == first.at + 1 else None
        explained = self.is_word(token) and not surely
        if after and (len(token.key) >= SHORTEST_UNKNOWN or token.capital):
            last = self.known.surnamed(after.keys)
            same_case = after.token.capital >= token.capital
            if last and same_case and not explained:
                return 2, Who(last, typed_of(tokens[at : at + 2]))
        if not explained and not first.initial:
            surname = after.keys if after else frozenset[str]()
            if near := self.known.near(first.keys, surname):
                two = after is not None and _near_last(after, near, itself=True)
                stop = at + 1 + two
                if after and not two and self._another_surname(after):
                    stop = self._end_of_name(run, 1)
                return stop - at, Who(near, typed_of(tokens[at:stop]))
        if not capital or explained or first.initial:
            return None
        if at == 0 and after and not surely and self._known_name(after):
            return None  # the first word of a sentence: "Grabbed Kim for lunch"
        stop = self._end_of_name(run, 0)
        return stop - at, Who((), typed_of(tokens[at:stop]))

    def _known_name(self, word: NameWord) -> bool:
        return word.token.capital and any(self.known.is_part(key) for key in word.keys)

    def is_word(self, token: Token) -> bool:
        """Say whether a token is a small word of the language, or a slip of one."""
        if token.capital and self._name_too(token):
            return False
        key = token.key
        return key in self.words.single or self.words.corrected(key) is not None

    def _name_too(self, token: Token) -> bool:
        return token.key in self.words.names_too


def words_of_address(text: str) -> list[Token]:
    """Return the words before the @ of "dana.whitfield@corp.example", else none."""
    name, sign, _ = text.partition("@")
    return tokens_of(PARTS.sub(" ", name)) if name and sign else []


def _once(people: Sequence[Known], others: Sequence[Known]) -> tuple[Known, ...]:
    return tuple({one.id: one for one in (*people, *others)}.values())


def _near_last(
    word: NameWord, people: Sequence[Known], *, itself: bool = False
) -> bool:
    """Say whether a word is nearly, or with `itself` exactly, the surname of one."""
    distances = [
        slips_between(key, fold(one.name).split()[-1], two_from=SHORT_SURNAME)
        for key in word.keys
        for one in people
    ]
    return any(one is not None and (one or itself) for one in distances)


def is_key(tokens: Sequence[Token], at: int, key: str) -> bool:
    """Say whether a token with this key stands here."""
    return at < len(tokens) and tokens[at].key == key


def _has_no_case(token: Token) -> bool:
    """Say whether it is of a script without capitals: שלום, 田中."""
    return token.text[:1].isalpha() and token.text[:1].swapcase() == token.text[:1]


def _touches(tokens: Sequence[Token], at: int, key: str) -> bool:
    return is_key(tokens, at, key) and tokens[at].start == tokens[at - 1].end


def _hyphen(tokens: Sequence[Token], at: int) -> bool:
    """Say whether a hyphen stands here between two words, without spaces."""
    return (
        _touches(tokens, at, "-")
        and at + 1 < len(tokens)
        and tokens[at + 1].word
        and tokens[at + 1].start == tokens[at].end
    )


def _joins(tokens: Sequence[Token], at: int) -> int:
    """Return how many tokens go on as one name: "-Marie" 2, " Marie" 1, else 0."""
    if _hyphen(tokens, at):
        return 2
    both = at < len(tokens) and tokens[at].capital and tokens[at - 1].capital
    return 1 if both and tokens[at].word else 0
