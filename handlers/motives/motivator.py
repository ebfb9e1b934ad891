"""`motivator` and `hearsay`: what somebody is measured on, or worries about.

Asked for under a reply, too; the button and the form that answer stand here.
"""

import re
from dataclasses import dataclass, replace
from datetime import date

from handlers.follow_up import (
    Question,
    answer_typed_in,
    gone,
    next_one,
    question_section,
)
from handlers.grammar.about_line import check_somebody_else, check_words, name_first
from handlers.grammar.days.typed import cut_day
from handlers.grammar.people.names import one_person
from handlers.grammar.people.names_first import set_aside
from handlers.grammar.words.tokens import split_note
from handlers.people.directory import person_by_id
from handlers.turn import Refusal, Reply, Turn, in_field, kept
from language.say import mark, say
from language.words import AT_LENGTH, day_beside_today, quoted
from storage.contacts.store import tie_for_update
from storage.message import Button, Field, Form, Message, Section
from storage.motives.facts import CURRENCY_WORDS
from storage.motives.store import confirm_motivator, motivators_of, remember_motivator
from storage.people.facts import Known
from storage.people.store import names_of

CURRENCY = re.compile(
    rf"(?<![\w-])(?:currency:? +)?({'|'.join(CURRENCY_WORDS)})(?![\w-])", re.IGNORECASE
)
CONFIRMED = re.compile(r"(?<![\w-])confirm(?:ed|s)?(?: it)?(?![\w-])", re.IGNORECASE)
HEARSAY = re.compile(
    r"(?<![\w-])(?:hearsay|rumou?r|unconfirmed)(?![\w-])", re.IGNORECASE
)
FROM = re.compile(
    r"(?<![\w-])(?:from|says|said by|told by|according to|via)(?![\w-])", re.IGNORECASE
)
EXAMPLE = "motivator Dana: overtime below 3 %"


@dataclass(frozen=True, slots=True)
class WhatMoves:
    """What is meant about what moves somebody; None or "" where nothing was said."""

    person: Known
    told_by: Known | None = None
    words: str = ""
    currency: str = ""
    hearsay: bool = False
    confirmed: bool = False  # the newest hearsay is confirmed
    day: date | None = None  # local; None = today
    how_read: str = ""


def motivator(turn: Turn) -> Reply:
    """Keep what moves somebody: in their own words, or as you heard it from others.

    Examples:
        motivator Dana: overtime below 3 %
        motivator Dana from Rosa, position: her standing with the board
        motivator Dana hearsay: she wants the Lisbon site
        motivator Dana confirmed
    """
    return keep_motivator(turn, motivator_line(turn, example=EXAMPLE))


def hearsay(turn: Turn) -> Reply:
    """Keep what others say moves somebody; it stays hearsay until they say so.

    Examples:
        hearsay Dana from Rosa: her standing with the board
        hearsay Dana: she wants the Lisbon site
    """
    meant = motivator_line(turn, example=EXAMPLE)
    return keep_motivator(turn, replace(meant, hearsay=True))


def motivator_line(turn: Turn, *, example: str) -> WhatMoves:
    """Split “Dana from Rosa, task: overtime below 3 %”.

    Raises:
        Refusal: nobody or no such person or day; or more than 500 characters.
    """
    head, words = split_note(" ".join(turn.text.split()))
    if not words and not CONFIRMED.search(head):
        who, rest = name_first(turn, head)
        if who and rest and not FROM.match(rest) and not HEARSAY.fullmatch(rest):
            head, words = who, rest
    aside = set_aside(turn, head, sure=True)
    head = aside.text
    currency = CURRENCY.search(head)
    hearsay = HEARSAY.search(head)
    confirmed = CONFIRMED.search(head)
    for pattern in (CURRENCY, HEARSAY, CONFIRMED):
        head = pattern.sub(" ", head)
    found = cut_day(turn, head, prefer="past")
    who, *told = map(aside.back, FROM.split(found.rest, maxsplit=1))
    person = one_person(turn, who.strip(" ,"), example=example)
    check_somebody_else(turn, person, example=example)
    teller = None
    if told:
        teller = one_person(turn, told[0].strip(" ,"), example=example)
    if teller is not None and teller.id == person.id:
        teller, told = None, []
    check_words(words, example)
    return WhatMoves(
        person,
        teller,
        words.strip(" ,"),
        currency.group(1).casefold() if currency else "",
        bool(hearsay) or teller is not None,
        bool(confirmed),
        found.day,
        found.how_read,
    )


