"""Whom the words of one line could mean: who has these names, titles and units.

One SELECT by the words of the line. A second one, of everybody the leader has a tie
with, only where a word remains that may be a misspelt name, a title or a middle name.
"""

import functools
import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from handlers.grammar.words.lexicon import TWO_SLIPS
from handlers.grammar.words.tokens import Token, keys_of
from handlers.turn import Turn
from storage.leaders.leaders import person_behind
from storage.people.facts import COURTESY, Known
from storage.people.same import person_of_id
from storage.people.store import (
    fold,
    people_named,
    people_with_any,
    person_with,
    tied_people,
    units_of,
)
from storage.services.facts import ServiceFact
from storage.services.store import services_of

BETWEEN_PARTS = re.compile(r"[\s-]+")
AROUND = "\"'“”„«»().,"  # of a part of a name: Robert "Bob" Stone
GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})
GERMAN_PLAIN = (("ae", "a"), ("oe", "o"), ("ue", "u"))
# 田中さん is 田中; 김민수님 is 김민수.
SUFFIXES = ("さん", "さま", "様", "くん", "先生", "님", "씨")
SHORTEST_NEAR = 3  # letters of a name that may be misspelt; shorter ones are too alike
SHORTEST_INITIALS = 3  # words of a title that is known by its initials: CFO; house rule
LONGEST_SERVICE = 5  # words of the name of a service; house rule
SMALL = frozenset({"of", "the", "for", "and", "&", "de", "der", "des", "del", "la"})


@dataclass(frozen=True, slots=True)
class NameParts:
    """Somebody, and each part of their name in every way it is written."""

    person: Known
    parts: tuple[frozenset[str], ...]

    def first(self, keys: frozenset[str]) -> bool:
        """Say whether it is a given name of theirs: any part but the last."""
        return any(keys & part for part in self.parts[:-1] or self.parts)

    def last(self, keys: frozenset[str]) -> bool:
        """Say whether it is their surname."""
        return bool(keys & self.parts[-1])

    @property
    def initials(self) -> frozenset[str]:
        """The first letters of all parts, and of the first and the last one."""
        letters = "".join(min(part)[:1] for part in self.parts)
        return frozenset({letters, letters[:1] + letters[-1:]})

    def fits(self, words: Sequence[frozenset[str]]) -> bool:
        """Say whether each word is a part of the name, or a capital's initial of one.

        The words may stand in any order, and parts may be left out.
        """
        left = list(self.parts)
        for keys in words:
            part = next((one for one in left if _same(keys, one)), None)
            if part is None:
                return False
            left.remove(part)
        return True


def _same(keys: frozenset[str], part: frozenset[str]) -> bool:
    if keys & part:
        return True
    return any(len(key) == 1 and one[:1] == key for key in keys for one in part)


def spellings(text: str) -> frozenset[str]:
    """Return what a part of a name is compared by: Müller is Muller and Mueller."""
    key = fold(text)
    if text.isascii():
        return frozenset({key})
    return frozenset({key, fold(text.casefold().translate(GERMAN))})


def without_suffix(key: str) -> str:
    """Return a name without the courtesy that Japanese and Korean put behind it."""
    for suffix in SUFFIXES:
        if key.endswith(suffix) and len(key) > len(suffix):
            return key.removesuffix(suffix)
    return key


def lookup_words(keys: Iterable[str]) -> set[str]:
    """Return what to look up for these words: as typed, and as others spell them."""
    words = set()
    for key in keys:
        words.add(key)
        words.add(without_suffix(key))
        plain = key
        for two, one in GERMAN_PLAIN:
            plain = plain.replace(two, one)
        words.add(plain)
    return words - {""}


def named(person: Known) -> NameParts:
    """Return somebody with the parts of their name; "Dr." is none."""
    return NameParts(person, _parts(person.name))


@functools.lru_cache(8192)
def _parts(name: str) -> tuple[frozenset[str], ...]:
    said = [one.strip(AROUND) for one in BETWEEN_PARTS.split(name)]
    said = [one for one in said if one] or [name]
    parts = tuple(spellings(one) for one in said)
    plain = tuple(one for one in parts if not one & COURTESY)
    return plain or parts


