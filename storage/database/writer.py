"""Writing rows so that one command can be undone as a whole, their texts sealed.

Every command writes through a `Writer`. It keeps each row as it was before, sealed, and
`undo_rows` puts the rows back unless somebody changed them since.

A table says in `sealed_texts` which columns are written and read as plain text and kept
sealed. A text is bound to its row by workspace, key and column, so those must be known
when it is sealed and when it is opened.
"""

import base64
import json
from datetime import date, datetime, time
from functools import cache
from typing import Any, Literal, TypeAlias

import sqlalchemy as sa
from sqlmodel import SQLModel

from storage.database.transactions import Transaction
from storage.database.vault import place
from storage.ids import new_id
from storage.models import Change, Table, Workspace, tables

# A row as undo keeps it: plain enough for JSON, and typed again.

Row = dict[str, Any]


def row_as_json(row: Row | None) -> Row | None:
    """Return a row of values that JSON knows: bytes in base64, dates in ISO 8601."""
    if row is None:
        return None
    return {
        name: (
            base64.b64encode(value).decode()
            if isinstance(value, bytes)
            else value.isoformat()
            if isinstance(value, date | time)
            else value
        )
        for name, value in row.items()
    }


def row_from_json(table: sa.Table, row: Row | None) -> Row | None:
    """Return what `row_as_json` was given, by the columns' types; None stays None."""
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
        elif isinstance(value, str) and kind.python_type is time:
            typed[name] = time.fromisoformat(value)
        else:
            typed[name] = value
    return typed


def is_row(table: sa.Table, key: Row) -> sa.ColumnElement[bool]:
    """Return the condition that a row has this primary key."""
    return sa.and_(*(table.c[name] == value for name, value in key.items()))


# A token that changes with what a workspace shares: services, ratings, issues, people.
#
# Whoever keeps something computed from them keeps the token beside it, and computes
# anew when it differs. It is random, not a number: one that a rolled-back transaction
# made never comes again.

WORKSPACE: sa.Table = Workspace.__table__  # type: ignore[attr-defined]
SHARED = frozenset(str(one.__tablename__) for one in tables() if one.is_shared)
TOUCH = (
    sa.update(WORKSPACE)
    .where(WORKSPACE.c.id == sa.bindparam("workspace"))
    .values(facts_token=sa.bindparam("token"))
)


def touch_facts(tx: Transaction, workspace_id: str) -> None:
    """Change the workspace's token with the caller's transaction."""
    tx.execute(TOUCH, {"workspace": workspace_id, "token": new_id()})


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
    Columns with sealed text are written with `keep` and `change_kept`.
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
        self._change_id = ""
        self._labels: list[str] = []

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

        Finished again, what was written since joins the same change: one undo for all.

        Args:
            label: what it was, in the leader's words, e.g. "call with Dana".
        """
        self._labels.append(label)
        change_id = self._change_id or new_id()
        vault = self.tx.vault
        where = self.workspace_id, change_id
        texts = {
            "label": vault.seal(", ".join(self._labels), about=place(*where, "label")),
            "rows": vault.seal(json.dumps(self._kept), about=place(*where, "rows")),
        }
        if self._change_id:
            changes = table_of(Change)
            mine = changes.c.id == change_id
            self.tx.execute(sa.update(changes).where(mine).values(**texts))
            return change_id
        values = {
            "id": change_id,
            "workspace_id": self.workspace_id,
            "leader_id": self.leader_id,
            "at": self.at,
            **texts,
            "undone_at": None,
        }
        self.tx.execute(insert_into(table_of(Change)), values)
        self._change_id = change_id
        return change_id

    def _read(self, table: sa.Table, key: Row) -> Row | None:
        found = self.tx.first(sa.select(table).where(is_row(table, key)))
        return dict(found._mapping) if found else None

    def _keep(self, table: sa.Table, before: Row | None, after: Row | None) -> None:
        if table.name in SHARED and not self._touched:
            touch_facts(self.tx, self.workspace_id)
            self._touched = True
        self._kept.append(
            {
                "table": table.name,
                "before": row_as_json(before),
                "after": row_as_json(after),
            }
        )


# The types of a query whose columns are read by name, and of one row of it; and whose
# rows most queries read.

AnyRow: TypeAlias = sa.Row[*tuple[Any, ...]]
AnySelect: TypeAlias = sa.Select[*tuple[Any, ...]]
LEADER: sa.BindParameter[str] = sa.bindparam("leader")

# Rows with sealed texts, written and read as plain text.

WITHOUT_WORKSPACE = "install"  # what the texts of no workspace are bound to


def keep(writer: Writer, model: type[Table], **columns: Any) -> str:
    """Insert a row of the writer's with its texts sealed, and return its id.

    Args:
        columns: as in the model; sealed ones are plain text. Left out are those with
            a default, and the workspace and leader, which are the writer's.

    Returns:
        The id; "" where the key is another.
    """
    own = {"workspace_id": writer.workspace_id, "leader_id": writer.leader_id}
    its_own = {name: own[name] for name in own if name in table_of(model).c}
    row = {**blank(model), **its_own, **columns}
    row = sealed(writer.tx, model, row)
    writer.insert_values(model, row)
    return str(row.get("id", ""))


def change_kept(writer: Writer, model: type[Table], ident: Any, **columns: Any) -> None:
    """Change columns of a row as `Writer.update` does; sealed ones are plain text."""
    key = key_of(model, ident)
    bound = {**key, "workspace_id": writer.workspace_id}
    columns = sealed(writer.tx, model, columns, bound=bound)
    writer.update(model, key, **columns)


def sealed(
    tx: Transaction, model: type[Table], columns: Row, *, bound: Row | None = None
) -> Row:
    """Return `columns` with the plain texts among them sealed.

    Args:
        bound: the key and workspace of their row; None = they are in `columns`.
    """
    kept = dict(columns)
    for name in model.sealed_texts:
        if isinstance(kept.get(name), str):
            about = _about(model, columns if bound is None else bound, name)
            kept[name] = tx.vault.seal(kept[name], about=about)
    return kept


def text_of(tx: Transaction, row: Any, column: Any) -> str:
    """Return a row's sealed text, e.g. `text_of(tx, row, Need.text)`; "" = none.

    Args:
        row: of a query or of the model, with the text, the key and the workspace.
        column: the model's.

    Raises:
        CannotOpen: it was sealed with another key, or for another row.
    """
    model, name = column.class_, column.key
    kept = getattr(row, name)
    if not kept:
        return ""
    values = {one: getattr(row, one) for one in _binding(model)}
    return tx.vault.open(kept, about=_about(model, values, name))


@cache
def _binding(model: type[Table]) -> tuple[str, ...]:
    """Return the columns that a text of the model is bound to."""
    table = table_of(model)
    keys = tuple(column.name for column in table.primary_key)
    return ("workspace_id", *keys) if "workspace_id" in table.c else keys


def _about(model: type[Table], row: Row, name: str) -> str:
    names = _binding(model)
    keys = names[1:] if model.has_workspace else names
    workspace = row["workspace_id"] if model.has_workspace else WITHOUT_WORKSPACE
    return place(workspace, ":".join(row[one] for one in keys), name)
