"""Dialogs in Teams: a form in a window of its own, whose mistakes show on the field.

A dialog is opened by what can only open one, so to fetch it twice changes nothing.
Its answer is carried out once, and is told in the window and in the private chat.
"""

from dataclasses import replace

from bot.teams.cards.cards import OPENS_A_DIALOG, TeamsPress, read_press
from bot.teams.cards.forms import draw_dialog, draw_told
from bot.teams.cards.text import Payload
from bot.teams.door import NOT_OURS, Door, carried_out, refusal_of
from bot.teams.request import data_of, pressed_in
from handlers.answer import press_safely
from handlers.turn import Address, Pressed, Reply
from language.say import say
from storage.message import Form

OPENED_BY = {  # the form a sent answer belongs to
    "log": "open_log",
    "log_from_message": "log_message",
    "prep": "open_prep",
    "save_settings": "settings",
}


async def fetch_dialog(door: Door, activity: Payload, by: Address) -> Payload:
    """Open the dialog that a button asks for (`task/fetch`)."""
    read = read_press(data_of(activity))
    if read is None or read.action not in OPENS_A_DIALOG:
        return answer_that_says(say(NOT_OURS))
    return await open_dialog(door, pressed_in(activity, by, read, at=door.now()))


async def submit_dialog(door: Door, activity: Payload, by: Address) -> Payload:
    """Carry out a dialog that was sent (`task/submit`)."""
    read = read_press(data_of(activity))
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
    return answer_with_dialog(draw_dialog(reply.form))


async def send(door: Door, activity: Payload, by: Address, read: TeamsPress) -> Payload:
    """Carry out a sent dialog; a mistake brings it back, with what was typed."""
    opener = OPENED_BY.get(read.action)
    if opener is None or not read.stamp:
        return answer_that_says(say(NOT_OURS))
    pressed = pressed_in(activity, by, read, at=door.now())
    reply = await carried_out(door, activity, pressed, is_form=True)
    if reply.form is not None:
        return answer_with_dialog(draw_dialog(reply.form))
    if reply.refused:
        return await _again(door, replace(pressed, action=opener), reply)
    return answer_with_dialog(draw_told(reply.message))


async def _again(door: Door, pressed: Pressed, reply: Reply) -> Payload:
    """Return the dialog once more: what was typed stays, what was wrong is said."""
    opened = await press_safely(door.database, replace(pressed, values={}, once_key=""))
    if opened.form is None:
        return answer_that_says(refusal_of(reply))
    form = _filled(opened.form, pressed.values)
    names = {field.name for field in form.fields}
    errors = {name: said for name, said in reply.field_errors.items() if name in names}
    trouble = "" if errors else reply.message.headline
    return answer_with_dialog(draw_dialog(form, errors=errors, trouble=trouble))


def _filled(form: Form, typed: dict[str, str]) -> Form:
    fields = tuple(
        field.model_copy(update={"value": typed.get(field.name, field.value)})
        for field in form.fields
    )
    return form.model_copy(update={"fields": fields})


def answer_with_dialog(dialog: Payload) -> Payload:
    """Return the answer that shows this dialog."""
    return {"task": {"type": "continue", "value": dialog}}


def answer_that_says(text: str) -> Payload:
    """Return the answer that only says something."""
    return {"task": {"type": "message", "value": text}}
