from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlmodel import col

from scheduler.delivery.deliver import ATTEMPTS, deliver
from scheduler.delivery.heartbeat import NotSure
from scheduler.delivery.sender import CannotLook, SendFailed, Sent
from scheduler.delivery.state import Job, forget_bodies, record_sent
from scheduler.outgoing import Target
from storage.database.transactions import Database, NotSaved, Transaction
from storage.models import Account
from tests.fakes import FakeClock, FakeQueue
from tests.scheduler.delivery.delivery_desk import CARD, Desk, keys


@pytest.fixture
def desk(sqlite_database: Database, fake_queue: FakeQueue, clock: FakeClock) -> Desk:
    return Desk(sqlite_database, fake_queue, clock)


async def test_a_card_is_posted_and_where_it_stands_is_recorded(
    database: Database, fake_queue: FakeQueue, clock: FakeClock
) -> None:
    desk = Desk(database, fake_queue, clock)
    card = desk.queue_card()
    await desk.work()
    row = desk.row(card)
    assert (row.state, row.platform_channel, row.platform_id) == ("sent", "D-U1", "1.0")
    assert row.sent_at == clock()
    assert desk.slack.posted[0].message == CARD
    assert desk.slack.posted[0].to == Target("slack", "T1", "U1")
    assert desk.slack.looks == 0


async def test_a_card_that_was_sent_is_not_sent_again(desk: Desk) -> None:
    card = desk.queue_card()
    again = desk.queue.taken[0]
    await desk.work()
    await desk.try_once(again)
    assert keys(desk) == [card]


async def test_what_may_have_been_posted_is_looked_for_and_found(desk: Desk) -> None:
    card = desk.queue_card()
    desk.mark(card, "sending")
    posted = await desk.slack.send(CARD, to=Target("slack", "T1", "U1"), key=card)
    await desk.work()
    assert keys(desk) == [card]
    assert desk.row(card).platform_id == posted.id
    assert desk.row(card).state == "sent"


async def test_what_is_looked_for_and_not_there_is_posted(desk: Desk) -> None:
    card = desk.queue_card()
    desk.mark(card, "sending")
    await desk.work()
    assert (desk.slack.looks, keys(desk)) == (1, [card])


async def test_a_lost_answer_is_looked_up_before_the_next_try(desk: Desk) -> None:
    desk.slack.troubles = [SendFailed("internal_error", in_doubt=True)]
    card = desk.queue_card()
    await desk.work()
    assert desk.row(card).state == "sending"
    await desk.work()
    assert (keys(desk), desk.row(card).state) == ([card], "sent")


async def test_an_answer_lost_before_it_was_posted_is_posted_then(desk: Desk) -> None:
    desk.slack.posts_in_doubt = False
    desk.slack.troubles = [SendFailed("timeout", in_doubt=True)]
    card = desk.queue_card()
    await desk.work()
    await desk.work()
    assert (desk.slack.looks, keys(desk)) == (1, [card])


async def test_a_sender_that_breaks_leaves_in_doubt_what_it_did(desk: Desk) -> None:
    desk.slack.troubles = [ZeroDivisionError()]
    card = desk.queue_card()
    await desk.work()
    assert desk.row(card).state == "sending"
    assert desk.row(card).problem == "ZeroDivisionError"
    await desk.work()
    assert (desk.slack.looks, keys(desk)) == (1, [card])


async def test_a_passing_trouble_is_waited_out_longer_each_time(desk: Desk) -> None:
    desk.slack.troubles = [SendFailed("service_unavailable")] * 3
    card = desk.queue_card()
    waits = []
    for _ in range(3):
        await desk.work()
        waits.append(desk.queue.taken[0].wait)
        assert desk.row(card).state == "queued"
    assert waits == [15.0, 30.0, 60.0]
    await desk.work()
    assert (keys(desk), desk.slack.looks) == ([card], 0)
    assert desk.row(card).problem == ""


