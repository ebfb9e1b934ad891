"""The directory as an import finds it, and what it adds."""

from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlmodel import col

from storage.external_ids import BY_FILE, everybody
from storage.models import ExternalId, Person, Unit
from storage.people import fold
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class _Now:
    """What the directory says of somebody."""

    name: str
    title: str
    unit_id: str | None


@dataclass(slots=True)
class Directory:
    """The directory as it stands, read once."""

    workspace_id: str
    by_id: dict[str, str] = field(default_factory=dict)  # imported id -> person
    people: dict[str, _Now] = field(default_factory=dict)
    managers: dict[str, str | None] = field(default_factory=dict)
    unclaimed: dict[str, list[str]] = field(default_factory=dict)  # name -> persons
    units: dict[str, str] = field(default_factory=dict)  # folded name -> id


def read_directory(tx: Transaction, workspace_id: str) -> Directory:
    """Return who and which units are in the directory before a file is taken."""
    known = Directory(workspace_id, by_id=everybody(tx, workspace_id))
    people = sa.select(Person).where(col(Person.workspace_id) == workspace_id)
    imported = set(
        tx.scalars(
            sa.select(col(ExternalId.person_id)).where(
                col(ExternalId.workspace_id) == workspace_id,
                col(ExternalId.source) == BY_FILE,
            )
        )
    )
    for row in tx.execute(people):
        known.people[row.id] = _Now(row.name, row.title, row.unit_id)
        known.managers[row.id] = row.manager_id
        if row.id not in imported:
            known.unclaimed.setdefault(row.name_key, []).append(row.id)
    units = sa.select(col(Unit.id), col(Unit.name_key)).where(
        col(Unit.workspace_id) == workspace_id
    )
    known.units = {row.name_key: row.id for row in tx.execute(units)}
    return known


def save_person(
    tx: Transaction,
    known: Directory,
    person_id: str,
    name: str,
    title: str,
    unit_id: str | None,
) -> bool:
    """Add somebody, or bring them up to date; False if nothing is new.

    Args:
        title: "" leaves what is known.
        unit_id: None leaves what is known.
    """
    before = known.people.get(person_id)
    if before is None:
        now = _Now(name, title, unit_id)
    else:
        now = _Now(name, title or before.title, unit_id or before.unit_id)
    if now == before:
        return False
    words = fold(name).split()
    values: dict[str, Any] = {
        "name": name,
        "name_key": fold(name),
        "first_key": words[0],
        "last_key": words[-1],
        "title": now.title,
        "unit_id": now.unit_id,
    }
    if before is None:
        person = Person(id=person_id, workspace_id=known.workspace_id, **values)
        tx.execute(sa.insert(Person), person.model_dump())
        known.managers[person_id] = None
    else:
        tx.execute(sa.update(Person).where(col(Person.id) == person_id), values)
    known.people[person_id] = now
    return True


def unit_id_in(tx: Transaction, known: Directory, name: str) -> str:
    """Return the id of the unit of this name, added if it is new."""
    found = known.units.get(fold(name))
    if found is None:
        unit = Unit(workspace_id=known.workspace_id, name=name, name_key=fold(name))
        tx.execute(sa.insert(Unit), unit.model_dump())
        found = known.units[unit.name_key] = unit.id
    return found
