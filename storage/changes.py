"""Writing rows so that one command can be undone as a whole.

Every command writes through a `Writer`. It keeps each row as it was before, sealed, and
`undo` in `putting_back` puts the rows back unless somebody changed them since.
"""

import json
from datetime import datetime
from functools import cache
from typing import Any, Literal

import sqlalchemy as sa
from sqlmodel import SQLModel

from storage.facts_token import SHARED, touch_facts
from storage.ids import new_id
from storage.kept_rows import Row, is_row, plain
from storage.models import Change, Table
from storage.transaction import Transaction
from storage.vault import place


def table_of(model: type[SQLModel]) -> sa.Table:
    """Return the table behind a model."""
    table = model.__table__  # type: ignore[attr-defined]
    assert isinstance(table, sa.Table)
    return table


def belongs_to(
    model: type[Table], owner: Literal["leader_id", "workspace_id"], owner_id: str
) -> sa.ColumnElement[bool]:
    """Return the condition that a row, or the row it is part of, is this owner's."""
    table = table_of(model)
    if not model.part_of:
        return table.c[owner] == owner_id
    [key] = table.c[model.part_of].foreign_keys
    owned = sa.select(key.column).where(key.column.table.c[owner] == owner_id)
    return table.c[model.part_of].in_(owned)


@cache
def insert_into(table: sa.Table) -> sa.Insert:
    """Return the insert of a whole row. Built once: that costs more than running."""
    return sa.insert(table)


@cache
def _defaults(model: type[SQLModel]) -> tuple[tuple[str, Any], ...]:
    return tuple(
        (name, field)
        for name, field in model.model_fields.items()
        if not field.is_required()
    )


def blank(model: type[SQLModel]) -> Row:
    """Return the columns of a new row that have a default; quicker than a model."""
    return {
        name: field.get_default(call_default_factory=True)
        for name, field in _defaults(model)
    }


def key_of(model: type[SQLModel], ident: Any) -> Row:
    """Return a row's primary key by column.

    Args:
        ident: as SQLModel's `get` takes it: the key's value, a tuple of its values in
            the order of the columns, or a dict of them by column.
    """
    if isinstance(ident, dict):
        return ident
    values = ident if isinstance(ident, tuple) else (ident,)
    names = (column.name for column in table_of(model).primary_key)
    return dict(zip(names, values, strict=True))


class Writer:
    """Inserts, updates and deletes rows of one leader's command, and remembers them.

    A row to change or delete is named by its primary key, as `key_of` takes it.
    Columns with sealed text are written with `storage.sealed`.
    """

    def __init__(
        self, tx: Transaction, *, workspace_id: str, leader_id: str, at: datetime
    ) -> None:
        self.tx = tx
        self.workspace_id = workspace_id
        self.leader_id = leader_id
        self.at = at
        self._kept: list[dict[str, Any]] = []
        self._touched = False

    def add(self, row: SQLModel) -> None:
        """Insert a row. At once: rows that it names by a foreign key come first."""
        table = table_of(type(row))
        values = {column.name: getattr(row, column.name) for column in table.columns}
        self.insert_values(type(row), values)

    def insert_values(self, model: type[SQLModel], values: Row) -> None:
        """Insert a row of which every column is given: quicker than a model."""
        table = table_of(model)
        self.tx.execute(insert_into(table), values)
        self._keep(table, None, values)

    def update(self, model: type[SQLModel], ident: Any, **values: Any) -> None:
        """Change columns of one row.

        Raises:
            LookupError: there is no such row.
        """
        table, key = table_of(model), key_of(model, ident)
        before = self._read(table, key)
        if before is None:
            raise LookupError(f"no {table.name} row")
        self.tx.execute(sa.update(table).where(is_row(table, key)).values(**values))
        self._keep(table, before, {**before, **values})

    def delete(self, model: type[SQLModel], ident: Any) -> None:
        """Delete one row.

        Raises:
            LookupError: there is no such row.
        """
        table, key = table_of(model), key_of(model, ident)
        before = self._read(table, key)
        if before is None:
            raise LookupError(f"no {table.name} row")
        self.tx.execute(sa.delete(table).where(is_row(table, key)))
        self._keep(table, before, None)

    def finish(self, label: str) -> str:
        """Save what undo needs, and return the id that undoes it.

        Args:
            label: what it was, in the leader's words, e.g. "call with Dana".
        """
        change_id = new_id()
        vault = self.tx.vault
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
        self.tx.execute(insert_into(table_of(Change)), values)
        return change_id

    def _read(self, table: sa.Table, key: Row) -> Row | None:
        found = self.tx.first(sa.select(table).where(is_row(table, key)))
        return dict(found._mapping) if found else None

    def _keep(self, table: sa.Table, before: Row | None, after: Row | None) -> None:
        if table.name in SHARED and not self._touched:
            touch_facts(self.tx, self.workspace_id)
            self._touched = True
        self._kept.append(
            {"table": table.name, "before": plain(before), "after": plain(after)}
        )
