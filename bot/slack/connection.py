"""Bringing Slack in: one Bolt app, reached over HTTP or through Socket Mode."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from datetime import datetime

import aiohttp
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.response import BoltResponse
from starlette.routing import Route

from bot.app import Connected, Core
from bot.settings import secret_of
from bot.slack.calls import SlackCalls
from bot.slack.cards.text import Payload
from bot.slack.clients import InstallOf, OneWorkspace, quiet_logger, web_client
from bot.slack.door import Door
from bot.slack.endpoint import PATH, Endpoint
from bot.slack.home import Home
from bot.slack.oauth import install_routes, many_workspaces
from bot.slack.profiles import Profiles
from bot.slack.reply import failed
from bot.slack.sender import SlackSender
from bot.web import web_session
from handlers.grammar.contacts.second_reading import SecondReader
from handlers.slack import register
from storage.database.transactions import Database

logger = logging.getLogger("outreach.slack")

Revoke = Callable[[str], Awaitable[None]]
Next = Callable[[], Awaitable[BoltResponse]]

NOT_INSTALLED = "Outreach is not installed in this workspace. Ask whoever runs it."


async def open_slack(core: Core, stack: AsyncExitStack) -> Connected:
    """Connect Slack; `stack` closes what it holds open."""
    settings = core.settings
    session = await stack.enter_async_context(web_session())
    client = web_client(api_url=settings.slack_api_url, session=session)
    many = many_workspaces(core, client) if settings.many_workspaces else None
    install_of = many or OneWorkspace(secret_of(settings.slack_bot_token), client)
    app = slack_app(
        database=core.database,
        install_of=install_of,
        api_url=settings.slack_api_url,
        session=session,
        now=core.clock,
        revoke=many.revoke if many else None,
        second_reader=core.second_reader,
    )
    routes: list[Route] = []
    if settings.slack_signing_secret:
        secret = secret_of(settings.slack_signing_secret)
        routes += slack_routes(app, signing_secret=secret)
    if many is not None:
        routes += install_routes(core, client, many)
    app_token = secret_of(settings.slack_app_token)

    async def listen(stop: asyncio.Event) -> None:
        await run_socket_mode(app, app_token=app_token, stop=stop)

    return Connected(
        surface="slack",
        sender=SlackSender(
            install_of=install_of, api_url=settings.slack_api_url, session=session
        ),
        routes=routes,
        listen=listen if app_token else None,
    )


def slack_app(
    *,
    database: Database,
    install_of: InstallOf,
    api_url: str,
    session: aiohttp.ClientSession,
    now: Callable[[], datetime],
    revoke: Revoke | None = None,
    second_reader: SecondReader | None = None,
) -> AsyncApp:
    """Return the Bolt app with every listener attached. It verifies no signature.

    Args:
        install_of: whose token serves a workspace, e.g. `OneWorkspace`.
        api_url: Slack's Web API, e.g. "https://slack.com/api/".
        session: the one HTTP session, from `web_session`.
        now: the clock: aware, UTC.
        revoke: what is done when the app is removed from a workspace; None = nothing.
        second_reader: looks at lines that are not understood; None = nobody does.
    """

    async def authorize(
        enterprise_id: str | None, team_id: str | None
    ) -> AuthorizeResult | None:
        install = await install_of(team_id or enterprise_id or "", enterprise_id or "")
        if install is None:
            return None
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=team_id,
            bot_token=install.bot_token,
            bot_id=install.bot_id,
            bot_user_id=install.bot_user_id,
        )

    client = web_client(api_url=api_url, session=session)
    app = AsyncApp(
        name="slack_bolt.outreach",  # Bolt sets the level of the logger of this name
        logger=quiet_logger(),
        client=client,
        authorize=authorize,  # type: ignore[arg-type]  # None: not installed
        user_facing_authorize_error_message=NOT_INSTALLED,
        process_before_response=True,  # saved before acknowledged, and faster
        before_authorize=notice_uninstalls(revoke) if revoke else None,
        signing_secret="",  # Endpoint verifies; Socket Mode needs no signature
        request_verification_enabled=False,
        attaching_function_token_enabled=False,
        attaching_conversation_kwargs_enabled=False,
    )
    app.middleware(_notice_limits)
    app.error(failed)
    calls = SlackCalls(install_of=install_of, client=client, session=session)
    dashboard = Home(database, calls, now)
    profiles = Profiles(install_of, client)
    register(app, Door(database, calls, profiles, dashboard, now, second_reader))
    return app


def slack_routes(app: AsyncApp, *, signing_secret: str) -> list[Route]:
    """Return the HTTP routes: one, for events, commands and interactivity."""
    endpoint = Endpoint(app, signing_secret=signing_secret)
    return [Route(PATH, endpoint.__call__, methods=["POST"])]


async def run_socket_mode(
    app: AsyncApp, *, app_token: str, stop: asyncio.Event
) -> None:
    """Stay connected through Socket Mode until `stop` is set, reconnecting as needed.

    Args:
        app_token: the app-level token, "xapp-…", with the scope connections:write.
    """
    handler = AsyncSocketModeHandler(app, app_token, logger=quiet_logger())
    connecting = asyncio.ensure_future(_connect(handler))
    stopping = asyncio.ensure_future(stop.wait())
    try:
        await asyncio.wait({connecting, stopping}, return_when=asyncio.FIRST_COMPLETED)
        if connecting.done():
            connecting.result()
            logger.info("connected to Slack through Socket Mode")
            await stopping
    finally:
        connecting.cancel()
        stopping.cancel()
        await handler.close_async()  # type: ignore[no-untyped-call]


async def _connect(handler: AsyncSocketModeHandler) -> None:
    await handler.connect_async()  # type: ignore[no-untyped-call]


async def _notice_limits(
    body: Payload, next_: Callable[[], Awaitable[BoltResponse]]
) -> BoltResponse:
    """Log that Slack holds events back (R15)."""
    if body.get("type") == "app_rate_limited":
        logger.warning("Slack is holding events back: app_rate_limited")
        return BoltResponse(status=200, body="")
    return await next_()


def notice_uninstalls(revoke: Revoke) -> Callable[..., Awaitable[BoltResponse]]:
    """Return Bolt middleware that calls `revoke` with the install's key.

    Where the app is removed from a workspace, its token goes at once (R39). This is
    looked at before anything asks for that token: Slack sends two events, in any order
    and perhaps twice, and after the first there is no token any more.

    Raises (from the middleware):
        NotSaved: it could not be kept; Slack is to send the event again.
    """

    async def middleware(body: Payload, next_: Next) -> BoltResponse:
        event = body.get("event")
        event = event if isinstance(event, dict) else {}
        if not _removes_us(event):
            return await next_()
        key = _install_key(body)
        logger.info("the app was removed from a workspace")
        await revoke(key)
        return BoltResponse(status=200, body="")

    return middleware


def _removes_us(event: Payload) -> bool:
    if event.get("type") == "app_uninstalled":
        return True
    tokens = event.get("tokens")
    bots = tokens.get("bot") if isinstance(tokens, dict) else None
    return event.get("type") == "tokens_revoked" and bool(bots)


def _install_key(body: Payload) -> str:
    """Return whose install it is, as Slack's authorization says (R43)."""
    given = body.get("authorizations")
    first = given[0] if isinstance(given, list) and given else {}
    first = first if isinstance(first, dict) else {}
    if first.get("is_enterprise_install") or body.get("is_enterprise_install"):
        return str(first.get("enterprise_id") or body.get("enterprise_id") or "")
    return str(body.get("team_id") or body.get("enterprise_id") or "")
