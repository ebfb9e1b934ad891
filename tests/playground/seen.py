"""What the Playground shows, and what it logs: its two streams, read as they come."""

import asyncio
import json
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import aiohttp

from tests.fake_teams.words import words_of
from tests.patience import until

Payload = dict[str, Any]
SHOWN = "/_ws_conversation/v1/conversations/stream"
LOGGED = "/_ws/log/stream"


class Seen:
    """The messages that stand in its chats now, and every exchange with the bot.

    messages: by id, as last changed. drawn: how often each was drawn.
    exchanges: the kind of activity and the status that answered it. Nowhere else does
        a bot's failure at a typed line show.
    """

    def __init__(self) -> None:
        self.messages: dict[str, Payload] = {}
        self.drawn: Counter[str] = Counter()
        self.exchanges: list[tuple[str, int]] = []

    def show(self, event: Payload) -> None:
        """Take what the first stream says."""
        if event["action"] in ("createMessage", "updateMessage"):
            message = event["message"]
            self.messages[message["messageId"]] = message
            self.drawn[message["messageId"]] += 1

    def log(self, event: Payload) -> None:
        """Take what the second stream says."""
        logged = event.get("log", {})
        if "response" in logged:
            status = int(logged["response"]["statusCode"])
            self.exchanges.append((logged["activityName"], status))

    async def words(self, post: Payload) -> str:
        """Return what stands where the bot posted this, a line each."""
        await until(lambda: self.drawn[post["posted"]] > post["updates"])
        return words_of(self.messages[post["posted"]])


@asynccontextmanager
async def watched(playground: str) -> AsyncIterator[Seen]:
    """Read both streams until the block ends; there is no history to read later."""
    seen = Seen()
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(playground + SHOWN) as shown,
        session.ws_connect(playground + LOGGED) as logged,
        asyncio.TaskGroup() as reading,
    ):
        tasks = [
            reading.create_task(_read(shown, seen.show)),
            reading.create_task(_read(logged, seen.log)),
        ]
        yield seen
        for task in tasks:
            task.cancel()


async def _read(
    stream: aiohttp.ClientWebSocketResponse, take: Callable[[Payload], None]
) -> None:
    async for event in stream:
        take(json.loads(event.data))
