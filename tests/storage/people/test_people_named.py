"""Finding people by what was typed."""

import pytest

from storage.database.transactions import Database, Transaction
from storage.database.writer import Writer
from storage.leaders.leaders import leader_at, welcome_leader
from storage.people.store import (
    add_person,
    people_named,
    people_with_any,
    person_with,
    unit_id_for,
)
from tests.storage.upkeep.test_putting_back import AT

NAMES = (
    ("Dana Whitfield", "Operations"),
    ("Dana Stone", "Finance"),
    ("Dana", "Legal"),
    ("Kim Lee Park", "Finance"),
    ("Zoë Ø", "Sales"),
)


def writer_at(tx: Transaction, tenant: str) -> Writer:
    where = {"surface": "terminal", "tenant": tenant, "user_key": "ada"}
    if leader_at(tx, **where) is None:
        welcome_leader(
            tx, **where, name="Ada Novak", zone="UTC",
            zone_source="default", country="", at=AT,
        )  # fmt: skip
    leader = leader_at(tx, **where)
    assert leader is not None
    return Writer(
        tx, workspace_id=leader.workspace_id, leader_id=leader.leader_id, at=AT
    )


@pytest.fixture
def filled(database: Database) -> Database:
    """Two workspaces with the same people."""

    def fill(tx: Transaction) -> None:
        for tenant in ("acme", "elsewhere"):
            writer = writer_at(tx, tenant)
            for name, unit in NAMES:
                add_person(
                    writer, name, unit_id=unit_id_for(writer, unit), user_key=name[:4]
                )

    database.run_now(fill)
    return database


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("dana whitfield", ["Dana Whitfield"]),
        ("  DANA   Stone ", ["Dana Stone"]),
        ("Dana", ["Dana"]),  # an exact full name shuts out the others
        ("dana w", ["Dana Whitfield"]),
        ("stone", ["Dana Stone"]),
        ("park", ["Kim Lee Park"]),
        ("kim park", ["Kim Lee Park"]),
        ("zoë", ["Zoë Ø"]),
        ("zoe", ["Zoë Ø"]),
        ("da", []),
        ("%", []),
        ("_ana", []),
        ("' OR 1=1 --", []),
        ("", []),
    ],
)
def test_a_name_or_part_of_it_finds_people_of_the_own_workspace(
    filled: Database, typed: str, found: list[str]
) -> None:
    def find(tx: Transaction) -> list[str]:
        writer = writer_at(tx, "acme")
        people = people_named(
            tx,
            workspace_id=writer.workspace_id,
            leader_id=writer.leader_id,
            name=typed,
        )
        return [person.name for person in people]

    assert filled.run_now(find) == found


def test_one_query_finds_everybody_a_line_could_name(filled: Database) -> None:
    def find(tx: Transaction) -> set[str]:
        writer = writer_at(tx, "acme")
        people = people_with_any(
            tx,
            workspace_id=writer.workspace_id,
            leader_id=writer.leader_id,
            words=["had", "coffee", "with", "stone", "kim"],
        )
        return {person.name for person in people}

    assert filled.run_now(find) == {"Dana Stone", "Kim Lee Park"}


def test_a_mention_of_another_workspace_finds_nobody(filled: Database) -> None:
    def find(tx: Transaction) -> tuple[bool, bool]:
        acme = writer_at(tx, "acme")
        other = writer_at(tx, "elsewhere")
        known = person_with(
            tx,
            workspace_id=acme.workspace_id,
            leader_id=acme.leader_id,
            user_key="Kim ",
        )
        assert known is not None
        crossed = person_with(
            tx,
            workspace_id=other.workspace_id,
            leader_id=other.leader_id,
            person_id=known.id,
        )
        nobody = person_with(
            tx,
            workspace_id=acme.workspace_id,
            leader_id=acme.leader_id,
            user_key="",
        )
        return crossed is None, nobody is None

    assert filled.run_now(find) == (True, True)
