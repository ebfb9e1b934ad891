"""What happens once: a row under a key of its own, a request already carried out."""

from datetime import datetime, timedelta
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import SQLModel, col

from storage.database.transactions import Transaction
from storage.database.writer import table_of
from storage.models import Seen

# Inserting a row unless its unique key was there before.


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


# Requests already carried out: what makes a replay harmless (R2, R7).

KEPT = timedelta(hours=30)  # Slack's delayed events repeat for 24 h (R2 asks for 26)


def first_time(tx: Transaction, key: str, *, at: datetime) -> bool:
    """Remember `key` with the caller's transaction; False if it was known before."""
    return insert_once(tx, Seen, {"key": key, "at": at}, unique="key")


def forget_seen(tx: Transaction, *, at: datetime) -> None:
    """Delete keys older than 30 hours."""
    tx.execute(sa.delete(Seen).where(col(Seen.at) < at - KEPT))
