"""Teams' door: who is reached where, and how a press is carried out and answered.

A reply is queued in the transaction that carries the request out. Whatever is said in a
channel, it goes to the private chat.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from bot.teams.cards.cards import TeamsPress, draw, draw_card, read_press
from bot.teams.cards.forms import draw_form
from bot.teams.cards.text import Payload
from bot.teams.microsoft.connector import Connector
from bot.teams.request import (
    channel_of,
    chat_with,
    here,
    is_elsewhere,
    is_personal,
    pressed_in,
    team_of,
)
from handlers.answer import answer_or_raise, press, press_told
from handlers.queued_reply import queue_reply_to
from handlers.turn import Address, Pressed, Reply, Said
from language.say import mark, say, speaking
from scheduler.delivery.sender import SendFailed
from storage.database.transactions import Database, Transaction
from storage.message import Message
from storage.platforms.teams import Chat, chat_of, keep_chat

ANSWER_SECONDS = 2.0  # for a call to Teams on the request path (R59)
NOT_OURS = mark("That button is not one of mine.")

logger = logging.getLogger("outreach.teams")


class Calls:
    """The few calls to Teams that cannot wait for the queue.

    None raises: each says whether Teams took it within two seconds.
    """

    def __init__(self, connector: Connector) -> None:
        self._connector = connector

    async def post(self, what: str, chat: Chat, drawn: Payload) -> bool:
        """Post into a chat. `what` it is stands in the log, should it fail."""
        call = self._connector.post(chat.service_url, chat.conversation_id, drawn)
        return await _in_time(what, call)

    async def change(
        self, what: str, chat: Chat, activity_id: str, drawn: Payload
    ) -> bool:
        """Let a posted card show something else. `what` as in `post`."""
        call = self._connector.change(
            chat.service_url, chat.conversation_id, activity_id, drawn
        )
        return await _in_time(what, call)


async def _in_time(what: str, call: Awaitable[object]) -> bool:
    try:
        async with asyncio.timeout(ANSWER_SECONDS):
            await call
    except (SendFailed, TimeoutError) as failed:
        logger.warning("%s did not reach Teams: %s", what, failed)
        return False
    return True


@dataclass(frozen=True, slots=True)
class Door:
    """What every activity needs."""

    database: Database
    calls: Calls
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
    return await door.calls.post("a form", chat, draw_form(reply.form))


async def take_execute(door: Door, activity: Payload, by: Address) -> Payload:
    """Carry out an `Action.Execute`; return what the presser sees."""
    value = activity.get("value")
    action = value.get("action") if isinstance(value, dict) else None
    read = read_press(action.get("data") if isinstance(action, dict) else None)
    if read is None:
        return answer_with_words(say(NOT_OURS))
    return await take_press(door, activity, by, read)


async def take_press(
    door: Door, activity: Payload, by: Address, read: TeamsPress
) -> Payload:
    """Carry out a press; return what the presser sees.

    Its reply is a private message, a form, or for a sent form a card that says so.
    """
    pressed = pressed_in(activity, by, read, at=door.now())
    reply = await carried_out(door, activity, pressed, is_form=bool(read.stamp))
    if reply.form is not None:
        shown = await post_form(door, by, reply)
        with speaking(reply.form.language, on=by.surface):
            if shown:
                return answer_with_words(say("There is a short form below."))
            return answer_with_words(
                say("I could not show the form. Please try again in a minute.")
            )
    if reply.refused:
        if activity["type"] == "message":  # there is no other way to tell
            await queue_alone(door, activity, pressed, reply)
        return answer_with_words(refusal_of(reply))
    if not read.stamp:
        return answer_with_words(reply.message.headline)
    headline, language = reply.message.headline, reply.message.language
    said = Message(headline=headline, language=language)
    form = str(activity.get("replyToId") or "")
    if form and is_personal(activity):
        await door.calls.change("a redraw", here(activity), form, draw(said))
    return answer_with_card(draw_card(said))


async def carried_out(
    door: Door, activity: Payload, pressed: Pressed, *, is_form: bool
) -> Reply:
    """Carry out a press, and queue what is more than one line beside the button."""

    def work(tx: Transaction) -> Reply:
        keep_chats(tx, activity, pressed.by, at=pressed.at)
        reply = press(tx, pressed)
        if reply.form is None and (is_form or _says_more(reply.message)):
            queue_reply_to(tx, pressed, reply)
        return reply

    try:
        return await answer_or_raise(door.database, work)
    except Exception as error:
        return await press_told(door.database, error, pressed)


def _says_more(message: Message) -> bool:
    """Return whether there is more than `answer_with_words` shows beside the button."""
    return bool(message.sections or message.buttons or message.small_print)


def refusal_of(reply: Reply) -> str:
    """Return what a reply says, a line for each of its parts."""
    lines = [reply.message.headline, *(one.text for one in reply.message.sections)]
    return "\n".join(line for line in lines if line.strip())


def answer_with_words(text: str) -> Payload:
    """Return the answer to a press that leaves the card as it is."""
    return {
        "statusCode": 200,
        "type": "application/vnd.microsoft.activity.message",
        "value": text,
    }


def answer_with_card(drawn: Payload) -> Payload:
    """Return the answer to a press that puts another card in its place."""
    return {
        "statusCode": 200,
        "type": "application/vnd.microsoft.card.adaptive",
        "value": drawn,
    }
