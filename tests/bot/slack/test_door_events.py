"""Lines typed in the private chat: each is taken once, and its reply is queued."""

import sqlite3
from typing import Any

import pytest

from bot.drawing import plain_text
from handlers.turn import Refusal
from scheduler import outgoing
from storage.database.transactions import Database
from tests.bot.slack.conftest import Core, Replies
from tests.fake_slack.methods import user
from tests.fake_slack.requests import ALICE, JSON, Signer, direct_message
from tests.fake_slack.server import FakeSlack
from tests.fakes import FakeQueue


async def test_a_line_is_carried_out_and_its_reply_queued_with_it(
    bot: Signer, core: Core, replies: Replies, fake_queue: FakeQueue
) -> None:
    answer = await bot.event(direct_message("echo hello &amp; thanks"))

    assert answer.status_code == 200
    assert [turn.text for turn in core.lines] == ["hello & thanks"]
    assert core.lines[0].place.is_direct
    assert [plain_text(one) for one in await replies()] == [
        "You said:\n\nhello & thanks"
    ]
    assert len(fake_queue.taken) == 1


async def test_an_event_that_comes_again_has_no_effect(
    bot: Signer, core: Core, replies: Replies
) -> None:
    event = direct_message("echo once")
    for attempt in range(4):
        assert (await bot.event(event, attempt=attempt)).status_code == 200
    assert len(core.lines) == 1
    assert len(await replies()) == 1


async def test_an_event_whose_first_attempt_never_arrived_is_taken(
    bot: Signer, core: Core
) -> None:
    await bot.event(direct_message("echo late"), attempt=1)
    assert len(core.lines) == 1


async def test_a_refusal_is_queued_too_and_only_once(
    bot: Signer, core: Core, replies: Replies
) -> None:
    core.trouble = Refusal("I don't know “Dan”.")
    event = direct_message("echo Dan")
    for _ in range(2):
        assert (await bot.event(event)).status_code == 200
    assert [one.headline for one in await replies()] == ["I don't know “Dan”."]


async def test_a_fault_of_ours_is_told_in_the_chat(
    bot: Signer, core: Core, replies: Replies, caplog: pytest.LogCaptureFixture
) -> None:
    core.trouble = RuntimeError("INSERT xyzzy")
    assert (await bot.event(direct_message("echo the note"))).status_code == 200

    (reply,) = await replies()
    assert reply.headline.startswith("That broke on our side, and nothing was saved.")
    assert reply.sections[-1].text == "echo the note"
    reference = reply.headline.rstrip(".").rpartition(" ")[2]
    assert f"reference {reference}: RuntimeError in Door._line" in caplog.text
    assert "Core._answer" in caplog.text
    assert "xyzzy" not in caplog.text


