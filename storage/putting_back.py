"""Putting back what one command wrote."""

import json
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import SQLModel, col

from storage.facts_token import SHARED, touch_facts
from storage.kept_rows import Row, is_row, typed
from storage.models import Change, tables
from storage.sealed import text_of
from storage.transaction import Transaction


class ChangedSince(Exception):
    """A row was changed after the command that is to be undone."""


def undo(tx: Transaction, change: Change, *, at: datetime) -> tuple[str, list[Row]]:
    """Put every row of `change` back, newest first, and mark the change undone.

    Returns:
        The change's label, and the rows that were touched as
        `{"table", "before", "after"}`, for the caller to bring totals up to date.

    Raises:
        ChangedSince: a row is no longer as the change left it; nothing is undone.
    """
    label = text_of(tx, change, Change.label)
    kept = json.loads(text_of(tx, change, Change.rows))
    tables = SQLModel.metadata.tables
    touched: list[Row] = []
    for entry in reversed(kept):
        table = tables[entry["table"]]
        before, after = typed(table, entry["before"]), typed(table, entry["after"])
        _put_back(tx, table, before, after)
        touched.append({"table": table.name, "before": before, "after": after})
    if any(entry["table"] in SHARED for entry in touched):
        touch_facts(tx, change.workspace_id)
    tx.execute(
        sa.update(Change).where(col(Change.id) == change.id).values(undone_at=at)
    )
    return label, touched


MOVES_ON = {str(one.__tablename__): one.moves_on for one in tables()}


def _put_back(
    tx: Transaction, table: sa.Table, before: Row | None, after: Row | None
) -> None:
    row = after or before or {}
    key = {column.name: row[column.name] for column in table.primary_key}
    moves_on = MOVES_ON[table.name]
    found = tx.first(sa.select(table).where(is_row(table, key)))
    now = dict(found._mapping) if found else None
    left = after or {}
    if before is not None:  # of a changed row only what the command changed
        left = {name: new for name, new in left.items() if new != before[name]}
    same = (now is None) == (after is None) and all(
        now[name] == new
        for name, new in left.items()
        if now is not None and name not in moves_on
    )
    if not same:
        raise ChangedSince(table.name)
    if before is None:
        tx.execute(sa.delete(table).where(is_row(table, key)))
    elif after is None:
        tx.execute(sa.insert(table), [before])
    else:
        back = {name: old for name, old in before.items() if old != after[name]}
        if back:
            tx.execute(sa.update(table).where(is_row(table, key)).values(**back))
