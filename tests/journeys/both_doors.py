"""One bot behind both doors: a Slack and a Teams of our own, one core, one clock."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import httpx
from starlette.applications import Starlette

from bot.app import open_core
from bot.slack import clients
from bot.slack.connection import slack_app, slack_routes
from bot.slack.sender import SlackSender
from bot.teams.connection import App, connect_teams
from bot.teams.connector import Pace
from bot.web import web_session
from tests.fake_slack.requests import SECRET, Signer
from tests.fake_slack.server import FakeSlack
from tests.fake_teams.activities import TENANT, Client
from tests.fake_teams.server import SECRET as TEAMS_SECRET
from tests.fake_teams.server import FakeTeams
from tests.fake_teams.tokens import CLIENT
from tests.fakes import FakeClock
from tests.journeys.new_database import settings_on
from tests.journeys.slack_company import SlackCompany
from tests.journeys.teams_company import TeamsCompany

Payload = dict[str, Any]


@dataclass(frozen=True)
class BothDoors:
    """People who come in through Slack and through Teams."""

    slack: SlackCompany
    teams: TeamsCompany

    async def morning(self, day: date) -> tuple[list[Payload], list[Payload]]:
        """Let 08:30 come; return what is posted in Slack, and in Teams."""
        before = len(self.teams.teams.posts)
        in_slack = await self.slack.morning(day)
        return in_slack, self.teams.teams.posts[before:]


@asynccontextmanager
async def open_both_doors(
    url: str, folder: Path, start: datetime
) -> AsyncIterator[BothDoors]:
    """Open the whole bot on an empty database, connected to both."""
    settings = settings_on(url, folder)
    clock = FakeClock(start)
    async with AsyncExitStack() as stack:
        slack = await stack.enter_async_context(FakeSlack())
        teams = await stack.enter_async_context(FakeTeams())
        slack_web = await stack.enter_async_context(web_session())
        teams_web = await stack.enter_async_context(web_session())
        core = open_core(settings, clock, poll_seconds=0.05)
        stack.push_async_callback(core.stop)
        api_url = slack.api_url
        client = clients.web_client(api_url=api_url, session=slack_web)
        install_of = clients.OneWorkspace("xoxb-1", client)
        app = slack_app(
            database=core.database,
            install_of=install_of,
            api_url=api_url,
            session=slack_web,
            now=clock,
        )
        connection = connect_teams(
            App(CLIENT, TEAMS_SECRET, TENANT),
            database=core.database,
            session=teams_web,
            now=clock,
            addresses=teams.addresses,
            pace=Pace((), ()),  # a test's day takes a second
        )
        sender = SlackSender(install_of=install_of, api_url=api_url, session=slack_web)
        await core.start_delivering({"slack": sender, "teams": connection.sender})
        routes = [*slack_routes(app, signing_secret=SECRET), *connection.routes]
        http = await stack.enter_async_context(
            httpx.AsyncClient(
                transport=httpx.ASGITransport(Starlette(routes=routes)),
                base_url="http://bot",
            )
        )
        yield BothDoors(
            SlackCompany(core, slack, Signer(http), clock, delivers=True),
            TeamsCompany(core, teams, Client(http, teams.service_url), clock),
        )
        assert slack.refused == []
        assert teams.refused == []
