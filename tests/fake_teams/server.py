"""The server: Microsoft's keys, tokens and the Bot Connector, on loopback."""

import asyncio
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from typing import Any, Self
from urllib.parse import unquote

from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.teams.tokens import Addresses
from tests.fake_teams import limits
from tests.fake_teams.activities import BOT, TENANT
from tests.fake_teams.tokens import CLIENT, public_key

Payload = dict[str, Any]
SECRET = "a-secret"
BEARER = "ours-"


class FakeTeams:
    """Teams for one tenant. Use it as an async context manager.

    posts: every activity that was taken, in order, with its conversation and id.
    faults: what the next calls do: "403", "429:7", "307:address", "drop" (taken, then
        cut), "hang".
    refused: what a stricter Teams would not have taken.
    """

    def __init__(self) -> None:
        self.posts: list[Payload] = []
        self.calls: Counter[str] = Counter()
        self.faults: dict[str, list[str]] = defaultdict(list)
        self.refused: list[str] = []
        self.keys = [public_key()]
        self.lasts = 3600
        self.keys_come = asyncio.Event()  # cleared, the key server does not answer
        self.keys_come.set()
        self.blocked: set[str] = set()  # conversations we may not write to
        self.limited = False  # whether the limits of R55 hold
        self.held_back = 0  # posts that came too fast
        self.time: Callable[[], float] = time.monotonic  # what the limits go by
        self._taken: dict[str, list[float]] = defaultdict(list)

    async def __aenter__(self) -> Self:
        app = web.Application()
        self.add_routes(app.router)
        self._server = TestServer(app)
        await self._server.start_server()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._server.close()

    def add_routes(self, router: web.UrlDispatcher) -> None:
        """Add what this Microsoft answers."""
        router.add_get("/openid", self._openid)
        router.add_get("/keys", self._keys)
        router.add_post("/login/{tenant}/oauth2/v2.0/token", self._token)
        chats = "/service/v3/conversations"
        router.add_post(chats, self._open)
        router.add_post(chats + "/{chat}/activities", self._post)
        router.add_put(chats + "/{chat}/activities/{id}", self._change)

    async def opened(self, asked: Payload) -> str:
        """Return the id of the private chat that is asked for."""
        (member,) = asked["members"]
        return "a:" + str(member["id"]).removeprefix("29:")

    async def posted(self, chat: str, activity: Payload) -> str:
        """Show an activity, and return its id."""
        return f"1:{len(self.posts) + 1}"

    async def changed(self, chat: str, number: str, activity: Payload) -> None:
        """Show another activity in the place of one."""

    @property
    def addresses(self) -> Addresses:
        """Where this Microsoft is."""
        root = str(self._server.make_url("/")).rstrip("/")
        return Addresses(f"{root}/openid", f"{root}/login", frozenset({root}))

    @property
    def service_url(self) -> str:
        """What activities name as their service."""
        return str(self._server.make_url("/service/"))

    def shown(self, number: int = -1) -> str:
        """Return what a posted activity says: its text, or its summary."""
        return said(self.posts[number])

    async def _openid(self, _: web.Request) -> web.Response:
        self.calls["openid"] += 1
        await self.keys_come.wait()
        if self.faults["openid"]:
            return web.Response(status=int(self.faults["openid"].pop(0)))
        return web.json_response({"jwks_uri": str(self._server.make_url("/keys"))})

    async def _keys(self, _: web.Request) -> web.Response:
        return web.json_response({"keys": self.keys})

    async def _token(self, request: web.Request) -> web.Response:
        self.calls["token"] += 1
        asked = dict(await request.post())
        good = {
            "grant_type": "client_credentials",
            "client_id": CLIENT,
            "client_secret": SECRET,
            "scope": "https://api.botframework.com/.default",
        }
        if asked != good or request.match_info["tenant"] != TENANT:
            return web.json_response({"error": "invalid_client"}, status=401)
        if self.faults["token"]:
            return web.Response(status=int(self.faults["token"].pop(0)))
        bearer = f"{BEARER}{self.calls['token']}"
        return web.json_response({"access_token": bearer, "expires_in": self.lasts})

    async def _open(self, request: web.Request) -> web.StreamResponse:
        if problem := await self._problem("open", request):
            return problem
        asked = await request.json()
        assert asked["bot"] == {"id": BOT}
        assert asked["tenantId"] == TENANT
        chat = await self.opened(asked)
        if self.limited and not self._in_time(chat):
            return self._too_fast()
        if chat in self.blocked:
            return blocked()
        return web.json_response({"id": chat}, status=201)

    async def _post(self, request: web.Request) -> web.StreamResponse:
        if problem := await self._problem("post", request):
            return problem
        chat = unquote(request.match_info["chat"])
        if chat in self.blocked:
            return blocked()
        if self.limited and not self._in_time(chat):
            return self._too_fast()
        activity = await request.json()
        self.refused += limits.faults_of_activity(activity)
        if "suggestedActions" in activity and chat.startswith("19:"):
            self.refused.append("suggested actions before others")
        number = await self.posted(chat, activity)
        self.posts.append(activity | {"chat": chat, "posted": number, "updates": 0})
        if self._after("post") == "drop":
            assert request.transport is not None
            request.transport.close()
            return web.Response()
        return web.json_response({"id": number}, status=201)

    async def _change(self, request: web.Request) -> web.StreamResponse:
        if problem := await self._problem("change", request):
            return problem
        if self.limited and not self._in_time(unquote(request.match_info["chat"])):
            return self._too_fast()
        number = unquote(request.match_info["id"])
        for post in self.posts:
            if post["posted"] == number:
                new = await request.json()
                assert new.pop("id") == number
                self.refused += limits.faults_of_activity(new)
                await self.changed(post["chat"], number, new)
                updates = post["updates"] + 1
                post.update(new, updates=updates)
                return web.json_response({"id": number})
        return web.json_response(problem_of("ActivityNotFound"), status=404)

    async def _problem(
        self, method: str, request: web.Request
    ) -> web.StreamResponse | None:
        self.calls[method] += 1
        bearer = request.headers.get("Authorization", "").partition(" ")[2]
        if not bearer.startswith(BEARER):
            return web.json_response(problem_of("Unauthorized"), status=401)
        fault = self.faults[method][0] if self.faults[method] else ""
        if fault in ("", "drop"):
            return None
        self.faults[method].pop(0)
        if fault == "hang":
            while request.transport is not None:
                await asyncio.sleep(0.01)
            return web.Response()
        status, _, wait = fault.partition(":")
        name = "Location" if status.startswith("3") else "Retry-After"
        headers = {name: wait} if wait else {}
        return web.json_response(
            problem_of("Fault"), status=int(status), headers=headers
        )

    def _in_time(self, chat: str) -> bool:
        """Take a call's time, unless a conversation, or all, had as many as may be."""
        now = self.time()
        for name, allowed in (chat, limits.POSTS), ("", limits.IN_ALL):
            taken = self._taken[name]
            for most, seconds in allowed:
                if sum(now - one < seconds for one in taken) >= most:
                    return False
        self._taken[chat].append(now)
        self._taken[""].append(now)
        return True

    def _too_fast(self) -> web.Response:
        self.held_back += 1
        again = {"Retry-After": "1"}
        return web.json_response(
            problem_of("TooManyRequests"), status=429, headers=again
        )

    def _after(self, method: str) -> str:
        return self.faults[method].pop(0) if self.faults[method] else ""


def said(activity: Payload) -> str:
    """Return what an activity says: its text, or its summary."""
    return str(activity.get("text") or activity.get("summary"))


def blocked() -> web.Response:
    """Return the answer for a chat whose owner blocked or removed the app."""
    return web.json_response(problem_of("MessageWritesBlocked"), status=403)


def problem_of(code: str) -> Payload:
    """Return the body of an error."""
    return {"error": {"code": code, "message": "see the code"}}
