"""`outreach run`: the platforms on one side, the clock and the queue on the other.

Loaded late: who says one line in a terminal needs no web server.
"""

import asyncio
import gc
import logging
import signal
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pkgutil import resolve_name
from types import FrameType

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import BaseRoute, Route

from bot.app import TICK_SECONDS, Connected, Core, open_core
from bot.settings import BadSettings, Settings
from storage.database.transactions import NotSaved


@dataclass(frozen=True, slots=True)
class Surface:
    """A platform people may use: whether it is set up, and what connects it.

    `opener` names an `Opener`, which is loaded only where it is set up: nobody who has
    Slack alone waits for what Teams needs.
    """

    is_set_up: Callable[[Settings], bool]
    opener: str  # "module:function"


SURFACES = (
    Surface(lambda settings: settings.has_slack, "bot.slack.connection:open_slack"),
    Surface(lambda settings: settings.has_teams, "bot.teams.connection:open_teams"),
)

Opener = Callable[[Core, AsyncExitStack], Awaitable[Connected]]

CLOSING_SECONDS = 5  # for requests under way; the whole end may take 20 (R102)
LATE_TICKS = 3  # missed ones after which we are not ready (R101)

logger = logging.getLogger("outreach")

NOTHING_TO_RUN = (
    "There is no Slack to run for yet. Put OUTREACH_SLACK_BOT_TOKEN into .env, with "
    "OUTREACH_SLACK_APP_TOKEN for Socket Mode or OUTREACH_SLACK_SIGNING_SECRET for "
    "HTTP. For Microsoft Teams put OUTREACH_TEAMS_CLIENT_ID, "
    "OUTREACH_TEAMS_CLIENT_SECRET and OUTREACH_TEAMS_TENANT_ID there. To try it "
    "without an account: make demo"
)
HALF_A_TEAMS = (
    "Microsoft Teams needs all of OUTREACH_TEAMS_CLIENT_ID, "
    "OUTREACH_TEAMS_CLIENT_SECRET and OUTREACH_TEAMS_TENANT_ID."
)
NO_PUBLIC_URL = (
    "Workspaces can install the bot only where they reach it: put its https address "
    "into OUTREACH_PUBLIC_URL."
)


class BotServer(uvicorn.Server):
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
    """Serve Slack and Teams until SIGTERM or Ctrl+C.

    Raises:
        BadSettings: no platform is set up, or one is by half.
        CannotMigrate, BadKey, WrongKey, NotSaved: as `open_core`.
    """
    if not any(surface.is_set_up(settings) for surface in SURFACES):
        raise BadSettings(NOTHING_TO_RUN)
    some = settings.teams_client_id, settings.teams_client_secret
    if not settings.has_teams and any((*some, settings.teams_tenant_id)):
        raise BadSettings(HALF_A_TEAMS)
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
        open_ones = await connect(core, stack)
        await core.start_delivering({one.surface: one.sender for one in open_ones})
        core.start_clock()
        routes = [route for one in open_ones for route in one.routes]
        routes = [*health_routes(core), *routes]
        server = BotServer(_config(routes, settings), stop)
        serving = asyncio.create_task(server.serve())
        listening = [one.listen(stop) for one in open_ones if one.listen is not None]
        await asyncio.gather(*listening)
        await serving


async def connect(core: Core, stack: AsyncExitStack) -> list[Connected]:
    """Connect every platform that is set up; `stack` closes what they hold open."""
    connected = []
    for surface in SURFACES:
        if surface.is_set_up(core.settings):
            opener: Opener = resolve_name(surface.opener)
            connected.append(await opener(core, stack))
    return connected


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
        await core.database.run(lambda tx: None)
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
