"""Form as a card with inputs. Its answers come back with the press of its button."""

import re
from datetime import date

from bot.teams import limits
from bot.teams.actions import FIELD, FORM, choices_of, execute
from bot.teams.cards import activity_of, card_of, fits
from bot.teams.text import Payload, clean, cut, label, words
from storage.ids import new_id
from storage.message import Field, Form

LENGTHS = (limits.INPUT_TEXT, 800, 250, 80)  # characters, tried in turn
HINT = 300  # characters; house rule
NEEDED = "Please fill this in."
NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)


def draw_form(form: Form) -> Payload:
    """Return a message activity with the form as a card.

    It carries the opaque subject and a stamp of its own, so that the same form sent
    twice is known for it.
    """
    stamp = new_id()
    for length in LENGTHS:
        card = _card(form, stamp, length)
        if fits(card):
            break
    return activity_of(card, summary=label(form.title, limits.LABEL))


def _card(form: Form, stamp: str, length: int) -> Payload:
    """Return the card, each text cut to `length` characters."""
    title = label(form.title, limits.LABEL)
    body = words(title, weight="Bolder", size="Medium")
    body += words(cut(form.intro, length))
    for field in form.fields[: limits.FIELDS]:
        body.append(_input(field, length))
        hint = cut(field.hint, min(length, HINT))
        body += words(hint, first=False, isSubtle=True, size="Small")
    send = execute(form.submit, form.action, form.subject, "primary", **{FORM: stamp})
    body.append({"type": "ActionSet", "actions": [send]})
    return card_of(body)


def _input(field: Field, length: int) -> Payload:
    drawn: Payload = {
        "id": FIELD + field.name,
        "label": label(field.label, limits.LABEL),
        "isRequired": not field.optional,
        **_kind(field, cut(clean(field.value), length)),
    }
    if not field.optional:
        drawn["errorMessage"] = NEEDED
    return drawn


def _kind(field: Field, value: str) -> Payload:
    if field.kind == "choice" and field.options:
        choices = choices_of(field.options)
        known = value in [one["value"] for one in choices]
        chosen = {"value": value} if known else {}
        look = {"style": "compact", "choices": choices}
        return {"type": "Input.ChoiceSet", **look, **chosen}
    if field.kind == "date":
        newest = {"max": field.latest.isoformat()} if field.latest else {}
        given = {"value": value} if _is_a_day(value) else {}
        return {"type": "Input.Date", **newest, **given}
    if field.kind == "number":
        number = {"value": float(value)} if NUMBER.fullmatch(value) else {}
        return {"type": "Input.Number", **number}
    return {
        "type": "Input.Text",
        "isMultiline": field.kind == "long_text",
        "maxLength": limits.INPUT_TEXT,
        "value": value,
    }


def _is_a_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
