"""Bringing Teams in: one route for what comes, one sender for what goes."""

from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import datetime

import aiohttp
from starlette.routing import Route

from bot.app import Connected, Core
from bot.settings import secret_of
from bot.teams.cards import draw
from bot.teams.connector import Connector, Pace, QuickCalls
from bot.teams.door import Door
from bot.teams.endpoint import Endpoint
from bot.teams.keys import SigningKeys
from bot.teams.offers import suggested_to
from bot.teams.tokens import MICROSOFT, PATH, Addresses, TeamsTokens
from bot.web import web_session
from handlers.grammar.contacts.second_reading import SecondReader
from language.say import mark
from scheduler.delivery.sender import CannotLook, SendFailed, Sent, not_in_doubt
from scheduler.local_time import Clock
from scheduler.outgoing import Target
from storage.database.transactions import Database, Transaction
from storage.message import Message
from storage.platforms.teams import Chat, chat_of, keep_chat

UNKNOWN = mark("Outreach is not installed in Teams there")


class TeamsSender:
    """Posts and redraws messages in Teams; see `scheduler.delivery.sender.Sender`.

    Each is one call, without repeats of our own. Teams takes no key with a message and
    has no look-up by one, so a message whose answer was lost is never posted again by
    itself: the leader is told, and may ask for it.
    """

    def __init__(
        self, *, database: Database, connector: Connector, clock: Clock
    ) -> None:
        self._database = database
        self._connector = connector
        self._clock = clock

    async def send(self, message: Message, *, to: Target, key: str) -> Sent:
        """Post `message`. `key` stays here: Teams has no place for it."""
        chat = await self._chat(to)
        activity = draw(message)
        if not to.to_channel:
            activity["suggestedActions"] = suggested_to(chat.member_id)
        posted = await self._connector.post(
            chat.service_url, chat.conversation_id, activity
        )
        return Sent(channel=chat.conversation_id, id=posted)

    async def find(self, *, to: Target, key: str) -> Sent | None:
        """Raise CannotLook: Teams lets nobody look for a message by a key."""
        raise CannotLook("Teams has no look-up by key")

    async def update(self, message: Message, *, to: Target, sent: Sent) -> None:
        """Redraw a posted message where it stands. Raises SendFailed."""
        chat = await self._chat(to)
        try:
            await self._connector.change(
                chat.service_url, sent.channel, sent.id, draw(message)
            )
        except SendFailed as failed:
            raise not_in_doubt(failed) from failed

    async def _chat(self, to: Target) -> Chat:
        """Return where to post; opens the private chat where there is none yet."""
        chat = await self._database.run_patiently(
            lambda tx: chat_of(tx, tenant=to.tenant, recipient=to.recipient)
        )
        if chat is None:
            raise SendFailed(UNKNOWN, final=True)
        if chat.conversation_id:
            return chat
        if not chat.member_id:
            raise SendFailed(UNKNOWN, final=True)
        try:
            opened = await self._connector.open_chat(
                chat.service_url, member_id=chat.member_id, tenant=to.tenant
            )
        except SendFailed as failed:
            raise not_in_doubt(failed) from failed
        new = Chat(opened, chat.service_url, chat.member_id)

        def keep(tx: Transaction) -> None:
            keep_chat(
                tx,
                new,
                tenant=to.tenant,
                recipient=to.recipient,
                at=self._clock(),
            )

        await self._database.run_patiently(keep)
        return new


@dataclass(frozen=True, slots=True)
class App:
    """Our app as registered with Microsoft, for one tenant."""

    client_id: str
    client_secret: str
    tenant_id: str

    def __repr__(self) -> str:
        return f"App(client_id={self.client_id!r})"


@dataclass(frozen=True, slots=True)
class TeamsConnection:
    """What comes in, and how to send."""

    routes: list[Route]
    sender: TeamsSender


def connect_teams(
    app: App,
    *,
    database: Database,
    session: aiohttp.ClientSession,
    now: Callable[[], datetime],
    addresses: Addresses = MICROSOFT,
    pace: Pace | None = None,
    second_reader: SecondReader | None = None,
) -> TeamsConnection:
    """Return the route and the sender of our app.

    Args:
        app: whose tokens are taken, and with what ours are asked for.
        database: where chats and books are.
        session: the one HTTP session, from `web_session`.
        now: the clock: aware, UTC.
        addresses: where Microsoft is. Only tests give other ones.
        pace: how fast Teams is called; None = as fast as it allows.
        second_reader: looks at lines that are not understood; None = nobody does.
    """
    tokens = TeamsTokens(
        session,
        login=addresses.login,
        tenant_id=app.tenant_id,
        client_id=app.client_id,
        client_secret=app.client_secret,
    )
    connector = Connector(
        session,
        tokens,
        addresses=addresses,
        client_id=app.client_id,
        pace=pace or Pace(),
    )
    endpoint = Endpoint(
        Door(database, QuickCalls(connector), now, second_reader).take,
        keys=SigningKeys(session, addresses.openid),
        client_id=app.client_id,
        tenant_id=app.tenant_id,
        addresses=addresses,
    )
    return TeamsConnection(
        routes=[Route(PATH, endpoint.__call__, methods=["POST"])],
        sender=TeamsSender(database=database, connector=connector, clock=now),
    )


async def open_teams(core: Core, stack: AsyncExitStack) -> Connected:
    """Connect Microsoft Teams; `stack` closes what it holds open."""
    settings = core.settings
    session = await stack.enter_async_context(web_session())
    app = App(
        client_id=settings.teams_client_id,
        client_secret=secret_of(settings.teams_client_secret),
        tenant_id=settings.teams_tenant_id,
    )
    connection = connect_teams(
        app,
        database=core.database,
        session=session,
        now=core.clock,
        second_reader=core.second_reader,
    )
    return Connected(
        surface="teams", sender=connection.sender, routes=connection.routes
    )
