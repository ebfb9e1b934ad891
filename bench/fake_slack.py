"""The few Web API answers the bot needs to start, from a process of its own."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from bench.servers import free_port, running
from bench.signed import TEAM, USER


async def answer(request: Request) -> JSONResponse:
    """Say yes to everything, as the bench's only workspace."""
    await request.body()
    profile = {"id": USER, "name": "ada", "real_name": "Ada", "tz": "Europe/London"}
    return JSONResponse(
        {
            "ok": True, "team_id": TEAM, "user_id": "U0BOT", "bot_id": "B0BOT",
            "user": profile, "channel": {"id": "D0BENCH"}, "ts": "1.000001",
        }
    )  # fmt: skip


@contextmanager
def fake_slack() -> Iterator[str]:
    """Run it until the block ends, and give its base address."""
    port = free_port()
    with running(["-m", "bench.fake_slack", str(port)], port=port):
        yield f"http://127.0.0.1:{port}/api/"


if __name__ == "__main__":
    app = Starlette(routes=[Route("/api/{method}", answer, methods=["GET", "POST"])])
    uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]), log_level="error")
