"""`outreach doctor` tells an administrator whom no card reaches, and names nobody."""

from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import col

from bot.doctor.doctor import COME_BACK, look_at_people
from bot.doctor.finding import State
from bot.settings import Settings
from storage.database.transactions import Database
from storage.leaders.leaders import leader_at, welcome_leader
from storage.models import Leader
from tests.fakes import FakeClock

BLOCKED = "Outreach was blocked or removed in Teams (403 MessageWritesBlocked)"


def settings(url: str) -> Settings:
    return Settings(_env_file=None, database_url=url)  # type: ignore[call-arg]


def welcome(database: Database, surface: str, name: str, **columns: Any) -> None:
    where = {"surface": surface, "tenant": "t", "user_key": name}

    def work(tx: Any) -> None:
        welcome_leader(
            tx, **where, name=name, zone="UTC", zone_source="default", country="",
            at=FakeClock().now,
        )  # fmt: skip
        known = leader_at(tx, **where)
        assert known is not None
        if columns:
            tx.execute(
                sa.update(Leader)
                .where(col(Leader.id) == known.leader_id)
                .values(**columns)
            )

    database.run_now(work)


@pytest.fixture
def people(sqlite_database: Database) -> Database:
    welcome(sqlite_database, "teams", "Ada Novak", delivery_problem=BLOCKED)
    welcome(sqlite_database, "teams", "Kim Park", delivery_problem=BLOCKED)
    welcome(sqlite_database, "slack", "Sam Ortiz", delivery_problem="user_disabled")
    welcome(sqlite_database, "teams", "Dana Whitfield")
    welcome(sqlite_database, "teams", "Ben Ito", delivery_problem=BLOCKED, stopped=True)
    return sqlite_database


def test_those_who_cannot_be_reached_are_counted_by_reason(
    people: Database, sqlite_url: str
) -> None:
    found = list(look_at_people(settings(sqlite_url)))
    assert [one.what for one in found] == [
        "No card reaches 1 person in Slack: user_disabled.",
        f"No card reaches 2 people in Microsoft Teams: {BLOCKED}.",
    ]
    assert {(one.state, one.do) for one in found} == {(State.NOTE, COME_BACK)}
    assert not [name for name in ("Ada", "Kim", "Sam") if name in str(found)]


def test_where_everybody_is_reached_nothing_is_said(
    sqlite_database: Database, sqlite_url: str
) -> None:
    welcome(sqlite_database, "teams", "Dana Whitfield")
    assert list(look_at_people(settings(sqlite_url))) == []


def test_where_there_is_no_database_nothing_is_said_and_none_is_made(
    tmp_path: Path,
) -> None:
    file = tmp_path / "none.db"
    assert list(look_at_people(settings(f"sqlite:///{file}"))) == []
    assert not file.exists()
    file.write_bytes(b"no database")
    assert list(look_at_people(settings(f"sqlite:///{file}"))) == []
