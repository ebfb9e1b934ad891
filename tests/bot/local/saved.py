"""What is in the database, for tests that say that nothing was saved."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa

from storage.database.transactions import Database


def rows(database: Database) -> dict[str, int]:
    """Return how many rows each table holds that a line could write to."""
    tables = ("contact", "change", "person", "issue", "rating", "suggestionevent")

    def count(tx: Any) -> dict[str, int]:
        return {
            name: tx.execute(sa.text(f"SELECT count(*) FROM {name}")).scalar()
            for name in tables
        }

    return database.run_now(count)


@contextmanager
def only_reading(database: Database) -> Iterator[None]:
    """Let the one connection of the database write nothing for a while."""
    raw = database.run_now(lambda tx: tx.connection.connection.driver_connection)
    assert raw is not None
    raw.execute("PRAGMA query_only=ON")
    yield
    raw.execute("PRAGMA query_only=OFF")
