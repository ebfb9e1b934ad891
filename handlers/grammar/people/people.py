"""Who is meant in a line: a name, initials, a title, "Rosa's boss", a mention.

Never a guess. Sure is one person whom everything typed fits; anything else asks, with
the likeliest first: another surname, a longer one, another unit, "another Kim", a slip.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from handlers.grammar.people.known_people import KnownPeople, preferred, spellings
from handlers.grammar.people.names_in_line import (
    NameReader,
    Who,
    is_key,
    words_of_address,
)
from handlers.grammar.people.roles import RoleReader, in_a_title, owner_at
from handlers.grammar.words.lexicon import Lexicon, codes_for, lexicon
from handlers.grammar.words.tokens import Token, keys_of, tokens_of, typed_of
from handlers.turn import Turn
from storage.people.facts import COURTESY, Known
from storage.people.store import fold

MENTION = re.compile(r"<@([UW][A-Z0-9]+)(?:\|([^<>]*))?>")
LONGEST_DETAIL = 24  # tokens between brackets; house rule
NAMED_FROM = frozenset({"from", "of", "de", "von", "aus"})  # not "in": a place
SHORTEST_NAME, LONGEST_NAME = 2, 3  # letters of JA, of J.M.A.; house rule
HANDLE = "#"  # before the last letters of an id, where nothing else differs


class PeopleReader:
    """Reads whom the tokens of one line name; made once for a line.

    Ask it for a place in any list of tokens of that line.
    """

    def __init__(
        self,
        turn: Turn,
        tokens: Sequence[Token],
        words: Lexicon,
        *,
        known: KnownPeople | None = None,
    ) -> None:
        self.names = NameReader(turn, tokens, words, known)
        self.words, self.known = words, self.names.known
        self.roles = RoleReader(words, self.known)

    def read_in(self, turn: Turn, words: Lexicon) -> "PeopleReader":
        """Return the same reader for the words of another language; it asks nothing."""
        return PeopleReader(turn, (), words, known=self.known)

    # What stands at one place of the line.

    def at(
        self, tokens: Sequence[Token], at: int, lower_ok: bool, *, whole: bool = False
    ) -> tuple[int, Who] | None:
        """Return how many tokens from `at` name somebody, and whom; None = nobody.

        Args:
            lower_ok: a name may stand here in small letters.
            whole: nothing but a name stands here, so it may be an ordinary word, too.
        """
        if at >= len(tokens):
            return None
        token = tokens[at]
        if mention := MENTION.fullmatch(token.text):
            return 1, self._mentioned(mention)
        if "@" in token.text:
            return self._addressed(tokens, at)
        if token.key == '"' and at + 1 < len(tokens):
            return self._in_quotes(tokens, at)
        if called := self._called(tokens, at):
            found = self.names.at(tokens, at + called, lower_ok, False)
            return (called + found[0], _stranger(found[1])) if found else None
        if owner := owner_at(self.words, self.known, tokens, at):
            return owner
        if self._another(tokens, at):
            return self._another_one(tokens, at, lower_ok)
        start = self._after_courtesy(tokens, at)
        courtesy = start > at
        found = self.names.at(tokens, start, lower_ok or courtesy, courtesy or whole)
        if found is None and not courtesy:
            found = self._boss_of(tokens, at, lower_ok) or self.roles.role_at(
                tokens, at
            )
        if found is None:
            return None
        length, who = found
        return self._described(tokens, at, start + length, who)

    def whole(self, tokens: Sequence[Token]) -> Who:
        """Return whom a text names that is nothing but a name."""
        if not tokens:
            return Who()
        text = typed_of(tokens)
        found = self.at(tokens, 0, True, whole=True)
        somebody = found is not None and (found[1].people or found[1].user_key)
        if not somebody and len(tokens) == 1:
            return self.initialled(tokens[0]) or Who((), text)
        if found is None:
            return Who((), text)
        length, who = found
        if length == len(tokens):
            nobody = not (who.people or who.unknown or who.user_key)
            return Who((), text) if nobody else who
        return Who(who.people, text)

    def two_called(self, token: Token) -> Who | None:
        """Return the two people that "both Danas" names, None = not just two."""
        keys, tied = spellings(token.text.removesuffix("s")), self.known.tied
        called = tuple(one.person for one in tied if one.first(keys))
        return Who(called, sure=True) if len(called) == 2 else None

    def initialled(self, token: Token) -> Who | None:
        """Return whom capital letters stand for, "JA" or "D.W."; None = nobody.

        Unsure where the letters are a word, too, and might only be stressed: "SO".
        """
        letters = token.text.replace(".", "")
        named = letters.isalpha() and letters.isupper()
        if not named or not SHORTEST_NAME <= len(letters) <= LONGEST_NAME:
            return None
        people = self.known.with_initials(fold(letters))
        if not people or in_a_title(token.key) or (token.key,) in self.known.units:
            return None
        if self.names.is_word(token):
            return Who(people, token.text)
        return Who(people, sure=len(people) == 1)

    def is_part(self, key: str) -> bool:
        """Say whether a key is a part of a known name that the line may mean."""
        return self.known.is_part(key)

    def _mentioned(self, mention: re.Match[str]) -> Who:
        key, name = mention.group(1), " ".join((mention.group(2) or "").split())
        person = self.known.with_mention(key, name)
        if person is not None:
            return Who((person,), sure=True)
        return Who((), name, user_key=key)

    def _addressed(self, tokens: Sequence[Token], at: int) -> tuple[int, Who] | None:
        """Read "@dana.whitfield" and "dana.whitfield@corp.example"."""
        if tokens[at].key != "@":
            parts = words_of_address(tokens[at].text)
            found = self.names.at(parts, 0, True, True) if parts else None
            if found is None or found[0] < len(parts):
                return None
            return 1, _settled(found[1])
        words: list[Token] = []
        end = at + 1
        while end < len(tokens) and tokens[end].word:
            words.append(tokens[end])
            end += 1
            if not (
                is_key(tokens, end, ".") and tokens[end].end == tokens[end - 1].end + 1
            ):
                break
            end += 1
        found = self.names.at(words, 0, True, True) if words else None
        if found is None or found[0] < len(words):
            return None
        return end - at, _settled(found[1])

    def _in_quotes(self, tokens: Sequence[Token], at: int) -> tuple[int, Who] | None:
        found = self.at(tokens, at + 1, True)
        end = at + 1 + found[0] if found else 0
        if found and end < len(tokens) and tokens[end].key == '"':
            return found[0] + 2, found[1]
        return None

    def _another(self, tokens: Sequence[Token], at: int) -> bool:
        new = tokens[at].key in self._of_people("new")
        return new and at + 1 < len(tokens) and not self._courtesy(tokens, at + 1)

    def _called(self, tokens: Sequence[Token], at: int) -> int:
        """Return how many tokens say "somebody called": "un tal Ferran"; 0 = none."""
        key = tuple(token.key for token in tokens[at : at + 2])
        return len(key) if key in self.words.called else 0

    def _another_one(
        self, tokens: Sequence[Token], at: int, lower_ok: bool
    ) -> tuple[int, Who] | None:
        """Read "another Kim", who is none of those that are known."""
        found = self.names.at(tokens, at + 1, lower_ok, False)
        if found is None:
            return None
        length, who = found
        return length + 1, Who(who.people, typed_of(tokens[at : at + 1 + length]))

    def _after_courtesy(self, tokens: Sequence[Token], at: int) -> int:
        start = at
        while start < len(tokens) and (
            self._courtesy(tokens, start) or (start > at and tokens[start].key == ".")
        ):
            start += 1
        return start if start < len(tokens) else at

    def _courtesy(self, tokens: Sequence[Token], at: int) -> bool:
        token, after = tokens[at], tokens[at + 1 : at + 2]
        if token.key in self.words.titles:
            return True
        capital = token.capital or any(one.capital for one in after)
        return capital and token.key in COURTESY

    # Titles, and what stands behind a name.

    def _of_people(self, name: str) -> Collection[str]:
        found: Collection[str] = self.words.people.get(name, ())
        return found

    def _described(
        self, tokens: Sequence[Token], at: int, end: int, who: Who
    ) -> tuple[int, Who]:
        """Take in what tells more of who was named: 's boss, (Operations), the CTO."""
        if not who.people:
            return end - at, who
        typed = tokens[at:]
        found = (
            self._boss(typed, end - at, who)
            or self._in_brackets(typed, end - at, who)
            or self._with_title(typed, end - at, who)
            or self._of_unit(typed, end - at, who)
            or self._from_elsewhere(typed, end - at, who)
        )
        return found or (end - at, _settled(who))

    def _boss(
        self, tokens: Sequence[Token], end: int, who: Who
    ) -> tuple[int, Who] | None:
        """Read "Rosa's boss"; her assistant is somebody we do not know."""
        if not is_key(tokens, end, "'s") or end + 1 >= len(tokens):
            return None
        if tokens[end + 1].key in self._of_people("beside"):
            return end + 2, Who((), typed_of(tokens[: end + 2]))
        somebody = _settled(who)
        if tokens[end + 1].key not in self._of_people("boss") or not somebody.sure:
            return None
        boss = self.known.whose_manager(somebody.people[0])
        typed = typed_of(tokens[: end + 2])
        return end + 2, Who((boss,), sure=True) if boss else Who((), typed)

    def _boss_of(
        self, tokens: Sequence[Token], at: int, lower_ok: bool
    ) -> tuple[int, Who] | None:
        """Read "el jefe de Rosa", as other languages than English say it."""
        words = [token.key for token in tokens[at : at + 3]]
        parts = ("the", "boss", "of")
        if len(words) < len(parts) or any(
            word not in self._of_people(part)
            for word, part in zip(words, parts, strict=True)
        ):
            return None
        found = self.names.at(tokens, at + len(parts), lower_ok, False)
        somebody = _settled(found[1]) if found else Who()
        if found is None or not somebody.sure:
            return None
        length = len(parts) + found[0]
        boss = self.known.whose_manager(somebody.people[0])
        if boss is None:
            return length, Who((), typed_of(tokens[at : at + length]))
        return length, Who((boss,), sure=True)

    def _in_brackets(
        self, tokens: Sequence[Token], end: int, who: Who
    ) -> tuple[int, Who] | None:
        """Read "Dana Whitfield (Operations)": unit, title or the end of an id."""
        if not is_key(tokens, end, "("):
            return None
        stop = end + 1
        while stop < len(tokens) and tokens[stop].key != ")":
            if stop - end > LONGEST_DETAIL or tokens[stop].key in ("(", "\n"):
                return None
            stop += 1
        if stop >= len(tokens) or stop == end + 1:
            return None
        inside = tokens[end + 1 : stop]
        people = with_detail(who.people, typed_of(inside))
        if people and not who.unknown:
            return stop + 1, _settled(replace(who, people=tuple(people)))
        tells_who = inside[0].capital or inside[0].key == HANDLE
        if tells_who or self.roles.unit_at(inside, 0) == len(inside):
            return stop + 1, Who(who.people, typed_of(tokens[: stop + 1]))
        return None  # "Dana (great!)": said of it, not who

    def _with_title(
        self, tokens: Sequence[Token], end: int, who: Who
    ) -> tuple[int, Who] | None:
        """Read "Kim, the CTO" and "Kim the CTO" where somebody meant has the title."""
        at = end + is_key(tokens, end, ",")
        role = self.roles.role_at(tokens, at) if at < len(tokens) else None
        if role is None and self._another_chief(tokens, end):
            return end + 2, Who(who.people, typed_of(tokens[: end + 2]))
        if role is None:
            return None
        length, titled = role
        both = tuple(one for one in who.people if one in titled.people)
        if both and not who.unknown:
            return at + length, _settled(replace(who, people=both))
        if at > end:  # "Kim, the CTO and I": two people
            return None
        return at + length, Who(who.people, typed_of(tokens[: at + length]))

    def _another_chief(self, tokens: Sequence[Token], end: int) -> bool:
        """Say whether letters of a title stand here that nobody has: "Kim the CTO".

        "mailed Kim the NDA" tells what was mailed.
        """
        the = end + 1 < len(tokens) and tokens[end].key in self._of_people("the")
        typed = tokens[end + 1] if the else None
        return typed is not None and typed.text.isupper() and in_a_title(typed.key)

    def _of_unit(
        self, tokens: Sequence[Token], end: int, who: Who
    ) -> tuple[int, Who] | None:
        """Read "Kim from Legal": another Kim than the one of Finance."""
        start = self._after_link(tokens, end)
        length = self.roles.unit_at(tokens, start) if end < start < len(tokens) else 0
        stop = start + length
        if not length or (
            is_key(tokens, end, ",") and not _at_a_stop(tokens, stop)
        ):  # "met Kim, Finance is angry"
            return None
        unit = tuple(token.key for token in tokens[start:stop])
        there = tuple(one for one in who.people if keys_of(one.unit) == unit)
        if there and not who.unknown:
            return stop, _settled(replace(who, people=there))
        return stop, Who(there or who.people, typed_of(tokens[:stop]))

    def _after_link(self, tokens: Sequence[Token], end: int) -> int:
        links = {*self._of_people("from"), *self._of_people("the")}
        while end < len(tokens) and tokens[end].key in links:
            end += 1
        return end

    def _from_elsewhere(
        self, tokens: Sequence[Token], end: int, who: Who
    ) -> tuple[int, Who] | None:
        """Read "Mark from Google", who is none of ours."""
        if end + 1 >= len(tokens) or tokens[end].key not in NAMED_FROM:
            return None
        place = tokens[end + 1]
        named = place.capital and place.word and not self.names.stands_alone(place)
        if not named or self.is_part(place.key):
            return None
        return end + 2, Who(who.people, typed_of(tokens[: end + 2]))


