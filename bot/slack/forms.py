"""Form as a modal, and a sent modal as answers."""

import re
from datetime import date

from bot.slack import limits
from bot.slack.blocks import draw
from bot.slack.text import Payload, clean, cut, plain
from storage.message import Field, Form, Message

ANSWER = "answer"  # the action_id of every input; its block_id is the field's name
TITLE = "Outreach"
NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)


def draw_form(form: Form) -> Payload:
    """Return the form as a modal view. It carries the opaque subject, nothing else."""
    blocks: list[Payload] = []
    if form.intro.strip():
        text = plain(form.intro, limits.SECTION)
        blocks.append({"type": "section", "text": text, "block_id": "intro"})
    blocks += [_input(field) for field in form.fields]
    return {
        "type": "modal",
        "callback_id": form.action[: limits.ID],
        "private_metadata": form.subject[: limits.PRIVATE_METADATA],
        "title": plain(form.title, limits.VIEW_TITLE),
        "submit": plain(form.submit, limits.VIEW_TITLE),
        "close": plain("Cancel", limits.VIEW_TITLE),
        "blocks": blocks,
    }


def draw_words(message: Message) -> Payload:
    """Return a modal view that only says something; its buttons are left out."""
    drawn = draw(message)["blocks"]
    return {
        "type": "modal",
        "title": plain(TITLE, limits.VIEW_TITLE),
        "close": plain("Close", limits.VIEW_TITLE),
        "blocks": [block for block in drawn if block["type"] != "actions"],
    }


def draw_waiting() -> Payload:
    """Return what stands in a modal until its content is known (R9)."""
    return draw_words(Message(headline="One moment."))


def read_form(view: Payload) -> dict[str, str]:
    """Return the answers of a sent modal by field name; "" where nothing was given."""
    state = view.get("state")
    values = state.get("values") if isinstance(state, dict) else None
    if not isinstance(values, dict):
        return {}
    return {
        str(name): _answer(answers.get(ANSWER))
        for name, answers in values.items()
        if isinstance(answers, dict)
    }


def _answer(answer: object) -> str:
    if not isinstance(answer, dict):
        return ""
    chosen = answer.get("selected_option")
    if isinstance(chosen, dict):
        return str(chosen.get("value") or "")
    given = answer.get("selected_date") or answer.get("value")
    return given if isinstance(given, str) else ""


def _input(field: Field) -> Payload:
    block: Payload = {
        "type": "input",
        "block_id": field.name[: limits.ID],
        "label": plain(field.label, limits.INPUT_LABEL),
        "optional": field.optional,
        "element": _element(field),
    }
    if field.hint.strip():
        block["hint"] = plain(field.hint, limits.INPUT_HINT)
    return block


def _element(field: Field) -> Payload:
    if field.kind == "choice" and field.options:
        return _choice(field)
    element: Payload = {"action_id": ANSWER}
    if field.kind == "date":
        element["type"] = "datepicker"
        if _is_a_day(field.value):
            element["initial_date"] = field.value
        return element
    value = cut(clean(field.value), limits.INPUT_TEXT)
    if field.kind == "number":
        element |= {"type": "number_input", "is_decimal_allowed": True}
        value = value if NUMBER.fullmatch(value) else ""
    else:
        multiline = field.kind == "long_text"
        element |= {"type": "plain_text_input", "multiline": multiline}
        element["max_length"] = limits.INPUT_TEXT
    if value:
        element["initial_value"] = value
    return element


def _is_a_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _choice(field: Field) -> Payload:
    options = [
        {
            "text": plain(option.label, limits.LABEL),
            "value": option.value[: limits.OPTION_VALUE] or "-",
        }
        for option in field.options[: limits.OPTIONS]
    ]
    element: Payload = {
        "type": "static_select",
        "action_id": ANSWER,
        "options": options,
    }
    chosen = [option for option in options if option["value"] == field.value]
    if chosen:
        element["initial_option"] = chosen[0]
    return element