@pytest.mark.usefixtures("soon_busy")
@pytest.mark.parametrize("event", ["echo one", "echo two"])
async def test_a_busy_database_makes_slack_send_it_again(
    bot: Signer, core: Core, replies: Replies, sqlite_url: str, event: str
) -> None:
    body = direct_message(event)
    path = sqlite_url.removeprefix("sqlite:///")
    with sqlite3.connect(path, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        assert (await bot.event(body)).status_code == 503
        other.execute("ROLLBACK")
    assert core.lines == []

    assert (await bot.event(body, attempt=1)).status_code == 200
    assert len(core.lines) == 1
    assert len(await replies()) == 1


async def test_a_read_only_database_makes_slack_send_it_again(
    bot: Signer, sqlite_database: Database
) -> None:
    with sqlite_database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA query_only=ON")
    assert (await bot.event(direct_message("echo x"))).status_code == 503


async def test_a_reply_that_cannot_be_queued_undoes_the_line_until_it_can(
    bot: Signer, core: Core, monkeypatch: pytest.MonkeyPatch, replies: Replies
) -> None:
    def broken(tx: object) -> Any:
        raise RuntimeError("no queue")

    def mended() -> None:
        if len(core.lines) == 3:
            patch.undo()

    core.before = mended
    with monkeypatch.context() as patch:
        patch.setattr(outgoing, "queue_of", broken)
        answers = await bot.deliver(direct_message("echo x"))
    assert answers == [500, 500, 200]
    assert len(core.lines) == 3
    assert len(await replies()) == 1


@pytest.mark.parametrize(
    "event",
    [
        {"subtype": "message_changed", "message": {"text": "echo x"}},
        {"subtype": "message_deleted"},
        {"subtype": "bot_message", "bot_id": "B9"},
        {"bot_id": "BBOT"},
        {"bot_id": "B9", "user": "U9"},
        {"user": "UBOT"},
        {"user": None},
        {"hidden": True},
        {"channel_type": "channel", "channel": "C1"},
        {"channel_type": "mpim", "channel": "G1"},
        {"text": None},
    ],
)
async def test_what_nobody_typed_to_us_is_ignored(
    bot: Signer,
    slack: FakeSlack,
    core: Core,
    replies: Replies,
    event: dict[str, Any],
) -> None:
    body = direct_message("echo x")
    body["event"] |= event
    answer = await bot.event(body)
    assert answer.status_code == 200
    assert core.lines == []
    assert await replies() == []
    assert slack.posts == []


@pytest.mark.parametrize(
    "event",
    [
        {"type": "app_home_opened", "tab": "messages", "user": ALICE, "channel": "D1"},
        {"type": "team_join", "user": {"id": "U9"}},
        {"type": "something_new"},
    ],
)
async def test_events_without_meaning_for_us_are_taken_quietly(
    bot: Signer, event: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    body = direct_message("")
    body["event"] = event
    assert (await bot.event(body)).status_code == 200
    assert caplog.text == ""


async def test_fields_we_do_not_know_do_no_harm(bot: Signer, core: Core) -> None:
    body = direct_message("echo x", future={"a": [1]})
    body["context_team_id"] = None
    assert (await bot.event(body)).status_code == 200
    assert len(core.lines) == 1


async def test_a_guest_gets_no_book(bot: Signer, slack: FakeSlack, core: Core) -> None:
    slack.users[ALICE] = user("Gus", is_ultra_restricted=True)
    assert (await bot.event(direct_message("echo x"))).status_code == 200
    assert core.lines == []


async def test_the_workspace_is_the_authorised_one(bot: Signer, core: Core) -> None:
    body = direct_message("echo x")
    body["team_id"] = "T-of-the-other-company"
    await bot.event(body)
    assert core.lines[0].speaker.address.tenant == "T024BE7LD"


async def test_slack_holding_back_is_noted(
    bot: Signer, caplog: pytest.LogCaptureFixture
) -> None:
    body = b'{"type": "app_rate_limited", "team_id": "T024BE7LD"}'
    assert (await bot.post(body, JSON)).status_code == 200
    assert "app_rate_limited" in caplog.text


async def test_the_words_beside_a_file_are_a_line(bot: Signer, core: Core) -> None:
    await bot.event(
        direct_message("echo the plan", subtype="file_share", files=[{"id": "F1"}])
    )
    assert [turn.text for turn in core.lines] == ["the plan"]


async def test_a_file_alone_is_told_not_to_be_read_once(
    bot: Signer, core: Core, replies: Replies
) -> None:
    event = direct_message("", subtype="file_share", files=[{"id": "F1"}])
    for _ in range(2):
        await bot.event(event)

    [told] = await replies()
    assert told.headline.startswith("I cannot read files, so nothing was kept.")
    assert core.lines == []


async def test_a_reply_in_a_thread_is_a_line(bot: Signer, core: Core) -> None:
    await bot.event(direct_message("echo so", thread_ts="1700000000.000001"))
    shared = {"thread_ts": "1700000000.000001", "subtype": "thread_broadcast"}
    await bot.event(direct_message("echo too", **shared))
    assert [turn.text for turn in core.lines] == ["so", "too"]


def edited(now: str, before: str, **changed: Any) -> dict[str, Any]:
    """Return the event of a line in the private chat that was changed."""
    message = {"user": ALICE, "ts": "1700000000.000100", "text": now} | changed
    event = direct_message("", subtype="message_changed", message=message)
    event["event"]["previous_message"] = {"text": before}
    del event["event"]["user"], event["event"]["text"]
    return event


async def test_an_edited_line_is_told_to_stay_as_it_was_read_once(
    bot: Signer, core: Core, replies: Replies
) -> None:
    by_hand = {"edited": {"user": ALICE, "ts": "1700000001.000000"}}
    for now in ("echo Dana", "echo Dana call"):
        await bot.event(edited(now, "echo Dan", **by_hand))

    [told] = await replies()
    assert told.headline.startswith("You changed a message that I had read")
    assert core.lines == []


@pytest.mark.parametrize("changed", [{}, {"bot_id": "B1", "edited": {"user": "B1"}}])
async def test_what_slack_or_we_change_is_no_edit(
    bot: Signer, replies: Replies, changed: dict[str, Any]
) -> None:
    await bot.event(edited("echo https://x.example", "echo", **changed))
    assert await replies() == []


async def test_a_mention_in_a_channel_is_answered_in_the_private_chat_alone(
    bot: Signer, core: Core, slack: FakeSlack, replies: Replies
) -> None:
    await bot.event(
        direct_message(
            "<@UBOT> echo Dana",
            type="app_mention",
            channel="C1",
            channel_type="channel",
        )
    )

    [turn] = core.lines
    assert (turn.text, turn.place.is_direct) == ("Dana", False)
    assert [one.headline for one in await replies()] == ["You said:"]
    assert slack.posts == []
