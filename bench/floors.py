"""The floors: a bare echo, bare Bolt, and bare Bolt with one raw committed insert.

Run as a program: `python -m bench.floors echo|bolt|bolt+insert PORT FILE`.
"""

import sqlite3
import sys
import time
from pathlib import Path
from typing import Any

import uvicorn
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.authorization import AuthorizeResult
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bench.signed import SECRET


async def echo(request: Request) -> Response:
    """Answer without looking."""
    await request.body()
    return PlainTextResponse("ok")


def bare_bolt(insert_into: Path | None) -> Route:
    """Return Bolt's own route with a handler that answers "ok", after one insert."""

    async def authorize(**_: Any) -> AuthorizeResult:
        return AuthorizeResult(
            enterprise_id=None, team_id="T0BENCH", bot_token="xoxb-0", bot_id="B0",
            bot_user_id="U0",
        )  # fmt: skip

    app = AsyncApp(
        signing_secret=SECRET, authorize=authorize, process_before_response=True
    )
    connection = None if insert_into is None else _prepared(insert_into)

    @app.command("/outreach")
    async def outreach(ack: AsyncAck, command: dict[str, Any]) -> None:
        if connection is not None:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute(
                "INSERT INTO contact(at, text) VALUES (?, ?)",
                (time.time(), command["text"]),
            )
            connection.execute("COMMIT")
        await ack("ok")

    handler = AsyncSlackRequestHandler(app)

    async def endpoint(request: Request) -> Response:
        return await handler.handle(request)

    return Route("/slack/events", endpoint, methods=["POST"])


def _prepared(path: Path) -> sqlite3.Connection:
    """Open a file as safe as ours: WAL, and the disk waited for at each commit."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE contact(id INTEGER PRIMARY KEY, at REAL, text)")
    return connection


if __name__ == "__main__":
    kind, port, file = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])
    route = (
        Route("/slack/events", echo, methods=["POST"])
        if kind == "echo"
        else bare_bolt(file if kind == "bolt+insert" else None)
    )
    uvicorn.run(
        Starlette(routes=[route]), host="127.0.0.1", port=port, log_level="error"
    )
