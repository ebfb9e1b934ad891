"""What people type in place of a verb: phrases of the language files, and their lines.

A phrase is words, with "a/b" for either of two, {name} and {other} in the place of a
person, and {rest} or another word in braces in the place of any words. It must be the
whole line, but for what the file lists as fillers and for the signs at its end.
"""

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import product
from typing import Literal

from rapidfuzz import fuzz, process

from handlers.grammar.words.lexicon import CODES, FOLDER
from handlers.grammar.words.tokens import Token, keys_of, tokens_of
from language.catalogues import ENGLISH

LONGEST_SLIP = 24  # characters; in a longer line a slip is not looked for. House rule
SHORTEST_SLIP = 5  # letters; shorter words look alike. House rule
NEAR_WISH = 80  # rapidfuzz ratio from which a phrase is offered; house rule
LONGEST_WISH = 200  # characters; more is no wish. House rule
PEOPLE = frozenset({"name", "other"})  # places that a person stands in
SIGNS = frozenset(".,;:!?¡¿()\"'-\n")
ENDS_A_NAME = frozenset(",;:!?¡¿\n")  # no name goes across one of these

Kind = Literal["lines", "asked", "talk"]
KINDS_OF_WISHES: tuple[Kind, ...] = ("lines", "asked", "talk")
Keys = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wish:
    """What a line asks for in other words than ours."""

    kind: Kind  # done at once, asked about first, or answered in words
    meant: str  # a line of ours with its places open, e.g. "next {name}"; or a subject
    places: Mapping[str, str] = field(default_factory=dict)  # what was typed in them
    starts_openly: bool = False  # the phrase begins with a place

    @property
    def line(self) -> str:
        """The line of ours with its places filled."""
        line = self.meant
        for place, typed in self.places.items():
            line = line.replace(f"{{{place}}}", typed)
        return line


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase with places: the words before each place, and those after the last."""

    words: tuple[Keys, ...]  # one more than places
    places: tuple[str, ...]
    kind: Kind
    meant: str

    @property
    def said(self) -> int:
        """How many words of it are given: the more, the surer."""
        return sum(map(len, self.words))


@dataclass(frozen=True, slots=True)
class Wishes:
    """The phrases of one language file."""

    whole: Mapping[Keys, tuple[Kind, str]]  # those without places
    phrases: tuple[Phrase, ...]  # those with most words first
    by_word: Mapping[str, tuple[int, ...]]  # which of them, by their first given word
    openers: frozenset[Keys]  # the one or two words that any of them begins with
    fillers: Mapping[str, tuple[Keys, ...]]  # by their first word, the longest first
    silent: frozenset[str]  # fillers that no place begins with: “añade a Kim”
    sentences: Mapping[str, tuple[Keys, ...]]  # begin with a verb, and are no command
    cues: Mapping[str, str]  # a word, and the line that it may mean
    done: Mapping[str, str]  # phrases without places that are done at once, in words


def wishes_in(text: str, language: str, *, commanded: bool = False) -> Iterator[Wish]:
    """Yield what a whole line may ask for, the surest first.

    Args:
        commanded: it begins with a verb of ours; then so does whatever it asks for.
        language: whose phrases come first, e.g. "es"; then English, then the others.
            Whether a {name} is a person is for whoever asks to say.
    """
    if len(text) > LONGEST_WISH:
        return
    tokens = _bare(tokens_of(text))
    if not tokens:
        return
    for wishes in _in_order(language):
        if not commanded or _may_begin(tokens, wishes):
            yield from _found(text, tokens, wishes)


def _may_begin(tokens: Sequence[Token], wishes: Wishes) -> bool:
    kept = _without_fillers(tokens, wishes.fillers)
    for some in (tokens, kept):
        first = tuple(token.key for token in some[:2])
        if first in wishes.openers or first[:1] in wishes.openers:
            return True
    return False


def is_a_sentence(text: str) -> bool:
    """Say whether a line begins with a verb of ours and is no command all the same.

    “Thanks to Kim I got a slot” thanks nobody.
    """
    keys = tuple(token.key for token in tokens_of(text[:LONGEST_WISH]))
    if ":" in keys:  # “thanks to Rosa: the good word” is the command
        return False
    return any(
        keys[: len(phrase)] == phrase and len(keys) > len(phrase)
        for wishes in _in_order(ENGLISH)
        for phrase in wishes.sentences.get(keys[0] if keys else "", ())
    )


def cued_lines(text: str, language: str) -> list[str]:
    """Return the lines that single words of a line hint at, in the line's order."""
    keys = [token.key for token in tokens_of(text[:LONGEST_WISH])]
    tables = [wishes.cues for wishes in _in_order(language)]
    found = (table[key] for key in keys for table in tables if key in table)
    return list(dict.fromkeys(found))


