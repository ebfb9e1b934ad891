"""Teams' door: which activity is what, who it is, hand it on, give the reply back.

Nothing is answered before it is saved, and a reply is queued in the transaction that
carries the request out. Whatever is said in a channel, replies go to the private chat.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from handlers.answer import (
    REPEATED,
    answer,
    answer_or_raise,
    not_saved,
    our_fault,
    press,
)
from handlers.faults import log_fault
from handlers.queued_reply import queue_if_possible, queue_reply
from handlers.request import Address, Pressed, Reply, Said
from handlers.teams_install import take_install
from handlers.teams_port import Payload, Teams, TeamsPress
from handlers.teams_request import (
    address_of,
    channel_of,
    chat_with,
    here,
    is_personal,
    mentions_us,
    pressed_in,
    said_in,
)
from storage.database import Database, NotSaved
from storage.message import Message
from storage.teams_chats import Chat, chat_of, keep_chat

ANSWER_SECONDS = 2.0  # for a call to Teams on the request path (R59)
PRIVATELY = (
    "I answer in our private chat, where nobody else reads it. If nothing is there, "
    "add me for yourself first: Apps, then Outreach."
)
FORM_BELOW = "There is a short form below."
NO_FORM = "I could not show the form. Please try again in a minute."


@dataclass(frozen=True, slots=True)
class Door:
    """What every activity needs."""

    database: Database
    teams: Teams
    now: Callable[[], datetime]  # aware, UTC


async def take_activity(door: Door, activity: Payload) -> Payload | None:
    """Carry out one activity; return what answers an invoke, None for the others.

    Kinds we do not know are taken and forgotten.

    Raises:
        NotSaved: nothing was saved; Teams is to send it again.
    """
    by = address_of(activity)
    kind = activity["type"]
    if by is None:
        return None
    if kind in ("installationUpdate", "conversationUpdate"):
        await take_install(door.database, activity, by, at=door.now())
    elif kind == "message":
        pressed = door.teams.read_press(activity.get("value"))
        if pressed is not None:
            await take_press(door, activity, by, pressed)
        elif is_personal(activity) or mentions_us(activity):
            await take_line(door, activity, by)
    elif kind == "invoke" and activity.get("name") == "adaptiveCard/action":
        pressed = door.teams.read_press(_data(activity))
        if pressed is None:
            return _words("That button is not one of mine.")
        return await take_press(door, activity, by, pressed)
    return None


async def take_line(door: Door, activity: Payload, by: Address) -> None:
    """Carry out a typed line, and queue the reply with it.

    Raises:
        NotSaved: nothing was saved; Teams is to send the activity again.
    """
    said = said_in(activity, by, at=door.now())

    def work(session: Session) -> Reply:
        keep_chats(session, activity, by, at=said.at)
        reply = answer(session, said)
        if reply.form is None:
            _queue(session, said, reply)
        return reply

    try:
        reply = await answer_or_raise(door.database, work)
    except NotSaved:
        raise
    except Exception as error:
        reply = our_fault(log_fault(error), said.text)
    again = reply.message.headline == REPEATED
    shown = reply.form is not None and await _post_form(door, by, reply)
    if reply.refused or (reply.form is not None and not shown):
        await door.database.run(lambda session: _queue(session, said, reply))
    if not is_personal(activity) and not again:
        await door.teams.post_words(here(activity), PRIVATELY, seconds=ANSWER_SECONDS)


async def take_press(
    door: Door, activity: Payload, by: Address, read: TeamsPress
) -> Payload:
    """Carry out a press; return what the presser sees in its place.

    Its reply is a private message, a form, or for a sent form a card that says so.
    """
    pressed = pressed_in(activity, by, read, at=door.now())

    def work(session: Session) -> Reply:
        keep_chats(session, activity, by, at=pressed.at)
        reply = press(session, pressed)
        if reply.form is None and (read.stamp or _says_more(reply.message)):
            _queue(session, pressed, reply)
        return reply

    reply = await _safely(door, work, pressed)
    if reply.form is not None:
        shown = await _post_form(door, by, reply)
        return _words(FORM_BELOW if shown else NO_FORM)
    if reply.refused:
        if activity["type"] == "message":  # there is no other way to tell
            await _queue_later(door, pressed, reply)
        return _words(_refusal(reply))
    if not read.stamp:
        return _words(reply.message.headline)
    said = Message(headline=reply.message.headline)
    form = str(activity.get("replyToId") or "")
    if form and is_personal(activity):
        await door.teams.replace(here(activity), form, said, seconds=ANSWER_SECONDS)
    return _card(door.teams.draw_card(said))


def keep_chats(
    session: Session, activity: Payload, by: Address, *, at: datetime
) -> None:
    """Write down where this person, and the channel, are reached (R54)."""
    keep_chat(
        session, chat_with(activity), tenant=by.tenant, recipient=by.user_key, at=at
    )
    if channel := channel_of(activity):
        there = Chat(channel, activity["serviceUrl"])
        keep_chat(session, there, tenant=by.tenant, recipient=channel, at=at)


async def _safely(
    door: Door, work: Callable[[Session], Reply], pressed: Pressed
) -> Reply:
    typed = "\n".join(value for value in pressed.values.values() if value)
    try:
        return await answer_or_raise(door.database, work)
    except NotSaved as problem:
        return not_saved(problem, typed)
    except Exception as error:
        return our_fault(log_fault(error), typed)


async def _post_form(door: Door, by: Address, reply: Reply) -> bool:
    chat = await door.database.run(
        lambda session: chat_of(session, tenant=by.tenant, recipient=by.user_key)
    )
    if reply.form is None or chat is None or not chat.conversation_id:
        return False
    return await door.teams.post_form(chat, reply.form, seconds=ANSWER_SECONDS)


def _queue(session: Session, about: Said | Pressed, reply: Reply) -> None:
    queue_reply(
        session,
        reply.message,
        to=about.by,
        profile=about.profile,
        once_key=about.once_key,
        at=about.at,
    )


async def _queue_later(door: Door, pressed: Pressed, reply: Reply) -> None:
    await queue_if_possible(
        door.database,
        reply.message,
        to=pressed.by,
        profile=pressed.profile,
        once_key=pressed.once_key,
        at=pressed.at,
    )


def _says_more(message: Message) -> bool:
    """Return whether there is more than what `_words` shows beside the button."""
    return bool(message.sections or message.buttons or message.small_print)


def _refusal(reply: Reply) -> str:
    lines = [reply.message.headline, *(one.text for one in reply.message.sections)]
    return "\n".join(line for line in lines if line.strip())


def _data(activity: Payload) -> object:
    value = activity.get("value")
    action = value.get("action") if isinstance(value, dict) else None
    return action.get("data") if isinstance(action, dict) else None


def _words(text: str) -> Payload:
    """Return the answer to a press that leaves the card as it is."""
    return {
        "statusCode": 200,
        "type": "application/vnd.microsoft.activity.message",
        "value": text,
    }


def _card(card: Payload) -> Payload:
    """Return the answer to a press that puts another card in its place."""
    return {
        "statusCode": 200,
        "type": "application/vnd.microsoft.card.adaptive",
        "value": card,
    }
