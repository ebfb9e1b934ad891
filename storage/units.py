"""The units of the directory: finding one by its name, and adding it."""

import sqlalchemy as sa
from sqlmodel import col

from storage.changes import Writer
from storage.models import Unit
from storage.people import fold
from storage.transaction import Transaction


def unit_named(tx: Transaction, *, workspace_id: str, name: str) -> Unit | None:
    """Return the unit of this name, or None."""
    row = tx.first(
        sa.select(Unit).where(
            col(Unit.workspace_id) == workspace_id, col(Unit.name_key) == fold(name)
        )
    )
    return Unit(**row._mapping) if row else None


def unit_id_for(writer: Writer, name: str) -> str:
    """Return the id of the unit of this name, added if it is new."""
    known = unit_named(writer.tx, workspace_id=writer.workspace_id, name=name)
    if known is not None:
        return known.id
    unit = Unit(
        workspace_id=writer.workspace_id,
        name=" ".join(name.split()),
        name_key=fold(name),
    )
    writer.add(unit)
    return unit.id


def units_of(tx: Transaction, *, workspace_id: str) -> list[Unit]:
    """Return the workspace's units by name."""
    query = sa.select(Unit).where(col(Unit.workspace_id) == workspace_id)
    rows = tx.execute(query.order_by(col(Unit.name_key)))
    return [Unit(**row._mapping) for row in rows]