class KnownPeople:
    """Everybody whom one line could mean. Nothing is looked up before it is needed."""

    def __init__(self, turn: Turn, words: Iterable[str]) -> None:
        self._turn = turn
        speaker = turn.speaker
        self._here = {
            "workspace_id": speaker.workspace_id,
            "leader_id": speaker.leader_id,
        }
        found = sorted(lookup_words(words))
        people = people_with_any(turn.tx, words=found, **self._here) if found else []
        self.named = [named(person) for person in people]
        self._mentioned: dict[str, Known | None] = {}
        self._tied: list[NameParts] | None = None
        self._by_letter: dict[str, list[tuple[str, NameParts]]] = {}
        self._units: frozenset[tuple[str, ...]] | None = None
        self._by_initials: dict[str, list[NameParts]] | None = None
        self._services: dict[tuple[str, ...], ServiceFact] | None = None

    @property
    def tied(self) -> list[NameParts]:
        """Everybody the leader has a tie with."""
        if self._tied is None:
            people = tied_people(self._turn.tx, leader_id=self._turn.speaker.leader_id)
            self._tied = [named(person) for person in people]
        return self._tied

    @property
    def units(self) -> frozenset[tuple[str, ...]]:
        """The keys of each unit's name."""
        if self._units is None:
            workspace_id = self._turn.speaker.workspace_id
            found = units_of(self._turn.tx, workspace_id=workspace_id)
            self._units = frozenset(keys_of(unit.name) for unit in found)
        return self._units

    # By name.

    def fitting(self, words: Sequence[frozenset[str]]) -> tuple[Known, ...]:
        """Return everybody whom these words of a name fit.

        A full name shuts out longer ones. See `preferred` for who is meant of them.
        """
        found = [one for one in self.named if one.fits(words)]
        if len(words) > 1:
            found = [one for one in found if len(one.parts) == len(words)] or found
        return _people(found)

    def surnamed(self, keys: frozenset[str]) -> tuple[Known, ...]:
        """Return who has this surname, the leader's own people first."""
        return _people(one for one in self.named if one.last(keys))

    def is_first_name(self, keys: frozenset[str]) -> bool:
        """Say whether somebody whom the line could mean has this first name."""
        return any(one.first(keys) for one in self.named)

    def is_part(self, key: str) -> bool:
        """Say whether a key is a part of the name of somebody the line could mean."""
        return any(key in part for one in self.named for part in one.parts)

    def near(self, keys: frozenset[str], surname: frozenset[str]) -> tuple[Known, ...]:
        """Return the leader's own people with nearly this name, the nearest first.

        Args:
            keys: a part of a name, maybe misspelt.
            surname: the word after it, empty if there is none: who has it comes first.
        """
        slips: dict[str, tuple[bool, int, NameParts]] = {}
        for key in keys:
            for part, one in self._starting_like(key):
                distance = slips_between(key, part)
                if distance is None:
                    continue
                other = not any(
                    slips_between(word, last) is not None
                    for word in surname
                    for last in one.parts[-1]
                )
                rank = (other, distance, one)
                known = slips.get(one.person.id)
                if known is None or rank[:2] < known[:2]:
                    slips[one.person.id] = rank
        ranked = sorted(slips.values(), key=lambda rank: (rank[0], rank[1]))
        return tuple(one.person for _, _, one in ranked)

    def _starting_like(self, key: str) -> list[tuple[str, NameParts]]:
        if not self._by_letter:
            for one in self.tied:
                for part in one.parts:
                    for spelling in part:
                        pairs = self._by_letter.setdefault(spelling[:1], [])
                        pairs.append((spelling, one))
        return self._by_letter.get(key[:1], [])

    def with_initials(self, letters: str) -> tuple[Known, ...]:
        """Return the leader's own people whose name begins with these folded letters.

        That of a middle name may be left out.
        """
        if self._by_initials is None:
            self._by_initials = {}
            for one in self.tied:
                for initials in one.initials:
                    self._by_initials.setdefault(initials, []).append(one)
        return _people(
            one
            for one in self._by_initials.get(letters, ())
            if one.person.id != self._turn.speaker.person_id
        )

    def whose_manager(self, person: Known) -> Known | None:
        """Return whom somebody reports to, or None."""
        if person.manager_id is None:
            return None
        return person_with(self._turn.tx, person_id=person.manager_id, **self._here)

    def owner_of(self, tokens: Sequence[Token], at: int) -> tuple[int, Known | None]:
        """Return how many tokens name a service, and who owns it; 0 = they do not."""
        if self._services is None:
            found = services_of(self._turn.tx, workspace_id=self._here["workspace_id"])
            self._services = {keys_of(one.name): one for one in found}
        longest = tuple(token.key for token in tokens[at : at + LONGEST_SERVICE])
        for length in range(len(longest), 0, -1):
            keys = longest[:length]
            if service := self._services.get(keys):
                owner = service.owner
                if owner is None:
                    return length, None
                known = person_with(self._turn.tx, person_id=owner.id, **self._here)
                return length, known
        return 0, None

    def with_mention(self, user_key: str, name: str) -> Known | None:
        """Return whom a platform's id means, or None.

        Args:
            name: what the platform says they are called, "" if it did not. Whoever is
                the only one of that name, and of no other id, is them.
        """
        if user_key not in self._mentioned:
            self._mentioned[user_key] = self._with_mention(user_key, name)
        return self._mentioned[user_key]

    def _with_mention(self, user_key: str, name: str) -> Known | None:
        if known := person_of_account(self._turn, user_key):
            return known
        found = people_named(self._turn.tx, name=name, **self._here) if name else []
        same = [one for one in found if fold(one.name) == fold(name)]
        return same[0] if len(same) == 1 and not same[0].user_key else None

    # By title.

    def titled(self, said: Sequence[str]) -> tuple[Known, ...]:
        """Return who has a title such as ("head", "of", "sales").

        The title alone, or with the unit in either order: "the HR director".
        """
        wanted = frozenset(said) - SMALL
        return self._tied_with(lambda one: wanted in title_forms(one.title, one.unit))

    def nearly_titled(
        self, said: Sequence[str], roles: Collection[str]
    ) -> tuple[Known, ...]:
        """Return who is worth asking about for a title that nobody has.

        Args:
            roles: what somebody may be of a unit, e.g. "head", "manager".
        """
        wanted = frozenset(said) - SMALL
        if not wanted & frozenset(roles):
            return self._tied_with(lambda one: wanted < title_words(one.title))
        named = wanted - frozenset(roles)
        return self._tied_with(lambda one: bool(named) and named <= _told_of(one))

    def _tied_with(self, has: Callable[[Known], bool]) -> tuple[Known, ...]:
        return _people(one for one in self.tied if has(one.person))


