"""One card a working day, at the leader's own hour, and silence otherwise."""

from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlmodel import col

from scheduler.advice.planning import plan_day
from scheduler.jobs import run_due
from storage.database.transactions import Database, Transaction
from storage.leaders.leaders import move_leader
from storage.models import Delivery, Leader, SuggestionRow
from storage.steps.facts import Suggestion
from storage.steps.store import show_steps
from tests.books import Book

TUESDAY = date(2026, 3, 31)
MONDAY = date(2026, 4, 13)


def half_past_eight(day: date) -> datetime:
    """Return 08:30 in London, which is on summer time, as UTC."""
    return datetime(day.year, day.month, day.day, 7, 30, tzinfo=UTC)


@pytest.fixture
def book(sqlite_database: Database) -> Book:
    """A book in which every morning has something to say: each unit has somebody cold.

    One step a card, and more new ones a week than there are mornings.
    """
    book = Book(sqlite_database)
    for number in range(20):
        book.person(f"Person {number}", f"Unit {number}", listed=True)
    set_leader(
        book, next_nudge_at=half_past_eight(TUESDAY), card_steps=1, card_pace="full"
    )
    return book


def set_leader(book: Book, **columns: object) -> None:
    book.database.run_now(lambda tx: move_leader(tx, book.whom.leader_id, **columns))


def leader_row(book: Book) -> sa.Row[object]:
    query = sa.select(Leader).where(col(Leader.id) == book.whom.leader_id)
    return book.database.run_now(lambda tx: tx.execute(query).one())


def cards(book: Book) -> list[str]:
    """Return the keys of the cards queued for this leader so far."""
    query = (
        sa.select(col(Delivery.once_key))
        .where(col(Delivery.leader_id) == book.whom.leader_id)
        .order_by(col(Delivery.id))
    )
    return book.database.run_now(lambda tx: [row.once_key for row in tx.execute(query)])


async def test_a_card_is_queued_at_the_leaders_hour_and_not_a_minute_before(
    book: Book,
) -> None:
    at = half_past_eight(TUESDAY)

    assert await run_due(book.database, at=at - timedelta(minutes=1)) == 0
    assert await run_due(book.database, at=at) == 1
    assert cards(book) == [f"nudge:{book.whom.leader_id}:2026-03-31"]


async def test_looking_twice_queues_one_card_and_moves_on_to_tomorrow(
    book: Book,
) -> None:
    at = half_past_eight(TUESDAY)

    await run_due(book.database, at=at)
    await run_due(book.database, at=at)
    set_leader(book, next_nudge_at=at + timedelta(hours=1))  # a later hour was chosen
    await run_due(book.database, at=at + timedelta(hours=1))

    assert len(cards(book)) == 1
    assert leader_row(book).next_nudge_at == at + timedelta(days=1)


@pytest.mark.parametrize("day", [date(2026, 4, 3), date(2026, 4, 4), date(2026, 4, 6)])
async def test_no_card_on_good_friday_saturday_and_easter_monday(
    book: Book, day: date
) -> None:
    set_leader(book, next_nudge_at=half_past_eight(day))

    assert await run_due(book.database, at=half_past_eight(day)) == 0
    assert leader_row(book).next_nudge_at == half_past_eight(date(2026, 4, 7))


async def test_three_days_of_silence_end_with_one_card(book: Book) -> None:
    await run_due(book.database, at=half_past_eight(TUESDAY + timedelta(2)))

    assert cards(book) == [f"nudge:{book.whom.leader_id}:2026-04-02"]


@pytest.mark.parametrize(
    "columns",
    [
        {"paused_through": TUESDAY},
        {"stopped": True},
        {"delivery_problem": "account_inactive"},
    ],
)
async def test_nobody_is_written_to_who_paused_stopped_or_is_gone(
    book: Book, columns: dict[str, object]
) -> None:
    set_leader(book, **columns)

    assert await run_due(book.database, at=half_past_eight(TUESDAY)) == 0


async def test_a_pause_is_over_the_day_after(book: Book) -> None:
    set_leader(book, paused_through=TUESDAY - timedelta(1))

    assert await run_due(book.database, at=half_past_eight(TUESDAY)) == 1


async def test_a_day_with_nothing_to_say_is_silent(sqlite_database: Database) -> None:
    book = Book(sqlite_database)
    set_leader(book, next_nudge_at=half_past_eight(TUESDAY))

    assert await run_due(book.database, at=half_past_eight(TUESDAY)) == 0
    assert leader_row(book).next_nudge_at == half_past_eight(date(2026, 4, 1))


async def test_one_leaders_fault_does_not_cost_the_others_theirs(book: Book) -> None:
    broken = Book(book.database, user="bea")
    set_leader(broken, next_nudge_at=half_past_eight(TUESDAY), zone="Nowhere/At_All")

    assert await run_due(book.database, at=half_past_eight(TUESDAY)) == 1
    assert len(cards(book)) == 1


