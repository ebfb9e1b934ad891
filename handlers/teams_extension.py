"""The message extension: log a message as a contact, or open a dialog from anywhere.

It is used in chats that are not ours, so where it was used is never kept, and nothing
is saved before the leader sends the form.
"""

from datetime import date
from typing import Any

from handlers.message_note import note_of_message
from handlers.request import Address, Pressed
from handlers.teams_dialog import data_of, open_dialog, send, told
from handlers.teams_door import Door
from handlers.teams_port import FORMS_OF_COMMANDS, LOG_MESSAGE, Payload
from handlers.teams_request import profile_of
from handlers.teams_text import readable, words_of_html
from language.say import mark, say

UNKNOWN = mark(
    "I do not know that command. Perhaps it is from a newer version of me. In our "
    "private chat, type: help"
)
LONGEST_LINK = 1_000  # characters; Teams' have about 300. House rule
LONGEST_NAME = 80  # characters; house rule


async def fetch_form(door: Door, activity: Payload, by: Address) -> Payload:
    """Open the form of a command; nothing is saved by it."""
    value = _dict(activity.get("value"))
    command = value.get("commandId")
    action = FORMS_OF_COMMANDS.get(command) if isinstance(command, str) else None
    if action is None:
        return told(say(UNKNOWN))
    message = _dict(value.get("messagePayload")) if command == LOG_MESSAGE else {}
    pressed = Pressed(
        by=by,
        action=action,
        subject=_author(message),
        at=door.now(),
        values=_values(message) if message else {},
        profile=profile_of(activity),
    )
    return await open_dialog(door, pressed)


async def send_form(door: Door, activity: Payload, by: Address) -> Payload:
    """Carry out a form that a command opened, and that was sent."""
    value = _dict(activity.get("value"))
    command = value.get("commandId")
    read = door.teams.read_press(data_of(activity))
    if read is None or not isinstance(command, str) or command not in FORMS_OF_COMMANDS:
        return told(say(UNKNOWN))
    return await send(door, activity, by, read)


def _author(message: Payload) -> str:
    """Return the Entra object id of who wrote it; "" for an app, or unknown."""
    user = str(_user(message).get("id") or "")
    return user if user.isprintable() and len(user) <= LONGEST_NAME else ""


def _values(message: Payload) -> dict[str, str]:
    """Return what the log form is filled in with."""
    body = _dict(message.get("body"))
    content = body.get("content")
    content = content if isinstance(content, str) else ""
    is_text = body.get("contentType") == "text"
    text = readable(content) if is_text else words_of_html(content)
    name = _user(message).get("displayName")
    name = readable(name if isinstance(name, str) else "").replace("\n", " ")
    return {
        "who": name[:LONGEST_NAME].strip(),
        "note": note_of_message(text, _link(message)),
        "on": _day(message.get("createdDateTime")),
    }


def _user(message: Payload) -> Payload:
    return _dict(_dict(message.get("from")).get("user"))


def _link(message: Payload) -> str:
    """Return where the message stands, "" unless it is an address we can show."""
    link = message.get("linkToMessage")
    if not isinstance(link, str) or not link.startswith("https://"):
        return ""
    plain = link.isprintable() and " " not in link and len(link) <= LONGEST_LINK
    return link if plain else ""


def _day(stamp: object) -> str:
    """Return the UTC date of a moment as YYYY-MM-DD, "" if it is none."""
    try:
        return date.fromisoformat(str(stamp)[:10]).isoformat()
    except ValueError:
        return ""


def _dict(value: Any) -> Payload:
    return value if isinstance(value, dict) else {}
