"""`edit`: correct the contact logged last."""

import re
from dataclasses import replace

from handlers.contacts.log import check_share, contact_line, contact_title, note_fact
from handlers.grammar.contact_line import contact_in
from handlers.grammar.heard import Heard
from handlers.turn import Refusal, Reply, Turn, kept
from language.commands import to_type
from language.say import mark, say
from language.words import quoted
from storage.contacts.store import change_contact, newest_logged
from storage.message import Section
from storage.models import Contact
from storage.people.store import names_of

LAST = re.compile(r"^(?:the |my )?(?:last|latest|newest) ", re.IGNORECASE)
EXAMPLES = mark("/outreach edit Dana listened 60%, or /outreach edit call yesterday")
NOT_MET = "edit Dana met yesterday"  # nobody listened at an attempt


def edit(turn: Turn) -> Reply:
    """Correct the contact you logged last, with anybody or with one person.

    Examples:
        edit call yesterday
        edit Dana listened 60%
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
    heard = contact_in(turn, turn.text)
    if heard is None:
        raise Refusal(
            say(
                "I did not understand {words}, so nothing was changed. Put a note after "
                "a colon. Type for example: {examples}",
                words=quoted(turn.text),
                examples=say(EXAMPLES),
            )
        )
    contact = _contact(turn, heard)
    changes = _changes(heard, contact)
    if not changes:
        raise Refusal(
            say(
                "I have it like that already: {contact}. To change it, type for "
                "example: {examples}",
                contact=contact_line(contact, turn.today),
                examples=say(EXAMPLES)
                if contact.outcome == "met"
                else to_type(NOT_MET),
            )
        )
    after = contact.model_copy(
        update={name: value for name, value in changes.items() if name != "note"}
    )
    check_share(after.outcome, after.listened)
    change_contact(turn.writer, contact.id, **changes)
    name = names_of(turn.tx, [contact.person_id])[contact.person_id]
    facts = [
        say("Was: {contact}", contact=contact_line(contact, turn.today)),
        say("Now: {contact}", contact=contact_line(after, turn.today)),
    ]
    if "note" in changes:
        facts.append(note_fact(heard.note, run_on=heard.run_on))
    return kept(
        turn,
        say(
            "Corrected: {contact}.",
            contact=contact_title(after.kind, after.outcome, [name]),
        ),
        label=say(
            "correction of {contact}",
            contact=contact_title(contact.kind, contact.outcome, [name]),
        ),
        sections=(Section(text=facts[0], facts=(*facts[1:], *heard.explained)),),
    )


def _contact(turn: Turn, heard: Heard) -> Contact:
    if len(heard.people) > 1:
        raise Refusal(
            say(
                "One contact at a time. Type for example: {examples}",
                examples=say(EXAMPLES),
            )
        )
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


def _changes(heard: Heard, contact: Contact) -> dict[str, object]:
    """Return the columns that differ from what was logged; a note in plain text."""
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
    }
    changes = {
        name: value
        for name, value in said.items()
        if value is not None and value != getattr(contact, name)
    }
    if heard.no_next and contact.next_meeting_on is not None:
        changes["next_meeting_on"] = None
    if "next_meeting_on" in changes:
        changes["next_meeting_at"] = heard.next_at  # the old one was of another day
    if heard.note:
        changes["note"] = heard.note
    return changes
