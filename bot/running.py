"""`outreach run`: Slack on one side, the clock and the queue on the other."""

import asyncio
import gc
import logging
import signal
from contextlib import AsyncExitStack
from types import FrameType

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import BaseRoute, Route

from bot.app import TICK_SECONDS, Core, open_core
from bot.read_settings import BadSettings
from bot.settings import Settings, secret_of
from bot.slack.clients import OneWorkspace, web_client, web_session
from bot.slack.connection import run_socket_mode, slack_app, slack_routes
from bot.slack.many import install_routes, many_workspaces
from bot.slack.sender import SlackSender
from storage.database import NotSaved

CLOSING_SECONDS = 5  # for requests under way; the whole end may take 20 (R102)
LATE_TICKS = 3  # missed ones after which we are not ready (R101)

logger = logging.getLogger("outreach")

NOTHING_TO_RUN = (
    "There is no Slack to run for yet. Put OUTREACH_SLACK_BOT_TOKEN into .env, with "
    "OUTREACH_SLACK_APP_TOKEN for Socket Mode or OUTREACH_SLACK_SIGNING_SECRET for "
    "HTTP. To try it without an account: make demo"
)
NO_PUBLIC_URL = (
    "Workspaces can install the bot only where they reach it: put its https address "
    "into OUTREACH_PUBLIC_URL."
)


class Server(uvicorn.Server):
    """Ends with status 0 on Ctrl+C and SIGTERM, and tells the rest to end too."""

    def __init__(self, config: uvicorn.Config, stop: asyncio.Event) -> None:
        super().__init__(config)
        self._stop = stop

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """End when what is under way is answered; at once when asked again."""
        if self.should_exit and sig == signal.SIGINT:
            self.force_exit = True
        self.should_exit = True
        self._stop.set()


def run_bot(settings: Settings) -> None:
    """Serve Slack until SIGTERM or Ctrl+C.

    Raises:
        BadSettings: there is no token, or no way for Slack to reach us.
        CannotMigrate, BadKey, WrongKey, NotSaved: as `open_core`.
    """
    reached = settings.slack_app_token or settings.slack_signing_secret
    if not ((settings.slack_bot_token or settings.many_workspaces) and reached):
        raise BadSettings(NOTHING_TO_RUN)
    if settings.many_workspaces and not settings.public_url:
        raise BadSettings(NO_PUBLIC_URL)
    logging.basicConfig(
        level=settings.log_level,
        format="%(asctime)s %(levelname)s %(name)s %(message)s",
    )
    for chatty in ("apscheduler", "slack_bolt", "slack_sdk", "alembic"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    core = open_core(settings)
    gc.freeze()  # what was loaded stays: not looked through again for garbage
    with asyncio.Runner(loop_factory=_loop_factory()) as runner:
        runner.run(_serve(core))


def _loop_factory() -> "type[asyncio.AbstractEventLoop] | None":
    """Return the quicker event loop where it is installed."""
    try:
        from uvloop import Loop
    except ImportError:
        return None
    return Loop


async def _serve(core: Core) -> None:
    settings = core.settings
    stop = asyncio.Event()
    async with AsyncExitStack() as stack:
        stack.push_async_callback(core.stop)
        session = await stack.enter_async_context(web_session())
        client = web_client(api_url=settings.slack_api_url, session=session)
        many = many_workspaces(core, client) if settings.many_workspaces else None
        install_of = many or OneWorkspace(secret_of(settings.slack_bot_token), client)
        slack = slack_app(
            database=core.database,
            install_of=install_of,
            api_url=settings.slack_api_url,
            session=session,
            now=core.clock,
            revoke=many.revoke if many else None,
        )
        sender = SlackSender(
            install_of=install_of, api_url=settings.slack_api_url, session=session
        )
        await core.start_delivering({"slack": sender})
        core.start_clock()
        routes = health_routes(core)
        if settings.slack_signing_secret:
            secret = secret_of(settings.slack_signing_secret)
            routes += slack_routes(slack, signing_secret=secret)
        if many is not None:
            routes += install_routes(core, client, many)
        server = Server(_config(routes, settings), stop)
        serving = asyncio.create_task(server.serve())
        if settings.slack_app_token:
            await run_socket_mode(
                slack, app_token=secret_of(settings.slack_app_token), stop=stop
            )
        await serving


def _config(routes: list[BaseRoute], settings: Settings) -> uvicorn.Config:
    return uvicorn.Config(
        Starlette(routes=routes),
        host=settings.host,
        port=settings.port,
        log_level="warning",
        access_log=False,
        lifespan="off",
        ws="none",
        server_header=False,
        timeout_graceful_shutdown=CLOSING_SECONDS,
    )


def health_routes(core: Core) -> list[BaseRoute]:
    """Return /healthz (the process answers) and /readyz (it does its work)."""

    async def healthz(_: Request) -> JSONResponse:
        return JSONResponse({"ok": True})

    async def readyz(_: Request) -> JSONResponse:
        problems = await _problems(core)
        return JSONResponse(
            {"ok": not problems, "problems": problems},
            status_code=503 if problems else 200,
        )

    return [Route("/healthz", healthz), Route("/readyz", readyz)]


async def _problems(core: Core) -> list[str]:
    problems = []
    try:
        await core.database.run(lambda session: None)
    except NotSaved as trouble:
        problems.append(trouble.reason)
    if not core.queue.is_fresh:
        problems.append("the queue is not worked off")
    ticked = core.timer.last_tick_at.get("due") if core.timer else None
    since = core.timer.started_at if core.timer else None
    newest = ticked or since
    late = TICK_SECONDS * LATE_TICKS
    if newest is None or (core.clock() - newest).total_seconds() > late:
        problems.append("the clock stands still")
    return problems
