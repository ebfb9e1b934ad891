"""Delivering to Slack: once, to the right place, and honest when it failed."""

import asyncio
import time
from collections.abc import AsyncIterator
from datetime import timedelta

import aiohttp
import pytest

from bot.slack.clients import InstalledApp, OneWorkspace, web_client
from bot.slack.errors import FINAL
from bot.slack.sender import SlackSender
from bot.web import web_session
from scheduler.delivery.sender import CannotLook, Sender, SendFailed, Sent
from scheduler.outgoing import Target
from storage.ids import new_id
from storage.message import Button, Message, Section
from tests.fake_slack.requests import ALICE, TEAM
from tests.fake_slack.server import FakeSlack
from tests.fakes import FakeClock

CARD = Message(
    headline="Good morning",
    sections=(
        Section(
            text="Call <@U1> about https://x.example",
            buttons=(Button(label="Done", action="done", subject="s1"),),
        ),
    ),
)
TO_ALICE = Target("slack", TEAM, ALICE)
TO_CHANNEL = Target("slack", TEAM, "C1", to_channel=True)


@pytest.fixture
async def sender(
    slack: FakeSlack, http: aiohttp.ClientSession, workspace: OneWorkspace
) -> AsyncIterator[Sender]:
    slack.channels["C1"] = {"id": "C1", "is_ext_shared": False}
    yield SlackSender(install_of=workspace, api_url=slack.api_url, session=http)


async def failure(sender: Sender, to: Target = TO_ALICE) -> SendFailed:
    with pytest.raises(SendFailed) as caught:
        await sender.send(CARD, to=to, key=new_id())
    return caught.value


async def test_a_card_goes_to_the_private_chat_marked_with_its_key(
    sender: Sender, slack: FakeSlack
) -> None:
    key = new_id()
    sent = await sender.send(CARD, to=TO_ALICE, key=key)

    (post,) = slack.posts
    assert sent == Sent("D2147483697", post["ts"])
    assert post["metadata"] == {
        "event_type": "outreach",
        "event_payload": {"key": key},
    }
    assert post["unfurl_links"] is False
    assert post["unfurl_media"] is False
    assert "&lt;@U1&gt;" in post["text"]


async def test_the_private_chat_is_opened_once(
    sender: Sender, slack: FakeSlack
) -> None:
    for _ in range(3):
        await sender.send(CARD, to=TO_ALICE, key=new_id())
    assert slack.calls["conversations.open"] == 1


@pytest.mark.parametrize("fault", ["drop", "500", "internal_error", "fatal_error"])
async def test_a_lost_answer_leaves_in_doubt_and_posts_once(
    sender: Sender, slack: FakeSlack, fault: str
) -> None:
    slack.fail_next("chat.postMessage", fault)
    failed = await failure(sender)
    assert failed.in_doubt
    assert not failed.final
    assert slack.calls["chat.postMessage"] == 1
    assert len(slack.posts) == (0 if fault.endswith("error") else 1)


async def test_a_gateway_page_leaves_in_doubt(sender: Sender, slack: FakeSlack) -> None:
    slack.fail_next("chat.postMessage", "html")
    assert (await failure(sender)).in_doubt


async def test_no_answer_in_time_leaves_in_doubt(
    slack: FakeSlack, workspace: OneWorkspace
) -> None:
    timeout = aiohttp.ClientTimeout(total=0.2)
    async with aiohttp.ClientSession(timeout=timeout) as short:
        sender = SlackSender(install_of=workspace, api_url=slack.api_url, session=short)
        slack.fail_next("chat.postMessage", "hang")
        assert (await failure(sender)).in_doubt


async def test_a_slack_that_cannot_be_reached_is_tried_again() -> None:
    async def installed(tenant: str, organization: str = "") -> InstalledApp | None:
        return InstalledApp("xoxb-1")

    async with web_session() as session:
        sender = SlackSender(
            install_of=installed, api_url="http://127.0.0.1:9/api/", session=session
        )
        failed = await failure(sender)
    assert (failed.final, failed.in_doubt) == (False, False)


@pytest.mark.parametrize("code", sorted(FINAL))
async def test_what_will_never_work_is_final(
    sender: Sender, slack: FakeSlack, code: str
) -> None:
    slack.fail_next("chat.postMessage", code, code)
    failed = await failure(sender)
    assert failed.final
    assert code in failed.reason
    assert slack.posts == []


