"""Services, the units that rely on them, and what people think of them.

They are the workspace's: every leader of it sees and keeps the same ones.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlmodel import col

from storage.changes import Writer
from storage.models import Person, Rating, Service, ServiceUse, Unit, Workspace
from storage.people import fold
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class KnownService:
    """A service, its owner's name ("" when nobody is named), and who relies on it."""

    id: str
    name: str
    owner_id: str | None
    owner: str
    units: Mapping[str, str]  # unit id -> name, by name


def services_of(tx: Transaction, *, workspace_id: str) -> list[KnownService]:
    """Return the workspace's services by name."""
    uses = tx.execute(
        sa.select(col(ServiceUse.service_id), col(Unit.id), col(Unit.name))
        .join(Unit, col(Unit.id) == col(ServiceUse.unit_id))
        .where(col(ServiceUse.workspace_id) == workspace_id)
        .order_by(col(Unit.name_key))
    )
    units: dict[str, dict[str, str]] = {}
    for service_id, unit_id, unit in uses:
        units.setdefault(service_id, {})[unit_id] = unit
    rows = tx.execute(
        sa.select(
            col(Service.id),
            col(Service.name),
            col(Service.owner_id),
            sa.func.coalesce(col(Person.name), "").label("owner"),
        )
        .outerjoin(Person, col(Person.id) == col(Service.owner_id))
        .where(col(Service.workspace_id) == workspace_id)
        .order_by(col(Service.name_key))
    )
    return [KnownService(**row._mapping, units=units.get(row.id, {})) for row in rows]


def add_service(writer: Writer, name: str, *, owner_id: str | None = None) -> str:
    """Save a new service, and return its id."""
    take_turns(writer)
    name = " ".join(name.split())
    row = Service(
        workspace_id=writer.workspace_id,
        name=name,
        name_key=fold(name),
        owner_id=owner_id,
    )
    writer.add(row)
    return row.id


def set_owner(writer: Writer, service_id: str, owner_id: str) -> None:
    """Name who owns a service."""
    writer.update(Service, service_id, owner_id=owner_id)


def add_use(writer: Writer, service_id: str, unit_id: str) -> bool:
    """Note that a unit relies on a service; False if that was known."""
    take_turns(writer)
    known = writer.tx.first(
        sa.select(col(ServiceUse.unit_id)).where(
            col(ServiceUse.service_id) == service_id, col(ServiceUse.unit_id) == unit_id
        )
    )
    if known is None:
        writer.add(
            ServiceUse(
                service_id=service_id,
                unit_id=unit_id,
                workspace_id=writer.workspace_id,
            )
        )
    return known is None


def add_rating(
    writer: Writer, *, service_id: str, unit_id: str, by_id: str, score: float, on: date
) -> str:
    """Save one person's mark, 1 to 5, given on a local date; return its id."""
    row = Rating(
        workspace_id=writer.workspace_id,
        service_id=service_id,
        unit_id=unit_id,
        by_id=by_id,
        score=score,
        on=on,
    )
    writer.add(row)
    return row.id


def take_turns(writer: Writer) -> None:
    """Wait for other writers to this workspace's services and issues.

    Two replicas that add the same name or the next number at once would both find it
    free; on SQLite there is one writer anyway.
    """
    writer.tx.execute(
        sa.select(col(Workspace.id))
        .where(col(Workspace.id) == writer.workspace_id)
        .with_for_update()
    )
