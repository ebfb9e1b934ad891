"""What a leader logged, and the running totals it changes in the same transaction."""

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

import sqlalchemy as sa
from sqlmodel import col

from storage.contacts.facts import ContactFact
from storage.contacts.ties import refresh_tie, save_totals, tie_for_update
from storage.contacts.totals import (
    TieTotals,
    in_order,
    totals_from_json,
    with_contact,
)
from storage.database.sealed import change_kept, keep, text_of
from storage.database.transactions import Transaction
from storage.database.writer import LEADER, AnySelect, Writer
from storage.models import Contact, Tie

FIELDS = tuple(one.name for one in fields(ContactFact))  # each a column of `Contact`


def remember_contact(writer: Writer, contact: ContactFact) -> str:
    """Save a contact and bring its tie up to date; return the contact's id."""
    totals = tie_for_update(writer, contact.person_id, since=contact.on)
    told = {name: getattr(contact, name) for name in FIELDS}
    contact_id = keep(writer, Contact, **told)
    if in_order(totals, contact):
        totals = with_contact(totals, contact)
        save_totals(writer.tx, writer.leader_id, contact.person_id, totals)
    else:
        refresh_tie(writer.tx, writer.leader_id, contact.person_id)
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


# Reading contacts, and what they add up to.

OF_THE_LEADER: AnySelect = sa.select(Contact).where(col(Contact.leader_id) == LEADER)
WITH_SOMEBODY = OF_THE_LEADER.where(col(Contact.person_id) == sa.bindparam("person"))
THIS_CONTACT = OF_THE_LEADER.where(col(Contact.id) == sa.bindparam("contact"))


def latest_contacts(
    tx: Transaction, *, leader_id: str, person_id: str = "", limit: int = 5
) -> list[Contact]:
    """Return the leader's newest contacts, newest first, with one person or anyone."""
    newest = (col(Contact.on).desc(), col(Contact.id).desc())
    return _contacts(tx, leader_id, person_id, newest, limit)


def newest_logged(
    tx: Transaction, *, leader_id: str, person_id: str = ""
) -> Contact | None:
    """Return the contact logged last, with one person or anyone; None if none is."""
    found = _contacts(tx, leader_id, person_id, (col(Contact.id).desc(),), 1)
    return found[0] if found else None


def _contacts(
    tx: Transaction,
    leader_id: str,
    person_id: str,
    order: Sequence[sa.UnaryExpression[Any]],
    limit: int,
) -> list[Contact]:
    if person_id:
        query = WITH_SOMEBODY.order_by(*order).limit(limit)
        rows = tx.rows(query, leader=leader_id, person=person_id)
    else:
        rows = tx.rows(OF_THE_LEADER.order_by(*order).limit(limit), leader=leader_id)
    return [Contact(**row._mapping) for row in rows]


def contact_with(tx: Transaction, contact_id: str, *, leader_id: str) -> Contact | None:
    """Return this contact of the leader's, or None if it is nobody's or another's."""
    row = tx.first(THIS_CONTACT, leader=leader_id, contact=contact_id)
    return Contact(**row._mapping) if row else None


def note_of(tx: Transaction, contact: Contact) -> str:
    """Return a contact's private note."""
    return text_of(tx, contact, Contact.note)


def totals_of(
    tx: Transaction, *, leader_id: str, person_ids: Sequence[str]
) -> dict[str, TieTotals]:
    """Return the running totals of the leader's ties, by person id."""
    rows = tx.execute(
        sa.select(col(Tie.person_id), col(Tie.totals)).where(
            col(Tie.leader_id) == leader_id, col(Tie.person_id).in_(person_ids)
        )
    )
    return {row.person_id: totals_from_json(row.totals) for row in rows}


def shown_strength(strength: float) -> int:
    """Return a tie's strength as people see it: 0 to 100, where 2 contacts are 50."""
    return round(100 * (1 - 2 ** (-strength / 2)))
