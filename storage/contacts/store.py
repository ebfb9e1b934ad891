"""What a leader logged, and the running totals it changes in the same transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlmodel import col

from storage.contacts.facts import (
    DECLARED_DAYS,
    DECLARED_STRENGTH,
    LIVE_STRENGTH,
    PLANNED,
    ContactFact,
    ContactsSoFar,
    TieFact,
)
from storage.contacts.totals import (
    TieTotals,
    in_order,
    rebuild,
    totals_from_json,
    totals_to_json,
    when,
    with_contact,
)
from storage.database.transactions import Transaction
from storage.database.writer import (
    LEADER,
    AnySelect,
    Writer,
    change_kept,
    keep,
    table_of,
    text_of,
)
from storage.models import Contact, Tie

FIELDS = tuple(one.name for one in fields(ContactFact))  # each a column of `Contact`


def remember_contact(writer: Writer, contact: ContactFact) -> str:
    """Save a contact and bring its tie up to date; return the contact's id.

    Plans that it settles end with it.
    """
    totals = tie_for_update(writer, contact.person_id, since=contact.on)
    told = {name: getattr(contact, name) for name in FIELDS}
    contact_id = keep(writer, Contact, **told)
    ended = totals.plans and not contact.planned and _end_settled(writer, contact)
    if in_order(totals, contact) and not ended:
        totals = with_contact(totals, contact)
        save_totals(writer.tx, writer.leader_id, contact.person_id, totals)
    else:
        refresh_tie(writer.tx, writer.leader_id, contact.person_id)
    return contact_id


def change_contact(writer: Writer, contact_id: str, **columns: object) -> None:
    """Correct columns of a contact, and bring its tie up to date.

    Args:
        columns: as in `Contact`; `note` is plain text. A new day of the next meeting
            takes its old time of day away, unless that is given too.
    """
    if "next_meeting_on" in columns:
        columns = {"next_meeting_at": None, **columns}
    change_kept(writer, Contact, contact_id, **columns)
    person_id = writer.tx.execute(
        sa.select(col(Contact.person_id)).where(col(Contact.id) == contact_id)
    ).scalar_one()
    refresh_tie(writer.tx, writer.leader_id, person_id)


def move_contact(writer: Writer, contact: Contact, person_id: str) -> None:
    """Let a contact be one with somebody else, and bring both ties up to date.

    Plans with them that it settles end with it.
    """
    tie_for_update(writer, person_id, since=contact.on)
    writer.update(Contact, contact.id, person_id=person_id)
    _end_settled(writer, replace(fact_of(contact), person_id=person_id))
    for one in (contact.person_id, person_id):
        refresh_tie(writer.tx, writer.leader_id, one)


def fact_of(contact: Contact) -> ContactFact:
    """Return what is known of a contact, without its note."""
    told = {name: getattr(contact, name) for name in FIELDS if name != "note"}
    return ContactFact(**told)


def _end_settled(writer: Writer, contact: ContactFact) -> bool:
    """Delete the plans that a contact settles; say whether there were any.

    Those are all up to its day. What somebody declined or postponed before its day is
    the soonest one after it: so it is without a plan, where the next date falls.
    """
    plans = sorted(
        writer.tx.rows(PLANS, leader=writer.leader_id, person=contact.person_id),
        key=lambda row: when((row.next_meeting_on, row.next_meeting_at)),
    )
    settled = [plan for plan in plans if plan.next_meeting_on <= contact.on]
    if not settled and contact.outcome in CALLED_OFF:
        settled = plans[:1]
    for plan in settled:
        writer.delete(Contact, plan.id)
    return bool(settled)


CALLED_OFF = frozenset({"declined", "postponed"})
PLANS: AnySelect = sa.select(
    col(Contact.id), col(Contact.next_meeting_on), col(Contact.next_meeting_at)
).where(
    col(Contact.leader_id) == LEADER,
    col(Contact.person_id) == sa.bindparam("person"),
    col(Contact.outcome) == PLANNED,
)

# Reading contacts, and what they add up to. Plans: `plans.py`.

OF_THE_LEADER: AnySelect = sa.select(Contact).where(
    col(Contact.leader_id) == LEADER, col(Contact.outcome) != PLANNED
)
WITH_SOMEBODY = OF_THE_LEADER.where(col(Contact.person_id) == sa.bindparam("person"))
THIS_CONTACT = OF_THE_LEADER.where(col(Contact.id) == sa.bindparam("contact"))
THIS_ENTRY: AnySelect = sa.select(Contact).where(
    col(Contact.leader_id) == LEADER, col(Contact.id) == sa.bindparam("contact")
)


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


def entry_with(tx: Transaction, entry_id: str, *, leader_id: str) -> Contact | None:
    """Return this contact or plan of the leader's, or None."""
    row = tx.first(THIS_ENTRY, leader=leader_id, contact=entry_id)
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


# Ties: running totals with each person, kept up to date by what is logged.