@pytest.mark.parametrize("code", ["service_unavailable", "a_new_error"])
async def test_an_error_we_do_not_know_is_temporary(
    sender: Sender, slack: FakeSlack, code: str
) -> None:
    slack.fail_next("chat.postMessage", code)
    failed = await failure(sender)
    assert (failed.final, failed.in_doubt) == (False, False)


async def test_a_short_wait_is_sat_out_here(sender: Sender, slack: FakeSlack) -> None:
    slack.fail_next("chat.postMessage", "429:0")
    await sender.send(CARD, to=TO_ALICE, key=new_id())
    assert slack.calls["chat.postMessage"] == 2
    assert len(slack.posts) == 1


@pytest.mark.parametrize(("header", "seconds"), [("30", 30.0), ("soon", 30.0)])
async def test_a_long_wait_goes_back_to_the_queue(
    sender: Sender, slack: FakeSlack, header: str, seconds: float
) -> None:
    slack.fail_next("chat.postMessage", f"429:{header}")
    failed = await failure(sender)
    assert failed.retry_after == seconds
    assert (failed.final, failed.in_doubt) == (False, False)
    assert slack.calls["chat.postMessage"] == 1


async def test_a_layout_that_slack_refuses_goes_out_as_words(
    sender: Sender, slack: FakeSlack
) -> None:
    slack.fail_next("chat.postMessage", "invalid_blocks")
    await sender.send(CARD, to=TO_ALICE, key=new_id())
    (post,) = slack.posts
    assert "blocks" not in post
    assert post["text"].startswith("Good morning")


async def test_a_redrawing_that_slack_refuses_becomes_words(
    sender: Sender, slack: FakeSlack
) -> None:
    sent = await sender.send(CARD, to=TO_ALICE, key=new_id())
    slack.fail_next("chat.update", "invalid_blocks")
    await sender.update(Message(headline="Done."), to=TO_ALICE, sent=sent)
    assert (slack.posts[0]["text"], slack.posts[0]["blocks"]) == ("Done.", [])

    slack.fail_next("chat.update", "invalid_blocks", "msg_too_long")
    with pytest.raises(SendFailed) as caught:
        await sender.update(CARD, to=TO_ALICE, sent=sent)
    assert caught.value.final


async def test_three_messages_at_once_arrive_a_second_apart(clock: FakeClock) -> None:
    async with (
        FakeSlack(lambda: clock().timestamp(), paced=True) as slack,
        web_session() as http,
    ):
        client = web_client(api_url=slack.api_url, session=http)
        sender = SlackSender(
            install_of=OneWorkspace("xoxb-1", client),
            api_url=slack.api_url,
            session=http,
            sleep=clock.sleep,
        )
        began = clock()
        sends = [sender.send(CARD, to=TO_ALICE, key=new_id()) for _ in range(3)]
        await asyncio.gather(*sends)
        assert len(slack.posts) == 3
        assert clock() - began >= timedelta(seconds=2)
        assert slack.calls["chat.postMessage"] > 3


async def test_somebody_who_left_is_final(sender: Sender, slack: FakeSlack) -> None:
    slack.users.clear()
    failed = await failure(sender)
    assert failed.final
    assert failed.reason == (
        "this person has left the workspace, or their account is switched off "
        "(user_not_found)"
    )


async def test_opening_a_chat_leaves_nothing_in_doubt(
    sender: Sender, slack: FakeSlack
) -> None:
    slack.fail_next("conversations.open", "drop")
    failed = await failure(sender)
    assert (failed.final, failed.in_doubt) == (False, False)


async def test_another_workspace_is_final(sender: Sender, slack: FakeSlack) -> None:
    failed = await failure(sender, Target("slack", "T9", ALICE))
    assert failed.final
    assert slack.posts == []


async def test_a_summary_goes_to_its_channel(sender: Sender, slack: FakeSlack) -> None:
    sent = await sender.send(CARD, to=TO_CHANNEL, key=new_id())
    assert sent.channel == "C1"


@pytest.mark.parametrize("flag", ["is_ext_shared", "is_pending_ext_shared"])
async def test_a_channel_that_another_company_reads_gets_nothing(
    sender: Sender, slack: FakeSlack, flag: str
) -> None:
    slack.channels["C1"][flag] = True
    failed = await failure(sender, TO_CHANNEL)
    assert failed.final
    assert "shared with another company" in failed.reason
    assert slack.posts == []


