"""Inserting a row unless its unique key was there before."""

from functools import cache
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import SQLModel

from storage.changes import table_of
from storage.transaction import Transaction


def insert_once(
    tx: Transaction, model: type[SQLModel], values: dict[str, Any], *, unique: str
) -> bool:
    """Insert `values` unless a row has the same in `unique`: "column" or "one,other".

    The unique index decides, not a look before the insert, so two replicas that reach
    here together still insert one row.

    Returns:
        True if this call inserted it.
    """
    statement = _statement(tx.connection.dialect.name, model, unique)
    return tx.first(statement, **values) is not None


@cache
def _statement(dialect: str, model: type[SQLModel], unique: str) -> Any:
    table = table_of(model)
    columns = [table.c[name] for name in unique.split(",")]
    insert: Any = postgresql.insert if dialect == "postgresql" else sqlite.insert
    statement = insert(table).on_conflict_do_nothing(index_elements=columns)
    return statement.returning(columns[0])
