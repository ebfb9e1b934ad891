"""Asks in words: what was asked of whom, how it stands, and all of them as a list."""

from collections.abc import Sequence
from datetime import date

from handlers.turn import Reply, Turn
from language.say import mark, say
from language.words import counted, day_beside_today, day_said, quoted
from storage.favours.facts import AskFact
from storage.favours.store import what_of
from storage.message import Message, Section

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
MOST_ASKS = 20  # asks shown at once; house rule


def ask_list(turn: Turn, asks: Sequence[AskFact]) -> Reply:
    """Return one paragraph an ask, in the order given."""
    if not asks:
        example = "ask Rosa slot with Dana: 20 minutes to review the cut-over"
        return Reply(
            Message(
                headline=say(
                    "No open ask. To note one: /outreach {example}", example=example
                )
            )
        )
    return Reply(
        Message(
            headline=counted("{n} ask", "{n} asks", len(asks)),
            sections=tuple(_section(turn, one) for one in asks[:MOST_ASKS]),
            small_print=(say("And {number} more.", number=len(asks) - MOST_ASKS),)
            if len(asks) > MOST_ASKS
            else (),
        )
    )


def _section(turn: Turn, one: AskFact) -> Section:
    return Section(
        text=f"{one.asked.name}: {asked_for(one.type, one.towards)}",
        facts=(ask_standing(one, turn.today), *what_words(what_of(turn.tx, one))),
    )


def asked_for(type_: str, target: str) -> str:
    """Return e.g. "a review slot with Dana Whitfield"."""
    if target:
        return say(TARGETED[type_], target=target)
    return say(ARTICLES[type_])


def ask_standing(ask: AskFact, today: date) -> str:
    """Return how an ask stands, e.g. "asked Wed 6 May, agreed for Wed 20 May"."""
    start = say("asked {day}", day=day_said(ask.on, today))
    if ask.thanked_on:
        return say(
            "{start}, done, thanked {day}",
            start=start,
            day=day_beside_today(ask.thanked_on, today),
        )
    if ask.fulfilled_on:
        done = day_beside_today(ask.fulfilled_on, today)
        then = say(
            "Say thanks, then type: /outreach thanks {first_name}",
            first_name=ask.asked.first_name,
        )
        return say("{start}, done {done}. {then}", start=start, done=done, then=then)
    if ask.declined_on:
        return say(
            "{start}, declined {day}",
            start=start,
            day=day_beside_today(ask.declined_on, today),
        )
    if ask.dropped_on:
        return say(
            "{start}, dropped {day}",
            start=start,
            day=day_beside_today(ask.dropped_on, today),
        )
    if ask.agreed_for:
        return say(
            "{start}, agreed for {day}",
            start=start,
            day=day_beside_today(ask.agreed_for, today),
        )
    if ask.agreed_on:
        return say(
            "{start}, agreed {day}",
            start=start,
            day=day_beside_today(ask.agreed_on, today),
        )
    return say("{start}, no answer yet", start=start)


def what_words(what: str) -> tuple[str, ...]:
    """Return what was asked for in the leader's own words, if any were kept."""
    return (quoted(what, 200),) if what else ()
