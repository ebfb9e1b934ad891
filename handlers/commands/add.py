"""`add`: put somebody on the list, with what is known of them."""

import re

from handlers.adding_people import Added, add_from_line
from handlers.grammar.asking import described
from handlers.grammar.note_in_line import split_note
from handlers.grammar.person_line import EXAMPLE, PersonLine, read_person
from handlers.grammar.spoken import listed
from handlers.kept import kept
from handlers.request import Refusal, Reply, Turn
from language.commands import to_type
from language.say import say
from storage.message import Message, Section

SEVERAL = re.compile(r"\s*(?:,?\s(?:and|&|\+)\s|,|;)\s*", re.IGNORECASE)
DESCRIBED = re.compile(
    r"(?<!\w)(?:in|from|heads?|of|reports?|to|as)(?!\w)", re.IGNORECASE
)


def add(turn: Turn) -> Reply:
    """Put somebody on your list, or update what is known of them.

    Examples:
        add Dana Whitfield, COO in Operations reports to Lee Park
        add Dana Whitfield, head of Operations
        add Rosa Lim in Operations as colleague
        add Kim and Lee
    """
    if not turn.text:
        raise Refusal(say("Who? Type for example: {example}", example=to_type(EXAMPLE)))
    text, note = split_note(turn.text)
    if note:
        raise Refusal(
            say(
                "A note belongs to a contact, so nothing was saved. First: "
                "/outreach add {person}. Then: /outreach log {name} met: {note}",
                person=text,
                name=text.partition(",")[0],
                note=note[:60],
            )
        )
    added = [add_from_line(turn, line) for line in _lines(text)]
    if len(added) == 1:
        return _reply(turn, added[0])
    names = [one.person.name for one in added if one.changed]
    if not names:
        return Reply(Message(headline=say("They are all on your list already.")))
    return kept(
        turn,
        say("Added to your list: {names}.", names=listed(names)),
        label=say("adding {names}", names=listed(names)),
        sections=tuple(_section(one) for one in added if one.facts),
    )


def _lines(text: str) -> list[PersonLine]:
    """Return whom a line describes: one person in detail, or several names.

    Raises:
        Refusal: several, and details: it is not clear whose.
    """
    names = [name for name in SEVERAL.split(text) if name.strip()]
    joined = re.search(r"(?<!\w)(?:and|&|\+)(?!\w)", text, re.IGNORECASE)
    if joined is None or len(names) < 2:
        return [read_person(text)]
    if not DESCRIBED.search(text):
        return [read_person(name) for name in names]
    one = read_person(text)
    if re.search(r"(?<!\w)(?:and|&|\+)(?!\w)", one.name, re.IGNORECASE):
        raise Refusal(
            say(
                "I can't tell which details belong to whom, so nobody was "
                "added. Add them one by one, for example: {example}",
                example=to_type(EXAMPLE),
            )
        )
    return [one]


def _reply(turn: Turn, added: Added) -> Reply:
    person = described(added.person)
    if not added.changed:
        if added.person.listed:
            already = say(
                "{person} is on your list already. Nothing was changed.", person=person
            )
        else:
            already = say(
                "{person} is in the directory already. Nothing was changed.",
                person=person,
            )
        return Reply(Message(headline=already))
    if added.listed:
        headline = say("Added to your list: {person}.", person=person)
    elif added.new:
        headline = say(
            "Added to the directory, not to your list: {person}.", person=person
        )
    else:
        headline = say("Updated: {person}.", person=person)
    return kept(
        turn,
        headline,
        label=(
            say("adding {name}", name=added.person.name)
            if added.new
            else added.person.name
        ),
        sections=(
            (Section(text=f"{added.facts[0]}.", facts=tuple(added.facts[1:])),)
            if added.facts
            else ()
        ),
    )


def _section(added: Added) -> Section:
    return Section(text=added.person.name, facts=tuple(added.facts))
