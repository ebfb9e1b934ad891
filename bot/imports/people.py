"""Importing people: their names, units, titles, addresses and reporting lines."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlmodel import col

from bot.imports.columns import BadCell, FileRow, lines, needed, text
from bot.imports.progress import Progress, pieces, save_pieces
from handlers.grammar.people.names import LONGEST_NAME
from storage.database.transactions import Database, Transaction
from storage.database.writer import touch_facts
from storage.ids import new_id
from storage.models import ExternalId, Person, Unit
from storage.people.facts import PersonFact
from storage.people.same import BY_EMAIL, BY_FILE, everybody, remember_id
from storage.people.store import fold, keys_of_name

COLUMNS = ("id", "name", "unit", "manager", "title", "email")
NEEDED = ("id", "name")


@dataclass(slots=True)
class Directory:
    """The directory as it stands, read once."""

    workspace_id: str
    by_id: dict[str, str] = field(default_factory=dict)  # imported id -> person
    people: dict[str, PersonFact] = field(default_factory=dict)
    managers: dict[str, str | None] = field(default_factory=dict)
    unclaimed: dict[str, list[str]] = field(default_factory=dict)  # name -> persons
    units: dict[str, str] = field(default_factory=dict)  # folded name -> id


@dataclass(frozen=True, slots=True)
class Above:
    """One row's reporting line, in the file's ids."""

    line: int
    id: str
    manager: str


def import_people(
    database: Database,
    workspace_id: str,
    file: Path,
    *,
    typed: str = "",
    dry_run: bool = False,
    progress: Progress,
) -> None:
    """Bring people into the directory; a cell that is empty leaves what is known.

    Somebody who is in the directory under exactly this name, and came from no file, is
    taken to be the same person. Who reports to themselves reports to nobody.

    Raises:
        CannotRead: the file cannot be taken at all; nothing was saved.
    """
    known = database.run_now(lambda tx: read_directory(tx, workspace_id))
    in_file: dict[str, int] = {}  # id -> line
    managers: list[Above] = []

    def save(piece: list[FileRow], tx: Transaction) -> None:
        changed = 0
        for line in piece:
            progress.one_more()
            try:
                changed += _save(tx, known, line, in_file)
            except BadCell as bad:
                progress.leave_out(line.number, str(bad))
                continue
            if line["manager"]:
                managers.append(Above(line.number, line["id"], line["manager"]))
        _count(tx, known, changed, progress)

    def save_managers(piece: list[Above], tx: Transaction) -> None:
        changed = 0
        for above in piece:
            try:
                changed += set_manager(tx, known, above)
            except BadCell as bad:
                progress.leave_out(above.line, str(bad))
        _count(tx, known, changed, progress)

    def work() -> Iterator[Callable[[Transaction], None]]:
        for piece in pieces(lines(file, COLUMNS, NEEDED, typed)):
            yield partial(save, piece)
        for some in pieces(managers):
            yield partial(save_managers, some)

    save_pieces(database, work(), dry_run=dry_run)


def _save(
    tx: Transaction, known: Directory, line: FileRow, in_file: dict[str, int]
) -> bool:
    """Bring one row into the directory; False if it was there just so."""
    key = needed(line["id"], "id")
    name = needed(line["name"], "name", longest=LONGEST_NAME)
    title, unit = text(line["title"], "title"), text(line["unit"], "unit")
    email = text(line["email"], "email").casefold()
    if key in in_file:
        raise BadCell(f"id {key} is on line {in_file[key]} too")
    in_file[key] = line.number
    unit_id = unit_id_in(tx, known, unit) if unit else None
    person_id = known.by_id.get(key)
    changed = person_id is None
    if person_id is None:
        same = known.unclaimed.get(fold(name), [])
        person_id = same.pop() if len(same) == 1 else new_id()
    changed |= save_person(tx, known, person_id, name, title, unit_id)
    if key not in known.by_id:
        remember_id(tx, known.workspace_id, person_id, key, source=BY_FILE)
        known.by_id[key] = person_id
    if email and known.by_id.get(email) is None:
        remember_id(tx, known.workspace_id, person_id, email, source=BY_EMAIL)
        known.by_id[email] = person_id
        changed = True
    elif email and known.by_id[email] != person_id:
        raise BadCell(f"the address {email} is somebody else's; the rest was taken")
    return changed


def _count(tx: Transaction, known: Directory, changed: int, progress: Progress) -> None:
    progress.changed += changed
    if changed:
        touch_facts(tx, known.workspace_id)


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
        known.people[row.id] = _fact(row.id, row.name, row.title, row.unit_id)
        known.managers[row.id] = row.manager_id
        if row.id not in imported:
            known.unclaimed.setdefault(row.name_key, []).append(row.id)
    units = sa.select(col(Unit.id), col(Unit.name_key)).where(
        col(Unit.workspace_id) == workspace_id
    )
    known.units = {row.name_key: row.id for row in tx.execute(units)}
    return known


def _fact(person_id: str, name: str, title: str, unit_id: str | None) -> PersonFact:
    """Return somebody with what a file may change; the unit by its id alone."""
    return PersonFact(person_id, name, title, unit_id or "")


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
        now = _fact(person_id, name, title, unit_id)
    else:
        title, unit_id = title or before.title, unit_id or before.unit_id
        now = _fact(person_id, name, title, unit_id)
    if now == before:
        return False
    values: dict[str, Any] = {
        "name": name,
        **keys_of_name(name),
        "title": now.title,
        "unit_id": now.unit_id or None,
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


def set_manager(tx: Transaction, known: Directory, above: Above) -> bool:
    """Write one reporting line; False if it is known, or to oneself.

    Raises:
        BadCell: the manager is in no row, or the line would be a circle.
    """
    person_id, manager_id = known.by_id[above.id], known.by_id.get(above.manager)
    if manager_id is None:
        manager_id = known.by_id.get(above.manager.casefold())
    if manager_id is None:
        raise BadCell(
            f"its manager {above.manager[:80]} is in no row; the rest was taken"
        )
    if manager_id == person_id:
        return False
    if known.managers.get(person_id) == manager_id:
        return False
    over: str | None = manager_id
    while over is not None:
        if over == person_id:
            raise BadCell(
                f"{above.manager[:80]} reports to {above.id[:80]} already, and a line "
                "of reports has no circle; the rest was taken"
            )
        over = known.managers.get(over)
    tx.execute(
        sa.update(Person)
        .where(col(Person.id) == person_id)
        .values(manager_id=manager_id)
    )
    known.managers[person_id] = manager_id
    return True
