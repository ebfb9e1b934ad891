"""The bot behind signed HTTP requests, with a Slack and a command of our own."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field

import aiohttp
import httpx
import pytest
import sqlalchemy as sa
from slack_bolt.async_app import AsyncApp
from sqlmodel import col
from starlette.applications import Starlette

import handlers.answer
from bot.slack.clients import OneWorkspace, web_client
from bot.slack.connection import slack_app, slack_routes
from bot.web import web_session
from handlers.turn import Refusal, Reply, Turn
from handlers.verbs import COMMANDS, PRESSES
from scheduler.outgoing import open_body
from storage.database.transactions import Database, Transaction
from storage.message import Button, Message, Section
from storage.models import Delivery
from tests.fake_slack.requests import SECRET, Signer
from tests.fake_slack.server import FakeSlack
from tests.fakes import FakeClock


@dataclass
class Core:
    """A verb "echo" and a press "poke" that do what the test says."""

    lines: list[Turn] = field(default_factory=list)
    presses: list[Turn] = field(default_factory=list)
    reply: Reply | None = None
    trouble: Exception | None = None
    before: Callable[[], None] = lambda: None

    def echo(self, turn: Turn) -> Reply:
        self.lines.append(turn)
        return self._answer(turn.text)

    def poke(self, turn: Turn) -> Reply:
        self.presses.append(turn)
        return self._answer(turn.value or turn.subject)

    def _answer(self, text: str) -> Reply:
        self.before()
        if self.trouble is not None:
            raise self.trouble
        section = Section(
            text=text, buttons=(Button(label="Undo", action="poke", subject="c1"),)
        )
        message = Message(headline="You said:", sections=(section,))
        return self.reply or Reply(message)


@pytest.fixture
def core(monkeypatch: pytest.MonkeyPatch) -> Core:
    core = Core()
    monkeypatch.setitem(COMMANDS, "echo", core.echo)
    monkeypatch.setattr(handlers.answer, "ask_what_happened", core.echo)
    monkeypatch.setitem(PRESSES, "poke", core.poke)
    return core


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    async with FakeSlack() as slack:
        yield slack
    assert slack.refused == []


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with web_session() as session:
        yield session


@pytest.fixture
def workspace(slack: FakeSlack, http: aiohttp.ClientSession) -> OneWorkspace:
    client = web_client(api_url=slack.api_url, session=http)
    return OneWorkspace("xoxb-1", client)


MakeApp = Callable[[Database], AsyncApp]


@pytest.fixture
def make_app(
    slack: FakeSlack,
    http: aiohttp.ClientSession,
    workspace: OneWorkspace,
    clock: FakeClock,
) -> MakeApp:
    def make(database: Database) -> AsyncApp:
        return slack_app(
            database=database,
            install_of=workspace,
            api_url=slack.api_url,
            session=http,
            now=clock,
        )

    return make


Connect = Callable[[Database], Signer]


@pytest.fixture
async def connect(make_app: MakeApp) -> AsyncIterator[Connect]:
    opened: list[httpx.AsyncClient] = []

    def connect(database: Database) -> Signer:
        routes = slack_routes(make_app(database), signing_secret=SECRET)
        transport = httpx.ASGITransport(Starlette(routes=routes))
        client = httpx.AsyncClient(transport=transport, base_url="http://bot")
        opened.append(client)
        return Signer(client)

    yield connect
    for client in opened:
        await client.aclose()


@pytest.fixture
def bot(connect: Connect, sqlite_database: Database, core: Core) -> Signer:
    return connect(sqlite_database)


Replies = Callable[[], Awaitable[list[Message]]]


@pytest.fixture
def replies(sqlite_database: Database) -> Replies:
    """What waits to be sent, oldest first."""

    def read(tx: Transaction) -> list[Message]:
        query = sa.select(
            col(Delivery.id), col(Delivery.workspace_id), col(Delivery.body)
        )
        return [
            open_body(tx, row.body, row.workspace_id, row.id)
            for row in tx.execute(query.order_by(col(Delivery.id)))
        ]

    async def replies() -> list[Message]:
        return await sqlite_database.run(read)

    return replies


__all__ = ["Connect", "Core", "MakeApp", "Refusal", "Replies"]
