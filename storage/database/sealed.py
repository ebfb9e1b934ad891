"""Sealed columns: written and read as plain text, kept sealed.

A table says which they are in `sealed_texts`. A text is bound to its row by workspace,
key and column, so those must be known when it is sealed and when it is opened.
"""

from functools import cache
from typing import Any

from storage.database.transactions import Transaction
from storage.database.vault import place
from storage.database.writer import Row, Writer, blank, key_of, table_of
from storage.models import Table

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
