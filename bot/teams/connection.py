"""Bringing Teams in: one route for what comes, one sender for what goes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import aiohttp
from starlette.routing import Route

from bot.teams.addresses import MICROSOFT, PATH, Addresses
from bot.teams.connector import Connector
from bot.teams.endpoint import Endpoint, Payload
from bot.teams.keys import SigningKeys
from bot.teams.pace import Pace
from bot.teams.sender import TeamsSender
from bot.teams.surface import TeamsSurface
from bot.teams.tokens import Tokens
from handlers.teams import take_activity
from handlers.teams_door import Door
from storage.database import Database


@dataclass(frozen=True, slots=True)
class App:
    """Our app as registered with Microsoft, for one tenant."""

    client_id: str
    client_secret: str
    tenant_id: str

    def __repr__(self) -> str:
        return f"App(client_id={self.client_id!r})"


@dataclass(frozen=True, slots=True)
class TeamsConnection:
    """What comes in, and how to send."""

    routes: list[Route]
    sender: TeamsSender


def connect_teams(
    app: App,
    *,
    database: Database,
    session: aiohttp.ClientSession,
    now: Callable[[], datetime],
    addresses: Addresses = MICROSOFT,
    pace: Pace | None = None,
) -> TeamsConnection:
    """Return the route and the sender of our app.

    Args:
        app: whose tokens are taken, and with what ours are asked for.
        database: where chats and books are.
        session: the one HTTP session, from `web_session`.
        now: the clock: aware, UTC.
        addresses: where Microsoft is. Only tests give other ones.
        pace: how fast Teams is called; None = as fast as it allows.
    """
    tokens = Tokens(
        session,
        login=addresses.login,
        tenant_id=app.tenant_id,
        client_id=app.client_id,
        client_secret=app.client_secret,
    )
    connector = Connector(
        session,
        tokens,
        addresses=addresses,
        client_id=app.client_id,
        pace=pace or Pace(),
    )
    door = Door(database, TeamsSurface(connector), now)

    async def take(activity: Payload) -> Payload | None:
        return await take_activity(door, activity)

    endpoint = Endpoint(
        take,
        keys=SigningKeys(session, addresses.openid),
        client_id=app.client_id,
        tenant_id=app.tenant_id,
        addresses=addresses,
    )
    return TeamsConnection(
        routes=[Route(PATH, endpoint.__call__, methods=["POST"])],
        sender=TeamsSender(database=database, connector=connector, clock=now),
    )
