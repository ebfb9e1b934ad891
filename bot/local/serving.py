"""The page's web server: who may call it, what it answers, and what stands behind it.

Loaded late: `demo` opens its port before any web server is loaded. Nothing here loads
the bot itself, so that the shell is served while that still starts.

Binding 127.0.0.1 keeps other computers out. `Guard` keeps out other web pages open in
the same browser: a name that resolves to 127.0.0.1 (DNS rebinding) fails on Host, a
form or script elsewhere fails on Origin and on the content type.
"""

import asyncio
import gc
import json
import logging
import signal
import socket
from collections.abc import Awaitable, Callable
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import uvicorn
from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.middleware.body_limit import RequestBodyLimitMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.local.stage import News, NotHere, Plain, Stage, StageDoor

if TYPE_CHECKING:
    from bot.local.opening import Sample

STATIC = Path(__file__).parent / "static"
LONGEST_BODY = 256 * 1024  # bytes; 10 000 characters of any script, with room
PATIENCE = 20.0  # seconds a page waits for news before it asks again
CLOSING_SECONDS = 3  # for answers under way when it ends
BROKE = "The sample company could not be set up: {0}. Stop with Ctrl+C and try again."
NAMES = ("127.0.0.1", "localhost")
HEADERS = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
        "img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}

Doing = Callable[[StageDoor, Plain], Awaitable[Plain]]

log = logging.getLogger("outreach.page")


async def serve(listening: socket.socket) -> None:
    """Serve the page on an open socket until told to end, then remove all traces."""
    news = News()
    house = House(news)
    config = uvicorn.Config(
        page_app(house.stage),
        log_level="warning",
        access_log=False,
        lifespan="off",
        ws="none",
        server_header=False,
        timeout_graceful_shutdown=CLOSING_SECONDS,
    )
    opening = asyncio.create_task(house.open())
    try:
        await PageServer(config, news).serve(sockets=[listening])
    finally:
        await asyncio.gather(opening, return_exceptions=True)
        await house.close()


class PageServer(uvicorn.Server):
    """Ends with status 0 on Ctrl+C and SIGTERM, and lets no page wait for news then."""

    def __init__(self, config: uvicorn.Config, news: News) -> None:
        super().__init__(config)
        self._news = news

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """End when what is under way is answered; at once when asked again."""
        if self.should_exit and sig == signal.SIGINT:
            self.force_exit = True
        self.should_exit = True
        self._news.close()


class House:
    """The page's stage, and the sample company that stands on it."""

    def __init__(self, news: News) -> None:
        self.stage = Stage(news, start_over=self.start_over)
        self._sample: Sample | None = None
        self._turn = asyncio.Lock()

    async def open(self) -> None:
        """Make the sample company; the page shows it, or why there is none."""
        async with self._turn:
            await self._open()

    async def start_over(self) -> None:
        """Remove the sample company and make a fresh one."""
        async with self._turn:
            await self._close()
            await self._open()

    async def close(self) -> None:
        """Remove the sample company and every file of it."""
        async with self._turn:
            await self._close()

    async def _open(self) -> None:
        try:
            # Loading the bot takes a second, so the page is served meanwhile.
            opening = await asyncio.to_thread(_load)
            self._sample = await opening(self.stage.news)
        except Exception as error:
            log.exception("The sample company could not be set up")
            self.stage.show(None, problem=BROKE.format(error))
        else:
            self.stage.show(self._sample.session)

    async def _close(self) -> None:
        self.stage.show(None)
        if self._sample is not None:
            await self._sample.close()
            self._sample = None


def _load() -> "Callable[[News], Awaitable[Sample]]":
    gc.disable()  # nothing that is loaded becomes garbage: 0.2 s of 2.6 saved
    try:
        from bot.local.opening import open_sample
    finally:
        gc.freeze()
        gc.enable()
    return open_sample


# The routes: a static shell, its state as JSON, and what can be done there.


