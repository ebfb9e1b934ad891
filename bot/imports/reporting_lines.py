"""Who reports to whom in a file, brought into the directory."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import col

from bot.imports.cells import BadCell
from bot.imports.directory import Directory
from storage.models import Person
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Above:
    """One row's reporting line, in the file's ids."""

    line: int
    id: str
    manager: str


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
