"""Reading a line about a person, an agenda item and some words, in any order.

Dana on A-1: she fears the cut-over
A-1 Dana yesterday: she fears the cut-over
Dana she fears the cut-over
"""

import re
from dataclasses import dataclass
from datetime import date

from handlers.grammar.agenda_items import cut_item
from handlers.grammar.days.typed import cut_day
from handlers.grammar.names import find_people_in, one_person, people_called, plain_name
from handlers.grammar.note_in_line import split_note
from handlers.grammar.pieces import COLON
from handlers.turn import Refusal, Turn
from language.say import say
from storage.agenda.facts import ItemFact
from storage.people.facts import Known

TO = re.compile(r"^to\s+", re.IGNORECASE)
NAME_WORDS = 4  # words a name has at most when no colon ends it; house rule


@dataclass(frozen=True, slots=True)
class GiftLine:
    """Who got what on which day; `what` is "" when it was not said."""

    people: list[Known]
    what: str
    day: date | None
    how_read: str


def gift_line(turn: Turn, text: str, *, example: str) -> GiftLine:
    """Split “Kim: reviewed her board deck”; without a colon, the name comes first.

    Raises:
        Refusal: nobody, or somebody unknown or unclear; or a day still ahead.
    """
    text = TO.sub("", " ".join(text.split()))
    colon = COLON.search(text)
    if colon is None:
        who, what = name_first(turn, text)
    else:
        who, what = text[: colon.start()], text[colon.end() :]
    found = cut_day(turn, who, prefer="past")
    if found.day is None and colon is None:
        found = cut_day(turn, what, prefer="past")
        what, who_text = found.rest, who
    else:
        who_text = found.rest
    people = find_people_in(turn, who_text, example=example)
    return GiftLine(people, " ".join(what.split()), found.day, found.how_read)


def name_first(turn: Turn, text: str) -> tuple[str, str]:
    """Split “Kim and Ben reviewed it” after the last name in a row."""
    words = text.split()
    end = _name_end(turn, words, 0)
    while end and end < len(words):
        joined = words[end - 1].endswith(",")
        start = end if joined else end + 1
        if not joined and words[end].casefold() not in ("and", "&"):
            break
        further = _name_end(turn, words, start)
        if not further:
            break
        end = further
    return (" ".join(words[:end]), " ".join(words[end:])) if end else (text, "")


def _name_end(turn: Turn, words: list[str], start: int) -> int:
    """Return where the longest name beginning at `start` ends; 0 if none does."""
    for end in range(min(start + NAME_WORDS, len(words)), start, -1):
        if people_called(turn, plain_name(" ".join(words[start:end]))):
            return end
    return 0


LONGEST_KEPT = 500  # characters of what is kept here; house rule
ME = re.compile(r"(?:me|myself|i)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class AboutLine:
    """What was typed; None or "" where nothing was."""

    person: Known
    item: ItemFact | None
    words: str
    day: date | None = None
    how_read: str = ""


def about_line(
    turn: Turn, text: str, *, example: str, dated: bool = False
) -> AboutLine:
    """Split a line into person, item, day and what follows the colon.

    Args:
        example: a line to type, without "/outreach".
        dated: a day in front of the colon is when it happened.

    Raises:
        Refusal: nobody or no such person, item or day; it is about the leader alone;
            or more than 500 characters.
    """
    head, words = split_note(" ".join(text.split()))
    day, how_read = None, ""
    item = None
    if words:
        item, head = cut_item(turn, head)
    if dated:
        found = cut_day(turn, head, prefer="past")
        day, head, how_read = found.day, found.rest, found.how_read
    if not words:
        who, rest = name_first(turn, head)
        item, words = cut_item(turn, rest)
        head = who or head
        words = words if who else ""
    person = one_person(turn, head.strip(" ,"), example=example)
    check_somebody_else(turn, person, example=example)
    check_words(words, example)
    return AboutLine(person, item, words.strip(" ,"), day, how_read)


def check_somebody_else(turn: Turn, person: Known, *, example: str) -> None:
    """Let nobody keep such a thing about themselves.

    Raises:
        Refusal: the person is the leader.
    """
    if person.id == turn.speaker.person_id:
        raise Refusal(
            say(
                "That is yourself. Type for example: /outreach {example}",
                example=example,
            )
        )


def check_words(words: str, example: str) -> None:
    """Let through what is short enough to be kept.

    Raises:
        Refusal: more than 500 characters.
    """
    if len(words) > LONGEST_KEPT:
        raise Refusal(
            say(
                "That is {number} characters, and I keep up to {longest} here. Send "
                "the gist, for example: /outreach {example}",
                number=f"{len(words):,}",
                longest=LONGEST_KEPT,
                example=example,
            )
        )
