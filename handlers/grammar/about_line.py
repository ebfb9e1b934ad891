"""Reading a line about a person, an agenda item and some words, in any order.

Dana on A-1: she fears the cut-over
A-1 Dana yesterday: she fears the cut-over
Dana she fears the cut-over
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NoReturn

from handlers.grammar.agenda_items import cut_item
from handlers.grammar.days.typed import cut_day
from handlers.grammar.people.names import (
    find_people_in,
    one_person,
    surely_named,
    who_called,
    who_is,
)
from handlers.grammar.people.names_in_line import Who
from handlers.grammar.people.people import PeopleReader
from handlers.grammar.words.lexicon import lexicon
from handlers.grammar.words.tokens import Token, split_note, tokens_of
from handlers.turn import LONGEST_LABEL, Choice, Refusal, Turn
from language.catalogues import ENGLISH
from language.say import say
from language.words import clipped
from storage.agenda.facts import ItemFact
from storage.people.facts import Known
from storage.people.store import fold

TO = re.compile(r"^to\s+", re.IGNORECASE)


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
    who, what = split_note(text)
    run_on = not what and who == text
    if run_on:
        who, what = name_first(turn, text)
        _check_no_surname(turn, who, what)
    found = cut_day(turn, who, prefer="past")
    if found.day is None and run_on:
        found = cut_day(turn, what, prefer="past")
        what, who_text = found.rest, who
    else:
        who_text = found.rest
    people = find_people_in(turn, who_text, example=example)
    return GiftLine(people, " ".join(what.split()), found.day, found.how_read)


def _check_no_surname(turn: Turn, who: str, what: str) -> None:
    """Let through what is no surname in small letters: “thanks dana smith”.

    Raises:
        Refusal: one lonely word that is none of ours; it may be another person's name.
    """
    words = lexicon(ENGLISH)
    alone = what.isalpha() and what.islower() and who.islower()
    if alone and fold(what) not in words.single:
        typed = f"{who} {what}"
        raise who_is(turn, typed, typed, near=who_called(turn, who).people)


def name_first(turn: Turn, text: str) -> tuple[str, str]:
    """Split “Kim and Ben reviewed it” after the last name in a row.

    Raises:
        Refusal: a name that nobody has, or several; the other words may be the note.
    """
    tokens = tokens_of(text)
    reader = PeopleReader(turn, tokens, lexicon(ENGLISH))
    end = at = 0
    while found := reader.at(tokens, at, True):
        length, who = found
        if end and not who.people:
            break  # "Kim and Budget talk": only what was said of Kim
        if who.unknown and who.people:
            _ask_name_or_note(turn, text, tokens[at : at + length], who)
        end = at + length
        at = end + _joins(tokens, end)
        if at == end:
            break
    cut = tokens[end - 1].end if end else 0
    return (text[:cut], text[cut:].strip()) if end else (text, "")


def _joins(tokens: Sequence[Token], at: int) -> int:
    """Return how many tokens join two names here: "," or "and" or both."""
    here = [token.key for token in tokens[at : at + 2]]
    if here[:1] == [","]:
        return 2 if here[1:] == ["and"] else 1
    return 1 if here[:1] in (["and"], ["&"]) else 0


def _ask_name_or_note(
    turn: Turn, text: str, tokens: Sequence[Token], who: Who
) -> NoReturn:
    """Ask whether “Dana Budget” is another Dana, or what is to be said of Dana.

    Raises:
        Refusal: always, with both as answers.
    """
    typed = text[tokens[0].start : tokens[-1].end]
    person = who.people[0]
    after = text[tokens[0].end :].strip()
    more = []
    if len(tokens) > 1 and fold(tokens[0].text) in fold(person.name).split():
        line = f"{turn.verb} {surely_named(turn, person, who.people)}: {after}"
        label = say("{name}: {words}", name=person.name, words=after)
        more.append(Choice(clipped(label, LONGEST_LABEL), (line.strip(),)))
    raise who_is(turn, typed, who.unknown, near=who.people, more=more)


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
