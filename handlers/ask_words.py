"""Asks in words: what was asked of whom, and how it stands."""

from datetime import date

from handlers.grammar.spoken import plain_day, quoted, spoken
from language.say import mark, say
from storage.models import Ask

ARTICLES = {
    "review slot": mark("a review slot"),
    "praise": mark("a good word"),
    "intro": mark("an introduction"),
    "favour": mark("a favour"),
    "meeting": mark("a meeting"),
}
TARGETED = {
    "review slot": mark("a review slot with {target}"),
    "praise": mark("a good word to {target}"),
    "intro": mark("an introduction to {target}"),
    "favour": mark("a favour with {target}"),
    "meeting": mark("a meeting with {target}"),
}


def asked_for(type_: str, target: str) -> str:
    """Return e.g. "a review slot with Dana Whitfield"."""
    if target:
        return say(TARGETED[type_], target=target)
    return say(ARTICLES[type_])


def ask_standing(ask: Ask, first_name: str, today: date) -> str:
    """Return how an ask stands, e.g. "asked Wed 6 May, agreed for Wed 20 May"."""
    start = say("asked {day}", day=plain_day(ask.on, today))
    if ask.thanked_on:
        return say(
            "{start}, done, thanked {day}",
            start=start,
            day=spoken(ask.thanked_on, today),
        )
    if ask.fulfilled_on:
        done = spoken(ask.fulfilled_on, today)
        then = say(
            "Say thanks, then type: /outreach thanks {first_name}",
            first_name=first_name,
        )
        return say("{start}, done {done}. {then}", start=start, done=done, then=then)
    if ask.declined_on:
        return say(
            "{start}, declined {day}", start=start, day=spoken(ask.declined_on, today)
        )
    if ask.dropped_on:
        return say(
            "{start}, dropped {day}", start=start, day=spoken(ask.dropped_on, today)
        )
    if ask.agreed_for:
        return say(
            "{start}, agreed for {day}", start=start, day=spoken(ask.agreed_for, today)
        )
    if ask.agreed_on:
        return say(
            "{start}, agreed {day}", start=start, day=spoken(ask.agreed_on, today)
        )
    return say("{start}, no answer yet", start=start)


def what_words(what: str) -> tuple[str, ...]:
    """Return what was asked for in the leader's own words, if any were kept."""
    return (quoted(what, longest=200),) if what else ()
