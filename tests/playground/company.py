"""A company in the Playground: the real core, served, with the gate before its door."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import uvicorn
from starlette.applications import Starlette

from bot.teams.tokens import PATH
from tests.fakes import FakeClock
from tests.journeys.teams_company import TeamsCompany, open_bot
from tests.playground.gate import Gate
from tests.playground.hands import Hands
from tests.playground.program import playground
from tests.playground.seen import Seen, watched


@dataclass(frozen=True, slots=True)
class Opened:
    """The company, what it is used with, and what can be seen of it."""

    company: TeamsCompany
    hands: Hands
    gate: Gate
    seen: Seen


@asynccontextmanager
async def open_playground_company(
    url: str, folder: Path, start: datetime
) -> AsyncIterator[Opened]:
    """Open the whole bot on an empty database, with the Playground as its Teams."""
    clock = FakeClock(start)
    async with AsyncExitStack() as stack:
        gate = await stack.enter_async_context(Gate())
        core, web = await stack.enter_async_context(open_bot(url, folder, gate, clock))
        gate.bot = await stack.enter_async_context(served(web)) + PATH
        routes = await stack.enter_async_context(
            playground(folder, bot=gate.endpoint, service=gate.service_url)
        )
        gate.playground = str(routes.base_url).rstrip("/")
        seen = await stack.enter_async_context(watched(gate.playground))
        hands = Hands(routes, gate)
        yield Opened(TeamsCompany(core, gate, hands, clock), hands, gate, seen)
        assert gate.refused == []


@asynccontextmanager
async def served(web: Starlette) -> AsyncIterator[str]:
    """Serve a web app as `outreach run` does, and give its address."""
    config = uvicorn.Config(web, log_level="warning", lifespan="off", ws="none")
    server = uvicorn.Server(config)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        serving = asyncio.create_task(server.serve(sockets=[listening]))
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        await serving
