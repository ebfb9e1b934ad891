"""A company on Teams: the real core behind signed tokens, and people who use it."""

import shutil
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from copy import deepcopy
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, cast

import httpx
import sqlalchemy as sa
from sqlmodel import col
from starlette.applications import Starlette

from bot.app import Core, open_core
from bot.teams.connection import App, connect_teams
from bot.teams.connector import Pace
from bot.web import web_session
from scheduler.delivery.deliver import deliver
from storage.models import Delivery, TeamsChat
from tests.fake_teams.activities import TENANT, Client, private_chat
from tests.fake_teams.limits import parts_of
from tests.fake_teams.server import SECRET, FakeTeams, said
from tests.fake_teams.tokens import CLIENT
from tests.fakes import FakeClock
from tests.journeys.company import Company, london
from tests.journeys.new_database import settings_on
from tests.journeys.worked_case_lines import at, set_the_scene
from tests.patience import PATIENCE

Payload = dict[str, Any]
DATABASE = "outreach.sqlite"
SORRY = "I don't", "Nothing was saved", "Who is", "That broke", "I did not"


class TeamsCompany:
    """People of one tenant."""

    def __init__(
        self, core: Core, teams: FakeTeams, bot: Client, clock: FakeClock
    ) -> None:
        self.core = core
        self.teams = teams
        self.bot = bot
        self.clock = clock

    async def tell(self, who: str, *lines: str, at: datetime) -> None:
        """Let `who` type lines that must all be understood."""
        self.clock.now = at
        before = len(self.teams.posts)
        for line in lines:
            assert (await self.bot.line(line, who)).status_code == 200
        await self.settle()
        there = private_chat(who)
        replies = [one for one in self.teams.posts[before:] if one["chat"] == there]
        assert len(replies) == len(lines)
        for reply in replies:
            assert not said(reply).startswith(SORRY), said(reply)

    async def write(self, who: str, text: str, at: datetime) -> list[Payload]:
        """Let `who` type a line in the private chat; return what the bot posts."""
        self.clock.now = at
        before = len(self.teams.posts)
        assert (await self.bot.line(text, who)).status_code == 200
        await self.settle()
        return self.teams.posts[before:]

    async def press(self, who: str, card: Payload, label: str, **inputs: str) -> str:
        """Let `who` press what is called `label`; return what is said beside it."""
        data = button(card, label)["data"] | inputs
        answer = await self.bot.press(data, who, on=card["posted"])
        assert answer.status_code == 200
        await self.settle()
        value = answer.json()["value"]
        return value if isinstance(value, str) else ""

    async def morning(self, day: date) -> list[Payload]:
        """Let 08:30 London time come on `day`; return what is posted."""
        self.clock.now = london(day, time(8, 30))
        before = len(self.teams.posts)
        await self.core.tick()
        await self.settle()
        return self.teams.posts[before:]

    async def try_again(self, state: str = "sending") -> None:
        """Let the next attempt come at once, at what may have been posted or was not.

        state: "sending" for what may have been, "queued" for what was not.
        """
        query = sa.select(col(Delivery.id)).where(col(Delivery.state) == state)
        (left,) = await self.core.database.run(lambda tx: tx.scalars(query).all())
        await deliver(
            left,
            0,
            1,
            lambda: True,
            database=self.core.database,
            senders=self.core.senders,
            clock=self.clock,
            settle=0.0,
        )
        await self.settle()

    async def settle(self) -> None:
        """Wait until everything queued is delivered."""
        assert await self.core.queue.drain(PATIENCE)


def button(card: Payload, label: str) -> Payload:
    """Return the first button called `label`, wherever on the card it is."""
    content = card["attachments"][0]["content"]
    found = [
        part
        for part, _ in parts_of(content)
        if part["type"] == "Action.Execute" and part["title"] == label
    ]
    return found[0]


@asynccontextmanager
async def open_teams_company(
    url: str, folder: Path, start: datetime
) -> AsyncIterator[TeamsCompany]:
    """Open the whole bot on an empty database, connected to a Teams of our own."""
    clock = FakeClock(start)
    async with FakeTeams() as teams, open_bot(url, folder, teams, clock) as (core, web):
        inside = httpx.ASGITransport(web)
        async with httpx.AsyncClient(transport=inside, base_url="http://bot") as http:
            yield TeamsCompany(core, teams, Client(http, teams.service_url), clock)
        assert teams.refused == []


@dataclass(frozen=True)
class TeamsScene:
    """A company in which Ada typed all she knew before 31 March 2026.

    It takes a second to live through, so that is done once; each test gets a copy.
    """

    folder: Path
    posts: list[Payload]


async def live_teams_scene(folder: Path) -> TeamsScene:
    """Live through it on the empty database in `folder`."""
    url = f"sqlite:///{folder / DATABASE}"
    async with open_teams_company(url, folder, at(2, 1)) as company:
        await company.bot.install("Ada Novak")
        await company.settle()
        await set_the_scene(cast(Company, company))
    return TeamsScene(folder, company.teams.posts)


@asynccontextmanager
async def open_teams_scene(
    scene: TeamsScene, folder: Path
) -> AsyncIterator[TeamsCompany]:
    """Open a copy of the scene, as it was left."""
    shutil.copytree(scene.folder, folder, dirs_exist_ok=True)
    url = f"sqlite:///{folder / DATABASE}"
    async with open_teams_company(url, folder, at(3, 30)) as company:
        company.teams.posts += deepcopy(scene.posts)
        moved = sa.update(TeamsChat).values(service_url=company.teams.service_url)
        await company.core.database.run(lambda tx: tx.execute(moved))
        yield company


@asynccontextmanager
async def open_bot(
    url: str, folder: Path, teams: FakeTeams, clock: FakeClock
) -> AsyncIterator[tuple[Core, Starlette]]:
    """Open the core and the web app whose Microsoft is `teams`."""
    settings = settings_on(url, folder)
    async with AsyncExitStack() as stack:
        session = await stack.enter_async_context(web_session())
        core = open_core(settings, clock, per_second=100, poll_seconds=0.05)
        stack.push_async_callback(core.stop)
        connection = connect_teams(
            App(CLIENT, SECRET, TENANT),
            database=core.database,
            session=session,
            now=clock,
            addresses=teams.addresses,
            pace=Pace((), ()),  # a test's day takes a second
        )
        await core.start_delivering({"teams": connection.sender})
        yield core, Starlette(routes=connection.routes)
