"""What a leader logged, and the running totals it changes in the same transaction."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from storage.changes import Writer
from storage.contact_weight import Step
from storage.database import vault_of
from storage.ids import new_id
from storage.models import Contact
from storage.tie_totals import add, in_order
from storage.ties import CONTACT, refresh_tie, save_totals, tie_for_update
from storage.vault import place


@dataclass(frozen=True, slots=True)
class Logged:
    """One contact as a leader told it. Dates are local, `listened` is per cent."""

    person_id: str
    on: date
    kind: str = "met"
    outcome: str = "met"
    listened: int | None = None
    mode: str = ""
    next_meeting_on: date | None = None
    note: str = ""
    formal: bool | None = None
    tense: bool | None = None
    direction: str = ""


def remember_contact(writer: Writer, logged: Logged) -> str:
    """Save a contact and bring its tie up to date; return the contact's id."""
    contact_id = new_id()
    about = place(writer.workspace_id, contact_id, "note")
    totals = tie_for_update(writer, logged.person_id, since=logged.on)
    writer.insert_values(
        Contact,
        {
            "id": contact_id,
            "workspace_id": writer.workspace_id,
            "leader_id": writer.leader_id,
            "person_id": logged.person_id,
            "at": writer.at,
            "on": logged.on,
            "kind": logged.kind,
            "outcome": logged.outcome,
            "direction": logged.direction,
            "mode": logged.mode,
            "formal": logged.formal,
            "tense": logged.tense,
            "listened": logged.listened,
            "next_meeting_on": logged.next_meeting_on,
            "note": vault_of(writer.session).seal(logged.note, about=about),
        },
    )
    step = Step(
        on=logged.on,
        at=writer.at,
        kind=logged.kind,
        outcome=logged.outcome,
        listened=logged.listened,
        next_meeting_on=logged.next_meeting_on,
        formal=logged.formal,
        mode=logged.mode,
        tense=logged.tense,
    )
    if in_order(totals, step):
        save_totals(
            writer.session, writer.leader_id, logged.person_id, add(totals, step)
        )
    else:
        refresh_tie(writer.session, writer.leader_id, logged.person_id)
    return contact_id


def change_contact(writer: Writer, contact_id: str, **columns: object) -> None:
    """Correct columns of a contact, and bring its tie up to date.

    Args:
        columns: as in `Contact`; `note` is plain text and is sealed here.
    """
    if "note" in columns:
        columns["note"] = vault_of(writer.session).seal(
            str(columns["note"]), about=place(writer.workspace_id, contact_id, "note")
        )
    writer.update(Contact, {"id": contact_id}, **columns)
    person_id = writer.session.execute(
        sa.select(CONTACT.c.person_id).where(CONTACT.c.id == contact_id)
    ).scalar_one()
    refresh_tie(writer.session, writer.leader_id, person_id)


def latest_contacts(
    session: Session, *, leader_id: str, person_id: str = "", limit: int = 5
) -> list[Contact]:
    """Return the leader's newest contacts, newest first, with one person or anyone."""
    query = sa.select(CONTACT).where(CONTACT.c.leader_id == leader_id)
    if person_id:
        query = query.where(CONTACT.c.person_id == person_id)
    query = query.order_by(CONTACT.c.on.desc(), CONTACT.c.id.desc()).limit(limit)
    return [Contact(**row._mapping) for row in session.execute(query)]


def note_of(session: Session, contact: Contact) -> str:
    """Return a contact's private note."""
    about = place(contact.workspace_id, contact.id, "note")
    return vault_of(session).open(contact.note, about=about)
