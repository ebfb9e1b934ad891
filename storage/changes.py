"""Writing rows so that one command can be undone as a whole.

Every command writes through a `Writer`. It keeps each row as it was before, sealed, and
`undo` puts the rows back unless somebody changed them since.
"""

import base64
import json
from datetime import date, datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session
from sqlmodel import SQLModel

from storage.facts_token import SHARED, touch_facts
from storage.ids import new_id
from storage.models import Change
from storage.transaction import vault_of
from storage.vault import place

Row = dict[str, Any]


class ChangedSince(Exception):
    """A row was changed after the command that is to be undone."""


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
        self.session.execute(sa.update(table).where(_is(table, key)).values(**values))
        self._keep(table, before, {**before, **values})

    def delete(self, model: type[SQLModel], key: Row) -> None:
        """Delete the row with primary key `key`."""
        table = table_of(model)
        before = self._read(table, key)
        if before is None:
            raise LookupError(f"no {table.name} row")
        self.session.execute(sa.delete(table).where(_is(table, key)))
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
        found = self.session.execute(sa.select(table).where(_is(table, key))).first()
        return dict(found._mapping) if found else None

    def _keep(self, table: sa.Table, before: Row | None, after: Row | None) -> None:
        if table.name in SHARED and not self._touched:
            touch_facts(self.session, self.workspace_id)
            self._touched = True
        self._kept.append(
            {"table": table.name, "before": _plain(before), "after": _plain(after)}
        )


def undo(session: Session, change: Change, *, at: datetime) -> tuple[str, list[Row]]:
    """Put every row of `change` back, newest first, and mark the change undone.

    Returns:
        The change's label, and the rows that were touched as
        `{"table", "before", "after"}`, for the caller to bring totals up to date.

    Raises:
        ChangedSince: a row is no longer as the change left it; nothing is undone.
    """
    vault = vault_of(session)
    label = vault.open(
        change.label, about=place(change.workspace_id, change.id, "label")
    )
    kept = json.loads(
        vault.open(change.rows, about=place(change.workspace_id, change.id, "rows"))
    )
    tables = SQLModel.metadata.tables
    touched: list[Row] = []
    for entry in reversed(kept):
        table = tables[entry["table"]]
        before, after = _typed(table, entry["before"]), _typed(table, entry["after"])
        _put_back(session, table, before, after)
        touched.append({"table": table.name, "before": before, "after": after})
    if any(entry["table"] in SHARED for entry in touched):
        touch_facts(session, change.workspace_id)
    session.execute(
        sa.update(table_of(Change))
        .where(table_of(Change).c.id == change.id)
        .values(undone_at=at)
    )
    return label, touched


DERIVED = {
    "tie": {"strength", "strength_on", "totals"},  # rebuilt by the caller
    "leader": {
        "active_at",
        "delivery_problem",
        "ignored_cards",
        "next_nudge_at",
        "next_summary_at",
    },
}  # moves on by itself: not compared, and put back only if the command set it


def _put_back(
    session: Session, table: sa.Table, before: Row | None, after: Row | None
) -> None:
    row = after or before or {}
    key = {column.name: row[column.name] for column in table.primary_key}
    derived = DERIVED.get(table.name, set())
    found = session.execute(sa.select(table).where(_is(table, key))).first()
    now = dict(found._mapping) if found else None
    left = after or {}
    if before is not None:  # of a changed row only what the command changed
        left = {name: new for name, new in left.items() if new != before[name]}
    same = (now is None) == (after is None) and all(
        now[name] == new
        for name, new in left.items()
        if now is not None and name not in derived
    )
    if not same:
        raise ChangedSince(table.name)
    if before is None:
        session.execute(sa.delete(table).where(_is(table, key)))
    elif after is None:
        session.execute(sa.insert(table), [before])
    else:
        back = {name: old for name, old in before.items() if old != after[name]}
        if back:
            session.execute(sa.update(table).where(_is(table, key)).values(**back))


def _is(table: sa.Table, key: Row) -> sa.ColumnElement[bool]:
    return sa.and_(*(table.c[name] == value for name, value in key.items()))


def _plain(row: Row | None) -> Row | None:
    if row is None:
        return None
    return {
        name: (
            base64.b64encode(value).decode()
            if isinstance(value, bytes)
            else value.isoformat()
            if isinstance(value, date)
            else value
        )
        for name, value in row.items()
    }


def _typed(table: sa.Table, row: Row | None) -> Row | None:
    if row is None:
        return None
    typed: Row = {}
    for name, value in row.items():
        kind = table.c[name].type
        if isinstance(kind, sa.TypeDecorator):  # UTCDateTime tells no type of its own
            kind = kind.impl_instance
        if value is None:
            typed[name] = None
        elif isinstance(kind, sa.LargeBinary):
            typed[name] = base64.b64decode(value)
        elif isinstance(value, str) and kind.python_type is datetime:
            typed[name] = datetime.fromisoformat(value)
        elif isinstance(value, str) and kind.python_type is date:
            typed[name] = date.fromisoformat(value)
        else:
            typed[name] = value
    return typed
