"""The server: Slack's Web API on loopback, strict, and failing on request."""

import asyncio
import json
from collections import Counter, defaultdict
from collections.abc import Callable
from typing import Self

from aiohttp import web
from aiohttp.test_utils import TestServer

from tests.fake_slack import limits, oracle
from tests.fake_slack.methods import Methods, error, user
from tests.fake_slack.requests import Payload
from tests.fake_slack.sockets import Sockets

__all__ = ["FakeSlack", "user"]


def standing_still() -> float:
    """Return the same moment at every call, so that nothing is ever too old."""
    return 0.0


class FakeSlack(Methods):
    """Slack, for one workspace. Use it as an async context manager.

    posts: every message that was taken, in order, with channel and ts.
    responses: what was sent to a response_url.
    views: modals that were opened, by id.
    homes: the Home that each person sees, by their id.
    calls: how often each method was called.
    refused: what was wrong with what the bot sent. A test ends by finding it empty.
    clock: seconds that what it gives out ages by; it stands still unless it is given.
    """

    def __init__(
        self, clock: Callable[[], float] = standing_still, *, paced: bool = False
    ) -> None:
        super().__init__(clock, paced=paced)
        self.responses: list[Payload] = []
        self.calls: Counter[str] = Counter()
        self.faults: dict[str, list[str]] = defaultdict(list)
        self.sockets = Sockets(self.refused)

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_route("*", "/api/{method}", self._serve)
        app.router.add_post("/response/{name}", self._respond)
        app.router.add_get("/socket", self.sockets.serve)
        self._server = TestServer(app)
        await self._server.start_server()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.sockets.close()
        await self._server.close()

    @property
    def api_url(self) -> str:
        """What the setting `slack_api_url` is set to."""
        return str(self._server.make_url("/api/"))

    def trigger(self, *, age: float = 0.0) -> str:
        """Return a trigger_id that was given out `age` seconds ago."""
        return self.triggers.give(age)

    def response_url(self, *, age: float = 0.0) -> str:
        """Return an address for five answers, given out `age` seconds ago."""
        name = self.response_urls.give(age)
        return str(self._server.make_url(f"/response/{name}"))

    def fail_next(self, method: str, *faults: str) -> None:
        """Let the next calls fail: an error code, or one of these.

        "drop": taken, then the connection is cut. "refuse": cut before it is taken.
        "500": taken, then answered 500. "html": not taken, a web page with 502.
        "429:7": not taken, Retry-After 7. "hang": taken, and never answered.
        """
        self.faults[method] += faults

    @property
    def texts(self) -> list[str]:
        """What was posted, as plain text."""
        return [post["text"] for post in self.posts]

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        self.calls[method] += 1
        asked = await _arguments(request)
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        asked |= {"_team": self.teams.get(token, self.team), "_token": token}
        fault = self.faults[method].pop(0) if self.faults[method] else ""
        if fault.startswith("429"):
            return _wait(fault.partition(":")[2] or "1")
        if fault == "html":
            return web.Response(
                status=502, text="<html>Bad gateway", content_type="text/html"
            )
        if fault == "refuse":
            return _cut(request)
        if fault and fault not in ("drop", "500", "hang"):
            return _json(200, error(fault))
        answer = self.call(method, asked)
        code, _, seconds = str(answer.get("error") or "").partition(":")
        if code == "ratelimited":
            return _wait(seconds)
        if fault == "drop":
            return _cut(request)
        if fault == "500":
            return _json(500, error("internal_error"))
        if fault == "hang":
            while request.transport is not None:
                await asyncio.sleep(0.01)
            return web.Response()
        return _json(200, answer)

    async def _respond(self, request: web.Request) -> web.Response:
        self.calls["response_url"] += 1
        if self.faults["response_url"]:
            return web.Response(status=int(self.faults["response_url"].pop(0)))
        if fault := self.response_urls.use(request.match_info["name"]):
            return _json(404, error(fault))
        payload = await request.json()
        faults = limits.faults_of_response(payload)
        faults = faults or oracle.faults_of_message(payload)
        self.refused += faults
        if faults:
            return _json(400, error("invalid_blocks"))
        self.responses.append(payload)
        return web.Response(text="ok")

    def _apps_connections_open(self, asked: Payload) -> Payload:
        return {"url": str(self._server.make_url("/socket")).replace("http", "ws", 1)}


async def _arguments(request: web.Request) -> Payload:
    asked: Payload = dict(request.query)
    if request.content_type == "application/json":
        asked |= await request.json()
    elif request.can_read_body:
        for name, value in (await request.post()).items():
            asked[name] = json.loads(str(value)) if _is_json(str(value)) else value
    return asked


def _is_json(value: str) -> bool:
    return value[:1] in ("{", "[")


def _wait(seconds: str) -> web.Response:
    return _json(429, error("ratelimited"), {"Retry-After": seconds})


def _json(
    status: int, body: Payload, headers: dict[str, str] | None = None
) -> web.Response:
    return web.json_response(body, status=status, headers=headers)


def _cut(request: web.Request) -> web.Response:
    if request.transport is not None:
        request.transport.close()
    return web.Response()
