"""Guessing a code: five tries an hour, each leader's own."""

from datetime import UTC, datetime, timedelta

from storage.database.transactions import Database
from storage.results.store import note_wrong_code, tries_left

NINE = datetime(2026, 3, 31, 9, tzinfo=UTC)


def test_five_tries_an_hour_and_each_comes_back_after_its_own_hour(
    database: Database,
) -> None:
    def left(leader_id: str, minutes: int) -> int:
        at = NINE + timedelta(minutes=minutes)
        return database.run_now(lambda s: tries_left(s, leader_id=leader_id, at=at))

    assert left("ada", 0) == 5
    for minute in (0, 0, 10, 20, 30, 30):
        at = NINE + timedelta(minutes=minute)
        database.run_now(
            lambda s, at=at: note_wrong_code(s, leader_id="ada", at=at)  # type: ignore[misc]
        )

    assert left("ada", 30) == 0
    assert left("ada", 59) == 0
    assert left("ada", 60) == 1
    assert left("ada", 69) == 1
    assert left("ada", 70) == 2
    assert left("ada", 90) == 5
    assert left("ad", 30) == 5
    assert left("a%a", 30) == 5
