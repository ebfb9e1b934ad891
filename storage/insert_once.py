"""Inserting a row unless its unique key was there before."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session


def insert_once(
    session: Session, table: sa.Table, values: dict[str, Any], *, unique: str
) -> bool:
    """Insert `values` unless a row has the same value in the column `unique`.

    The unique index decides, not a look before the insert, so two replicas that reach
    here together still insert one row.

    Returns:
        True if this call inserted it.
    """
    column = table.c[unique]
    statement: Any
    if session.get_bind().dialect.name == "postgresql":
        statement = postgresql.insert(table)
    else:
        statement = sqlite.insert(table)
    statement = statement.on_conflict_do_nothing(index_elements=[column])
    return session.execute(statement.returning(column), values).first() is not None
