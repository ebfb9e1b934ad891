"""Slack's shortcuts: log a message, or start a log from anywhere."""

from datetime import UTC, datetime

from handlers.answer import press_safely
from handlers.message_note import note_of_message
from handlers.request import Address, Pressed, Profile, Reply
from handlers.slack_door import Door, say_or_queue, tell_guest
from handlers.slack_port import NotServed, Payload
from handlers.slack_reply import Clockwork, Modal, in_words
from handlers.slack_request import address_of, once_key
from handlers.slack_text import as_typed

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
    text = as_typed(str(message.get("text") or ""))
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