def keep_motivator(turn: Turn, meant: WhatMoves) -> Reply:
    """Keep what moves somebody, or that they confirmed what is said to.

    Raises:
        Refusal: nothing was said, or there is nothing to confirm.
    """
    if meant.confirmed and not meant.words:
        return _confirm(turn, meant)
    person = meant.person
    if not meant.words:
        raise Refusal(
            say(
                "What is {name} measured on, or worried about? Type for "
                "example: /outreach motivator {name}: overtime below 3 %",
                name=person.first_name,
            )
        )
    on = meant.day or turn.today
    tie_for_update(turn.writer, person.id, since=turn.today)
    new = remember_motivator(
        turn.writer,
        person.id,
        meant.words,
        on=on,
        confirmed=not meant.hearsay,
        currency=meant.currency,
        told_by_id=meant.told_by.id if meant.told_by else None,
    )
    if new:
        what = mark("Kept: what moves {name}, {whose}, {day}: {words}.")
    else:
        what = mark(
            "Kept already, now brought up to date: "
            "what moves {name}, {whose}, {day}: {words}."
        )
    return kept(
        turn,
        say(
            what,
            name=person.name,
            whose=_whose(meant),
            day=day_beside_today(on, turn.today),
            words=quoted(meant.words, AT_LENGTH),
        ),
        label=say("what moves {name}", name=person.name),
        sections=next_one(turn, [person.id]),
        small_print=(
            meant.how_read,
            say("Currency: {currency}", currency=say(CURRENCY_WORDS[meant.currency]))
            if meant.currency
            else "",
            say(
                "Once {name} says so: /outreach motivator {name} confirmed",
                name=person.first_name,
            )
            if meant.hearsay
            else "",
        ),
    )


def _confirm(turn: Turn, meant: WhatMoves) -> Reply:
    person = meant.person
    found = motivators_of(
        turn.tx, leader_id=turn.speaker.leader_id, person_id=person.id
    )
    hearsay = next((one for one in found if not one.confirmed), None)
    if hearsay is None:
        raise Refusal(
            say(
                "There is no hearsay about {name} to confirm. What they said "
                "themselves goes like this: /outreach motivator {first_name}: "
                "overtime below 3 %",
                name=person.name,
                first_name=person.first_name,
            )
        )
    on = meant.day or turn.today
    confirm_motivator(turn.writer, hearsay.id, on=on)
    return kept(
        turn,
        say(
            "Confirmed by {name}, {day}: {words}.",
            name=person.name,
            day=day_beside_today(on, turn.today),
            words=quoted(hearsay.text, AT_LENGTH),
        ),
        label=say("what moves {name}", name=person.name),
        sections=next_one(turn, [person.id]),
        small_print=(meant.how_read,),
    )


def _whose(meant: WhatMoves) -> str:
    if meant.told_by is not None:
        return say("hearsay from {name}", name=meant.told_by.name)
    return say("hearsay") if meant.hearsay else say("in their own words")


# The question under a reply, its button and its form.


def ask_what_moves(turn: Turn, question: Question) -> Section:
    """Return the question under a reply what somebody is measured on."""
    name = names_of(turn.tx, [question.person_id])[question.person_id]
    answer = Button(
        label=say("Write it down"), action="tell_motivator", subject=question.about
    )
    return question_section(question, answer, f"motivator {name}: overtime below 3 %")


def tell_motivator(turn: Turn) -> Reply:
    """The button under that question: ask for their words."""
    person = _asked_about(turn)
    label = say("What is {name} measured on?", name=person.first_name)
    form = Form(
        title=say("What moves them"),
        action="keep_motivator",
        subject=turn.subject,
        fields=(
            Field(
                name="words", label=label, hint=say("In their words; only you see it")
            ),
        ),
    )
    return Reply(Message(headline=label), form=form)


def motivator_sent(turn: Turn) -> Reply:
    """The form behind that button."""
    person = _asked_about(turn)
    words = answer_typed_in(turn, "words")
    with in_field("words"):
        check_words(words, EXAMPLE)
        return keep_motivator(turn, WhatMoves(person, words=words.strip(" ,")))


def _asked_about(turn: Turn) -> Known:
    found = person_by_id(turn, turn.subject)
    if found is None or not found.tied:
        raise gone(say("To see your people: /outreach list"))
    return found
