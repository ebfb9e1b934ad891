"""Importing people: their names, units, titles, addresses and reporting lines."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from bot.imports.batches import pieces, save_pieces
from bot.imports.cells import LONGEST_NAME, BadCell, needed, text
from bot.imports.columns import Line, lines
from bot.imports.directory import Directory, read_directory, save_person, unit_id_in
from bot.imports.progress import Progress
from bot.imports.reporting_lines import Above, set_manager
from storage.database import Database
from storage.external_ids import BY_EMAIL, BY_FILE, remember_id
from storage.facts_token import touch_facts
from storage.ids import new_id
from storage.people import fold
from storage.transaction import Transaction

COLUMNS = ("id", "name", "unit", "manager", "title", "email")
NEEDED = ("id", "name")


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

    def save(piece: list[Line], tx: Transaction) -> None:
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
    tx: Transaction, known: Directory, line: Line, in_file: dict[str, int]
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
