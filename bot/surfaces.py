"""Connecting the platforms that are set up, each in the way it wants."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass

from starlette.routing import BaseRoute

from bot.app import Core
from bot.settings import Settings, secret_of
from scheduler.delivery import Sender


@dataclass(frozen=True, slots=True)
class Connected:
    """A platform that is connected.

    listen: stays connected until the event is set; None where the platform calls us.
    """

    surface: str
    sender: Sender
    routes: Sequence[BaseRoute] = ()
    listen: Callable[[asyncio.Event], Awaitable[None]] | None = None


def has_slack(settings: Settings) -> bool:
    """Return whether Slack is set up, and can reach us."""
    reached = settings.slack_app_token or settings.slack_signing_secret
    return bool((settings.slack_bot_token or settings.many_workspaces) and reached)


async def open_slack(core: Core, stack: AsyncExitStack) -> Connected:
    """Connect Slack; `stack` closes what it holds open."""
    from bot.slack.clients import OneWorkspace, web_client, web_session
    from bot.slack.connection import run_socket_mode, slack_app, slack_routes
    from bot.slack.many import install_routes, many_workspaces
    from bot.slack.sender import SlackSender

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
    )
    routes: list[BaseRoute] = []
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


async def open_teams(core: Core, stack: AsyncExitStack) -> Connected:
    """Connect Microsoft Teams; `stack` closes what it holds open."""
    from bot.teams.connection import App, connect_teams
    from bot.teams.connector import web_session

    settings = core.settings
    session = await stack.enter_async_context(web_session())
    app = App(
        client_id=settings.teams_client_id,
        client_secret=secret_of(settings.teams_client_secret),
        tenant_id=settings.teams_tenant_id,
    )
    connection = connect_teams(
        app, database=core.database, session=session, now=core.clock
    )
    return Connected(
        surface="teams", sender=connection.sender, routes=connection.routes
    )
