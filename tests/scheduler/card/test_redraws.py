"""Messages that change after they were queued or sent."""

import pytest

from scheduler.delivery.sender import SendFailed, Sent
from storage.database.transactions import Database
from tests.fakes import FakeClock, FakeQueue
from tests.scheduler.delivery.delivery_desk import CARD, NEWER, Desk, keys


@pytest.fixture
def desk(sqlite_database: Database, fake_queue: FakeQueue, clock: FakeClock) -> Desk:
    return Desk(sqlite_database, fake_queue, clock)


async def test_a_sent_card_is_redrawn_where_it_stands(desk: Desk) -> None:
    card = desk.queue_card()
    await desk.work()
    desk.redraw(card, NEWER)
    await desk.work()
    assert desk.slack.updates == [(NEWER, Sent("D-U1", "1.0"))]


async def test_of_two_redraws_only_the_newest_is_drawn(desk: Desk) -> None:
    card = desk.queue_card()
    await desk.work()
    desk.redraw(card, CARD)
    desk.redraw(card, NEWER)
    await desk.work()
    assert [message for message, _ in desk.slack.updates] == [NEWER]


async def test_a_card_redrawn_before_it_is_sent_is_sent_as_redrawn(desk: Desk) -> None:
    card = desk.queue_card()
    desk.redraw(card, NEWER)
    for one in reversed(desk.queue.take()):  # the redraw first
        await desk.try_once(one)
    assert [one.message for one in desk.slack.posted] == [NEWER]
    assert desk.slack.updates == []


async def test_a_card_redrawn_while_it_is_being_sent_is_redrawn_after(
    desk: Desk,
) -> None:
    card = desk.queue_card()

    def press_meanwhile() -> bool:
        desk.redraw(card, NEWER)
        return True

    await desk.work(may_post=press_meanwhile)
    assert [one.message for one in desk.slack.posted] == [CARD]
    await desk.work()
    assert desk.slack.updates[-1] == (NEWER, Sent("D-U1", "1.0"))


async def test_a_redraw_is_tried_again_after_a_passing_trouble(desk: Desk) -> None:
    card = desk.queue_card()
    await desk.work()
    desk.redraw(card, NEWER)
    desk.slack.update_troubles = [SendFailed("timeout", in_doubt=True)]
    await desk.work()
    assert desk.row(card).state == "sent"
    await desk.work()
    assert [message for message, _ in desk.slack.updates] == [NEWER]
    assert len(keys(desk)) == 1


async def test_a_redraw_of_a_message_that_was_deleted_is_left(desk: Desk) -> None:
    card = desk.queue_card()
    await desk.work()
    desk.redraw(card, NEWER)
    desk.slack.update_troubles = [SendFailed("message_not_found", final=True)]
    await desk.work()
    assert desk.queue.taken == []
    assert desk.leader().delivery_problem == ""
