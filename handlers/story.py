"""The story with one executive: what happened, was heard and advised, by date."""

from collections.abc import Iterator
from datetime import date

import sqlalchemy as sa

from handlers.ask_words import asked_for
from handlers.contact_said import contact_words
from handlers.directory import name_of
from handlers.grammar.spoken import plain_day, quoted
from handlers.presses.refuse import REASONS
from handlers.request import Request
from handlers.story_heard import heard_from
from handlers.told import Told
from scheduler.step_history import StepEvent, steps_history
from scheduler.steps import NOT_YET
from storage.accomplishments import results_of_leader
from storage.contacts import CONTACT, note_of
from storage.favours import ASK, given_to, what_of
from storage.models import Ask, Contact
from storage.people import Known

LONGEST = 160  # characters of anything quoted; house rule
ANSWERS = {
    "accepted": "You took it on",
    "done": "You marked it done",
    "later": "You put it off",
    "refused": "You put it aside",
    "asked": "I asked whether it happened",
    "withdrawn": "I withdrew it, because its facts changed",
    "expired": "It had no answer for long, and expired",
    "undone": "You took your answer back",
}


def story_with(request: Request, person: Known) -> list[Told]:
    """Return all that happened between the leader and a person, in date order."""
    parts = (
        _contacts(request, person),
        heard_from(request, person),
        _asks(request, person),
        _gifts(request, person),
        _results(request, person),
        _steps(request, person),
    )
    told = [one for part in parts for one in part]
    return sorted(told, key=lambda one: one.on)  # of one day: in the order of parts


def _contacts(request: Request, person: Known) -> Iterator[Told]:
    rows = request.session.execute(
        sa.select(CONTACT)
        .where(
            CONTACT.c.leader_id == request.speaker.leader_id,
            CONTACT.c.person_id == person.id,
        )
        .order_by(CONTACT.c.on, CONTACT.c.id)
    )
    for row in rows:
        contact = Contact(**row._mapping)
        said = contact_words(contact, request.today)
        note = note_of(request.session, contact)
        noted = f". Your note: {quoted(note, longest=LONGEST)}" if note else ""
        yield Told(contact.on, f"{said[:1].upper()}{said[1:]}{noted}")


def _asks(request: Request, person: Known) -> Iterator[Told]:
    rows = request.session.execute(
        sa.select(ASK)
        .where(
            ASK.c.leader_id == request.speaker.leader_id,
            sa.or_(ASK.c.asked_id == person.id, ASK.c.target_id == person.id),
        )
        .order_by(ASK.c.on, ASK.c.id)
    )
    for row in rows:
        ask = Ask(**row._mapping)
        asked = name_of(request, ask.asked_id)
        wanted = asked_for(ask.type, name_of(request, ask.target_id))
        yield Told(ask.on, f"You asked {asked} for {wanted}")
        what_came = (
            (ask.agreed_on, f"{asked} agreed: {wanted}"),
            (ask.fulfilled_on, f"It came about: {wanted}"),
            (ask.declined_on, f"{asked} declined: {wanted}"),
            (ask.dropped_on, f"You dropped your ask to {asked} for {wanted}"),
            (ask.thanked_on, f"You thanked {asked} for {wanted}"),
        )
        for on, line in what_came:
            if on is not None:
                yield Told(on, line)


def _gifts(request: Request, person: Known) -> Iterator[Told]:
    mine = request.speaker.leader_id
    for gift in given_to(request.session, leader_id=mine, to_id=person.id):
        what = quoted(what_of(request.session, gift), longest=LONGEST)
        yield Told(gift.on, f"You gave {person.first_name}: {what}")


def _results(request: Request, person: Known) -> Iterator[Told]:
    mine = request.speaker.leader_id
    for result in results_of_leader(request.session, leader_id=mine):
        if person.id not in (result.partner_id, *(n.person_id for n in result.named)):
            continue
        title = quoted(result.title, longest=LONGEST)
        yield Told(result.on, f"Result with {result.partner}: {title}")
        if result.confirmed_on:
            yield Told(result.confirmed_on, f"{result.partner} confirmed {title}")
        if result.posted_on:
            yield Told(result.posted_on, f"Told in the channel: {title}")


def _steps(request: Request, person: Known) -> Iterator[Told]:
    found = steps_history(
        request.session, leader_id=request.speaker.leader_id, person_id=person.id
    )
    for event in found:
        on = event.at.astimezone(request.speaker.zone).date()
        yield Told(on, _step_line(event))


def _step_line(event: StepEvent) -> str:
    step = quoted(event.step.step, longest=LONGEST)
    if event.what == "shown":
        return f"Suggested ({event.step.play}): {step}"
    words = ANSWERS.get(event.what, event.what)
    if event.reason == NOT_YET:
        words = "Not yet, you said"
    elif event.reason in REASONS:
        words = f"{words} ({REASONS[event.reason]})"
    elif event.reason:
        words = f"{words} ({event.reason})"
    return f"{words}: {step}"


def told_line(told: Told, today: date) -> str:
    """Return e.g. "Tue 31 March: Call, listened 70%"."""
    return f"{plain_day(told.on, today)}: {told.line}"
