"""Imported days: saved once, added up for each pair, whatever else a firm has."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
import sqlalchemy as sa
from sqlmodel import col

from storage.contacts.observed import PAIRS_AT_ONCE, Observed, _days_of, save_days
from storage.contacts.totals import bond_of, decay
from storage.database.transactions import Database, Transaction
from storage.database.writer import table_of
from storage.models import ObservedDay, ObservedTie, Person, Workspace

DAY = date(2026, 3, 2)
NOW = datetime(2026, 3, 31, 8, tzinfo=UTC)
HERE, ELSEWHERE = "w" * 22, "x" * 22


def a_firm(tx: Transaction, workspace_id: str, people: int) -> list[str]:
    """Return the ids of so many people of a workspace of their own."""
    workspace = Workspace(
        id=workspace_id, surface="local", key=workspace_id, name="Firm"
    )
    tx.execute(sa.insert(Workspace), workspace.model_dump())
    ids = [f"{workspace_id[0]}{number:04}" for number in range(people)]
    tx.execute(
        sa.insert(Person),
        [
            Person(
                id=id,
                workspace_id=workspace_id,
                name=id,
                name_key=id,
                first_key=id,
                last_key=id,
            ).model_dump()
            for id in ids
        ],
    )
    return ids


def ties(tx: Transaction, workspace_id: str = HERE) -> dict[tuple[str, str], sa.Row]:  # type: ignore[type-arg]
    table = table_of(ObservedTie)
    rows = tx.execute(sa.select(table).where(table.c.workspace_id == workspace_id))
    return {(row.a_id, row.b_id): row for row in rows}


def test_a_day_is_counted_once_as_new_and_once_as_agreed_to(database: Database) -> None:
    def work(tx: Transaction) -> None:
        a, b, c, *_ = a_firm(tx, HERE, 3)
        seen = [Observed(a, b, DAY, "email"), Observed(b, c, DAY, "email")]
        assert save_days(tx, HERE, seen, consented=False) == 2
        assert save_days(tx, HERE, seen, consented=False) == 0
        assert ties(tx)[a, b].shared == 0.0
        assert save_days(tx, HERE, seen[:1], consented=True) == 1
        assert save_days(tx, HERE, seen, consented=True) == 1
        assert save_days(tx, HERE, seen, consented=True) == 0
        assert save_days(tx, HERE, seen, consented=False) == 0  # is not taken back
        assert ties(tx)[a, b].shared == ties(tx)[a, b].strength == 0.5
        assert save_days(tx, HERE, [*seen, seen[0]], consented=False) == 0
        assert save_days(tx, HERE, [], consented=True) == 0
        twice = [Observed(c, a, DAY, "met")] * 2
        assert save_days(tx, HERE, twice, consented=True) == 1

    database.run_now(work)


def test_a_pair_is_all_of_its_days_either_way_from_whichever_import(
    database: Database,
) -> None:
    def work(tx: Transaction) -> None:
        a, b, c = a_firm(tx, HERE, 3)
        later = DAY + timedelta(30)
        save_days(tx, HERE, [Observed(a, b, DAY, "met")], consented=True)
        save_days(tx, HERE, [Observed(c, b, DAY, "met")], consented=True)
        save_days(tx, HERE, [Observed(b, a, later, "email")], consented=False)
        found = ties(tx)
        assert set(found) == {(a, b), (b, c)}
        pair = found[a, b]
        assert pair.strength_on == later
        assert pair.strength == pytest.approx(0.5 + decay(30))
        assert pair.shared == pytest.approx(decay(30))
        assert pair.bond == pytest.approx(bond_of([DAY, later], later))
        assert pair.shared_bond == pytest.approx(bond_of([DAY], later))

    database.run_now(work)


@pytest.mark.parametrize("people", [PAIRS_AT_ONCE + 1, PAIRS_AT_ONCE + 2])
def test_an_import_of_more_pairs_than_one_query_takes_adds_them_all_up(
    database: Database, people: int
) -> None:
    def work(tx: Transaction) -> None:
        ids = a_firm(tx, HERE, people)
        seen = [Observed(b, a, DAY, "met") for a, b in pairwise(ids)]
        assert save_days(tx, HERE, seen, consented=True) == people - 1
        found = ties(tx)
        assert set(found) == set(pairwise(ids))
        assert {row.bond for row in found.values()} == {1.0}

    database.run_now(work)


def test_another_firms_days_are_left_alone(database: Database) -> None:
    def work(tx: Transaction) -> None:
        a, b = a_firm(tx, HERE, 2)
        c, d = a_firm(tx, ELSEWHERE, 2)
        save_days(tx, HERE, [Observed(a, b, DAY, "met")], consented=True)
        before = ties(tx)
        new = [Observed(c, d, DAY, "met")]
        assert save_days(tx, ELSEWHERE, new, consented=True) == 1
        assert ties(tx) == before
        assert set(ties(tx, ELSEWHERE)) == {(c, d)}
        # Even under the same ids, of which there is one firm's each.
        own = tx.execute(_days_of([(a, b)]), {"workspace": ELSEWHERE}).all()
        assert own == []

    database.run_now(work)


def test_days_of_pairs_are_looked_up_one_by_one_not_read_through(
    sqlite_database: Database,
) -> None:
    def work(tx: Transaction) -> None:
        query = _days_of([("a", "b"), ("c", "d")]).params(workspace=HERE)
        found = query.compile(tx.connection, compile_kwargs={"literal_binds": True})
        plan = tx.connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {found}").all()
        [days] = [row.detail for row in plan if "observed" in row.detail]
        assert days.startswith("SEARCH")
        assert "workspace_id=? AND from_id=? AND to_id=?" in days

    sqlite_database.run_now(work)


def test_a_day_that_is_saved_has_the_consent_it_was_given(database: Database) -> None:
    def work(tx: Transaction) -> None:
        a, b = a_firm(tx, HERE, 2)
        seen = [Observed(a, b, DAY, "met")]
        save_days(tx, HERE, seen, consented=False)
        save_days(tx, HERE, seen, consented=True)
        agreed = tx.execute(sa.select(col(ObservedDay.consented))).scalars().all()
        assert agreed == [True]

    database.run_now(work)
