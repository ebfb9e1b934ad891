"""Reading a line about a person, an agenda item and some words, in any order.

Dana on A-1: she fears the cut-over
A-1 Dana yesterday: she fears the cut-over
Dana she fears the cut-over
"""

import re
from dataclasses import dataclass
from datetime import date

from handlers.agenda_items import cut_item
from handlers.cut_day import cut_day
from handlers.gift_line import name_first
from handlers.grammar.names import one_person
from handlers.grammar.note_in_line import split_note
from handlers.request import Refusal, Turn
from language.say import say
from storage.agenda import KnownItem
from storage.people import Known

LONGEST = 500  # characters of what is kept here; house rule
ME = re.compile(r"(?:me|myself|i)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class AboutLine:
    """What was typed; None or "" where nothing was."""

    person: Known
    item: KnownItem | None
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
    if len(words) > LONGEST:
        raise Refusal(
            say(
                "That is {number} characters, and I keep up to {longest} here. Send "
                "the gist, for example: /outreach {example}",
                number=f"{len(words):,}",
                longest=LONGEST,
                example=example,
            )
        )
