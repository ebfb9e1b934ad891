"""Asks in words: what was asked of whom, and how it stands."""

from datetime import date

from handlers.grammar.spoken import plain_day, quoted, spoken
from storage.models import Ask

ARTICLES = {
    "review slot": "a review slot",
    "praise": "a good word",
    "intro": "an introduction",
    "favour": "a favour",
    "meeting": "a meeting",
}
TOWARDS = {"praise": "to", "intro": "to"}  # otherwise "with"


def asked_for(type_: str, target: str) -> str:
    """Return e.g. "a review slot with Dana Whitfield"."""
    thing = ARTICLES[type_]
    return f"{thing} {TOWARDS.get(type_, 'with')} {target}" if target else thing


def ask_standing(ask: Ask, first_name: str, today: date) -> str:
    """Return how an ask stands, e.g. "asked Wed 6 May, agreed for Wed 20 May"."""
    start = f"asked {plain_day(ask.on, today)}"
    if ask.thanked_on:
        return f"{start}, done, thanked {spoken(ask.thanked_on, today)}"
    if ask.fulfilled_on:
        done = spoken(ask.fulfilled_on, today)
        then = f"Say thanks, then type: /outreach thanks {first_name}"
        return f"{start}, done {done}. {then}"
    if ask.declined_on:
        return f"{start}, declined {spoken(ask.declined_on, today)}"
    if ask.dropped_on:
        return f"{start}, dropped {spoken(ask.dropped_on, today)}"
    if ask.agreed_for:
        return f"{start}, agreed for {spoken(ask.agreed_for, today)}"
    if ask.agreed_on:
        return f"{start}, agreed {spoken(ask.agreed_on, today)}"
    return f"{start}, no answer yet"


def what_words(what: str) -> tuple[str, ...]:
    """Return what was asked for in the leader's own words, if any were kept."""
    return (quoted(what, longest=200),) if what else ()
