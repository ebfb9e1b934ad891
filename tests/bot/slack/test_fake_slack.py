"""The Slack of the tests is stricter than Slack: what it must not let pass."""

from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.clients import web_client
from bot.web import web_session
from tests.fake_slack import limits
from tests.fake_slack.answers import faults_of_answer
from tests.fake_slack.requests import ALICE, submit
from tests.fake_slack.server import FakeSlack
from tests.fakes import FakeClock

VIEW = {
    "type": "modal",
    "title": {"type": "plain_text", "text": "Log"},
    "blocks": [{"type": "section", "text": {"type": "plain_text", "text": "One."}}],
}


def plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def section(text: str) -> dict[str, Any]:
    return {"type": "section", "text": plain(text)}


def button(**more: Any) -> dict[str, Any]:
    return {"type": "button", "action_id": "a", "text": plain("Go")} | more


def actions(*elements: dict[str, Any]) -> dict[str, Any]:
    return {"type": "actions", "elements": list(elements)}


def field(element: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": "input", "label": plain("Who"), "element": element} | more


def menu(options: int, **more: Any) -> dict[str, Any]:
    lines = [{"text": plain(f"{n}"), "value": f"{n}"} for n in range(options)]
    return {"type": "static_select", "action_id": "m", "options": lines} | more


def chart(points: int = 2, **more: Any) -> dict[str, Any]:
    names = [f"p{n}" for n in range(points)]
    data = [{"label": name, "value": 1} for name in names]
    series = [{"name": "May", "data": data}]
    axes = {"categories": names}
    bars = {"type": "bar", "series": series, "axis_config": axes}
    return {"type": "data_visualization", "title": "Marks", "chart": bars} | more


GOOD = [
    section("x" * 3000),
    {"type": "header", "text": plain("h" * 150)},
    {"type": "context", "elements": [plain("c")] * 10},
    actions(*[button(action_id=f"{n}") for n in range(25)]),
    actions(button(value="v" * 2000, style="danger")),
    actions(menu(100)),
    field({"type": "datepicker", "action_id": "d", "initial_date": "2026-03-31"}),
    chart(20),
    {"type": "divider"},
]
BAD = [
    section("x" * 3001),
    section(" "),
    section("") | {"colour": "red"},
    {"type": "section", "text": {"type": "mrkdwn", "text": "<!channel>"}},
    {"type": "header", "text": plain("h" * 151)},
    {"type": "header", "text": {"type": "mrkdwn", "text": "h"}},
    {"type": "context", "elements": [plain("c")] * 11},
    {"type": "context", "elements": []},
    actions(*[button(action_id=f"{n}") for n in range(26)]),
    actions(button(), button()),
    actions(button(value="v" * 2001)),
    actions(button(value="")),
    actions(button(text=plain("l" * 76))),
    actions(button(style="loud")),
    actions(menu(0)),
    actions(menu(101)),
    actions(menu(2, initial_option={"text": plain("9"), "value": "9"})),
    actions({"type": "plain_text_input", "action_id": "i"}),
    actions({"type": "checkboxes", "action_id": "c", "options": menu(11)["options"]}),
    field(button()),
    field({"type": "datepicker", "action_id": "d", "initial_date": "31.3.2026"}),
    field({"type": "number_input", "action_id": "n"}),
    {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": []}]},
    {"type": "video"},
    section("x") | {"block_id": "b" * 256},
    chart(21),
    chart(title="t" * 51),
]


@pytest.mark.parametrize("block", GOOD)
def test_a_block_at_its_limits_is_taken(block: dict[str, Any]) -> None:
    assert limits.faults_of_blocks([block], surface="message") == []


@pytest.mark.parametrize("block", BAD)
def test_a_block_beyond_a_limit_is_refused(block: dict[str, Any]) -> None:
    assert limits.faults_of_blocks([block], surface="message") != []


def test_fifty_blocks_make_a_message_and_a_hundred_a_view() -> None:
    for surface, most in ("message", 50), ("modal", 100), ("home", 100):
        blocks = [{"type": "divider"}] * most
        assert limits.faults_of_blocks(blocks, surface=surface) == []
        assert limits.faults_of_blocks([*blocks, blocks[0]], surface=surface) != []


def test_a_modal_takes_no_chart_and_two_are_the_most_in_a_message() -> None:
    assert limits.faults_of_blocks([chart()], surface="modal") != []
    said = {"text": "Marks", "blocks": [chart(), chart()]}
    assert limits.faults_of_message(said) == []
    said["blocks"] = [chart(), chart(), chart()]
    assert limits.faults_of_message(said) != []


@pytest.mark.parametrize(
    "more",
    [
        {"private_metadata": "m" * 3001},
        {"callback_id": "c" * 256},
        {"title": plain("t" * 25)},
        {"submit": plain("s" * 25)},
        {"blocks": []},
        {"hash": "1"},
        {"type": "home"},
        {"blocks": [field({"type": "plain_text_input", "action_id": "i"})]},
    ],
)
def test_a_view_beyond_a_limit_is_refused(more: dict[str, Any]) -> None:
    assert limits.faults_of_view(VIEW) == []
    assert limits.faults_of_view({**VIEW, **more}) != []


@pytest.mark.parametrize(
    "answer",
    [
        {"response_action": "errors", "errors": {"nowhere": "Who?"}},
        {"response_action": "errors", "errors": {}},
        {"response_action": "update", "view": {**VIEW, "blocks": []}},
        {"response_action": "dance"},
    ],
)
def test_a_sent_form_is_answered_in_slacks_ways_alone(answer: dict[str, Any]) -> None:
    asked = submit({}, {"who": {"value": "Dana"}})
    good = {"response_action": "errors", "errors": {"who": "Who?"}}
    assert faults_of_answer(asked, good) == []
    assert faults_of_answer(asked, answer) != []


def test_a_command_is_answered_for_its_reader_alone() -> None:
    answer = {"text": "Logged.", "response_type": "ephemeral"}
    assert faults_of_answer({"command": "/outreach"}, answer) == []
    answer["response_type"] = "in_channel"
    assert faults_of_answer({"command": "/outreach"}, answer) != []


@pytest.fixture
def client(slack: FakeSlack, http: aiohttp.ClientSession) -> AsyncWebClient:
    slack.channels |= {"C1": {"id": "C1"}, "C2": {"id": "C2"}}
    return web_client(api_url=slack.api_url, session=http, token="xoxb-1")


async def code(call: Any) -> str:
    with pytest.raises(SlackApiError) as caught:
        await call
    return str(caught.value.response["error"])


def post(client: AsyncWebClient, channel: str = "C1") -> Any:
    return client.chat_postMessage(
        channel=channel, text="Hi", unfurl_links=False, unfurl_media=False
    )


async def test_a_channel_takes_one_message_a_second(clock: FakeClock) -> None:
    async with (
        FakeSlack(lambda: clock().timestamp(), paced=True) as slack,
        web_session() as http,
    ):
        slack.channels |= {"C1": {"id": "C1"}, "C2": {"id": "C2"}}
        client = web_client(api_url=slack.api_url, session=http, token="xoxb-1")
        await post(client)
        await post(client, "C2")
        clock.move(seconds=0.9)
        with pytest.raises(SlackApiError) as caught:
            await post(client)
        assert caught.value.response.status_code == 429
        assert caught.value.response.headers["Retry-After"] == "1"
        clock.move(seconds=0.1)
        await post(client)
        assert len(slack.posts) == 3


async def test_a_trigger_opens_one_modal_within_three_seconds(
    slack: FakeSlack, client: AsyncWebClient
) -> None:
    trigger = slack.trigger()
    await client.views_open(trigger_id=trigger, view=VIEW)
    again = client.views_open(trigger_id=trigger, view=VIEW)
    assert await code(again) == "exchanged_trigger_id"
    late = client.views_open(trigger_id=slack.trigger(age=3.1), view=VIEW)
    assert await code(late) == "expired_trigger_id"
    assert (
        await code(client.views_open(trigger_id="1.2", view=VIEW))
        == "invalid_trigger_id"
    )


async def test_a_response_url_takes_five_answers_in_half_an_hour(
    slack: FakeSlack, http: aiohttp.ClientSession
) -> None:
    url = slack.response_url()
    statuses = [(await http.post(url, json={"text": "Hi"})).status for _ in range(6)]
    assert statuses == [200] * 5 + [404]
    for age, status in (1799, 200), (1801, 404):
        url = slack.response_url(age=age)
        assert (await http.post(url, json={"text": "Hi"})).status == status


async def test_what_one_person_alone_sees_is_never_redrawn(
    slack: FakeSlack, client: AsyncWebClient
) -> None:
    said = await client.chat_postEphemeral(channel="C1", user=ALICE, text="Psst")
    update = client.chat_update(channel="C1", ts=said["message_ts"], text="Hm")
    assert await code(update) == "cant_update_message"


async def test_a_redrawing_without_blocks_keeps_those_that_stand(
    slack: FakeSlack, client: AsyncWebClient
) -> None:
    said = await client.chat_postMessage(
        channel="C1", text="Hi", blocks=[section("Hi")], unfurl_links=False
    )
    where = {"channel": "C1", "ts": said["ts"]}
    await client.chat_update(**where, text="Ho")
    assert slack.posts[0]["blocks"] == [section("Hi")]
    await client.chat_update(**where, text="Ho", blocks=[])
    assert slack.posts[0]["blocks"] == []


async def test_nothing_is_posted_where_the_bot_is_not(
    slack: FakeSlack, client: AsyncWebClient
) -> None:
    slack.channels |= {"C3": {"is_member": False}, "C4": {"is_archived": True}}
    assert await code(post(client, "C3")) == "not_in_channel"
    assert await code(post(client, "C4")) == "is_archived"
    assert await code(post(client, "D1")) == "channel_not_found"
    assert await code(post(client, ALICE)) == "channel_not_found"
    slack.missing_scopes.add("chat:write")
    assert await code(post(client)) == "missing_scope"


async def test_a_workspace_without_charts_says_invalid_blocks(
    slack: FakeSlack, client: AsyncWebClient
) -> None:
    slack.charts = False
    said = client.chat_postMessage(
        channel="C1", text="Hi", blocks=[chart()], unfurl_links=False
    )
    assert await code(said) == "invalid_blocks"
    assert slack.refused == []
