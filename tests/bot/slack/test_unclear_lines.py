"""A line that stays unclear in Slack, typed either way, goes to the second reader."""

import aiohttp
import pytest

from bot.drawing import plain_text
from bot.slack.clients import OneWorkspace
from bot.slack.connection import slack_app
from handlers.grammar.contacts.second_reading import Guess
from storage.database.transactions import Database
from tests.bot.slack.conftest import MakeApp, Replies
from tests.fake_slack.requests import Signer, direct_message
from tests.fake_slack.server import FakeSlack
from tests.fakes import FakeClock
from tests.handlers.grammar.test_second_reading import FakeReader

LINE = "floomp with Dana yesterday"


@pytest.fixture
def reader() -> FakeReader:
    return FakeReader([Guess("happened", "email", "Dana", "floomp", "yesterday")])


@pytest.fixture
def make_app(
    slack: FakeSlack,
    http: aiohttp.ClientSession,
    workspace: OneWorkspace,
    clock: FakeClock,
    reader: FakeReader,
) -> MakeApp:
    return lambda database: slack_app(
        database=database,
        install_of=workspace,
        api_url=slack.api_url,
        session=http,
        now=clock,
        second_reader=reader,
    )


async def test_in_the_private_chat(
    bot: Signer, replies: Replies, reader: FakeReader
) -> None:
    await bot.event(direct_message("add Dana Whitfield, COO in Operations"))
    await bot.event(direct_message(LINE, ts="2.2"))

    [_, question] = await replies()

    labels = [button.label for button in question.buttons]
    assert labels[0] == "It happened: email, Mon 30 March"
    assert plain_text(question).startswith("Dana Whitfield: did it take place?")
    assert [line for line, _, _ in reader.told] == [LINE]


async def test_in_a_command(
    bot: Signer, sqlite_database: Database, reader: FakeReader
) -> None:
    await bot.command("add Dana Whitfield, COO in Operations")

    answer = await bot.command(LINE)

    assert "It happened: email, Mon 30 March" in answer.text
    assert [line for line, _, _ in reader.told] == [LINE]
