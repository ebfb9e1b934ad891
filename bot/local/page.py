"""The page's routes: a static shell, its state as JSON, and what can be done there.

Loads nothing heavy, so that the shell is served while the rest of the bot still starts.
"""

from collections.abc import Awaitable, Callable
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.body_limit import RequestBodyLimitMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route

from bot.local.guard import Guard
from bot.local.sent import BadRequest, Plain, read_sent, text_of, texts_of
from bot.local.stage import Door, NotHere, Stage

STATIC = Path(__file__).parent / "static"
LONGEST_BODY = 256 * 1024  # bytes; 10 000 characters of any script, with room
PATIENCE = 20.0  # seconds a page waits for news before it asks again

Doing = Callable[[Door, Plain], Awaitable[Plain]]


def page(stage: Stage) -> Starlette:
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

    async def over(door: Door, sent: Plain) -> Plain:
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


async def _say(door: Door, sent: Plain) -> Plain:
    return await door.say(text_of(sent, "as"), text_of(sent, "text"))


async def _press(door: Door, sent: Plain) -> Plain:
    return await door.press(
        text_of(sent, "as"),
        action=text_of(sent, "action"),
        subject=text_of(sent, "subject"),
        value=text_of(sent, "value"),
        values=texts_of(sent, "values"),
    )


async def _clock(door: Door, sent: Plain) -> Plain:
    return await door.jump(text_of(sent, "jump"))


async def _wrong(request: Request, error: Exception) -> Response:
    problem = "The page and the program disagree. Reload the page."
    return JSONResponse({"problem": problem, "detail": str(error)}, status_code=400)
