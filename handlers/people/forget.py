"""`forget`: erase what was kept about somebody: asked first, then done for good."""

import re
from dataclasses import replace

import sqlalchemy as sa
from sqlmodel import col

from handlers.grammar.people.names import described, one_person
from handlers.people.directory import person_by_id
from handlers.turn import Choice, Doubt, Refusal, Reply, Turn
from language.say import mark, say
from scheduler.outgoing import redraw, seal_body
from storage.database.transactions import Transaction
from storage.leaders.links import books_aside_with
from storage.message import Button, Message, Section
from storage.models import Delivery
from storage.models.organization import PLATFORMS
from storage.people.facts import Known
from storage.upkeep.forget import (
    deliveries_about,
    drop_from_directory,
    empty_log_after,
    erase_person,
)

REMOVED = mark("This message named somebody you asked me to forget, so it was removed.")
YES = re.compile(r"[\s,]+yes\W*$", re.IGNORECASE)


def forget(turn: Turn) -> Reply:
    """Erase everything you kept about somebody. I ask first; it can't be undone.

    Examples:
        forget Dana
        forget Dana yes
    """
    text = YES.sub("", turn.text)
    # An answer to "who" names somebody; whether to forget them is asked after it.
    person = one_person(replace(turn, text=text), text, example="forget Dana")
    if text == turn.text:
        return ask_before_forgetting(turn, person)
    return forget_person(turn, person)


def forget_pressed(turn: Turn) -> Reply:
    """Forget the person behind the button, on the presser's own behalf."""
    person = person_by_id(turn, turn.subject)
    if not turn.subject or person is None:
        raise Refusal(
            say("I don't know that person any more, so there was nothing to forget.")
        )
    return forget_person(turn, person)


def ask_before_forgetting(turn: Turn, person: Known) -> Reply:
    """Say what would be erased, and ask."""
    _check(turn, person)
    question = say("Forget {person}?", person=described(person))
    label = say("Forget {name}", name=person.first_name)
    yes = Choice(label, press=("forget", person.id, ""))
    return Reply(
        doubt=Doubt(question, (yes,)),
        message=Message(
            headline=question,
            sections=(
                Section(
                    text=(
                        say(
                            "This erases your contacts, notes, asks, ties and steps "
                            "about them, and can't be undone. Joint results stay, and "
                            "so do notes about others that mention them."
                        )
                    )
                ),
            ),
            buttons=(
                Button(
                    label=label[:75],
                    action="forget",
                    subject=person.id,
                    style="danger",
                ),
            ),
            small_print=(say("Without buttons, type yes or no."),),
        ),
    )


def forget_person(turn: Turn, person: Known) -> Reply:
    """Erase what the leader kept about a person, and say so."""
    _check(turn, person)
    tx, leader_id = turn.tx, turn.speaker.leader_id
    step_ids = erase_person(tx, person, leader_id=leader_id)
    about = deliveries_about(tx, person, step_ids, leader_id=leader_id)
    for delivery_id in about:
        _remove(tx, delivery_id)
    dropped = drop_from_directory(tx, person.id)
    empty_log_after(tx)
    aside = _set_aside(turn, person)
    kept = (
        say("They are out of the directory too.")
        if dropped
        else say("Their name stays in the directory: others or shared facts need it.")
    )
    return Reply(
        Message(
            headline=say("Forgotten: {name}. This can't be undone.", name=person.name),
            sections=(Section(text=kept), *aside),
        )
    )


def _check(turn: Turn, person: Known) -> None:
    if person.id == turn.speaker.person_id:
        raise Refusal(say("That is you. To stop my cards, type: /outreach remind stop"))


def _remove(tx: Transaction, delivery_id: str) -> None:
    """Replace what a message says; one that was posted is redrawn where it stands."""
    row = tx.execute(
        sa.select(col(Delivery.platform_id), col(Delivery.workspace_id)).where(
            col(Delivery.id) == delivery_id
        )
    ).one()
    message = Message(headline=say(REMOVED))
    if row.platform_id:
        redraw(tx, delivery_id, message)
        return
    body = seal_body(tx, message, row.workspace_id, delivery_id)
    tx.execute(
        sa.update(Delivery).where(col(Delivery.id) == delivery_id).values(body=body)
    )


def _set_aside(turn: Turn, person: Known) -> tuple[Section, ...]:
    """Say where a linked book, which nothing is written to, has somebody so named."""
    leader_id = turn.speaker.leader_id
    return tuple(
        Section(
            text=say(
                "The book of {platform} that you set aside when linking has a {name}, "
                "too. It stays as it is: after /outreach unlink, forget them there.",
                platform=PLATFORMS.get(surface, surface),
                name=person.name,
            )
        )
        for surface in books_aside_with(turn.tx, leader_id, name=person.name)
    )
