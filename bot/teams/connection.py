"""Bringing Teams in: one route for what comes, one sender for what goes."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

import aiohttp
from starlette.routing import Route

from bot.teams.cards.cards import draw, draw_card, draw_words, read_press
from bot.teams.cards.forms import draw_dialog, draw_form, draw_found, draw_told
from bot.teams.cards.text import Payload
from bot.teams.door import Door
from bot.teams.microsoft.connector import Connector, Pace
from bot.teams.microsoft.endpoint import Endpoint
from bot.teams.microsoft.keys import SigningKeys
from bot.teams.microsoft.tokens import MICROSOFT, PATH, Addresses, TeamsTokens
from bot.teams.offers import suggested_to
from bot.teams.port import TeamsPress
from handlers.teams import take_activity
from language.say import mark
from scheduler.delivery.sender import CannotLook, SendFailed, Sent, not_in_doubt
from scheduler.local_time import Clock
from scheduler.outgoing import Target
from storage.database.transactions import Database, Transaction
from storage.message import Form, Message
from storage.platforms.teams import Chat, chat_of, keep_chat

# Teams as its door sees it; see `bot.teams.port.Teams`.

logger = logging.getLogger("outreach.teams")


class TeamsSurface:
    """Draws and reads for the door, and makes the calls that cannot wait."""

    def __init__(self, connector: Connector) -> None:
        self._connector = connector

    def draw_card(self, message: Message) -> Payload:
        """Return a message as a card."""
        return draw_card(message)

    def draw_dialog(
        self, form: Form, *, errors: Mapping[str, str] | None = None, trouble: str = ""
    ) -> Payload:
        """Return a dialog with the form, and what is wrong with it."""
        return draw_dialog(form, errors=errors, trouble=trouble)

    def draw_told(self, message: Message) -> Payload:
        """Return a dialog that shows a message without its buttons."""
        return draw_told(message)

    def draw_found(self, name: str, about: str) -> Payload:
        """Return somebody as a result of a search, ready to be posted."""
        return draw_found(name, about)

    def read_press(self, value: object) -> TeamsPress | None:
        """Return what a press asks for; None for data that is not ours."""
        return read_press(value)

    async def post_form(self, chat: Chat, form: Form, *, seconds: float) -> bool:
        """Post a form into a private chat."""
        return await self._in_time("a form", self._post(chat, draw_form(form)), seconds)

    async def post_words(self, chat: Chat, text: str, *, seconds: float) -> bool:
        """Post a plain line."""
        return await self._in_time(
            "a line", self._post(chat, draw_words(text)), seconds
        )

    async def replace(
        self, chat: Chat, activity_id: str, message: Message, *, seconds: float
    ) -> bool:
        """Let a posted card show something else."""
        change = self._connector.change(
            chat.service_url, chat.conversation_id, activity_id, draw(message)
        )
        return await self._in_time("a redraw", change, seconds)

    async def _post(self, chat: Chat, activity: Payload) -> None:
        await self._connector.post(chat.service_url, chat.conversation_id, activity)

    async def _in_time(self, what: str, call: Awaitable[None], seconds: float) -> bool:
        try:
            async with asyncio.timeout(seconds):
                await call
        except (SendFailed, TimeoutError) as failed:
            logger.warning("%s did not reach Teams: %s", what, failed)
            return False
        return True


# Delivering to Teams: one call, no repeats of our own.
#
# Teams takes no key with a message and has no look-up by one, so a message whose answer
# was lost is never posted again by itself: the leader is told, and may ask for it.

UNKNOWN = mark("Outreach is not installed in Teams there")


class TeamsSender:
    """Posts and redraws messages in Teams; see `scheduler.delivery.sender.Sender`."""

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
) -> TeamsConnection:
    """Return the route and the sender of our app.

    Args:
        app: whose tokens are taken, and with what ours are asked for.
        database: where chats and books are.
        session: the one HTTP session, from `web_session`.
        now: the clock: aware, UTC.
        addresses: where Microsoft is. Only tests give other ones.
        pace: how fast Teams is called; None = as fast as it allows.
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
    door = Door(database, TeamsSurface(connector), now)

    async def take(activity: Payload) -> Payload | None:
        return await take_activity(door, activity)

    endpoint = Endpoint(
        take,
        keys=SigningKeys(session, addresses.openid),
        client_id=app.client_id,
        tenant_id=app.tenant_id,
        addresses=addresses,
    )
    return TeamsConnection(
        routes=[Route(PATH, endpoint.__call__, methods=["POST"])],
        sender=TeamsSender(database=database, connector=connector, clock=now),
    )
