"""What a leader logged, and the running totals it changes in the same transaction."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlmodel import col

from storage.changes import Writer
from storage.contact_weight import Step
from storage.models import Contact
from storage.sealed import change_kept, keep, text_of
from storage.tie_totals import add, in_order
from storage.ties import refresh_tie, save_totals, tie_for_update
from storage.transaction import Transaction


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
    totals = tie_for_update(writer, logged.person_id, since=logged.on)
    contact_id = keep(
        writer,
        Contact,
        person_id=logged.person_id,
        at=writer.at,
        on=logged.on,
        kind=logged.kind,
        outcome=logged.outcome,
        direction=logged.direction,
        mode=logged.mode,
        formal=logged.formal,
        tense=logged.tense,
        listened=logged.listened,
        next_meeting_on=logged.next_meeting_on,
        note=logged.note,
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
        save_totals(writer.tx, writer.leader_id, logged.person_id, add(totals, step))
    else:
        refresh_tie(writer.tx, writer.leader_id, logged.person_id)
    return contact_id


def change_contact(writer: Writer, contact_id: str, **columns: object) -> None:
    """Correct columns of a contact, and bring its tie up to date.

    Args:
        columns: as in `Contact`; `note` is plain text.
    """
    change_kept(writer, Contact, contact_id, **columns)
    person_id = writer.tx.execute(
        sa.select(col(Contact.person_id)).where(col(Contact.id) == contact_id)
    ).scalar_one()
    refresh_tie(writer.tx, writer.leader_id, person_id)


def latest_contacts(
    tx: Transaction, *, leader_id: str, person_id: str = "", limit: int = 5
) -> list[Contact]:
    """Return the leader's newest contacts, newest first, with one person or anyone."""
    query = sa.select(Contact).where(col(Contact.leader_id) == leader_id)
    if person_id:
        query = query.where(col(Contact.person_id) == person_id)
    query = query.order_by(col(Contact.on).desc(), col(Contact.id).desc()).limit(limit)
    return [Contact(**row._mapping) for row in tx.execute(query)]


def note_of(tx: Transaction, contact: Contact) -> str:
    """Return a contact's private note."""
    return text_of(tx, contact, Contact.note)