async def test_an_unanswered_step_returns_after_five_working_days_beside_a_new_one(
    sqlite_database: Database,
) -> None:
    book = Book(sqlite_database)
    book.person("Dana Whitfield", "Operations", listed=True)
    set_leader(book, next_nudge_at=half_past_eight(TUESDAY))
    for days in range(14):
        day = TUESDAY + timedelta(days)
        await run_due(book.database, at=half_past_eight(day))

    shown = [key.rpartition(":")[2] for key in cards(book)]
    assert shown == ["2026-03-31", "2026-04-09"]
    query = sa.select(col(SuggestionRow.play), col(SuggestionRow.first_on))
    rows = book.database.run_now(lambda tx: tx.execute(query).all())
    assert {row.play: row.first_on for row in rows} == {
        "P02": TUESDAY,
        "C1": date(2026, 4, 9),
    }


async def mornings(book: Book, days: int) -> list[date]:
    """Live through working days from TUESDAY on; return which brought something."""
    found: list[date] = []
    before, day = len(cards(book)), TUESDAY
    for _ in range(days):
        book.person(f"Somebody New{day:%m%d}", f"Unit {day}", listed=True)
        await run_due(book.database, at=half_past_eight(day))
        if len(cards(book)) > before:
            before, found = len(cards(book)), [*found, day]
        day += timedelta(3 if day.weekday() == 4 else 1)
    return found


async def test_whoever_ignores_the_cards_gets_fewer_and_one_question_then_silence(
    book: Book,
) -> None:
    set_leader(book, country="", subdivision="")

    found = await mornings(book, 20)

    assert [day.isoformat()[5:] for day in found] == [
        "03-31", "04-01", "04-02", "04-03",  # four ignored
        "04-07", "04-09",  # every second working day
        "04-13",  # the question
    ]  # fmt: skip
    assert leader_row(book).ignored_cards == 7


async def test_a_word_from_the_leader_brings_the_next_card_as_usual(
    book: Book,
) -> None:
    set_leader(book, country="", subdivision="")
    await mornings(book, 20)
    heard = half_past_eight(date(2026, 4, 28))
    set_leader(book, active_at=heard)

    await run_due(book.database, at=half_past_eight(date(2026, 4, 29)))

    assert cards(book)[-1].endswith("2026-04-29")
    assert leader_row(book).ignored_cards == 0


@pytest.mark.parametrize(
    ("through", "count"), [(TUESDAY, 0), (TUESDAY - timedelta(1), 1), (None, 1)]
)
async def test_nobody_who_is_away_gets_a_card(
    book: Book, through: date | None, count: int
) -> None:
    set_leader(book, away_through=through)
    await run_due(book.database, at=half_past_eight(TUESDAY))
    assert len(cards(book)) == count


async def mornings_with(book: Book, days: int, **columns: object) -> list[int]:
    """Return how many steps each card had that came on so many days from Monday on."""
    set_leader(book, next_nudge_at=half_past_eight(MONDAY), **columns)
    for number in range(days):
        at = half_past_eight(MONDAY + timedelta(number))
        set_leader(book, active_at=at - timedelta(hours=1))
        await run_due(book.database, at=at)
    query = (
        sa.select(sa.func.count(col(SuggestionRow.id)))
        .where(col(SuggestionRow.delivery_id) != "")
        .group_by(col(SuggestionRow.delivery_id))
        .order_by(col(SuggestionRow.delivery_id))
    )
    return book.database.run_now(lambda tx: [row[0] for row in tx.execute(query)])


@pytest.mark.parametrize(
    ("columns", "cards_of_the_week"),
    [
        ({"card_steps": 2, "card_pace": "normal"}, [2, 2, 2]),
        ({"card_steps": 1, "card_pace": "normal"}, [1, 1, 1, 1, 1]),
        ({"card_steps": 2, "card_pace": "light"}, [2, 1]),
        ({"card_steps": 3, "card_pace": "full"}, [3, 3, 3, 3]),
    ],
)
async def test_a_week_has_so_many_new_steps_and_is_silent_once_they_are_shown(
    book: Book, columns: dict[str, object], cards_of_the_week: list[int]
) -> None:
    assert await mornings_with(book, 5, **columns) == cards_of_the_week


async def test_a_new_week_has_new_steps(book: Book) -> None:
    light = {"card_steps": 3, "card_pace": "light"}

    assert await mornings_with(book, 6, **light) == [3]
    assert await mornings_with(book, 8, **light) == [3, 3]


async def test_what_was_only_asked_for_is_new_on_a_card(book: Book) -> None:
    steps = book.database.run_now(lambda tx: shown_before(tx, book))
    assert steps

    assert await mornings_with(book, 1, card_steps=2) == [2]


def shown_before(tx: Transaction, book: Book) -> tuple[Suggestion, ...]:
    """Show what a leader sees who asks on the Sunday before."""
    sunday = MONDAY - timedelta(1)
    steps = plan_day(tx, book.whom, today=sunday, asked=True).steps
    show_steps(
        tx, steps, workspace_id=book.whom.workspace_id, leader_id=book.whom.leader_id,
        today=sunday, returns_on=None, at=half_past_eight(sunday),
    )  # fmt: skip
    return steps
