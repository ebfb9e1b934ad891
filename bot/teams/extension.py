"""The message extension: log a message as a contact, or open a dialog from anywhere.

It is used in chats that are not ours, so where it was used is never kept, and nothing
is saved before the leader sends the form.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from bot.teams.cards.text import Payload
from bot.teams.door import NOT_OURS, Door, carried_out, refusal_of
from bot.teams.port import (
    FIND_PERSON,
    FORMS_OF_COMMANDS,
    LOG_MESSAGE,
    OPENS_A_DIALOG,
    TeamsPress,
)
from bot.teams.request import pressed_in, profile_of, readable, words_of_html
from handlers.answer import press_safely
from handlers.contacts.log import note_of_message
from handlers.grammar.names import LONGEST_NAME, role_of
from handlers.turn import Address, Pressed, Reply
from language.say import current_language, mark, say, speaking
from storage.database.transactions import NotSaved, Transaction
from storage.faults import log_fault
from storage.leaders.leaders import leader_at
from storage.message import Form
from storage.people.finding import meant
from storage.people.store import Known, tied_people

# Dialogs in Teams: a form in a window of its own, whose mistakes show on the field.
#
# A dialog is opened by what can only open one, so to fetch it twice changes nothing.
# Its answer is carried out once, and is told in the window and in the private chat.

OPENED_BY = {  # the form a sent answer belongs to
    "log": "open_log",
    "log_from_message": "log_message",
    "prep": "open_prep",
    "save_settings": "settings",
}


async def fetch_dialog(door: Door, activity: Payload, by: Address) -> Payload:
    """Open the dialog that a button asks for (`task/fetch`)."""
    read = door.teams.read_press(data_of(activity))
    if read is None or read.action not in OPENS_A_DIALOG:
        return answer_that_says(say(NOT_OURS))
    return await open_dialog(door, pressed_in(activity, by, read, at=door.now()))


async def submit_dialog(door: Door, activity: Payload, by: Address) -> Payload:
    """Carry out a dialog that was sent (`task/submit`)."""
    read = door.teams.read_press(data_of(activity))
    return (
        answer_that_says(say(NOT_OURS))
        if read is None
        else await send(door, activity, by, read)
    )


async def open_dialog(door: Door, pressed: Pressed) -> Payload:
    """Return the dialog that a press opens; nothing is changed by it."""
    reply = await press_safely(door.database, replace(pressed, once_key=""))
    if reply.form is None:
        return answer_that_says(refusal_of(reply))
    return answer_with_dialog(door.teams.draw_dialog(reply.form))


async def send(door: Door, activity: Payload, by: Address, read: TeamsPress) -> Payload:
    """Carry out a sent dialog; a mistake brings it back, with what was typed."""
    opener = OPENED_BY.get(read.action)
    if opener is None or not read.stamp:
        return answer_that_says(say(NOT_OURS))
    pressed = pressed_in(activity, by, read, at=door.now())
    reply = await carried_out(door, activity, pressed, is_form=True)
    if reply.form is not None:
        return answer_with_dialog(door.teams.draw_dialog(reply.form))
    if reply.refused:
        return await _again(door, replace(pressed, action=opener), reply)
    return answer_with_dialog(door.teams.draw_told(reply.message))


async def _again(door: Door, pressed: Pressed, reply: Reply) -> Payload:
    """Return the dialog once more: what was typed stays, what was wrong is said."""
    opened = await press_safely(door.database, replace(pressed, values={}, once_key=""))
    if opened.form is None:
        return answer_that_says(refusal_of(reply))
    form = _filled(opened.form, pressed.values)
    names = {field.name for field in form.fields}
    errors = {name: said for name, said in reply.field_errors.items() if name in names}
    trouble = "" if errors else reply.message.headline
    return answer_with_dialog(
        door.teams.draw_dialog(form, errors=errors, trouble=trouble)
    )


def _filled(form: Form, typed: dict[str, str]) -> Form:
    fields = tuple(
        field.model_copy(update={"value": typed.get(field.name, field.value)})
        for field in form.fields
    )
    return form.model_copy(update={"fields": fields})


def data_of(activity: Payload) -> object:
    """Return what a button, or a dialog, sends along."""
    value = activity.get("value")
    return value.get("data") if isinstance(value, dict) else None


def answer_with_dialog(dialog: Payload) -> Payload:
    """Return the answer that shows this dialog."""
    return {"task": {"type": "continue", "value": dialog}}


def answer_that_says(text: str) -> Payload:
    """Return the answer that only says something."""
    return {"task": {"type": "message", "value": text}}


UNKNOWN = mark(
    "I do not know that command. Perhaps it is from a newer version of me. In our "
    "private chat, type: help"
)
LONGEST_LINK = 1_000  # characters; Teams' have about 300. House rule


async def fetch_form(door: Door, activity: Payload, by: Address) -> Payload:
    """Open the form of a command; nothing is saved by it."""
    value = _dict(activity.get("value"))
    command = value.get("commandId")
    action = FORMS_OF_COMMANDS.get(command) if isinstance(command, str) else None
    if action is None:
        return answer_that_says(say(UNKNOWN))
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
        return answer_that_says(say(UNKNOWN))
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


# Searching for a person where a Teams message is written.
#
# Who is found may be posted to others, so a result says what the directory says and
# nothing of the leader's own: no contact, no note, no strength.

MOST = 25  # results at once, as many as Teams asks for
NOBODY = mark(
    "Nobody in your book has that name. To add somebody, type in our private chat for "
    "example: add Dana Whitfield, COO in Operations"
)
EMPTY = mark(
    "There is nobody in your book yet. To begin, type in our private chat for example: "
    "add Dana Whitfield, COO in Operations"
)
AWAY = mark("I cannot look into your book right now. Please try again in a minute.")
UNKNOWN_SEARCH = mark("I do not know that search. In our private chat, type: help")


@dataclass(frozen=True, slots=True)
class TeamsSearch:
    """What is searched for, and which part of the results."""

    name: str = ""
    skip: int = 0
    count: int = MOST


async def find_people(door: Door, activity: Payload, by: Address) -> Payload:
    """Return whom of the leader's own book a name means; nothing is changed."""
    value = activity.get("value")
    value = value if isinstance(value, dict) else {}
    if value.get("commandId") != FIND_PERSON:
        return _told(UNKNOWN_SEARCH)
    asked = _asked(value)
    try:
        book, found, chosen = await door.database.run(lambda tx: _search(tx, by, asked))
    except NotSaved:
        return _told(AWAY)
    except Exception as error:
        log_fault(error)
        return _told(AWAY)
    if not found and not asked.skip:
        with speaking(chosen or current_language(), on=by.surface):
            return _told(NOBODY if book else EMPTY)
    part = found[asked.skip : asked.skip + asked.count]
    shown = [(one.name, role_of(one)) for one in part]
    return {
        "composeExtension": {
            "type": "result",
            "attachmentLayout": "list",
            "attachments": [door.teams.draw_found(*one) for one in shown],
        }
    }


def _search(
    tx: Transaction, by: Address, asked: TeamsSearch
) -> tuple[bool, list[Known], str]:
    """Return whether anybody is in the book, who is meant, and the language chosen."""
    leader = leader_at(tx, surface=by.surface, tenant=by.tenant, user_key=by.user_key)
    if leader is None:
        return False, [], ""
    people = tied_people(tx, leader_id=leader.leader_id)
    return bool(people), meant(people, asked.name), leader.language


def _asked(value: Payload) -> TeamsSearch:
    options = value.get("queryOptions")
    options = options if isinstance(options, dict) else {}
    skip, count = options.get("skip"), options.get("count")
    return TeamsSearch(
        name=_name(value.get("parameters")),
        skip=max(skip, 0) if isinstance(skip, int) else 0,
        count=min(max(count, 1), MOST) if isinstance(count, int) else MOST,
    )


def _name(parameters: object) -> str:
    """Return what was typed; at the first sight Teams sends "initialRun" instead."""
    for one in parameters if isinstance(parameters, list) else ():
        if isinstance(one, dict) and one.get("name") == "name":
            return str(one.get("value") or "")
    return ""


def _told(text: str) -> Payload:
    return {"composeExtension": {"type": "message", "text": say(text)}}
