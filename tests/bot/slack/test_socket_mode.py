"""Socket Mode: the same listeners without a public address."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.slack.connection import run_socket_mode
from storage.database.transactions import Database
from tests.bot.slack.conftest import Core, MakeApp, Replies
from tests.fake_slack.requests import command, direct_message, press
from tests.fake_slack.server import FakeSlack
from tests.patience import PATIENCE


@pytest.fixture
async def connected(
    slack: FakeSlack, make_app: MakeApp, sqlite_database: Database, core: Core
) -> AsyncIterator[asyncio.Task[None]]:
    stop = asyncio.Event()
    app = make_app(sqlite_database)
    task = asyncio.create_task(run_socket_mode(app, app_token="xapp-1", stop=stop))
    await asyncio.wait_for(slack.sockets.connected.wait(), timeout=PATIENCE)
    yield task
    stop.set()
    await asyncio.wait_for(task, timeout=PATIENCE)


async def test_a_command_is_answered_over_the_socket(
    connected: asyncio.Task[None], slack: FakeSlack
) -> None:
    answer = await slack.sockets.send("slash_commands", command("echo the payload"))
    assert answer["response_type"] == "ephemeral"
    assert answer["text"] == "You said:\n\nthe payload"


async def test_a_line_comes_over_the_socket_once(
    connected: asyncio.Task[None], slack: FakeSlack, core: Core, replies: Replies
) -> None:
    event = direct_message("echo hello")
    for _ in range(2):
        assert await slack.sockets.send("events_api", event) == {}
    assert len(core.lines) == 1
    assert len(await replies()) == 1


async def test_a_press_comes_over_the_socket(
    connected: asyncio.Task[None], slack: FakeSlack, core: Core
) -> None:
    body = press("0:poke", "s1", response_url=slack.response_url())
    assert await slack.sockets.send("interactive", body) == {}
    assert len(core.presses) == 1
    assert len(slack.responses) == 1


async def test_it_connects_anew_when_slack_asks(
    connected: asyncio.Task[None], slack: FakeSlack
) -> None:
    await slack.sockets.disconnect()
    await asyncio.wait_for(slack.sockets.connected.wait(), timeout=PATIENCE)
    answer = await slack.sockets.send("slash_commands", command("echo again"))
    assert answer["text"] == "You said:\n\nagain"
    assert slack.sockets.connections == 2


async def test_it_stops_when_told_even_before_it_is_connected(
    slack: FakeSlack, make_app: MakeApp, sqlite_database: Database
) -> None:
    slack.fail_next("apps.connections.open", *["invalid_auth"] * 50)
    stop = asyncio.Event()
    app = make_app(sqlite_database)
    task = asyncio.create_task(run_socket_mode(app, app_token="xapp-1", stop=stop))
    while not slack.calls["apps.connections.open"]:
        await asyncio.sleep(0.01)
    stop.set()
    await asyncio.wait_for(task, timeout=PATIENCE)
