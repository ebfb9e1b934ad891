"""The leader's ties: made, put on the list, and kept in step with their contacts."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import col

from storage.changes import Writer, table_of
from storage.contact_weight import Step
from storage.models import Contact, Tie
from storage.rows import AnyRow
from storage.tie_totals import TieTotals, rebuild
from storage.tie_totals_json import from_json, to_json
from storage.transaction import Transaction

# Statements are built once: building one costs more than running it.
THIS_TIE = sa.and_(
    col(Tie.leader_id) == sa.bindparam("leader"),
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


def tie_for_update(writer: Writer, person_id: str, *, since: date) -> TieTotals:
    """Return the totals of a tie, made if it is new. The row stays locked."""
    found = writer.tx.first(TOTALS, leader=writer.leader_id, person=person_id)
    if found is not None:
        return from_json(found.totals)
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
        "totals": to_json(totals),
    }
    tx.execute(SAVE_TOTALS, values)


def refresh_tie(tx: Transaction, leader_id: str, person_id: str) -> None:
    """Rebuild one tie from its contacts: after a late, changed or undone one."""
    rows = tx.execute(
        sa.select(Contact)
        .where(col(Contact.leader_id) == leader_id, col(Contact.person_id) == person_id)
        .order_by(col(Contact.id))
    )
    totals = rebuild(_step(row) for row in rows)
    save_totals(tx, leader_id, person_id, totals)


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