def _stranger(who: Who) -> Who:
    """Return who is named as somebody nobody knows: it is asked who that is."""
    if who.unknown or not who.people:
        return who
    return Who(who.people, who.people[0].name)


def _settled(who: Who) -> Who:
    """Return who is meant of those that a name fits, sure if it is one."""
    if not who.words or who.unknown:
        return who
    people = preferred(who.people, who.words)
    return Who(people, sure=len(people) == 1)


def _at_a_stop(tokens: Sequence[Token], at: int) -> bool:
    """Say whether a line ends here, or a sign stands here."""
    return at >= len(tokens) or not tokens[at].word


def with_detail(people: Sequence[Known], detail: str) -> list[Known]:
    """Return those whose unit, title or end of id is as the brackets say."""
    if detail.startswith(HANDLE):
        return [one for one in people if one.id.endswith(detail.removeprefix(HANDLE))]
    said = fold(detail)
    exact = [one for one in people if said in ("", fold(one.unit), fold(one.title))]
    return exact or [one for one in people if fold(one.unit).startswith(said)]


def people_named_in(turn: Turn, text: str, code: str) -> list[Known]:
    """Return everybody whom a text names without doubt, in its order.

    Args:
        code: the language whose words are no names, as a locale says it.
    """
    tokens = tokens_of(text)
    reader = PeopleReader(turn, tokens, lexicon(codes_for(code)[0]))
    found: dict[str, Known] = {}
    at = 0
    while at < len(tokens):
        length, who = reader.at(tokens, at, at == 0) or (1, Who())
        if who.sure:
            found.setdefault(who.people[0].id, who.people[0])
        at += length
    return list(found.values())
