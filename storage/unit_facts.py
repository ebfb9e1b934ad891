"""A unit as one leader sees it: who is in it, who heads it, who answered how."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlmodel import col

from storage.changes import Writer
from storage.models import Person, Tie, Unit
from storage.tie_totals_json import from_json
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class UnitFacts:
    """A unit's people by name, and what came of what the leader offered them."""

    id: str
    name: str
    head: str  # name, "" = nobody named
    people: tuple[str, ...]
    met: int  # real conversations since the day asked for
    refused: int  # declined, no reply or postponed


def unit_facts(
    tx: Transaction, unit_id: str, *, leader_id: str, since: date
) -> UnitFacts:
    """Return what is known of a unit, with answers after local date `since`."""
    unit = tx.execute(sa.select(Unit).where(col(Unit.id) == unit_id)).one()
    mine = sa.and_(
        col(Tie.person_id) == col(Person.id), col(Tie.leader_id) == leader_id
    )
    rows = tx.rows(
        sa.select(col(Person.id), col(Person.name), col(Tie.totals))
        .select_from(sa.outerjoin(Person, Tie, mine))
        .where(col(Person.unit_id) == unit_id)
        .order_by(col(Person.name_key))
    )
    answers = [
        met
        for row in rows
        for on, met in from_json(dict(row.totals or {})).answers
        if on > since
    ]
    head = tx.scalar(sa.select(col(Person.name)).where(col(Person.id) == unit.head_id))
    return UnitFacts(
        unit_id,
        unit.name,
        head or "",
        tuple(row.name for row in rows),
        sum(answers),
        len(answers) - sum(answers),
    )


def set_head(writer: Writer, unit_id: str, person_id: str) -> None:
    """Name who heads a unit."""
    writer.update(Unit, unit_id, head_id=person_id)
