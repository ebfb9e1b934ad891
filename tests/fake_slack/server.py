"""The server: Slack's Web API as far as the bot uses it, on loopback."""

import asyncio
import json
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from typing import Any, Self

from aiohttp import web
from aiohttp.test_utils import TestServer

from tests.fake_slack import limits, oracle
from tests.fake_slack.oauth import Authorizations
from tests.fake_slack.requests import ALICE, TEAM, Payload, new_id
from tests.fake_slack.sockets import Sockets

TRIGGER_SECONDS = 3.0
PAGE = 15  # messages of history at once, as for apps that are not in the Marketplace

Answer = tuple[int, Payload]


class Dropped(Exception):
    """The connection is to be cut."""


class FakeSlack:
    """Slack, for one workspace. Use it as an async context manager.

    posts: every message that was taken, in order, with channel and ts.
    responses: what was sent to a response_url.
    views: modals that were opened, by id.
    homes: the Home that each person sees, by their id.
    calls: how often each method was called.
    """

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self.clock = clock
        self.posts: list[Payload] = []
        self.responses: list[Payload] = []
        self.views: dict[str, Payload] = {}
        self.homes: dict[str, Payload] = {}
        self.calls: Counter[str] = Counter()
        self.users: dict[str, Payload] = {ALICE: user("Alice Ng")}
        self.teams: dict[str, str] = {}  # token -> team, where there are several
        self.people: dict[tuple[str, str], Payload] = {}  # of one of several teams
        self.channels: dict[str, Payload] = {}
        self.missing_scopes: set[str] = set()
        self.team = TEAM
        self.faults: dict[str, list[str]] = defaultdict(list)
        self.refused: list[str] = []
        self.sockets = Sockets()
        self.oauth = Authorizations()
        self._triggers: dict[str, float] = {}
        self._direct: dict[tuple[str, str], str] = {}
        self._stamp = 0

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_route("*", "/api/{method}", self._serve)
        app.router.add_post("/response/{number}", self._respond)
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
        trigger = new_id("13345224609.")
        self._triggers[trigger] = self.clock() - age
        return trigger

    def response_url(self) -> str:
        """Return an address that takes five answers."""
        return str(self._server.make_url(f"/response/{new_id('')}"))

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
        asked["_team"] = self.teams.get(token, self.team)
        fault = self.faults[method].pop(0) if self.faults[method] else ""
        if fault.startswith("429"):
            wait = fault.partition(":")[2] or "1"
            return _json(
                429, {"ok": False, "error": "ratelimited"}, {"Retry-After": wait}
            )
        if fault == "html":
            return web.Response(
                status=502, text="<html>Bad gateway", content_type="text/html"
            )
        if fault == "refuse":
            return _cut(request)
        if fault and fault not in ("drop", "500", "hang"):
            return _json(200, {"ok": False, "error": fault})
        handler = getattr(self, "_" + method.replace(".", "_"), None)
        if handler is None:
            return _json(200, {"ok": False, "error": "unknown_method"})
        answer: Payload = handler(asked)
        if fault == "drop":
            return _cut(request)
        if fault == "500":
            return _json(500, {"ok": False, "error": "internal_error"})
        if fault == "hang":
            while request.transport is not None:
                await asyncio.sleep(0.01)
            return web.Response()
        return _json(200, {"ok": True, **answer} if "error" not in answer else answer)

    async def _respond(self, request: web.Request) -> web.Response:
        self.calls["response_url"] += 1
        if self.faults["response_url"]:
            return web.Response(status=int(self.faults["response_url"].pop(0)))
        payload = await request.json()
        self.refused += limits.faults_of_message(payload)
        oracle.check_message(payload)
        self.responses.append(payload)
        return web.Response(text="ok")

    def _auth_test(self, asked: Payload) -> Payload:
        return {"team_id": self.team, "user_id": "UBOT", "bot_id": "BBOT"}

    def _oauth_v2_access(self, asked: Payload) -> Payload:
        return self.oauth.access(asked)

    def _users_info(self, asked: Payload) -> Payload:
        found = self._person(asked, str(asked["user"]))
        return {"user": found} if found else error("user_not_found")

    def _person(self, asked: Payload, user_id: str) -> Payload | None:
        return self.people.get((asked["_team"], user_id)) or self.users.get(user_id)

    def _conversations_open(self, asked: Payload) -> Payload:
        who = str(asked["users"])
        if self._person(asked, who) is None:
            return error("user_not_found")
        channel = self._direct.setdefault((asked["_team"], who), f"D{who[1:]}")
        return {"channel": {"id": channel}}

    def _conversations_info(self, asked: Payload) -> Payload:
        if "channels:read" in self.missing_scopes:
            return error("missing_scope")
        found = self.channels.get(str(asked["channel"]))
        return {"channel": found} if found else error("channel_not_found")

    def _conversations_history(self, asked: Payload) -> Payload:
        if "im:history" in self.missing_scopes:
            return error("missing_scope")
        if not str(asked["channel"]).startswith("D"):
            raise AssertionError("the bot read a channel")
        oldest = float(asked.get("oldest") or 0)
        there = [
            {"ts": post["ts"], "metadata": post.get("metadata")}
            for post in reversed(self.posts)
            if post["channel"] == asked["channel"] and float(post["ts"]) >= oldest
        ]
        first = int(asked.get("cursor") or 0)
        rest = len(there) > first + PAGE
        return {
            "messages": there[first : first + PAGE],
            "response_metadata": {"next_cursor": str(first + PAGE) if rest else ""},
        }

    def _chat_postMessage(self, asked: Payload) -> Payload:
        if fault := self._fault_of(asked):
            return error(fault)
        if asked.get("unfurl_links") is not False or asked.get("unfurl_media"):
            raise AssertionError("user text was sent with link previews")
        self._stamp += 1
        stamp = f"{self.clock():.0f}.{self._stamp:06d}"
        self.posts.append({**asked, "ts": stamp})
        return {"channel": asked["channel"], "ts": stamp, "message": {}}

    def _chat_update(self, asked: Payload) -> Payload:
        if fault := self._fault_of(asked):
            return error(fault)
        for post in self.posts:
            if (post["channel"], post["ts"]) == (asked["channel"], asked["ts"]):
                post |= {"text": asked["text"], "blocks": asked.get("blocks")}
                post["updates"] = post.get("updates", 0) + 1
                return {"channel": post["channel"], "ts": post["ts"]}
        return error("message_not_found")

    def _views_open(self, asked: Payload) -> Payload:
        given = self._triggers.pop(str(asked["trigger_id"]), None)
        if given is None:
            return error("exchanged_trigger_id")
        if self.clock() - given > TRIGGER_SECONDS:
            return error("expired_trigger_id")
        return self._keep_view(new_id("V"), asked["view"])

    def _views_update(self, asked: Payload) -> Payload:
        if asked["view_id"] not in self.views:
            return error("not_found")
        return self._keep_view(str(asked["view_id"]), asked["view"])

    def _views_publish(self, asked: Payload) -> Payload:
        user = str(asked["user_id"])
        if self.teams:
            user = f"{asked['_team']}:{user}"
        known = self.homes.get(user)
        if asked.get("hash") and known and asked["hash"] != known["hash"]:
            return error("hash_conflict")
        if faults := limits.faults_of_view(asked["view"]):
            self.refused += faults
            return error("invalid_arguments")
        oracle.check_view(asked["view"])
        self.homes[user] = {**asked["view"], "hash": new_id("1."), "id": f"V{user}"}
        return {"view": self.homes[user]}

    def _apps_connections_open(self, asked: Payload) -> Payload:
        return {"url": str(self._server.make_url("/socket")).replace("http", "ws", 1)}

    def _keep_view(self, view_id: str, view: Payload) -> Payload:
        if faults := limits.faults_of_view(view):
            self.refused += faults
            return error("invalid_arguments")
        oracle.check_view(view)
        self.views[view_id] = view
        return {"view": {"id": view_id, "hash": "1.a", **view}}

    def _fault_of(self, asked: Payload) -> str:
        if not str(asked["channel"]).startswith(("C", "D", "G")):
            return "channel_not_found"  # R25: never by user id
        if faults := limits.faults_of_message(asked):
            self.refused += faults
            return "invalid_blocks"
        oracle.check_message(asked)
        return ""


def user(name: str, **more: Any) -> Payload:
    """Return somebody as users.info shows them."""
    return {
        "id": "U1",
        "name": name.split()[0].lower(),
        "real_name": name,
        "tz": "Europe/London",
        "locale": "en-GB",
        "profile": {"real_name": name},
    } | more


def error(code: str) -> Payload:
    """Return Slack's way of saying no."""
    return {"ok": False, "error": code}


async def _arguments(request: web.Request) -> Payload:
    asked: Payload = dict(request.query)
    if request.content_type == "application/json":
        asked |= await request.json()
    elif request.can_read_body:
        for name, value in (await request.post()).items():
            asked[name] = _read(str(value))
    return asked


def _read(value: str) -> Any:
    return json.loads(value) if value[:1] in ("{", "[") else value


def _json(
    status: int, body: Payload, headers: dict[str, str] | None = None
) -> web.Response:
    return web.json_response(body, status=status, headers=headers)


def _cut(request: web.Request) -> web.Response:
    if request.transport is not None:
        request.transport.close()
    return web.Response()
