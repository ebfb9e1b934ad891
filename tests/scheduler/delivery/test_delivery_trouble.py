"""A message that could not be delivered: what is looked for, told, and posted again."""

from datetime import timedelta

import pytest

from scheduler.delivery.deliver import ATTEMPTS
from scheduler.delivery.sender import SendFailed
from scheduler.delivery.state import forget_bodies
from scheduler.outgoing import Target
from storage.database.transactions import Database
from tests.fakes import FakeClock, FakeQueue
from tests.scheduler.delivery.delivery_desk import Desk, keys


@pytest.fixture
def desk(sqlite_database: Database, fake_queue: FakeQueue, clock: FakeClock) -> Desk:
    return Desk(sqlite_database, fake_queue, clock)


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


async def test_a_message_that_was_forgotten_cannot_be_posted_again(desk: Desk) -> None:
    card = desk.queue_card()
    desk.mark(card, "in doubt")
    later = desk.clock() + timedelta(days=90)
    desk.database.run_now(lambda tx: forget_bodies(tx, before=later))
    assert desk.press_post_again(card)
    await desk.work()
    assert (desk.row(card).state, keys(desk)) == ("failed", [])
