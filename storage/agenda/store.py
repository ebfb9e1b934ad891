"""A leader's agenda: what they want decided, and who has which part in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlmodel import col

from storage.database.sealed import change_kept, keep, text_of
from storage.database.transactions import Transaction
from storage.database.writer import AnyRow, Writer
from storage.models import AgendaItem, AgendaPart, Person
from storage.services.store import take_turns


@dataclass(frozen=True, slots=True)
class KnownItem:
    """An item as the leader told it. Dates are local."""

    id: str
    code: str  # "A-1"
    title: str
    measure: str  # what success is; "" = not said
    opened_on: date
    decision_on: date | None = None
    parked_until: date | None = None
    closed_on: date | None = None


@dataclass(frozen=True, slots=True)
class KnownPart:
    """Who has which part: "sponsor", "decider", "process", "pnl" or "people"."""

    part: str
    person_id: str
    name: str


def add_item(
    writer: Writer, title: str, *, on: date, decision_on: date | None = None
) -> str:
    """Save a new item with the leader's next code, and return its id."""
    return keep(
        writer,
        AgendaItem,
        code=next_item_code(writer),
        title=title,
        opened_on=on,
        decision_on=decision_on,
    )


def change_item(writer: Writer, item_id: str, **columns: object) -> None:
    """Change columns as in `AgendaItem`; title and measure are plain."""
    change_kept(writer, AgendaItem, item_id, **columns)


def items_of(tx: Transaction, *, leader_id: str) -> list[KnownItem]:
    """Return all of the leader's items, parked and closed ones too, oldest first."""
    query = sa.select(AgendaItem).where(col(AgendaItem.leader_id) == leader_id)
    rows = tx.execute(query.order_by(col(AgendaItem.opened_on), col(AgendaItem.id)))
    return [_known(tx, row) for row in rows]


def item_with(tx: Transaction, item_id: str, *, leader_id: str) -> KnownItem | None:
    """Return this item of the leader's, or None if it is nobody's or another's."""
    query = sa.select(AgendaItem).where(
        col(AgendaItem.id) == item_id, col(AgendaItem.leader_id) == leader_id
    )
    row = tx.first(query)
    return _known(tx, row) if row else None


def parts_of(tx: Transaction, item_id: str) -> list[KnownPart]:
    """Return who has a part in an item, by part and name."""
    rows = tx.execute(
        sa.select(col(AgendaPart.part), col(AgendaPart.person_id), col(Person.name))
        .join(Person, col(Person.id) == col(AgendaPart.person_id))
        .where(col(AgendaPart.item_id) == item_id)
        .order_by(col(AgendaPart.part), col(Person.name_key))
    )
    return [KnownPart(*row) for row in rows]


def add_part(writer: Writer, item_id: str, person_id: str, part: str) -> bool:
    """Give somebody a part; False if they had it."""
    if (part, person_id) in _held(writer.tx, item_id):
        return False
    writer.add(AgendaPart(item_id=item_id, person_id=person_id, part=part))
    return True


def drop_parts(
    writer: Writer, item_id: str, part: str, person_ids: Sequence[str] = ()
) -> int:
    """Take a part back from these people, from all if none is named; say from how many.

    Who did not have it is left out.
    """
    dropped = [
        person_id
        for held, person_id in sorted(_held(writer.tx, item_id))
        if held == part and (not person_ids or person_id in person_ids)
    ]
    for person_id in dropped:
        key = {"item_id": item_id, "person_id": person_id, "part": part}
        writer.delete(AgendaPart, key)
    return len(dropped)


def _held(tx: Transaction, item_id: str) -> set[tuple[str, str]]:
    rows = tx.execute(
        sa.select(col(AgendaPart.part), col(AgendaPart.person_id)).where(
            col(AgendaPart.item_id) == item_id
        )
    )
    return {(row.part, row.person_id) for row in rows}


def next_item_code(writer: Writer) -> str:
    """Return the code of the leader's next item, e.g. "A-4"; they take turns."""
    take_turns(writer)
    codes = writer.tx.scalars(
        sa.select(col(AgendaItem.code)).where(
            col(AgendaItem.leader_id) == writer.leader_id
        )
    )
    return f"A-{max((int(code[2:]) for code in codes), default=0) + 1}"


def _known(tx: Transaction, row: AnyRow) -> KnownItem:
    fields = {name: row._mapping[name] for name in KnownItem.__dataclass_fields__}
    fields["title"] = text_of(tx, row, AgendaItem.title)
    fields["measure"] = text_of(tx, row, AgendaItem.measure)
    return KnownItem(**fields)
