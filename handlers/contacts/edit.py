"""`edit`: correct the contact logged last. A correction in words ends here as well."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from handlers.contacts.last_entry import LastEntry, last_entry
from handlers.contacts.log import check_share, contact_line, contact_title, note_fact
from handlers.grammar.contacts.contact_line import contact_in
from handlers.grammar.contacts.heard import Heard
from handlers.grammar.people.names import people_called, told_apart
from handlers.turn import Choice, Doubt, Refusal, Reply, Turn, kept
from language.commands import to_type
from language.say import mark, say
from language.words import WHOLE_NOTE, quoted
from storage.contacts.store import (
    change_contact,
    fact_of,
    move_contact,
    newest_logged,
    note_of,
)
from storage.database.writer import Row, row_from_json, table_of
from storage.favours.store import fulfil_asks
from storage.message import Message, Section
from storage.models import Ask, Contact, Remark, Topic
from storage.motives.store import end_waiting
from storage.people.facts import Known
from storage.people.store import names_of

LAST = re.compile(r"^(?:the |my )?(?:last|latest|newest) ", re.IGNORECASE)
EXAMPLES = mark("/outreach edit Dana listened 60%, or /outreach edit call yesterday")
NOT_MET = "edit Dana met yesterday"  # nobody listened at an attempt
ENDED_BY_A_TALK = (Ask, Contact, Remark, Topic)  # Contact: plans. What a log settles


def edit(turn: Turn) -> Reply:
    """Correct the contact you logged last, with anybody or with one person.

    Somebody's name alone says that it was with them instead.

    Examples:
        edit call yesterday
        edit Dana listened 60%
        edit Mark Bell
        edit Dana no next date
        edit Dana: a new private note
    """
    if not turn.text:
        raise Refusal(
            say(
                "What was different? Type for example: {examples}",
                examples=say(EXAMPLES),
            )
        )
    turn = replace(turn, text=LAST.sub("", turn.text))
    heard = _read(turn)
    if heard is None:
        raise Refusal(
            say(
                "I did not understand {words}, so nothing was changed. Put a note "
                "after a colon. Type for example: {examples}",
                words=quoted(turn.text),
                examples=say(EXAMPLES),
            )
        )
    if len(heard.people) > 1:
        raise Refusal(
            say(
                "One contact at a time. Type for example: {examples}",
                examples=say(EXAMPLES),
            )
        )
    if heard.people and heard == Heard(heard.people):
        return _with_somebody_else(turn, heard.people[0])
    entry = None if heard.people else last_entry(turn)
    said = entry is not None and not entry.planned
    contacts = entry.contacts if entry and said else (_contact(turn, heard),)
    return correct(turn, contacts, changes_in(heard), explained=heard.explained)


def _read(turn: Turn) -> Heard | None:
    """Return what a correction says; None where it is not clear.

    Raises:
        Refusal: it is not clear whom it names. What else a line could mean as a new
            contact is not asked: it would be kept beside the one to correct.
    """
    try:
        return contact_in(turn, turn.text)
    except Refusal as refusal:
        if refusal.doubt is None or refusal.doubt.about not in ("day", "mood"):
            raise
        if refusal.text.endswith("?"):  # it asks; else it says what was wrong
            return None
        raise Refusal(refusal.text) from refusal


def _contact(turn: Turn, heard: Heard) -> Contact:
    person_id = heard.people[0].id if heard.people else ""
    found = newest_logged(
        turn.tx, leader_id=turn.speaker.leader_id, person_id=person_id
    )
    if found is None:
        if heard.people:
            nothing = say(
                "You logged nothing with {name} yet. Type for example: "
                "/outreach log {name} call yesterday",
                name=heard.people[0].name,
            )
        else:
            nothing = say(
                "You logged nothing yet. Type for example: "
                "/outreach log Dana call yesterday"
            )
        raise Refusal(nothing)
    return found


def _with_somebody_else(turn: Turn, person: Known) -> Reply:
    """Let the contact logged last be one with `person`; an older one is asked about."""
    entry = last_entry(turn)
    if entry is not None and not entry.planned:
        return give_to(turn, entry, person)
    contact = _contact(turn, Heard(()))
    name = names_of(turn.tx, [contact.person_id])[contact.person_id]
    title = contact_title(contact.kind, contact.outcome, [name])
    if turn.chosen or contact.person_id == person.id:
        return give_to(turn, LastEntry((contact,), ()), person)
    text = say(
        "Your last contact was {contact}, {day}. Was it with {name} instead?",
        contact=title,
        day=contact_line(contact, turn.today),
        name=person.name,
    )
    raise Refusal(
        text,
        doubt=Doubt(
            text,
            (Choice(say("It was {name}", name=person.name), (_edit(turn, person),)),),
        ),
    )


def _edit(turn: Turn, person: Known) -> str:
    """Return the line that says who it was with instead."""
    return f"edit {told_apart(person, people_called(turn, person.name))}"


def changes_in(heard: Heard) -> dict[str, object]:
    """Return the columns that a correction names; a note in plain text."""
    outcome = heard.outcome
    if outcome is None and heard.kind == "met":
        outcome = "met"  # "edit Dana met": it took place after all
    said: dict[str, object] = {
        "kind": heard.kind,
        "outcome": outcome,
        "on": heard.on,
        "listened": heard.listened,
        "mode": heard.mode,
        "tense": heard.tense,
        "formal": heard.formal,
        "next_meeting_on": heard.next_on,
        "next_meeting_at": heard.next_at,
        "note": heard.note or None,
    }
    changes = {name: value for name, value in said.items() if value is not None}
    if heard.no_next:
        changes["next_meeting_on"] = None
    if "next_meeting_on" in changes:
        changes["next_meeting_at"] = heard.next_at  # the old one was of another day
    return changes


# What a correction does: other facts, another person, more to the note.


def correct(
    turn: Turn,
    contacts: Sequence[Contact],
    changes: Mapping[str, object],
    *,
    explained: Sequence[str] = (),
) -> Reply:
    """Change what is known of a contact, for everybody it was with.

    Args:
        changes: columns, as in `Contact`; `note` is plain text, in place of the old.
        explained: how unclear days were read.

    Raises:
        Refusal: it contradicts itself.
    """
    first = contacts[0]
    new = {
        name: value
        for name, value in changes.items()
        if name == "note" or value != getattr(first, name)
    }
    if not new:
        return _already(turn, first)
    plain = {name: value for name, value in new.items() if name != "note"}
    after = first.model_copy(update=plain)
    check_share(after.outcome, after.listened)
    facts = [*_was_and_now(turn, first, after), *explained]
    if "note" in new:
        facts[2:2] = _notes(turn, first, str(new["note"]))
    for contact in contacts:
        change_contact(turn.writer, contact.id, **new)
    return _corrected(turn, contacts, after, facts)


def give_to(
    turn: Turn, entry: LastEntry, person: Known, *, instead_of: str = ""
) -> Reply:
    """Let a contact be one with `person`; both ties and what talks settle follow.

    Args:
        instead_of: the id of whom it was not with; "" = the only one it was with.

    Raises:
        Refusal: it is with them already, or was with several: then it asks with whom
            it was not.
    """
    if any(one.person_id == person.id for one in entry.contacts):
        return _already(turn, entry.first)
    if person.id == turn.speaker.person_id:
        raise Refusal(say("{name} is you. Say who it was with.", name=person.name))
    wrong = [one for one in entry.contacts if one.person_id == instead_of]
    if len(entry.contacts) == 1:
        wrong = list(entry.contacts)
    if len(wrong) != 1:
        raise Refusal(
            say(
                "It was with several people. Say who was wrong, for example: not Kim, "
                "{name}",
                name=person.first_name,
            )
        )
    [contact] = wrong
    names = names_of(turn.tx, [contact.person_id])
    before = contact_title(contact.kind, contact.outcome, [names[contact.person_id]])
    after = contact_title(contact.kind, contact.outcome, [person.name])
    _take_back(turn, entry.rows)
    move_contact(turn.writer, contact, person.id)
    talk = fact_of(contact)
    if talk.substantive:
        fulfil_asks(turn.writer, met_id=person.id, on=talk.on)
        end_waiting(turn.writer, person.id, on=talk.on)
    facts = (
        say("Was: {contact}", contact=before),
        say("Now: {contact}", contact=f"{after}, {contact_line(contact, turn.today)}"),
    )
    return kept(
        turn,
        say("Corrected: {contact}.", contact=after),
        label=say("correction of {contact}", contact=before),
        sections=(Section(text=facts[0], facts=facts[1:]),),
    )


def _take_back(turn: Turn, rows: Sequence[Row]) -> None:
    """Open again what a talk settled that was with somebody else."""
    by_name = {str(table_of(model).name): model for model in ENDED_BY_A_TALK}
    for row in rows:
        model = by_name.get(row["table"])
        before = row_from_json(table_of(model), row["before"]) if model else None
        if model is None or before is None:
            continue
        after = row_from_json(table_of(model), row["after"])
        if after is None:  # a plan that the talk had settled
            turn.writer.insert_values(model, before)
        elif model is not Contact:
            back = {name: old for name, old in before.items() if old != after[name]}
            turn.writer.update(model, before["id"], **back)


def add_to_note(turn: Turn, entry: LastEntry, more: str) -> Reply:
    """Put more to the private note of a contact; what stands there stays."""
    first = entry.first
    old = note_of(turn.tx, first)
    note = f"{old}; {more}" if old else more
    for contact in entry.contacts:
        change_contact(turn.writer, contact.id, note=note)
    title = contact_title(first.kind, first.outcome, _names(turn, entry.contacts))
    return kept(
        turn,
        say("Added to your note on {contact}.", contact=title),
        label=say("more to the note on {contact}", contact=title),
        sections=(Section(text=note_fact(note)),),
    )


def _names(turn: Turn, contacts: Sequence[Contact]) -> list[str]:
    ids = [one.person_id for one in contacts]
    names = names_of(turn.tx, ids)
    return [names[one] for one in ids]


def _already(turn: Turn, contact: Contact) -> Reply:
    """Say that it is so already; that is no refusal."""
    said = say(
        "I have it like that already: {contact}. To change it, type for "
        "example: {examples}",
        contact=contact_line(contact, turn.today),
        examples=say(EXAMPLES) if contact.outcome == "met" else to_type(NOT_MET),
    )
    return Reply(Message(headline=said))


def _was_and_now(turn: Turn, before: Contact, after: Contact) -> list[str]:
    return [
        say("Was: {contact}", contact=contact_line(before, turn.today)),
        say("Now: {contact}", contact=contact_line(after, turn.today)),
    ]


def _notes(turn: Turn, contact: Contact, new: str) -> list[str]:
    """Return how the note read, if there was one, and how it reads now."""
    old = note_of(turn.tx, contact)
    was = say("Your note was: {note}", note=quoted(old, WHOLE_NOTE)) if old else ""
    return [one for one in (was, note_fact(new)) if one]


def _corrected(
    turn: Turn, contacts: Sequence[Contact], after: Contact, facts: Sequence[str]
) -> Reply:
    names, first = _names(turn, contacts), contacts[0]
    return kept(
        turn,
        say(
            "Corrected: {contact}.",
            contact=contact_title(after.kind, after.outcome, names),
        ),
        label=say(
            "correction of {contact}",
            contact=contact_title(first.kind, first.outcome, names),
        ),
        sections=(Section(text=facts[0], facts=tuple(facts[1:])),),
    )
