"""Form as a card with inputs. Its answers come back with the press of its button."""

import re
from collections.abc import Mapping
from datetime import date

from bot.in_its_language import in_its_language
from bot.teams import limits
from bot.teams.actions import choices_of
from bot.teams.cards import activity_of, card_of, fits
from bot.teams.presses import FIELD, FORM, execute, submit
from bot.teams.text import Payload, clean, cut, label, words
from language.say import say
from storage.ids import new_id
from storage.message import Field, Form

LENGTHS = (limits.INPUT_TEXT, 800, 250, 80)  # characters, tried in turn
HINT = 300  # characters; house rule
NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)


@in_its_language
def draw_form(form: Form) -> Payload:
    """Return a message activity with the form as a card.

    It carries the opaque subject and a stamp of its own, so that the same form sent
    twice is known for it.
    """
    stamp = {FORM: new_id()}
    send = execute(form.submit, form.action, form.subject, "primary", **stamp)
    title = label(form.title, limits.LABEL)
    for length in LENGTHS:
        body = words(title, weight="Bolder", size="Medium")
        card = _card([*body, *_fields(form, length)], send)
        if fits(card):
            break
    return activity_of(card, summary=title)


@in_its_language
def dialog_card(form: Form, *, errors: Mapping[str, str], trouble: str) -> Payload:
    """Return the card of a dialog, whose window has the title.

    Args:
        form: nothing of it is cut for the sake of a message's size.
        errors: said below the field of that name.
        trouble: said on top.
    """
    send = submit(form.submit, form.action, form.subject, **{FORM: new_id()})
    told = words(cut(trouble, limits.INPUT_TEXT), color="Attention")
    return _card([*told, *_fields(form, limits.INPUT_TEXT, errors)], send)


def _card(body: list[Payload], send: Payload) -> Payload:
    return card_of([*body, {"type": "ActionSet", "actions": [send]}])


def _fields(
    form: Form, length: int, errors: Mapping[str, str] | None = None
) -> list[Payload]:
    """Return the form's introduction and fields, each text cut to `length`."""
    body = words(cut(form.intro, length))
    for field in form.fields[: limits.FIELDS]:
        body.append(_input(field, length))
        wrong = cut((errors or {}).get(field.name, ""), length)
        body += words(wrong, first=False, color="Attention", size="Small")
        hint = cut(field.hint, min(length, HINT))
        body += words(hint, first=False, isSubtle=True, size="Small")
    return body


def _input(field: Field, length: int) -> Payload:
    drawn: Payload = {
        "id": FIELD + field.name,
        "label": label(field.label, limits.LABEL),
        "isRequired": not field.optional,
        **_kind(field, cut(clean(field.value), length)),
    }
    if not field.optional:
        drawn["errorMessage"] = say("Please fill this in.")
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
