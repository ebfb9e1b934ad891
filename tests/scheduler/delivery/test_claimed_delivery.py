"""What a try of a delivery finds: cards that nobody wants any more are not sent."""

from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa

from storage.database.transactions import Database
from storage.models import Delivery
from tests.fakes import Enqueued, FakeClock, FakeQueue
from tests.scheduler.delivery.delivery_desk import Desk, keys


@pytest.fixture
def desk(sqlite_database: Database, fake_queue: FakeQueue, clock: FakeClock) -> Desk:
    return Desk(sqlite_database, fake_queue, clock)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"stopped": True}, "stopped"),
        ({"paused_through": date(2026, 3, 31)}, "paused"),
        ({"delivery_problem": "user_disabled"}, "unreachable"),
    ],
)
async def test_a_card_that_is_no_longer_wanted_is_dropped(
    desk: Desk, change: dict[str, Any], problem: str
) -> None:
    card = desk.queue_card()
    desk.change_leader(**change)
    await desk.work()
    assert (desk.row(card).state, desk.row(card).problem) == ("dropped", problem)
    assert keys(desk) == []


async def test_a_pause_that_ended_the_day_before_drops_nothing(desk: Desk) -> None:
    card = desk.queue_card()
    desk.change_leader(paused_through=date(2026, 3, 30))
    await desk.work()
    assert keys(desk) == [card]


@pytest.mark.parametrize(("late", "posts"), [(0, 1), (1, 0)])
async def test_a_step_that_was_put_off_is_skipped_when_the_day_is_over(
    desk: Desk, late: int, posts: int
) -> None:
    desk.queue_card(key="later:1")
    desk.clock.move(hours=9, minutes=30, seconds=late)  # 18:00
    await desk.work()
    assert len(keys(desk)) == posts


@pytest.mark.parametrize(("late", "posts"), [(0, 1), (1, 0)])
async def test_a_card_that_was_asked_for_again_keeps_for_twelve_hours(
    desk: Desk, late: int, posts: int
) -> None:
    card = desk.queue_card()
    desk.queue.take()
    desk.mark(card, "in doubt")
    desk.clock.move(hours=6)
    assert desk.press_post_again(card)
    desk.clock.move(hours=12, seconds=late)
    await desk.work()
    assert len(keys(desk)) == posts


async def test_a_reply_reaches_a_leader_who_stopped_the_cards(desk: Desk) -> None:
    reply = desk.queue_card(kind="reply")
    desk.change_leader(stopped=True)
    desk.clock.move(hours=48)
    await desk.work()
    assert keys(desk) == [reply]


async def test_a_delivery_that_was_erased_is_no_work(desk: Desk) -> None:
    await desk.try_once(Enqueued("gone", "T1", 0))
    await desk.try_once(Enqueued("gone", "T1", 1))
    assert desk.slack.posted == []


async def test_a_message_sealed_with_a_lost_key_fails_alone(desk: Desk) -> None:
    card = desk.queue_card()
    body = sa.update(Delivery).values(body=b"\x01abcd" + bytes(40))
    desk.database.run_now(lambda tx: tx.execute(body))
    await desk.work()
    assert desk.row(card).state == "failed"
