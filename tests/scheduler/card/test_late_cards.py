"""A card that is late comes in its leader's own morning, or the next working day."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import col

from scheduler.delivery.sender import SendFailed
from scheduler.delivery.state import claim_delivery
from scheduler.jobs import run_due
from storage.database.transactions import Database
from storage.models import Delivery, SuggestionRow
from tests.books import Book
from tests.fakes import FakeClock, FakeQueue
from tests.scheduler.card.test_daily_card import leader_row, set_leader
from tests.scheduler.delivery.delivery_desk import Desk, keys

LONDON, LOS_ANGELES, AUCKLAND = (
    "Europe/London",
    "America/Los_Angeles",
    "Pacific/Auckland",
)
LONG_AGO = datetime(2026, 3, 1, tzinfo=UTC)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def cards(book: Book) -> list[sa.Row[Any]]:
    """Return the cards queued so far, the oldest first."""
    query = sa.select(Delivery).order_by(col(Delivery.on))
    return book.database.run_now(lambda tx: list(tx.rows(query)))


def steps_on(book: Book, delivery_id: str) -> set[str]:
    """Return the ids of the steps that were shown last on this card."""
    query = sa.select(SuggestionRow).where(
        col(SuggestionRow.delivery_id) == delivery_id
    )
    return {row.id for row in book.database.run_now(lambda tx: tx.rows(query))}


@pytest.fixture
def book(sqlite_database: Database) -> Book:
    """A book in which every morning has something to say: somebody cold."""
    book = Book(sqlite_database)
    book.person("Dana Whitfield", "Operations", listed=True)
    return book


@pytest.mark.parametrize(
    ("zone", "at", "on"),
    [  # back after a long outage, at this moment; the hour is 8:30 everywhere
        (LONDON, "2026-03-27 08:29", None),
        (LONDON, "2026-03-27 08:30", date(2026, 3, 27)),
        (LONDON, "2026-03-27 12:00", date(2026, 3, 27)),
        (LONDON, "2026-03-27 12:01", None),
        # The clocks went forward on Sunday, 29 March.
        (LONDON, "2026-03-30 07:29", None),
        (LONDON, "2026-03-30 07:30", date(2026, 3, 30)),
        (LONDON, "2026-03-30 11:00", date(2026, 3, 30)),
        (LONDON, "2026-03-30 11:01", None),
        (LOS_ANGELES, "2026-03-30 15:29", None),
        (LOS_ANGELES, "2026-03-30 15:30", date(2026, 3, 30)),
        (LOS_ANGELES, "2026-03-30 19:00", date(2026, 3, 30)),
        (LOS_ANGELES, "2026-03-30 19:01", None),
        # Where it is Tuesday already. The clocks go back on Sunday, 5 April.
        (AUCKLAND, "2026-03-30 19:29", None),
        (AUCKLAND, "2026-03-30 19:30", date(2026, 3, 31)),
        (AUCKLAND, "2026-03-30 23:00", date(2026, 3, 31)),
        (AUCKLAND, "2026-03-30 23:01", None),
        (AUCKLAND, "2026-04-06 20:29", None),
        (AUCKLAND, "2026-04-06 20:30", date(2026, 4, 7)),
        (AUCKLAND, "2026-04-07 00:00", date(2026, 4, 7)),
        (AUCKLAND, "2026-04-07 00:01", None),
    ],
)
async def test_a_late_card_comes_between_the_leaders_hour_and_noon(
    book: Book, zone: str, at: str, on: date | None
) -> None:
    set_leader(book, zone=zone, next_nudge_at=LONG_AGO)

    await run_due(book.database, at=utc(at))

    assert [card.on for card in cards(book)] == ([on] if on else [])


@pytest.mark.parametrize(
    ("at", "next_card"),
    [
        ("2026-03-31 05:00", "2026-03-31 07:30"),  # before their hour: the same day
        ("2026-03-31 11:01", "2026-04-01 07:30"),
        ("2026-04-02 11:01", "2026-04-07 07:30"),  # Easter
    ],
)
async def test_a_card_that_missed_its_morning_comes_on_the_next_working_day(
    book: Book, at: str, next_card: str
) -> None:
    set_leader(book, next_nudge_at=LONG_AGO)

    assert await run_due(book.database, at=utc(at)) == 0
    assert leader_row(book).next_nudge_at == utc(next_card)
    assert await run_due(book.database, at=utc(next_card)) == 1


@pytest.mark.parametrize(
    ("hour", "at", "queued"),
    [  # noon of 31 March in London is 11:00 UTC
        (11 * 60, "2026-03-31 11:00", 1),
        (11 * 60, "2026-03-31 11:01", 0),
        (11 * 60 + 1, "2026-03-31 11:01", 1),
        (11 * 60 + 1, "2026-03-31 11:02", 0),
        (14 * 60, "2026-03-31 12:59", 0),
        (14 * 60, "2026-03-31 13:00", 1),
        (14 * 60, "2026-03-31 14:00", 1),
        (14 * 60, "2026-03-31 14:01", 0),
        (19 * 60, "2026-03-31 18:00", 1),
    ],
)
async def test_whoever_chose_a_later_hour_gets_it_within_an_hour(
    book: Book, hour: int, at: str, queued: int
) -> None:
    set_leader(book, nudge_minute=hour, next_nudge_at=LONG_AGO)

    assert await run_due(book.database, at=utc(at)) == queued


# A card that waits in the queue while its platform is away.


MORNING = utc("2026-03-31 07:30")  # 8:30 in London


@pytest.fixture
def desk(sqlite_database: Database, fake_queue: FakeQueue) -> Desk:
    desk = Desk(sqlite_database, fake_queue, FakeClock(MORNING))
    desk.change_leader(zone=LONDON)
    return desk


@pytest.mark.parametrize("down", ["the bot", "the platform"])
@pytest.mark.parametrize(("at", "posts"), [("11:00", 1), ("11:01", 0)])
async def test_a_queued_card_is_posted_until_noon_and_not_after(
    desk: Desk, down: str, at: str, posts: int
) -> None:
    card = desk.queue_card()
    if down == "the platform":
        desk.slack.troubles = [SendFailed("ratelimited", retry_after=3600)]
        await desk.work()
    desk.clock.now = utc(f"2026-03-31 {at}")

    await desk.work()

    assert len(keys(desk)) == posts
    assert desk.row(card).state == ("sent" if posts else "dropped")


@pytest.mark.parametrize("there", [True, False])
async def test_a_card_that_may_be_there_is_looked_for_after_noon_and_not_posted(
    desk: Desk, there: bool
) -> None:
    desk.slack.posts_in_doubt = there
    desk.slack.troubles = [SendFailed("timeout", in_doubt=True)]
    card = desk.queue_card()
    await desk.work()
    desk.clock.now = utc("2026-03-31 11:01")

    await desk.work()

    assert desk.row(card).state == ("sent" if there else "dropped")
    assert len(keys(desk)) == there


async def test_a_card_that_is_asked_for_again_comes_in_the_afternoon_too(
    desk: Desk,
) -> None:
    card = desk.queue_card()
    desk.mark(card, "in doubt")
    desk.clock.now = utc("2026-03-31 14:00")
    desk.queue.take()

    assert desk.press_post_again(card)
    await desk.work()

    assert keys(desk) == [card]


async def test_the_steps_of_a_card_that_never_came_stand_on_the_next_one(
    book: Book,
) -> None:
    set_leader(book, next_nudge_at=MORNING)
    await run_due(book.database, at=MORNING)
    (first,) = cards(book)
    shown = steps_on(book, first.id)
    late = utc("2026-03-31 11:01")
    assert book.database.run_now(lambda tx: claim_delivery(tx, first.id, late)) is None

    await run_due(book.database, at=MORNING + timedelta(days=1))

    (_, second) = cards(book)
    assert second.on == date(2026, 4, 1)
    assert shown
    assert shown <= steps_on(book, second.id)
    assert leader_row(book).ignored_cards == 0


async def test_a_question_on_a_card_that_never_came_is_asked_on_the_next_one(
    book: Book,
) -> None:
    set_leader(book, next_nudge_at=MORNING)
    await run_due(book.database, at=MORNING)
    (card,) = cards(book)
    taken_on = {"state": "accepted", "asked_on": card.on, "returns_on": None}
    change = sa.update(SuggestionRow).values(**taken_on)
    book.database.run_now(lambda tx: tx.execute(change))

    late = utc("2026-03-31 11:01")
    book.database.run_now(lambda tx: claim_delivery(tx, card.id, late))

    query = sa.select(SuggestionRow)
    (row,) = book.database.run_now(lambda tx: tx.rows(query))
    assert (row.state, row.asked_on, row.returns_on) == ("accepted", None, card.on)
