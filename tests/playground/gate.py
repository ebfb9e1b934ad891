"""What stands between the Playground and the bot, in both directions.

The Playground sends no token, and takes any. So what it posts is given one here that is
signed as Microsoft signs, before it goes to the bot's own door; and what the bot posts
is checked here as our other Teams checks it, before the Playground shows it.
"""

import asyncio
from typing import Any

import aiohttp
import httpx
from aiohttp import web

from tests.fake_teams.server import FakeTeams
from tests.fake_teams.tokens import token
from tests.patience import PATIENCE

Payload = dict[str, Any]


class Gate(FakeTeams):
    """Microsoft's keys, tokens and limits, with the Playground as what is seen.

    bot, playground: their addresses, known once they run.
    exchanges: how often one of them called the other.
    """

    def __init__(self) -> None:
        super().__init__()
        self.bot = self.playground = ""
        self.exchanges = 0
        self.answered: asyncio.Queue[httpx.Response] = asyncio.Queue()

    @property
    def endpoint(self) -> str:
        """Where the Playground posts to."""
        return str(self._server.make_url("/api/messages"))

    def add_routes(self, router: web.UrlDispatcher) -> None:
        """Take activities, too."""
        super().add_routes(router)
        router.add_post("/api/messages", self._hand_in)

    async def opened(self, asked: Payload) -> str:
        """Let the Playground open the chat."""
        return await self._passed("POST", "", asked)

    async def posted(self, chat: str, activity: Payload) -> str:
        """Let the Playground show it."""
        return await self._passed("POST", f"/{chat}/activities", activity)

    async def changed(self, chat: str, number: str, activity: Payload) -> None:
        """Let the Playground show the new one."""
        path = f"/{chat}/activities/{number}"
        await self._passed("PUT", path, activity | {"id": number})

    async def _passed(self, method: str, path: str, payload: Payload) -> str:
        self.exchanges += 1
        url = f"{self.playground}/_connector/v3/conversations{path}"
        async with (
            aiohttp.ClientSession() as session,
            session.request(method, url, json=payload) as answer,
        ):
            assert answer.ok, await answer.text()
            return str((await answer.json())["id"])

    async def _hand_in(self, request: web.Request) -> web.Response:
        """Give the bot one activity with a good token, and its answer back."""
        self.exchanges += 1
        headers = {
            "Authorization": f"Bearer {token(self.service_url)}",
            "Content-Type": "application/json",
        }
        async with (
            aiohttp.ClientSession() as session,
            session.post(self.bot, data=await request.read(), headers=headers) as told,
        ):
            body = await told.read()
        self.answered.put_nowait(httpx.Response(told.status, content=body))
        return web.Response(
            status=told.status, body=body, content_type=told.content_type
        )

    async def next_answer(self) -> httpx.Response:
        """Return what the bot answers to the next activity."""
        return await asyncio.wait_for(self.answered.get(), PATIENCE)
