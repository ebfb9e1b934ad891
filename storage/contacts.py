"""What a leader logged, and the running totals it changes in the same transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from storage.changes import Writer, table_of
from storage.database import vault_of
from storage.ids import new_id
from storage.insert_once import insert_once
from storage.models import Contact, Tie
from storage.rows import AnyRow
from storage.tie_totals import (
    Step,
    TieTotals,
    add,
    from_json,
    in_order,
    rebuild,
    to_json,
)
from storage.vault import place

CONTACT = table_of(Contact)
TIE = table_of(Tie)

# Statements are built once: building one costs more than running it.
THIS_TIE = sa.and_(
    TIE.c.leader_id == sa.bindparam("leader"), TIE.c.person_id == sa.bindparam("person")
)
TOTALS = sa.select(TIE.c.totals).where(THIS_TIE).with_for_update()
SAVE_TOTALS = (
    sa.update(TIE)
    .where(THIS_TIE)
    .values(
        strength=sa.bindparam("strength"),
        strength_on=sa.bindparam("strength_on"),
        totals=sa.bindparam("totals", type_=TIE.c.totals.type),
    )
)


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


def tie_for_update(writer: Writer, person_id: str, *, since: date) -> TieTotals:
    """Return the totals of a tie, made if it is new. The row stays locked."""
    found = writer.session.execute(
        TOTALS, {"leader": writer.leader_id, "person": person_id}
    ).first()
    if found is not None:
        return from_json(found.totals)
    writer.insert(
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
    listed = writer.session.execute(
        sa.select(TIE.c.stakeholder).where(
            TIE.c.leader_id == writer.leader_id, TIE.c.person_id == person_id
        )
    ).scalar_one()
    if not listed:
        writer.update(Tie, key, stakeholder=True)
    return not listed


def save_totals(
    session: Session, leader_id: str, person_id: str, totals: TieTotals
) -> None:
    """Write a tie's totals."""
    values = {
        "leader": leader_id,
        "person": person_id,
        "strength": totals.strength,
        "strength_on": totals.strength_on,
        "totals": to_json(totals),
    }
    session.execute(SAVE_TOTALS, values)


def refresh_tie(session: Session, leader_id: str, person_id: str) -> None:
    """Rebuild one tie from its contacts: after a late, changed or undone one."""
    rows = session.execute(
        sa.select(CONTACT)
        .where(CONTACT.c.leader_id == leader_id, CONTACT.c.person_id == person_id)
        .order_by(CONTACT.c.id)
    )
    totals = rebuild(_step(row) for row in rows)
    save_totals(session, leader_id, person_id, totals)


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


def _step(row: Contact | AnyRow) -> Step:
    at: datetime = row.at
    return Step(
        on=row.on,
        at=at,
        kind=row.kind,
        outcome=row.outcome,
        listened=row.listened,
        next_meeting_on=row.next_meeting_on,
        formal=row.formal,
        mode=row.mode,
        tense=row.tense,
    )


def import_contacts(session: Session, contacts: Sequence[Contact]) -> int:
    """Save contacts of one leader that have ids of their own, and refresh their ties.

    One whose id is there already is left as it is. Not for undo: a file can be long.

    Returns:
        How many are new.
    """
    changed: dict[str, date] = {}
    new = 0
    for contact in contacts:
        if insert_once(session, CONTACT, contact.model_dump(), unique="id"):
            new += 1
            first = min(changed.get(contact.person_id, contact.on), contact.on)
            changed[contact.person_id] = first
    for person_id, since in changed.items():
        tie = Tie(
            leader_id=contacts[0].leader_id,
            person_id=person_id,
            workspace_id=contacts[0].workspace_id,
            since=since,
        )
        insert_once(session, TIE, tie.model_dump(), unique="leader_id,person_id")
        refresh_tie(session, tie.leader_id, person_id)
    return new
