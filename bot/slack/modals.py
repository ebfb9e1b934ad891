"""What a form in Slack asks for while it is filled in, and what becomes of it sent."""

import asyncio
import logging
from datetime import UTC, datetime

from bot.slack.cards.text import Payload
from bot.slack.door import (
    Clockwork,
    Door,
    Modal,
    in_words,
    say_or_queue,
    tell_guest,
    to_guests,
)
from bot.slack.port import NotServed
from bot.slack.request import address_of, once_key, pressed_in_form, typed_text
from handlers.answer import press_safely
from handlers.contacts.log import note_of_message
from handlers.people.whom import find_options
from handlers.queued_reply import queue_if_possible
from handlers.speaker import language_at
from handlers.turn import Address, Pressed, Profile, Reply
from language.say import speaking
from storage.database.transactions import NotSaved, Transaction
from storage.faults import log_fault
from storage.message import Option

logger = logging.getLogger("outreach.slack")

NO_OPTIONS: tuple[Option, ...] = ()
NO_BRACKETS = str.maketrans("<>|", "   ")  # they would end the mention


async def take_search(door: Door, body: Payload, context: Payload) -> list[Payload]:
    """Return the lines for what was typed into a search so far.

    Never late and never an error: Slack shows nothing at all for either (R36). What
    cannot be looked up in time, or is no search of ours, gets no lines.
    """
    clock = Clockwork()
    by = address_of(context, body)
    typed = door.slack.read_search(body)
    if typed is None:
        return []
    try:
        async with asyncio.timeout(clock.left):
            options = await _find(door, by, typed)
    except NotServed:
        options = NO_OPTIONS
    except (NotSaved, TimeoutError) as trouble:
        logger.warning("a search was not answered: %s", type(trouble).__name__)
        options = NO_OPTIONS
    except Exception as error:
        log_fault(error, "a search was not answered")
        options = NO_OPTIONS
    return door.slack.draw_options(options)


async def _find(door: Door, by: Address, typed: str) -> tuple[Option, ...]:
    profile = await door.slack.profile(by)

    def work(tx: Transaction) -> tuple[Option, ...]:
        with speaking(language_at(tx, by, profile), on=by.surface):
            return find_options(tx, by, typed)

    return await door.database.run(work)


async def take_form(door: Door, body: Payload, context: Payload) -> Payload:
    """Carry out a sent form and return what becomes of its modal."""
    by = address_of(context, body)
    view: Payload = body["view"]
    try:
        profile = await door.slack.profile(by)
    except NotServed as guest:
        told = door.slack.draw_words(to_guests(guest))
        return {"response_action": "update", "view": told}
    values = door.slack.read_form(view)
    values |= await _mentions(door, by, door.slack.read_picked(view))
    pressed = pressed_in_form(view, by, values, profile=profile, at=door.now())
    reply = await press_safely(door.database, pressed)
    door.home.refresh(by, profile=profile)
    errors = {name: text for name, text in reply.field_errors.items() if name in values}
    if errors:
        return {"response_action": "errors", "errors": errors}
    if reply.form is not None:
        form = door.slack.draw_form(reply.form)
        return {"response_action": "update", "view": form}
    words = door.slack.draw_words(reply.message)
    if reply.refused:  # on top of the form, which keeps what was typed
        return {"response_action": "push", "view": words}
    await queue_if_possible(
        door.database,
        reply.message,
        to=by,
        profile=profile,
        once_key=pressed.once_key,
        at=pressed.at,
    )
    return {"response_action": "update", "view": words}


async def _mentions(door: Door, by: Address, picked: dict[str, str]) -> dict[str, str]:
    """Return who was picked as mentions that say their names, by field.

    A bot or a guest keeps no book here, so its mention says no name; nor does that of
    somebody about whom Slack is slow to answer.
    """

    async def mention(user_key: str) -> str:
        try:
            who = Address(by.surface, by.tenant, user_key)
            name = (await door.slack.profile(who)).name
        except NotServed:
            name = ""
        return f"<@{user_key}|{name.translate(NO_BRACKETS)}>"

    said = await asyncio.gather(*map(mention, picked.values()))
    return dict(zip(picked, said, strict=True))


# Slack's shortcuts: log a message, or start a log from anywhere.

LOG_MESSAGE = "log_message"
LOG_CONTACT = "log_contact"


async def take_shortcut(door: Door, body: Payload, context: Payload) -> None:
    """Open the log form, filled in with the message if there is one."""
    clock = Clockwork()
    by = address_of(context, body)
    modal = Modal(door.slack, by.tenant, str(body.get("trigger_id") or ""), clock)
    url = str(body.get("response_url") or "")
    try:
        profile = await door.slack.profile(by)
    except NotServed as guest:
        await tell_guest(door, guest, url, clock)
        return
    once = once_key(by, "shortcut", str(body.get("trigger_id") or ""))
    work = _pressed(door, body, by, profile, once)
    reply = await modal.reply_of(work, locale=profile.locale)
    if not await modal.show(reply):
        await say_or_queue(
            door, url, in_words(reply), clock, to=by, profile=profile, once_key=once
        )


async def _pressed(
    door: Door, body: Payload, by: Address, profile: Profile, once: str
) -> Reply:
    is_message = body.get("callback_id") == LOG_MESSAGE
    pressed = Pressed(
        by=by,
        action="log_message" if is_message else "open_log",
        subject=_author(body) if is_message else "",
        at=door.now(),
        values=await _values(door, body, by) if is_message else {},
        once_key=once,
        profile=profile,
    )
    return await press_safely(door.database, pressed)


def _message(body: Payload) -> Payload:
    message = body.get("message")
    return message if isinstance(message, dict) else {}


def _author(body: Payload) -> str:
    message = _message(body)
    return "" if message.get("bot_id") else str(message.get("user") or "")


async def _values(door: Door, body: Payload, by: Address) -> dict[str, str]:
    author = _author(body)
    name = ""
    if author and author != by.user_key:
        try:
            who = Address(by.surface, by.tenant, author)
            name = (await door.slack.profile(who)).name
        except NotServed:
            name = ""  # a guest is logged by the name the leader types
    message = _message(body)
    text = typed_text(str(message.get("text") or ""))
    return {
        "who": name,
        "note": note_of_message(text, permalink(body)),
        "on": _day(str(message.get("ts") or "")),
    }


def permalink(body: Payload) -> str:
    """Return the address of the message, "" where the payload does not tell it."""
    team, channel = body.get("team"), body.get("channel")
    domain = team.get("domain") if isinstance(team, dict) else ""
    place = channel.get("id") if isinstance(channel, dict) else ""
    stamp = str(_message(body).get("ts") or "").replace(".", "")
    if not (domain and place and stamp.isdecimal()):
        return ""
    return f"https://{domain}.slack.com/archives/{place}/p{stamp}"


def _day(stamp: str) -> str:
    """Return the UTC date of a Slack timestamp as YYYY-MM-DD, "" if it is none."""
    try:
        return datetime.fromtimestamp(float(stamp), UTC).date().isoformat()
    except (ValueError, OverflowError, OSError):
        return ""
