"""Reading a line about what moves somebody: whose words, and which currency."""

import re
from dataclasses import dataclass
from datetime import date

from handlers.about_line import check_somebody_else, check_words
from handlers.cut_day import cut_day
from handlers.gift_line import name_first
from handlers.grammar.names import one_person
from handlers.grammar.note_in_line import split_note
from handlers.request import Turn
from storage.motivators import CURRENCIES
from storage.people import Known

CURRENCY = re.compile(
    rf"(?<![\w-])(?:currency:? +)?({'|'.join(CURRENCIES)})(?![\w-])", re.IGNORECASE
)
CONFIRMED = re.compile(r"(?<![\w-])confirm(?:ed|s)?(?: it)?(?![\w-])", re.IGNORECASE)
HEARSAY = re.compile(
    r"(?<![\w-])(?:hearsay|rumou?r|unconfirmed)(?![\w-])", re.IGNORECASE
)
FROM = re.compile(
    r"(?<![\w-])(?:from|says|said by|told by|according to|via)(?![\w-])", re.IGNORECASE
)


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
    currency = CURRENCY.search(head)
    hearsay = HEARSAY.search(head)
    confirmed = CONFIRMED.search(head)
    for pattern in (CURRENCY, HEARSAY, CONFIRMED):
        head = pattern.sub(" ", head)
    found = cut_day(turn, head, prefer="past")
    who, *told = FROM.split(found.rest, maxsplit=1)
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
