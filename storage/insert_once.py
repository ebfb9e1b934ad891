"""Inserting a row unless its unique key was there before."""

from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session


def insert_once(
    session: Session, table: sa.Table, values: dict[str, Any], *, unique: str
) -> bool:
    """Insert `values` unless a row has the same in `unique`: "column" or "one,other".

    The unique index decides, not a look before the insert, so two replicas that reach
    here together still insert one row.

    Returns:
        True if this call inserted it.
    """
    statement = _statement(session.connection.dialect.name, table, unique)
    return session.execute(statement, values).first() is not None


@cache
def _statement(dialect: str, table: sa.Table, unique: str) -> Any:
    columns = [table.c[name] for name in unique.split(",")]
    insert: Any = postgresql.insert if dialect == "postgresql" else sqlite.insert
    statement = insert(table).on_conflict_do_nothing(index_elements=columns)
    return statement.returning(columns[0])
