"""A transaction takes statements. What it cannot keep, it does not pretend to take."""

import pytest
import sqlalchemy as sa
from sqlmodel import col

from storage.database.transactions import Database, Transaction
from storage.models import Workspace

NAMED = sa.select(col(Workspace.key), col(Workspace.name)).where(
    col(Workspace.name) == sa.bindparam("name")
)


def with_acme(tx: Transaction) -> None:
    tx.execute(
        sa.insert(Workspace),
        [
            Workspace(id=key, surface="slack", key=key, name="Acme").model_dump()
            for key in ("T1", "T2")
        ],
    )


@pytest.mark.parametrize("name", ["add", "get", "merge", "flush", "refresh"])
def test_it_takes_no_object_to_keep_track_of(name: str) -> None:
    assert not hasattr(Transaction, name)


def test_nothing_can_be_hung_on_it(sqlite_database: Database) -> None:
    with pytest.raises(AttributeError):
        sqlite_database.run_now(lambda tx: setattr(tx, "added", []))


def test_it_reads_rows_and_columns_with_values_bound(sqlite_database: Database) -> None:
    def work(tx: Transaction) -> None:
        with_acme(tx)
        query = NAMED.order_by(col(Workspace.key))
        assert [row.key for row in tx.rows(query, name="Acme")] == ["T1", "T2"]
        assert list(tx.scalars(query, name="Acme")) == ["T1", "T2"]
        first = tx.first(query, name="Acme")
        assert first is not None
        assert (first.key, first.name) == ("T1", "Acme")
        assert tx.scalar(query, name="Acme") == "T1"
        assert tx.rows(NAMED, name="Nobody") == []
        assert tx.first(NAMED, name="Nobody") is None
        assert tx.scalar(NAMED, name="Nobody") is None

    sqlite_database.run_now(work)


def test_what_follows_a_commit_does_not_follow_a_failure(
    sqlite_database: Database,
) -> None:
    done: list[str] = []

    def saved(tx: Transaction) -> None:
        tx.after_commit(lambda: done.append("saved"))
        assert done == []

    def failed(tx: Transaction) -> None:
        tx.after_commit(lambda: done.append("failed"))
        raise LookupError

    sqlite_database.run_now(saved)
    with pytest.raises(LookupError):
        sqlite_database.run_now(failed)
    assert done == ["saved"]
