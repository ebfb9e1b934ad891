from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from scheduler.deliver import deliver
from scheduler.delivery import CannotLook, SendFailed, Sent, Target
from scheduler.delivery_job import ABOUT_TROUBLE, Job
from scheduler.delivery_retry import ATTEMPTS
from scheduler.delivery_state import (
    DELIVERY,
    LEADER,
    forget_bodies,
    post_again,
    record_sent,
)
from scheduler.heartbeat import NotSure
from scheduler.outgoing import open_body, redraw, send_once
from storage.changes import table_of
from storage.database import Database, NotSaved
from storage.message import Message
from storage.models import Account
from tests.dana import CHANNEL, TENANT, USER, add_dana
from tests.fakes import Enqueued, FakeClock, FakeQueue, FakeSender

CARD = Message(headline="One step for today")
NEWER = Message(headline="One step, done")


class Desk:
    """One leader, and everything a message of theirs goes through."""

    def __init__(self, database: Database, queue: FakeQueue, clock: FakeClock) -> None:
        self.database = database
        self.queue = queue
        self.clock = clock
        self.slack = FakeSender()
        database.run_now(lambda session: add_dana(session, clock()))

    def queue_card(self, *, kind: str = "nudge", to_channel: bool = False) -> str:
        def write(session: Any) -> str | None:
            return send_once(
                session,
                CARD,
                once_key=f"{kind}:1",
                kind=kind,
                workspace_id="w",
                leader_id="dana",
                surface="slack",
                tenant=TENANT,
                recipient=CHANNEL if to_channel else USER,
                on=date(2026, 3, 31),
                at=self.clock(),
                to_channel=to_channel,
            )

        delivery_id = self.database.run_now(write)
        assert delivery_id is not None
        return delivery_id

    async def work(self, *, may_post: Callable[[], bool] = lambda: True) -> None:
        """Do what is queued, held back or not."""
        for one in self.queue.take():
            await self.try_once(one, may_post=may_post)

    async def try_once(
        self, one: Enqueued, *, may_post: Callable[[], bool] = lambda: True
    ) -> None:
        await deliver(
            one.delivery_id,
            one.revision,
            one.attempt,
            may_post,
            database=self.database,
            senders={"slack": self.slack},
            clock=self.clock,
            settle=0,
        )

    def row(self, delivery_id: str) -> Any:
        return self._one(sa.select(DELIVERY).where(DELIVERY.c.id == delivery_id))

    def leader(self) -> Any:
        return self._one(sa.select(LEADER))

    def change_leader(self, **values: Any) -> None:
        self.database.run_now(
            lambda session: session.execute(sa.update(LEADER).values(**values))
        )

    def mark(self, delivery_id: str, state: str) -> None:
        change = sa.update(DELIVERY).where(DELIVERY.c.id == delivery_id)
        self.database.run_now(
            lambda session: session.execute(change.values(state=state))
        )

    def redraw(self, delivery_id: str, message: Message) -> None:
        self.database.run_now(lambda session: redraw(session, delivery_id, message))

    def press_post_again(self, delivery_id: str, leader_id: str = "dana") -> bool:
        return self.database.run_now(
            lambda session: post_again(session, delivery_id, leader_id, self.clock())
        )

    def notices(self) -> list[Message]:
        def read(session: Any) -> list[Message]:
            wanted = sa.select(DELIVERY).where(DELIVERY.c.kind == "notice")
            return [
                open_body(session, row.body, row.workspace_id, row.id)
                for row in session.execute(wanted)
                if row.once_key.startswith(ABOUT_TROUBLE)
            ]

        return self.database.run_now(read)

    def _one(self, wanted: Any) -> Any:
        return self.database.run_now(lambda session: session.execute(wanted).one())


@pytest.fixture
def desk(sqlite_database: Database, fake_queue: FakeQueue, clock: FakeClock) -> Desk:
    return Desk(sqlite_database, fake_queue, clock)


def keys(desk: Desk) -> list[str]:
    return [one.key for one in desk.slack.posted]


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


@pytest.mark.parametrize(
    ("kind", "to_channel", "headline", "label"),
    [
        ("nudge", False, "This morning’s card may not have reached you", "Show it"),
        ("notice", False, "A message of mine may not have reached you", "Show it"),
        ("reply", False, "A message of mine may not have reached you", "Show it"),
        ("summary", True, "The summary for #ops may or may not be posted", "Post"),
    ],
)
async def test_where_nobody_can_look_it_is_not_posted_and_the_leader_is_told(
    desk: Desk, kind: str, to_channel: bool, headline: str, label: str
) -> None:
    desk.slack.can_look = False
    card = desk.queue_card(kind=kind, to_channel=to_channel)
    desk.mark(card, "sending")
    await desk.work()
    assert desk.row(card).state == "in doubt"
    assert keys(desk) == []
    (notice,) = desk.notices()
    assert notice.headline == headline
    (button,) = notice.sections[0].buttons
    assert button.label == f"{label} again"
    assert (button.action, button.subject) == ("post_again", card)
    await desk.work()
    assert desk.slack.posted[0].to == Target("slack", "T1", "U1")


async def test_telling_of_trouble_is_repeated_rather_than_left_in_doubt(
    desk: Desk,
) -> None:
    desk.slack.can_look = False
    desk.mark(desk.queue_card(), "sending")
    await desk.work()
    desk.slack.troubles = [SendFailed("timeout", in_doubt=True)]
    await desk.work()
    await desk.work()
    assert [one.message for one in desk.slack.posted] == desk.notices() * 2
    assert desk.queue.taken == []


