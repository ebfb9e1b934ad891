"""Delivering to Teams: one call, no repeats of our own.

Teams takes no key with a message and has no look-up by one, so a message whose answer
was lost is never posted again by itself: the leader is told, and may ask for it.
"""

from bot.teams.cards import draw
from bot.teams.connector import Connector
from bot.teams.offers import suggested_to
from language.say import mark
from scheduler.clock import Clock
from scheduler.delivery import CannotLook, SendFailed, Sent, Target
from storage.database import Database
from storage.message import Message
from storage.teams_chats import Chat, chat_of, keep_chat
from storage.transaction import Transaction

UNKNOWN = mark("Outreach is not installed in Teams there")


class TeamsSender:
    """Posts and redraws messages in Teams; see `scheduler.delivery.Sender`."""

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


def not_in_doubt(failed: SendFailed) -> SendFailed:
    """Return the failure of a call that may be repeated without harm."""
    return SendFailed(failed.reason, final=failed.final, retry_after=failed.retry_after)
