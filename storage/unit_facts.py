"""A unit as one leader sees it: who is in it, who heads it, who answered how."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from storage.changes import Writer, table_of
from storage.models import Person, Tie, Unit
from storage.tie_totals_json import from_json
from storage.transaction import Transaction

PERSON = table_of(Person)
TIE = table_of(Tie)
UNIT = table_of(Unit)


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
    unit = tx.execute(sa.select(UNIT).where(UNIT.c.id == unit_id)).one()
    mine = sa.and_(TIE.c.person_id == PERSON.c.id, TIE.c.leader_id == leader_id)
    rows = tx.rows(
        sa.select(PERSON.c.id, PERSON.c.name, TIE.c.totals)
        .select_from(PERSON.outerjoin(TIE, mine))
        .where(PERSON.c.unit_id == unit_id)
        .order_by(PERSON.c.name_key)
    )
    answers = [
        met
        for row in rows
        for on, met in from_json(dict(row.totals or {})).answers
        if on > since
    ]
    head = tx.scalar(sa.select(PERSON.c.name).where(PERSON.c.id == unit.head_id))
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
