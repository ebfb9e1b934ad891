"""Finding people among the other words of a line, with one query for the whole line."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from handlers.grammar.names import (
    MENTION,
    people_called,
    plain_name,
    which_of,
    who_is,
    with_detail,
)
from handlers.grammar.pieces import ENDS_NAMES, JOIN, SILENT, LineInPieces
from handlers.turn import Refusal, Turn
from language.say import say
from language.words import quoted
from storage.people.facts import Known
from storage.people.store import fold, meant, people_with_any

ROLE = re.compile(
    r"['’]s? (?:\w+ )?(?:pa|ea|assistant|secretary|boss|manager|deputy|team|people|"
    r"staff|successor|predecessor|replacement|colleagues?|direct reports?|husband|"
    r"wife|partner|chief of staff)(?![\w-])",
    re.IGNORECASE,
)
WORD = re.compile(r"[^\s,;()<>\0،]+")
DETAIL = re.compile(r"\s*\(([^()]{1,80})\)")
MOST_WORDS = 60  # of a line that are looked at for names; the rest is note. House rule
LONGEST = 4  # words of a name; house rule


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a line; `key` is how it is compared."""

    start: int
    end: int
    key: str
    typed: str


class Candidates:
    """Everybody whose first or last name is a word of the line."""

    def __init__(self, turn: Turn, text: str) -> None:
        self.turn = turn
        speaker = turn.speaker
        words = [word.key for word in untaken_words(text)[:MOST_WORDS]]
        keys = {part for key in words for part in key.split()} - SILENT
        self.people: Sequence[Known] = (
            people_with_any(
                turn.tx,
                workspace_id=speaker.workspace_id,
                leader_id=speaker.leader_id,
                words=sorted(keys),
            )
            if keys
            else ()
        )

    def mark_mentions(self, line: LineInPieces) -> None:
        """Take platform mentions, which leave no doubt.

        Raises:
            Refusal: nobody is known by one.
        """
        for match in MENTION.finditer(line.left):
            found = people_called(self.turn, match.group())
            if not found:
                label = match.group(2) or match.group()
                raise who_is(self.turn, match.group(), label)
            line.take(match.start(), match.end(), "person", found[0])

    def mark_full_names(self, line: LineInPieces) -> None:
        """Take names typed in full, before any of their words can mean a kind."""
        for person in self.people:
            parts = fold(person.name).split()
            if len(parts) < 2 or not all(
                part in line.left.casefold() for part in parts
            ):
                continue
            wording = r"\s+".join(re.escape(part) for part in person.name.split())
            pattern = re.compile(rf"(?<![\w-]){wording}(?![\w-])", re.IGNORECASE)
            for match in pattern.finditer(line.left):
                if not somebody_else(line.text, match.end()):
                    self._take(line, match.start(), match.end(), parts)

    def take_names(self, line: LineInPieces) -> None:
        """Take names and parts of names among the words that are left.

        Raises:
            Refusal: one could mean several people.
        """
        words = untaken_words(line.left)[:MOST_WORDS]
        at = 0
        while at < len(words):
            named = [
                piece for piece in line.of("person") if piece.end <= words[at].start
            ]
            if words[at].key in ENDS_NAMES and named:
                return
            at += self._longest_name(line, words, at) or 1

    def _longest_name(self, line: LineInPieces, words: Sequence[Word], at: int) -> int:
        """Take the longest name that starts at a word, and return its words' count."""
        if words[at].key in SILENT or not self._counts(line, words, at):
            return 0
        for count in range(min(LONGEST, len(words) - at), 0, -1):
            span = words[at : at + count]
            keys = [part for word in span for part in word.key.split()]
            together = line.left[span[0].start : span[-1].end]
            if "," in together or (count > 1 and span[-1].key in SILENT):
                continue
            if self.could_mean(keys):
                if other := somebody_else(line.text, span[-1].end):
                    check_description(line, span[0].start, other)
                else:
                    self._take(line, span[0].start, span[-1].end, keys)
                return count
        return 0

    def could_mean(self, keys: Sequence[str]) -> list[Known]:
        """Return everybody whom these words of a name could mean."""
        ends = [
            person
            for person in self.people
            if keys[0] in _ends(person) or keys[-1] in _ends(person)
        ]
        return meant(ends, " ".join(keys))

    def _counts(self, line: LineInPieces, words: Sequence[Word], at: int) -> bool:
        """Say whether a word may be a name: "will" and "grace" are words as well."""
        if not line.of("person") or not words[at].typed[0].islower():
            return True
        before = line.text[: words[at].start].rstrip()
        last = before.casefold().split()[-1:]  # none: the line starts here
        return before.endswith(",") or any(word in JOIN for word in last)

    def _take(
        self, line: LineInPieces, start: int, end: int, keys: Sequence[str]
    ) -> None:
        found = self.could_mean(keys)
        if detail := DETAIL.match(line.left, end):
            narrowed, end = with_detail(found, detail.group(1).strip()), detail.end()
            if not narrowed:
                name = line.text[start : detail.start()]
                new = f"{name} in {detail.group(1)}"
                raise who_is(self.turn, line.text[start:end], name, new=new)
            found = narrowed
        if len(found) != 1:
            raise which_of(self.turn, line.text[start:end], found)
        line.take(start, end, "person", found[0])


def untaken_words(text: str) -> list[Word]:
    """Return the words of a line that nothing has taken yet."""
    found = []
    for match in WORD.finditer(text):
        key = fold(plain_name(match.group()))
        if key or match.group() in JOIN:
            key = key or match.group()
            found.append(Word(match.start(), match.end(), key, match.group()))
    return found


def people_named_in(turn: Turn, text: str) -> list[Known]:
    """Return everybody whom a word of `text` names without doubt, in its order."""
    candidates = Candidates(turn, text)
    found = {}
    for word in untaken_words(text)[:MOST_WORDS]:
        if word.typed[0].islower() and word.start:
            continue  # "will" and "grace" are words as well
        people = candidates.could_mean([word.key])
        if len(people) == 1:
            found[people[0].id] = people[0]
    return list(found.values())


def _ends(person: Known) -> tuple[str, str]:
    parts = fold(person.name).split()
    return parts[0], parts[-1]


# People known by somebody else's name: “Dana's assistant” is not Dana.


def somebody_else(text: str, end: int) -> int:
    """Return where "Dana's assistant" ends if the name up to `end` starts one, or 0."""
    name = text[:end]
    if name.endswith(("'s", "’s")):
        end -= 2
    elif name.endswith(("'", "’")):
        end -= 1
    match = ROLE.match(text, end)
    return match.end() if match else 0


def check_description(line: LineInPieces, start: int, end: int) -> None:
    """Let "Dana's assistant" describe whoever was named before it.

    Where nothing follows it says who they are, and is no note.

    Raises:
        Refusal: nobody was named.
    """
    if any(piece.end <= start for piece in line.of("person")):
        if not line.text[end:].strip() or line.text[end:].lstrip()[0] in ",;.)":
            line.take(start, end, "description", None)
        return
    raise Refusal(
        say(
            "I can't tell who {words} is, so nothing was saved. Type their own name, "
            "for example: /outreach log Kim call. If they are new to me, start with: "
            "/outreach add Kim Park",
            words=quoted(line.text[start:end]),
        )
    )