# Statements are built once: building one costs more than running it.
THIS_TIE = sa.and_(
    col(Tie.leader_id) == LEADER,
    col(Tie.person_id) == sa.bindparam("person"),
)
TOTALS = sa.select(col(Tie.totals)).where(THIS_TIE).with_for_update()
SAVE_TOTALS = (
    sa.update(Tie)
    .where(THIS_TIE)
    .values(
        strength=sa.bindparam("strength"),
        strength_on=sa.bindparam("strength_on"),
        totals=sa.bindparam("totals", type_=table_of(Tie).c.totals.type),
    )
)
COUNTED: AnySelect = (  # of all contacts and plans with somebody, what totals need
    sa.select(
        *(
            table_of(Contact).c[field.name]
            for field in fields(ContactFact)
            if field.name not in Contact.sealed_texts
        )
    )
    .where(
        col(Contact.leader_id) == LEADER,
        col(Contact.person_id) == sa.bindparam("person"),
    )
    .order_by(col(Contact.id))
)
SO_FAR = tuple(field.name for field in fields(ContactsSoFar))


def tie_for_update(writer: Writer, person_id: str, *, since: date) -> TieTotals:
    """Return the totals of a tie, made if it is new. The row stays locked."""
    found = writer.tx.first(TOTALS, leader=writer.leader_id, person=person_id)
    if found is not None:
        return totals_from_json(found.totals)
    writer.add(
        Tie(
            leader_id=writer.leader_id,
            person_id=person_id,
            workspace_id=writer.workspace_id,
            since=since,
        )
    )
    return TieTotals()


def list_person(writer: Writer, person_id: str, *, today: date) -> bool:
    """Put a person on the leader's list; False if they were on it."""
    tie_for_update(writer, person_id, since=today)
    key = {"leader_id": writer.leader_id, "person_id": person_id}
    listed = writer.tx.execute(
        sa.select(col(Tie.stakeholder)).where(
            col(Tie.leader_id) == writer.leader_id, col(Tie.person_id) == person_id
        )
    ).scalar_one()
    if not listed:
        writer.update(Tie, key, stakeholder=True)
    return not listed


def save_totals(
    tx: Transaction, leader_id: str, person_id: str, totals: TieTotals
) -> None:
    """Write a tie's totals."""
    values = {
        "leader": leader_id,
        "person": person_id,
        "strength": totals.strength,
        "strength_on": totals.strength_on,
        "totals": totals_to_json(totals),
    }
    tx.execute(SAVE_TOTALS, values)


def refresh_tie(tx: Transaction, leader_id: str, person_id: str) -> None:
    """Rebuild one tie from its contacts: after a late, changed or undone one."""
    rows = tx.rows(COUNTED, leader=leader_id, person=person_id)
    totals = rebuild(ContactFact(**row._mapping) for row in rows)
    save_totals(tx, leader_id, person_id, totals)


# A tie's running totals, as a play sees them.


def tie_fact(
    totals: Mapping[str, Any] | None,
    *,
    today: date,
    declared_on: date | None = None,
    promised: date | None = None,
    was_promised: date | None = None,
) -> TieFact:
    """Return what a play may know of a tie.

    Args:
        totals: `Tie.totals`; None = never logged.
        declared_on: when the leader said they know each other.
        promised: a coming day with them that somebody else arranged.
        was_promised: the newest such day that is past, if nobody said it took place.
    """
    saved = totals_from_json(dict(totals or {}))
    return tie_seen(
        saved,
        today=today,
        declared_on=declared_on,
        promised=promised,
        was_promised=was_promised,
    )


def tie_seen(
    saved: TieTotals,
    *,
    today: date,
    declared_on: date | None = None,
    promised: date | None = None,
    was_promised: date | None = None,
) -> TieFact:
    """Return what a play may know of a tie whose totals were read already.

    Args:
        declared_on: as for `tie_fact`; the others likewise.
    """
    strength = saved.strength_at(today)
    declared = declared_on is not None and today - declared_on <= timedelta(
        DECLARED_DAYS
    )
    next_on, next_at = saved.next_meeting(today, promised) or (None, None)
    so_far: dict[str, Any] = {name: getattr(saved, name) for name in SO_FAR}
    return TieFact(
        **so_far,
        strength=max(strength, DECLARED_STRENGTH) if declared else strength,
        declared_on=declared_on,
        next_meeting_on=next_on,
        next_meeting_at=next_at,
        met_by_now_on=_met_by_now(saved, today, was_promised),
        no_next_date_since=saved.newest_without_next_on,
        live=declared or strength >= LIVE_STRENGTH,
    )


def _met_by_now(
    saved: TieTotals, today: date, was_promised: date | None
) -> date | None:
    """Return the newest day before today that had a meeting and no contact since."""
    due = [day for day in (saved.next_meeting_on, was_promised) if day and day < today]
    newest = max(due, default=None)
    if newest is None or (saved.last_on is not None and saved.last_on >= newest):
        return None
    return newest