def page_app(stage: Stage) -> Starlette:
    """Return the page's ASGI application."""

    async def state(request: Request) -> Response:
        after = request.query_params.get("after", "")
        if after.isascii() and after.isdigit() and len(after) < 10:
            await stage.news.wait_beyond(int(after), seconds=PATIENCE)
        version = stage.news.version
        if stage.door is None:
            kind = "failed" if stage.problem else "starting"
            seen: Plain = {"stage": kind, "problem": stage.problem}
        else:
            speaker = request.query_params.get("as", "")
            seen = {"stage": "ready"} | await stage.door.view(speaker)
        return JSONResponse({"version": version} | seen)

    def doing(work: Doing) -> Callable[[Request], Awaitable[Response]]:
        async def route(request: Request) -> Response:
            sent = read_sent(await request.body())
            if stage.door is None:
                problem = "I am still starting. Try again in a moment."
                return JSONResponse({"problem": problem}, status_code=503)
            return JSONResponse(await work(stage.door, sent))

        return route

    async def over(door: StageDoor, sent: Plain) -> Plain:
        await stage.start_over()
        return {}

    return Starlette(
        routes=[
            Route("/", _shell),
            Route("/static/{name}", _asset),
            Route("/api/state", state),
            Route("/api/say", doing(_say), methods=["POST"]),
            Route("/api/press", doing(_press), methods=["POST"]),
            Route("/api/clock", doing(_clock), methods=["POST"]),
            Route("/api/over", doing(over), methods=["POST"]),
        ],
        middleware=[
            Middleware(Guard),
            Middleware(RequestBodyLimitMiddleware, max_body_size=LONGEST_BODY),
        ],
        exception_handlers={BadRequest: _wrong, NotHere: _wrong},
    )


async def _shell(request: Request) -> Response:
    return FileResponse(STATIC / "index.html")


async def _asset(request: Request) -> Response:
    known = {path.name: path for path in STATIC.iterdir()}
    path = known.get(request.path_params["name"])
    return FileResponse(path) if path else Response(status_code=404)


async def _say(door: StageDoor, sent: Plain) -> Plain:
    return await door.say(sent_text(sent, "as"), sent_text(sent, "text"))


async def _press(door: StageDoor, sent: Plain) -> Plain:
    return await door.press(
        sent_text(sent, "as"),
        action=sent_text(sent, "action"),
        subject=sent_text(sent, "subject"),
        value=sent_text(sent, "value"),
        values=sent_texts(sent, "values"),
    )


async def _clock(door: StageDoor, sent: Plain) -> Plain:
    return await door.jump(sent_text(sent, "jump"))


async def _wrong(request: Request, error: Exception) -> Response:
    problem = "The page and the program disagree. Reload the page."
    return JSONResponse({"problem": problem, "detail": str(error)}, status_code=400)


# Reading what the page's script sends: a JSON object of texts, nothing else.


class BadRequest(Exception):
    """The script and we disagree about what is sent. Its text is for developers."""


def read_sent(body: bytes) -> Plain:
    """Return the JSON object in a request's body.

    Raises:
        BadRequest: it is something else.
    """
    try:
        sent = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise BadRequest("not JSON") from error
    if not isinstance(sent, dict):
        raise BadRequest("not a JSON object")
    return sent


def sent_text(sent: Plain, name: str) -> str:
    """Return the text called `name`, "" if it is missing.

    Half a surrogate pair, which no database keeps, becomes a question mark.

    Raises:
        BadRequest: it is no text.
    """
    value = sent.get(name, "")
    if not isinstance(value, str):
        raise BadRequest(f"“{name}” must be text")
    return value.encode(errors="replace").decode()


def sent_texts(sent: Plain, name: str) -> dict[str, str]:
    """Return the object of texts called `name`, empty if it is missing.

    Raises:
        BadRequest: it is something else.
    """
    values = sent.get(name, {})
    if not isinstance(values, dict):
        raise BadRequest(f"“{name}” must be an object")
    return {sent_text({"": key}, ""): sent_text(values, key) for key in values}


# Who may call: this computer's own browser, on the page itself.


class Guard:
    """Refuses what does not come from the page, and marks every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer 403 or 415 in its place."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        answer = self.app
        if refusal := _refusal(scope["method"], Headers(scope=scope)):
            answer = JSONResponse({"problem": refusal[1]}, status_code=refusal[0])
        await answer(scope, receive, _marking(send))


def _refusal(method: str, headers: Headers) -> tuple[int, str] | None:
    host = headers.get("host", "")
    if host.rpartition(":")[0] not in NAMES and host not in NAMES:
        return 403, "Open this page as http://127.0.0.1, with the port you were told."
    if method in ("GET", "HEAD"):
        return None
    if headers.get("origin") != f"http://{host}":
        return 403, "Only the page itself may do this."
    if headers.get("content-type", "").partition(";")[0].strip() != "application/json":
        return 415, "This takes JSON only."
    return None


def _marking(send: Send) -> Send:
    async def marked(message: Message) -> None:
        if message["type"] == "http.response.start":
            kept = [
                pair for pair in message["headers"] if pair[0].decode() not in HEADERS
            ]
            ours = [(name.encode(), text.encode()) for name, text in HEADERS.items()]
            message["headers"] = kept + ours
        await send(message)

    return marked