async def test_post_again_posts_once_however_often_it_is_pressed(desk: Desk) -> None:
    desk.slack.can_look = False
    card = desk.queue_card()
    desk.mark(card, "sending")
    await desk.work()
    await desk.work()  # the notice
    assert desk.press_post_again(card)
    assert not desk.press_post_again(card)
    await desk.work()
    assert not desk.press_post_again(card)
    assert keys(desk).count(card) == 1
    assert desk.row(card).state == "sent"


async def test_only_its_owner_can_post_a_message_again(desk: Desk) -> None:
    card = desk.queue_card()
    desk.mark(card, "in doubt")
    assert not desk.press_post_again(card, "somebody else")
    assert not desk.press_post_again("no such delivery")
    assert desk.row(card).state == "in doubt"


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


async def test_after_eight_failed_looks_it_stays_in_doubt_and_the_leader_is_told(
    desk: Desk,
) -> None:
    desk.slack.look_troubles = [SendFailed("service_unavailable")] * 99
    card = desk.queue_card()
    desk.mark(card, "sending")
    for _ in range(ATTEMPTS + 1):
        assert desk.row(card).state == "sending"
        await desk.work()
    assert desk.row(card).state == "in doubt"
    assert len(desk.notices()) == 1
    assert keys(desk) == []


async def test_a_final_refusal_pauses_the_leader_until_something_arrives(
    desk: Desk,
) -> None:
    desk.slack.troubles = [SendFailed("user_disabled", final=True)]
    card = desk.queue_card()
    await desk.work()
    assert (desk.row(card).state, desk.row(card).problem) == ("failed", "user_disabled")
    assert desk.leader().delivery_problem == "user_disabled"
    assert desk.notices() == []
    desk.queue_card(kind="reply")
    await desk.work()
    assert desk.leader().delivery_problem == ""


async def test_a_channel_that_refuses_is_told_to_the_leader(desk: Desk) -> None:
    desk.slack.troubles = [SendFailed("I am not in that channel", final=True)]
    card = desk.queue_card(kind="summary", to_channel=True)
    await desk.work()
    assert desk.leader().delivery_problem == ""
    (notice,) = desk.notices()
    assert notice.headline == "The summary for #ops was not posted"
    assert notice.sections[0].text == (
        "What came back: I am not in that channel. "
        "When that is put right, press Post again."
    )
    await desk.work()
    assert desk.press_post_again(card)
    await desk.work()
    assert keys(desk)[-1] == card


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
async def test_a_card_is_skipped_when_it_is_more_than_twelve_hours_late(
    desk: Desk, late: int, posts: int
) -> None:
    desk.queue_card()
    desk.clock.move(hours=12, seconds=late)
    await desk.work()
    assert len(keys(desk)) == posts


async def test_a_reply_reaches_a_leader_who_stopped_the_cards(desk: Desk) -> None:
    reply = desk.queue_card(kind="reply")
    desk.change_leader(stopped=True)
    desk.clock.move(hours=48)
    await desk.work()
    assert keys(desk) == [reply]


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


async def test_who_may_be_held_for_dead_posts_nothing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scheduler.deliver.SURE_SECONDS", 0)
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


async def test_a_delivery_that_was_erased_is_no_work(desk: Desk) -> None:
    await desk.try_once(Enqueued("gone", "T1", 0))
    await desk.try_once(Enqueued("gone", "T1", 1))
    assert desk.slack.posted == []


async def test_a_message_sealed_with_a_lost_key_fails_alone(desk: Desk) -> None:
    card = desk.queue_card()
    body = sa.update(DELIVERY).values(body=b"\x01abcd" + bytes(40))
    desk.database.run_now(lambda session: session.execute(body))
    await desk.work()
    assert desk.row(card).state == "failed"


async def test_a_message_that_was_forgotten_cannot_be_posted_again(desk: Desk) -> None:
    card = desk.queue_card()
    desk.mark(card, "in doubt")
    later = desk.clock() + timedelta(days=90)
    desk.database.run_now(lambda session: forget_bodies(session, before=later))
    assert desk.press_post_again(card)
    await desk.work()
    assert (desk.row(card).state, keys(desk)) == ("failed", [])


async def test_what_became_of_a_message_is_recorded_once_the_database_is_back(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scheduler.deliver.RECORD_AGAIN_SECONDS", 0)
    troubles = [NotSaved("the database is busy")] * 2

    def busy_twice(session: Session, job: Job, sent: Sent, at: datetime) -> None:
        if troubles:
            raise troubles.pop()
        record_sent(session, job, sent, at)

    monkeypatch.setattr("scheduler.deliver.record_sent", busy_twice)
    card = desk.queue_card(kind="summary", to_channel=True)
    await desk.work()
    assert (desk.row(card).state, keys(desk)) == ("sent", [card])


async def test_a_private_chats_channel_is_remembered(desk: Desk) -> None:
    desk.queue_card()
    await desk.work()
    found = desk.database.run_now(
        lambda session: session.execute(
            sa.select(table_of(Account).c.dm_channel)
        ).scalar()
    )
    assert found == "D-U1"


async def test_what_old_messages_said_is_forgotten_unless_they_wait(desk: Desk) -> None:
    sent, waits = desk.queue_card(), desk.queue_card(kind="reply")
    await desk.try_once(desk.queue.taken[0])

    def forget(before: datetime) -> None:
        desk.database.run_now(lambda session: forget_bodies(session, before=before))

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
