"""The story with one executive: what happened, was heard and advised, by date."""

from collections.abc import Iterator
from datetime import date

import sqlalchemy as sa
from sqlmodel import col

from handlers.ask_words import asked_for
from handlers.contact_said import contact_words
from handlers.directory import name_of
from handlers.grammar.spoken import plain_day, quoted
from handlers.presses.refuse import REASONS
from handlers.request import Turn
from handlers.story_heard import heard_from
from handlers.told import Told
from language.say import mark, say
from scheduler.step_history import StepEvent, steps_history
from scheduler.steps import NOT_YET
from storage.accomplishments import results_of_leader
from storage.contacts import note_of
from storage.favours import given_to, what_of
from storage.models import Ask, Contact
from storage.people import Known

LONGEST = 160  # characters of anything quoted; house rule
ANSWERS = {
    "accepted": mark("You took it on"),
    "done": mark("You marked it done"),
    "later": mark("You put it off"),
    "refused": mark("You put it aside"),
    "asked": mark("I asked whether it happened"),
    "withdrawn": mark("I withdrew it, because its facts changed"),
    "expired": mark("It had no answer for long, and expired"),
    "undone": mark("You took your answer back"),
}


def story_with(turn: Turn, person: Known) -> list[Told]:
    """Return all that happened between the leader and a person, in date order."""
    parts = (
        _contacts(turn, person),
        heard_from(turn, person),
        _asks(turn, person),
        _gifts(turn, person),
        _results(turn, person),
        _steps(turn, person),
    )
    told = [one for part in parts for one in part]
    return sorted(told, key=lambda one: one.on)  # of one day: in the order of parts


def _contacts(turn: Turn, person: Known) -> Iterator[Told]:
    rows = turn.tx.execute(
        sa.select(Contact)
        .where(
            col(Contact.leader_id) == turn.speaker.leader_id,
            col(Contact.person_id) == person.id,
        )
        .order_by(col(Contact.on), col(Contact.id))
    )
    for row in rows:
        contact = Contact(**row._mapping)
        said = contact_words(contact, turn.today)
        note = note_of(turn.tx, contact)
        noted = (
            say(". Your note: {words}", words=quoted(note, longest=LONGEST))
            if note
            else ""
        )
        yield Told(contact.on, f"{said[:1].upper()}{said[1:]}{noted}")


def _asks(turn: Turn, person: Known) -> Iterator[Told]:
    rows = turn.tx.execute(
        sa.select(Ask)
        .where(
            col(Ask.leader_id) == turn.speaker.leader_id,
            sa.or_(col(Ask.asked_id) == person.id, col(Ask.target_id) == person.id),
        )
        .order_by(col(Ask.on), col(Ask.id))
    )
    for row in rows:
        ask = Ask(**row._mapping)
        asked = name_of(turn, ask.asked_id)
        wanted = asked_for(ask.type, name_of(turn, ask.target_id))
        yield Told(
            ask.on, say("You asked {asked} for {wanted}", asked=asked, wanted=wanted)
        )
        what_came = (
            (
                ask.agreed_on,
                say("{asked} agreed: {wanted}", asked=asked, wanted=wanted),
            ),
            (ask.fulfilled_on, say("It came about: {wanted}", wanted=wanted)),
            (
                ask.declined_on,
                say("{asked} declined: {wanted}", asked=asked, wanted=wanted),
            ),
            (
                ask.dropped_on,
                say(
                    "You dropped your ask to {asked} for {wanted}",
                    asked=asked,
                    wanted=wanted,
                ),
            ),
            (
                ask.thanked_on,
                say("You thanked {asked} for {wanted}", asked=asked, wanted=wanted),
            ),
        )
        for on, line in what_came:
            if on is not None:
                yield Told(on, line)


def _gifts(turn: Turn, person: Known) -> Iterator[Told]:
    mine = turn.speaker.leader_id
    for gift in given_to(turn.tx, leader_id=mine, to_id=person.id):
        what = quoted(what_of(turn.tx, gift), longest=LONGEST)
        yield Told(
            gift.on, say("You gave {name}: {what}", name=person.first_name, what=what)
        )


def _results(turn: Turn, person: Known) -> Iterator[Told]:
    mine = turn.speaker.leader_id
    for result in results_of_leader(turn.tx, leader_id=mine):
        if person.id not in (result.partner_id, *(n.person_id for n in result.named)):
            continue
        title = quoted(result.title, longest=LONGEST)
        yield Told(
            result.on,
            say("Result with {partner}: {title}", partner=result.partner, title=title),
        )
        if result.confirmed_on:
            yield Told(
                result.confirmed_on,
                say("{partner} confirmed {title}", partner=result.partner, title=title),
            )
        if result.posted_on:
            yield Told(
                result.posted_on, say("Told in the channel: {title}", title=title)
            )


def _steps(turn: Turn, person: Known) -> Iterator[Told]:
    found = steps_history(
        turn.tx, leader_id=turn.speaker.leader_id, person_id=person.id
    )
    for event in found:
        on = event.at.astimezone(turn.speaker.zone).date()
        yield Told(on, _step_line(event))


def _step_line(event: StepEvent) -> str:
    step = quoted(event.step.step, longest=LONGEST)
    if event.what == "shown":
        return say("Suggested ({play}): {step}", play=event.step.play, step=step)
    answered = ANSWERS.get(event.what)
    words = say(answered) if answered else event.what
    if event.reason == NOT_YET:
        words = say("Not yet, you said")
    elif event.reason in REASONS:
        words = f"{words} ({say(REASONS[event.reason])})"
    elif event.reason:
        words = f"{words} ({event.reason})"
    return f"{words}: {step}"


def told_line(told: Told, today: date) -> str:
    """Return e.g. "Tue 31 March: Call, listened 70%"."""
    return f"{plain_day(told.on, today)}: {told.line}"
