"""The bot behind Teams' route, with a Microsoft of our own."""

from collections.abc import AsyncIterator, Awaitable, Callable

import aiohttp
import httpx
import pytest
import sqlalchemy as sa
from sqlmodel import col
from starlette.applications import Starlette

from bot.teams.connection import App, TeamsConnection, connect_teams
from bot.teams.connector import Pace
from bot.web import web_session
from scheduler.outgoing import open_body
from storage.database.transactions import Database, Transaction
from storage.message import Message
from storage.models import Delivery
from tests.fake_teams.activities import TENANT, Client
from tests.fake_teams.server import SECRET, FakeTeams
from tests.fake_teams.tokens import CLIENT
from tests.fakes import FakeClock

APP = App(CLIENT, SECRET, TENANT)


@pytest.fixture
async def teams() -> AsyncIterator[FakeTeams]:
    async with FakeTeams() as teams:
        yield teams
    assert teams.refused == []


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with web_session() as session:
        yield session


@pytest.fixture
def connection(
    teams: FakeTeams,
    http: aiohttp.ClientSession,
    sqlite_database: Database,
    clock: FakeClock,
) -> TeamsConnection:
    return connect_teams(
        APP,
        database=sqlite_database,
        session=http,
        now=clock,
        addresses=teams.addresses,
        pace=Pace((), ()),
    )


@pytest.fixture
async def bot(connection: TeamsConnection, teams: FakeTeams) -> AsyncIterator[Client]:
    transport = httpx.ASGITransport(Starlette(routes=connection.routes))
    async with httpx.AsyncClient(transport=transport, base_url="http://bot") as client:
        bot = Client(client, teams.service_url)
        yield bot
    assert bot.refused == []


Waiting = Callable[[], Awaitable[list[tuple[str, Message]]]]


@pytest.fixture
def waiting(sqlite_database: Database) -> Waiting:
    """What waits to be sent, oldest first: for whom, and what."""

    def read(tx: Transaction) -> list[tuple[str, Message]]:
        rows = tx.execute(sa.select(Delivery).order_by(col(Delivery.id)))
        return [
            (row.recipient, open_body(tx, row.body, row.workspace_id, row.id))
            for row in rows
        ]

    async def waiting() -> list[tuple[str, Message]]:
        return await sqlite_database.run(read)

    return waiting
