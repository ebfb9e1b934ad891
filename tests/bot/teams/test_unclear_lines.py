"""A line that stays unclear in Teams is shown to the second reader."""

import aiohttp
import pytest

from bot.teams.connection import TeamsConnection, connect_teams
from bot.teams.connector import Pace
from handlers.grammar.contacts.second_reading import Guess
from storage.database.transactions import Database
from tests.bot.teams.conftest import APP, Waiting
from tests.fake_teams.activities import Client
from tests.fake_teams.server import FakeTeams
from tests.fakes import FakeClock
from tests.handlers.grammar.test_second_reading import FakeReader

LINE = "floomp with Dana yesterday"


@pytest.fixture
def reader() -> FakeReader:
    return FakeReader([Guess("happened", "email", "Dana", "floomp", "yesterday")])


@pytest.fixture
def connection(
    teams: FakeTeams,
    http: aiohttp.ClientSession,
    sqlite_database: Database,
    clock: FakeClock,
    reader: FakeReader,
) -> TeamsConnection:
    return connect_teams(
        APP,
        database=sqlite_database,
        session=http,
        now=clock,
        addresses=teams.addresses,
        pace=Pace((), ()),
        second_reader=reader,
    )


async def test_in_the_private_chat(
    bot: Client, waiting: Waiting, reader: FakeReader
) -> None:
    await bot.line("add Dana Whitfield, COO in Operations")
    await bot.line(LINE)

    [_, (_, question)] = await waiting()

    labels = [button.label for button in question.buttons]
    assert labels[0] == "It happened: email, Mon 30 March"
    assert [line for line, _, _ in reader.told] == [LINE]
