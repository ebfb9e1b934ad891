"""Titles, units and owners: "the CFO", "our counsel", "Legal", "who runs Payroll".

No list of titles is whole: one without such a word is found by its capital, "the
Abbess".
"""

import re
from collections.abc import Collection, Sequence

from handlers.grammar.people.known_people import KnownPeople
from handlers.grammar.people.names_in_line import Who
from handlers.grammar.words.lexicon import Lexicon
from handlers.grammar.words.tokens import Token, key_at, typed_of
from storage.people.facts import Known

LONGEST_TITLE = 6  # words of a title; house rule
FARTHEST_OWNER = 6  # tokens between "the" and "owner"; house rule
SHORT_UNIT = 3  # letters of a unit that needs a capital: "it" is not IT; house rule

# What is a title beside a single name: "add Smith, Manager". All else may be a name.
JOBS = frozenset({
    "accountant", "administrator", "advisor", "analyst", "architect", "assistant",
    "associate", "auditor", "buyer", "chair", "chairman", "chairwoman", "chief",
    "clerk", "coach", "consultant", "controller", "coordinator", "counsel", "dean",
    "deputy", "designer", "developer", "director", "doctor", "economist", "editor",
    "engineer", "executive", "founder", "head", "intern", "journalist", "lawyer",
    "lead", "lecturer", "manager", "minister", "nurse", "officer", "operator",
    "owner", "partner", "pilot", "planner", "president", "principal", "producer",
    "professor", "programmer", "recruiter", "researcher", "sales", "scientist",
    "secretary", "seller", "specialist", "strategist", "supervisor", "teacher",
    "technician", "trainee", "trainer", "treasurer", "trustee", "writer",
})  # fmt: skip
SHORT = re.compile(  # CFO, VP, chief of staff, data protection officer
    r"c[a-z]{1,3}o|[aes]{0,2}vp|md|gm|pa|ea|cos|dpo|hrbp|pmo?"
)


def in_a_title(key: str) -> bool:
    """Say whether a folded word is likely to stand in a title."""
    return key in JOBS or SHORT.fullmatch(key) is not None


class RoleReader:
    """Reads whom a title names among the people known, and which words are a unit."""

    def __init__(self, words: Lexicon, known: KnownPeople) -> None:
        self.words, self.known = words, known

    def role_at(self, tokens: Sequence[Token], at: int) -> tuple[int, Who] | None:
        """Read "the CFO", "our counsel", "the head of sales", "the new boss"."""
        if tokens[at].key not in self._of_people("the") or at + 1 >= len(tokens):
            return None
        end = at + 1
        while (
            end < len(tokens) and end - at <= LONGEST_TITLE and _in_title(tokens[end])
        ):
            end += 1
        roles = self._of_people("roles")
        here = tokens[at + 1 : end]
        if not any(
            one.capital or in_a_title(one.key) or one.key in roles for one in here
        ):
            return None  # "the budget": nobody is looked up for it
        for stop in range(end, at + 1, -1):
            said = self._title(tokens[at + 1 : stop])
            people = self.known.titled(said) or self._titled_in_english(said)
            if people:
                return stop - at, Who(people, sure=len(people) == 1)
        for stop in range(end, at + 1, -1):
            said = self._title(tokens[at + 1 : stop])
            said = [self.words.english_units.get(key, key) for key in said]
            said = [key for key in said if key not in self._of_people("of")]
            if people := self.known.nearly_titled(said, roles) if said else ():
                return stop - at, Who(people, typed_of(tokens[at:stop]))
        return None

    def _titled_in_english(self, said: Sequence[str]) -> tuple[Known, ...]:
        """Return who has in English the title that another language says."""
        called = self.words.english_titles.get(tuple(said), ())
        found = {one.id: one for title in called for one in self.known.titled(title)}
        return tuple(found.values())

    def _title(self, tokens: Sequence[Token]) -> list[str]:
        """Return the words of a title; none where it begins or ends with "of"."""
        of = self._of_people("of")
        said = [token.key for token in tokens]
        return [] if said[0] in of or said[-1] in of else said

    def unit_at(self, tokens: Sequence[Token], at: int) -> int:
        """Return how many tokens are the name of a unit, the longest; 0 = none."""
        if not tokens[at].word:
            return 0
        longest = 0
        for unit in self.known.units:
            keys = tuple(token.key for token in tokens[at : at + len(unit)])
            short = len(unit) == 1 and len(unit[0]) <= SHORT_UNIT
            if keys == unit and not (short and not tokens[at].capital):
                longest = max(longest, len(unit))
        return longest

    def _of_people(self, name: str) -> Collection[str]:
        found: Collection[str] = self.words.people.get(name, ())
        return found


def _in_title(token: Token) -> bool:
    return token.word or token.key in ("&", "-", "r&d")


# Whoever a service is known by: "the Payroll owner", "the guy who runs Payroll".


def owner_at(
    words: Lexicon, known: KnownPeople, tokens: Sequence[Token], at: int
) -> tuple[int, Who] | None:
    """Return how many tokens from `at` name the owner of a service, and whom.

    No service is looked up where no word says "owner of". One without an owner is
    asked about.
    """
    length = words.starts("owner_of", tokens, at)
    start = at + length if length else _behind_the(words, tokens, at)
    if not length and not _says_owner(words, tokens, start):
        return None
    if length:
        start = _behind_the(words, tokens, start)
    named, owner = known.owner_of(tokens, start)
    end = start + named
    if not named:
        return None
    if not length:
        end += key_at(tokens, end) == "'s"
        called = words.starts("owner", tokens, end)
        if not called:
            return None
        end += called
    typed = typed_of(tokens[at:end])
    return end - at, Who((owner,), sure=True) if owner else Who((), typed)


def _behind_the(words: Lexicon, tokens: Sequence[Token], at: int) -> int:
    return at + (key_at(tokens, at) in words.people["the"])


def _says_owner(words: Lexicon, tokens: Sequence[Token], at: int) -> bool:
    """Say whether "owner" stands a few words on, behind the name of something."""
    places = range(at + 1, min(at + FARTHEST_OWNER, len(tokens)))
    return any(words.starts("owner", tokens, place) for place in places)
