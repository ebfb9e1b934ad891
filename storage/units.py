"""The units of the directory: finding one by its name, and adding it."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from storage.changes import Writer, table_of
from storage.models import Unit
from storage.people import fold

UNIT = table_of(Unit)


def unit_named(session: Session, *, workspace_id: str, name: str) -> Unit | None:
    """Return the unit of this name, or None."""
    row = session.execute(
        sa.select(UNIT).where(
            UNIT.c.workspace_id == workspace_id, UNIT.c.name_key == fold(name)
        )
    ).first()
    return Unit(**row._mapping) if row else None


def unit_id_for(writer: Writer, name: str) -> str:
    """Return the id of the unit of this name, added if it is new."""
    known = unit_named(writer.session, workspace_id=writer.workspace_id, name=name)
    if known is not None:
        return known.id
    unit = Unit(
        workspace_id=writer.workspace_id,
        name=" ".join(name.split()),
        name_key=fold(name),
    )
    writer.insert(unit)
    return unit.id


def units_of(session: Session, *, workspace_id: str) -> list[Unit]:
    """Return the workspace's units by name."""
    query = sa.select(UNIT).where(UNIT.c.workspace_id == workspace_id)
    rows = session.execute(query.order_by(UNIT.c.name_key))
    return [Unit(**row._mapping) for row in rows]