def _told_of(person: Known) -> frozenset[str]:
    """Return the words of somebody's title and unit."""
    return title_words(person.title) | title_words(person.unit)


def person_of_account(turn: Turn, user_key: str) -> Known | None:
    """Return who has this account of the platform, as far as we know; else None."""
    speaker, tx = turn.speaker, turn.tx
    scope = {"workspace_id": speaker.workspace_id, "leader_id": speaker.leader_id}
    if known := person_with(tx, user_key=user_key, **scope):
        return known
    by = speaker.address
    person_id = person_behind(
        tx, surface=by.surface, tenant=by.tenant, user_key=user_key
    ) or person_of_id(tx, speaker.workspace_id, user_key)
    return person_with(tx, person_id=person_id, **scope) if person_id else None


def preferred(people: Sequence[Known], words: int) -> tuple[Known, ...]:
    """Return who is meant of those that a name fits: one, or several to be asked about.

    The leader's own people come before strangers of the directory; among equals, whose
    whole name it is.

    Args:
        words: of the name as typed.
    """
    own = [one for one in people if one.tied] or list(people)
    whole = [one for one in own if len(_parts(one.name)) == words]
    return tuple(whole or own)


def slips_between(key: str, part: str, *, two_from: int = TWO_SLIPS) -> int | None:
    """Return how many slips make one of the other; None where they are too different.

    Two may be in a part of `two_from` letters or more. The start of a name in a script
    without spaces counts as one: 田中 of 田中太郎.
    """
    if key == part:
        return 0
    if not key.isascii() and part.startswith(without_suffix(key)):
        return 1
    if min(len(key), len(part)) < SHORTEST_NEAR or max(len(key), len(part)) < 4:
        return None  # "mad" is not May
    most = 2 if len(part) >= two_from else 1
    distance = OSA.distance(key, part, score_cutoff=most)
    return distance if distance <= most else None


@functools.lru_cache(4096)
def title_words(title: str) -> frozenset[str]:
    """Return the words of a title but small ones."""
    return frozenset(keys_of(title)) - SMALL


@functools.lru_cache(4096)
def title_forms(title: str, unit: str) -> frozenset[frozenset[str]]:
    """Return all that a title is known by: its words, with the unit, its initials."""
    words = title_words(title)
    if not words:
        return frozenset()
    forms = {words}
    spelled = [key for key in keys_of(title) if key not in SMALL]
    if len(spelled) >= SHORTEST_INITIALS:
        forms.add(frozenset({"".join(key[0] for key in spelled)}))
    forms |= {form | title_words(unit) for form in list(forms)}
    return frozenset(forms)


def _people(found: Iterable[NameParts]) -> tuple[Known, ...]:
    """Return people once each, the leader's list first, then ties, then by name."""
    people = {one.person.id: one.person for one in found}
    return tuple(
        sorted(
            people.values(), key=lambda one: (not one.listed, not one.tied, one.name)
        )
    )
