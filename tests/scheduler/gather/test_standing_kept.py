"""A unit's standing is kept in memory only while nothing behind it changed."""

from datetime import timedelta

import pytest

from scheduler.gather.situations import situations
from storage.database.transactions import Database, Transaction
from storage.services.store import add_rating, add_service, add_use
from storage.upkeep.undo import change_with, undo_change
from tests.books import TODAY, Book, noon


class Rolled(Exception):
    """Undoes a transaction."""


@pytest.fixture
def book(database: Database) -> Book:
    return Book(database)


def rate(book: Book, tx: Transaction, unit_id: str, by_id: str, score: float) -> str:
    """Rate a new service within the caller's transaction; return the change's id."""
    writer = book.writer(tx, TODAY)
    service = add_service(writer, f"Service {score}")
    add_use(writer, service, unit_id)
    add_rating(
        writer, service_id=service, unit_id=unit_id, by_id=by_id, score=score, on=TODAY
    )
    return writer.finish("rating")


def scores(book: Book, person_id: str) -> list[float]:
    return [one.score for one in book.situation(person_id).standing.ratings]


def test_a_new_rating_is_seen_at_once_and_gone_at_once_when_undone(book: Book) -> None:
    dana = book.person("Dana Whitfield", "Operations", listed=True)
    unit_id = book.situation(dana).executive.unit_id
    assert scores(book, dana) == []

    change_id = book.database.run_now(lambda s: rate(book, s, unit_id, dana, 2.0))
    assert scores(book, dana) == [2.0]

    def undo(tx: Transaction) -> None:
        leader_id = book.whom.leader_id
        change = change_with(tx, change_id, leader_id=leader_id)
        assert change is not None
        undo_change(tx, change, at=noon(TODAY))

    book.database.run_now(undo)
    assert scores(book, dana) == []


def test_what_was_rolled_back_is_never_remembered(book: Book) -> None:
    dana = book.person("Dana Whitfield", "Operations", listed=True)
    unit_id = book.situation(dana).executive.unit_id

    def rate_and_look_and_fail(tx: Transaction) -> None:
        rate(book, tx, unit_id, dana, 1.0)
        [seen] = situations(tx, book.whom, today=TODAY, person_ids=[dana])
        assert [one.score for one in seen.standing.ratings] == [1.0]
        raise Rolled

    with pytest.raises(Rolled):
        book.database.run_now(rate_and_look_and_fail)

    assert scores(book, dana) == []
    book.database.run_now(lambda tx: rate(book, tx, unit_id, dana, 5.0))
    assert scores(book, dana) == [5.0]


def test_another_day_is_another_standing(book: Book) -> None:
    dana = book.person("Dana Whitfield", "Operations", listed=True)
    unit_id = book.situation(dana).executive.unit_id
    book.database.run_now(lambda tx: rate(book, tx, unit_id, dana, 4.0))
    assert scores(book, dana) == [4.0]

    later = book.situation(dana, TODAY + timedelta(90))
    assert later.standing.ratings == ()
