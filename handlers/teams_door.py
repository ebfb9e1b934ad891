"""What every listener of Teams shares: who is reached where, and how a reply goes back.

A reply is queued in the transaction that carries the request out. Whatever is said in a
channel, it goes to the private chat.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from handlers.queued_reply import queue_reply_to
from handlers.request import Address, Pressed, Reply, Said
from handlers.teams_port import Payload, Teams
from handlers.teams_request import channel_of, chat_with, is_elsewhere, team_of
from storage.database import Database
from storage.teams_chats import Chat, chat_of, keep_chat
from storage.transaction import Transaction

ANSWER_SECONDS = 2.0  # for a call to Teams on the request path (R59)


@dataclass(frozen=True, slots=True)
class Door:
    """What every activity needs."""

    database: Database
    teams: Teams
    now: Callable[[], datetime]  # aware, UTC


def keep_chats(
    tx: Transaction, activity: Payload, by: Address, *, at: datetime
) -> None:
    """Write down where this person, and the channel, are reached (R54)."""
    keep_chat(tx, chat_with(activity), tenant=by.tenant, recipient=by.user_key, at=at)
    channel = "" if is_elsewhere(activity) else channel_of(activity)
    if channel:
        there = Chat(channel, activity["serviceUrl"], team_id=team_of(activity))
        keep_chat(tx, there, tenant=by.tenant, recipient=channel, at=at)


async def queue_alone(
    door: Door, activity: Payload, about: Said | Pressed, reply: Reply
) -> None:
    """Queue a reply whose request changed nothing, so that its writes are gone.

    Raises:
        NotSaved: the database cannot take it.
    """

    def work(tx: Transaction) -> None:
        keep_chats(tx, activity, about.by, at=about.at)
        queue_reply_to(tx, about, reply)

    await door.database.run(work)


async def post_form(door: Door, by: Address, reply: Reply) -> bool:
    """Post a reply's form into the private chat; False if that cannot be."""
    chat = await door.database.run(
        lambda tx: chat_of(tx, tenant=by.tenant, recipient=by.user_key)
    )
    if reply.form is None or chat is None or not chat.conversation_id:
        return False
    return await door.teams.post_form(chat, reply.form, seconds=ANSWER_SECONDS)