async def test_without_the_optional_scope_a_summary_still_goes_out(
    sender: Sender, slack: FakeSlack
) -> None:
    slack.missing_scopes.add("channels:read")
    await sender.send(CARD, to=TO_CHANNEL, key=new_id())
    assert len(slack.posts) == 1


async def test_a_channel_whose_state_is_unknown_right_now_waits(
    sender: Sender, slack: FakeSlack
) -> None:
    slack.fail_next("conversations.info", "html")
    failed = await failure(sender, TO_CHANNEL)
    assert (failed.final, failed.in_doubt) == (False, False)
    assert slack.posts == []


async def test_what_was_posted_is_found_by_its_key(
    sender: Sender, slack: FakeSlack
) -> None:
    key = new_id()
    slack.fail_next("chat.postMessage", "drop")
    with pytest.raises(SendFailed):
        await sender.send(CARD, to=TO_ALICE, key=key)
    found = await sender.find(to=TO_ALICE, key=key)
    assert found == Sent("D2147483697", slack.posts[0]["ts"])


async def test_what_was_not_posted_is_not_found(
    sender: Sender, slack: FakeSlack
) -> None:
    await sender.send(CARD, to=TO_ALICE, key=new_id())
    assert await sender.find(to=TO_ALICE, key=new_id()) is None


async def test_it_looks_behind_many_later_messages(
    sender: Sender, slack: FakeSlack
) -> None:
    key = new_id()
    sent = await sender.send(CARD, to=TO_ALICE, key=key)
    slack.posts += [
        {"channel": sent.channel, "ts": f"{time.time():.0f}.{n:06d}", "text": "later"}
        for n in range(40)
    ]
    assert await sender.find(to=TO_ALICE, key=key) == sent
    assert slack.calls["conversations.history"] == 3


async def test_it_looks_no_further_back_than_the_key(
    sender: Sender, slack: FakeSlack
) -> None:
    channel = (await sender.send(CARD, to=TO_ALICE, key=new_id())).channel
    slack.posts += [
        {"channel": channel, "ts": f"{time.time() - 3600:.0f}.{n:06d}", "text": "old"}
        for n in range(40)
    ]
    assert await sender.find(to=TO_ALICE, key=new_id()) is None
    assert slack.calls["conversations.history"] == 1


async def test_it_cannot_look_into_channels_or_without_the_scope(
    sender: Sender, slack: FakeSlack
) -> None:
    with pytest.raises(CannotLook):
        await sender.find(to=TO_CHANNEL, key=new_id())
    slack.missing_scopes.add("im:history")
    with pytest.raises(CannotLook):
        await sender.find(to=TO_ALICE, key=new_id())
    assert slack.calls["conversations.history"] == 1


@pytest.mark.parametrize("fault", ["html", "internal_error"])
async def test_a_look_that_failed_is_repeated_later(
    sender: Sender, slack: FakeSlack, fault: str
) -> None:
    slack.fail_next("conversations.history", fault)
    with pytest.raises(SendFailed) as caught:
        await sender.find(to=TO_ALICE, key=new_id())
    assert (caught.value.final, caught.value.in_doubt) == (False, False)


async def test_a_card_is_redrawn_where_it_stands(
    sender: Sender, slack: FakeSlack
) -> None:
    sent = await sender.send(CARD, to=TO_ALICE, key=new_id())
    before = {block["block_id"] for block in slack.posts[0]["blocks"]}
    await sender.update(Message(headline="Done."), to=TO_ALICE, sent=sent)

    (post,) = slack.posts
    assert post["text"] == "Done."
    assert before.isdisjoint(block["block_id"] for block in post["blocks"])


async def test_a_deleted_card_is_not_redrawn(sender: Sender) -> None:
    with pytest.raises(SendFailed) as caught:
        await sender.update(CARD, to=TO_ALICE, sent=Sent("D2147483697", "1.0"))
    assert caught.value.final


async def test_a_redraw_with_a_lost_answer_may_be_repeated(
    sender: Sender, slack: FakeSlack
) -> None:
    sent = await sender.send(CARD, to=TO_ALICE, key=new_id())
    slack.fail_next("chat.update", "drop")
    with pytest.raises(SendFailed) as caught:
        await sender.update(CARD, to=TO_ALICE, sent=sent)
    assert (caught.value.final, caught.value.in_doubt) == (False, False)