def near_wish(text: str, language: str) -> str:
    """Return the line of ours whose phrase a short line looks like; "" = none."""
    if len(text) > LONGEST_SLIP:
        return ""
    typed = " ".join(token.key for token in _bare(tokens_of(text)))
    for wishes in _in_order(language):
        found = process.extractOne(
            typed, list(wishes.done), scorer=fuzz.ratio, score_cutoff=NEAR_WISH
        )
        if found:
            return wishes.done[found[0]]
    return ""


def _found(text: str, tokens: Sequence[Token], wishes: Wishes) -> Iterator[Wish]:
    keys = tuple(token.key for token in tokens)
    kept = _without_fillers(tokens, wishes.fillers)
    kept_keys = tuple(token.key for token in kept)
    for one in dict.fromkeys((keys, kept_keys)):
        if one in wishes.whole:
            kind, meant = wishes.whole[one]
            yield Wish(kind, meant)
    numbers = {n for key in set(kept_keys) for n in wishes.by_word.get(key, ())}
    for number in sorted(numbers):
        phrase = wishes.phrases[number]
        places = _filled(text, kept, phrase, wishes.silent)
        if places is not None:
            yield Wish(phrase.kind, phrase.meant, places, not phrase.words[0])


def _filled(
    text: str, tokens: Sequence[Token], phrase: Phrase, silent: frozenset[str]
) -> dict[str, str] | None:
    """Return what stands in the places of a phrase; None if it is not that phrase."""
    keys = [token.key for token in tokens]
    first, *between, last = phrase.words
    if len(keys) < phrase.said + len(phrase.places):
        return None
    if tuple(keys[: len(first)]) != first:
        return None
    end = len(keys) - len(last)
    if tuple(keys[end:]) != last:
        return None
    starts, ends = [len(first)], []
    for words in between:
        at = _next(keys, words, starts[-1] + 1, end)
        if at < 0:
            return None
        ends.append(at)
        starts.append(at + len(words))
    ends.append(end)
    found = {}
    for place, start, stop in zip(phrase.places, starts, ends, strict=True):
        if start >= stop or _run_together(text, tokens, start):
            return None
        if place in PEOPLE and ENDS_A_NAME.intersection(keys[start:stop]):
            return None
        begin = tokens[start].start
        if place not in PEOPLE and start:  # “until the 13th” keeps its small words
            before = tokens[start - 1].end
            small = tokens_of(text[before:begin])
            if not small or small[0].key not in silent:
                begin = before
        found[place] = text[begin : tokens[stop - 1].end].strip(" ,:;")
    return found


def _run_together(text: str, tokens: Sequence[Token], start: int) -> bool:
    """Say whether a place begins in the middle of a word, such as “Person00”."""
    if start == 0 or tokens[start].key == ":":  # “a firm date: 9 May”
        return False
    return text[tokens[start].start - 1].isalnum()


def _next(keys: Sequence[str], words: Keys, start: int, end: int) -> int:
    for at in range(start, end - len(words)):
        if tuple(keys[at : at + len(words)]) == words:
            return at
    return -1


def _bare(tokens: Sequence[Token]) -> list[Token]:
    """Return the tokens without the signs around them; a line of signs stays whole."""
    start, end = 0, len(tokens)
    while start < end and tokens[start].key in SIGNS:
        start += 1
    while end > start and tokens[end - 1].key in SIGNS:
        end -= 1
    return list(tokens[start:end] or tokens)


