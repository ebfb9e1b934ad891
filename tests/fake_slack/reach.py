"""How Slack reaches the bot: by signed HTTP, or over the socket the bot opened."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
from slack_bolt.async_app import AsyncApp
from starlette.applications import Starlette

from bot.slack.connection import run_socket_mode, slack_routes
from tests.fake_slack.requests import SECRET, Payload, Signer, command
from tests.fake_slack.server import FakeSlack
from tests.fake_slack.sockets import Sockets
from tests.patience import PATIENCE


class OverSocket(Signer):
    """Sends over the socket what `Signer` posts, and answers as it does."""

    def __init__(self, sockets: Sockets) -> None:
        self._sockets = sockets

    async def command(self, text: str, **more: str) -> httpx.Response:
        """Type `/outreach text`."""
        return await self._sent("slash_commands", command(text, **more))

    async def event(self, payload: Payload, *, attempt: int = 0) -> httpx.Response:
        """Deliver an event."""
        return await self._sent("events_api", payload)

    async def interact(self, payload: Payload) -> httpx.Response:
        """Press, choose, or send a form."""
        return await self._sent("interactive", payload)

    async def _sent(self, kind: str, payload: Payload) -> httpx.Response:
        said = await self._sockets.send(kind, payload)
        return httpx.Response(200, json=said) if said else httpx.Response(200)


@asynccontextmanager
async def reached(app: AsyncApp, slack: FakeSlack, *, by: str) -> AsyncIterator[Signer]:
    """Connect `slack` to the bot, and give what it sends with.

    Args:
        by: "http" or "socket".
    """
    if by == "socket":
        stop = asyncio.Event()
        running = asyncio.create_task(
            run_socket_mode(app, app_token="xapp-1", stop=stop)
        )
        await asyncio.wait_for(slack.sockets.connected.wait(), timeout=PATIENCE)
        yield OverSocket(slack.sockets)
        stop.set()
        await asyncio.wait_for(running, timeout=PATIENCE)
        return
    web = Starlette(routes=slack_routes(app, signing_secret=SECRET))
    inside = httpx.ASGITransport(web)
    async with httpx.AsyncClient(transport=inside, base_url="http://bot") as http:
        yield Signer(http)
