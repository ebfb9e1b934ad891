"""Writing rows so that one command can be undone as a whole.

Every command writes through a `Writer`. It keeps each row as it was before, sealed, and
`undo` in `putting_back` puts the rows back unless somebody changed them since.
"""

import json
from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session
from sqlmodel import SQLModel

from storage.facts_token import SHARED, touch_facts
from storage.ids import new_id
from storage.kept_rows import Row, is_row, plain
from storage.models import Change
from storage.transaction import vault_of
from storage.vault import place


def table_of(model: type[SQLModel]) -> sa.Table:
    """Return the table behind a model."""
    table = model.__table__  # type: ignore[attr-defined]
    assert isinstance(table, sa.Table)
    return table


@cache
def insert_into(table: sa.Table) -> sa.Insert:
    """Return the insert of a whole row. Built once: that costs more than running."""
    return sa.insert(table)


class Writer:
    """Inserts, updates and deletes rows of one leader's command, and remembers them."""

    def __init__(
        self, session: Session, *, workspace_id: str, leader_id: str, at: datetime
    ) -> None:
        self.session = session
        self.workspace_id = workspace_id
        self.leader_id = leader_id
        self.at = at
        self._kept: list[dict[str, Any]] = []
        self._touched = False

    def insert(self, row: SQLModel) -> None:
        """Insert a row. Flushes at once, so that foreign keys hold."""
        table = table_of(type(row))
        values = {column.name: getattr(row, column.name) for column in table.columns}
        self.insert_values(type(row), values)

    def insert_values(self, model: type[SQLModel], values: Row) -> None:
        """Do as `insert`, with every column's value given: quicker than a model."""
        table = table_of(model)
        self.session.execute(insert_into(table), values)
        self._keep(table, None, values)

    def update(self, model: type[SQLModel], key: Row, **values: Any) -> None:
        """Change columns of the row with primary key `key`."""
        table = table_of(model)
        before = self._read(table, key)
        if before is None:
            raise LookupError(f"no {table.name} row")
        self.session.execute(
            sa.update(table).where(is_row(table, key)).values(**values)
        )
        self._keep(table, before, {**before, **values})

    def delete(self, model: type[SQLModel], key: Row) -> None:
        """Delete the row with primary key `key`."""
        table = table_of(model)
        before = self._read(table, key)
        if before is None:
            raise LookupError(f"no {table.name} row")
        self.session.execute(sa.delete(table).where(is_row(table, key)))
        self._keep(table, before, None)

    def finish(self, label: str) -> str:
        """Save what undo needs, and return the id that undoes it.

        Args:
            label: what it was, in the leader's words, e.g. "call with Dana".
        """
        change_id = new_id()
        vault = vault_of(self.session)
        where = self.workspace_id, change_id
        values = {
            "id": change_id,
            "workspace_id": self.workspace_id,
            "leader_id": self.leader_id,
            "at": self.at,
            "label": vault.seal(label, about=place(*where, "label")),
            "rows": vault.seal(json.dumps(self._kept), about=place(*where, "rows")),
            "undone_at": None,
        }
        self.session.execute(insert_into(table_of(Change)), values)
        return change_id

    def _read(self, table: sa.Table, key: Row) -> Row | None:
        found = self.session.execute(sa.select(table).where(is_row(table, key))).first()
        return dict(found._mapping) if found else None

    def _keep(self, table: sa.Table, before: Row | None, after: Row | None) -> None:
        if table.name in SHARED and not self._touched:
            touch_facts(self.session, self.workspace_id)
            self._touched = True
        self._kept.append(
            {"table": table.name, "before": plain(before), "after": plain(after)}
        )