async def test_to_be_asked_to_wait_is_obeyed_and_is_no_failure(desk: Desk) -> None:
    limited = SendFailed("ratelimited", retry_after=7)
    desk.slack.troubles = [limited] * (ATTEMPTS + 5)
    card = desk.queue_card()
    for _ in range(ATTEMPTS + 5):
        await desk.work()
        assert desk.queue.taken[0].wait == 7
    await desk.work()
    assert keys(desk) == [card]


async def test_after_eight_failures_it_is_given_up(desk: Desk) -> None:
    desk.slack.troubles = [SendFailed("service_unavailable")] * 99
    card = desk.queue_card()
    for _ in range(ATTEMPTS):
        await desk.work()
        assert desk.row(card).state == "queued"
    await desk.work()
    assert desk.row(card).state == "failed"
    assert desk.leader().delivery_problem == ""
    assert desk.queue.taken == []


async def test_who_may_be_held_for_dead_posts_nothing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scheduler.delivery.deliver.SURE_SECONDS", 0)
    card = desk.queue_card()
    again = desk.queue.taken[0]
    with pytest.raises(NotSure):
        await desk.work(may_post=lambda: False)
    assert keys(desk) == []
    await desk.try_once(again)
    assert keys(desk) == [card]


async def test_a_surface_that_is_not_connected_is_waited_for(desk: Desk) -> None:
    card = desk.queue_card()
    (one,) = desk.queue.take()
    await deliver(
        card,
        0,
        0,
        lambda: True,
        database=desk.database,
        senders={},
        clock=desk.clock,
    )
    assert desk.row(card).state == "queued"
    assert desk.row(card).problem == "slack is not connected"
    assert one.attempt + 1 == desk.queue.taken[0].attempt


async def test_what_became_of_a_message_is_recorded_once_the_database_is_back(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scheduler.delivery.deliver.RECORD_AGAIN_SECONDS", 0)
    troubles = [NotSaved("the database is busy")] * 2

    def busy_twice(tx: Transaction, job: Job, sent: Sent, at: datetime) -> None:
        if troubles:
            raise troubles.pop()
        record_sent(tx, job, sent, at)

    monkeypatch.setattr("scheduler.delivery.deliver.record_sent", busy_twice)
    card = desk.queue_card(kind="summary", to_channel=True)
    await desk.work()
    assert (desk.row(card).state, keys(desk)) == ("sent", [card])


async def test_a_private_chats_channel_is_remembered(desk: Desk) -> None:
    desk.queue_card()
    await desk.work()
    found = desk.database.run_now(
        lambda tx: tx.scalar(sa.select(col(Account.dm_channel)))
    )
    assert found == "D-U1"


async def test_what_old_messages_said_is_forgotten_unless_they_wait(desk: Desk) -> None:
    sent, waits = desk.queue_card(), desk.queue_card(kind="reply")
    await desk.try_once(desk.queue.taken[0])

    def forget(before: datetime) -> None:
        desk.database.run_now(lambda tx: forget_bodies(tx, before=before))

    forget(desk.clock())
    assert desk.row(sent).body != b""
    forget(desk.clock() + timedelta(seconds=1))
    assert desk.row(sent).body == b""
    assert desk.row(waits).body != b""


async def test_a_sender_may_say_while_sending_that_it_cannot_look(desk: Desk) -> None:
    desk.slack.look_troubles = [CannotLook()]
    card = desk.queue_card()
    desk.mark(card, "sending")
    await desk.work()
    assert desk.row(card).state == "in doubt"


async def test_a_sender_that_breaks_is_logged_without_what_it_was_given(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    desk.queue_card()
    desk.slack.troubles = [ValueError(f"cannot draw {CARD.headline}")]

    await desk.work()

    assert "a sender broke: ValueError" in caplog.text
    assert CARD.headline not in caplog.text