def _without_fillers(
    tokens: Sequence[Token], fillers: Mapping[str, Sequence[Keys]]
) -> list[Token]:
    kept, at = [], 0
    while at < len(tokens):
        filler: Keys = ()
        if some := fillers.get(tokens[at].key):
            here = tuple(token.key for token in tokens[at : at + 4])
            filler = next((one for one in some if here[: len(one)] == one), ())
        if not filler:
            kept.append(tokens[at])
        at += len(filler) or 1
    return _bare(kept) if kept else []


# The language files.


def _in_order(language: str) -> list[Wishes]:
    tables = all_wishes()
    order = dict.fromkeys((language, ENGLISH, *tables))
    return [tables[one] for one in order if one in tables]


@cache
def all_wishes() -> Mapping[str, Wishes]:
    """Return the wishes of every language file, read once."""
    return {
        code: _read(
            tomllib.loads((FOLDER / f"{code}.toml").read_text("utf-8"))["wishes"]
        )
        for code in sorted(CODES)
    }


def _read(section: Mapping[str, Mapping[str, Sequence[str]]]) -> Wishes:
    longest_first = sorted(map(keys_of, section["fillers"]), key=len, reverse=True)
    fillers = _by_first(longest_first)
    whole: dict[Keys, tuple[Kind, str]] = {}
    phrases: list[Phrase] = []
    for kind in KINDS_OF_WISHES:
        for meant, typed in section[kind].items():
            for one in (words for phrase in typed for words in spelt_out(phrase)):
                words, places = _parts(one, fillers)
                if places:
                    phrases.append(Phrase(words, places, kind, meant))
                else:
                    whole.setdefault(keys_of(one), (kind, meant))
                    whole.setdefault(words[0], (kind, meant))
    whole.pop((), None)
    ordered = tuple(sorted(phrases, key=lambda phrase: -phrase.said))
    return Wishes(
        whole=whole,
        done={
            " ".join(keys): meant
            for keys, (kind, meant) in whole.items()
            if kind == "lines" and len("".join(keys)) >= SHORTEST_SLIP
        },
        phrases=ordered,
        by_word=_by_word(ordered),
        openers=frozenset(
            (*(one[:2] for one in whole), *(phrase.words[0][:2] for phrase in phrases))
        ),
        fillers=fillers,
        silent=frozenset(section.get("silent", ())),
        sentences=_by_first(map(keys_of, section["sentences"])),
        cues={
            keys_of(word)[0]: line
            for line, words in section["cues"].items()
            for word in words
        },
    )


def _by_word(phrases: Sequence[Phrase]) -> dict[str, tuple[int, ...]]:
    """Return the numbers of phrases by a word that each needs: its first given one."""
    found: dict[str, list[int]] = {}
    for number, phrase in enumerate(phrases):
        given = [key for words in phrase.words for key in words]
        if given:  # one without words would mean any line
            found.setdefault(given[0], []).append(number)
    return {word: tuple(numbers) for word, numbers in found.items()}


def _by_first(phrases: Iterable[Keys]) -> dict[str, tuple[Keys, ...]]:
    found: dict[str, list[Keys]] = {}
    for phrase in phrases:
        found.setdefault(phrase[0], []).append(phrase)
    return {word: tuple(some) for word, some in found.items()}


def spelt_out(phrase: str) -> list[str]:
    """Return every wording of a phrase: “see/meet {name}” is two."""
    words = [
        [word] if word == "/" else word.split("/") for word in phrase.split(" ") if word
    ]
    return [" ".join(chosen) for chosen in product(*words)]


def _parts(
    phrase: str, fillers: Mapping[str, Sequence[Keys]]
) -> tuple[tuple[Keys, ...], tuple[str, ...]]:
    """Return the words around each place of a phrase, without fillers; the places."""
    before, *rest = phrase.split("{")
    words, places = [before], []
    for one in rest:
        place, _, after = one.partition("}")
        places.append(place)
        words.append(after)
    kept = tuple(
        tuple(token.key for token in _without_fillers(tokens_of(one), fillers))
        for one in words
    )
    return kept, tuple(places)
