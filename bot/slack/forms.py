"""Form as a modal. What comes back is read in `bot.slack.answers`."""

import re
from collections.abc import Sequence
from datetime import date

from bot.in_its_language import in_its_language
from bot.slack import limits
from bot.slack.answers import ANSWER, USER
from bot.slack.blocks import draw
from bot.slack.text import Payload, clean, cut, plain
from language.say import say
from storage.message import Field, Form, Message, Option

TITLE = "Outreach"
NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)


@in_its_language
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
        "close": plain(say("Cancel"), limits.VIEW_TITLE),
        "blocks": blocks,
    }


@in_its_language
def draw_words(message: Message) -> Payload:
    """Return a modal view that only says something; its buttons are left out."""
    drawn = draw(message)["blocks"]
    return {
        "type": "modal",
        "title": plain(TITLE, limits.VIEW_TITLE),
        "close": plain(say("Close"), limits.VIEW_TITLE),
        "blocks": [block for block in drawn if block["type"] != "actions"],
    }


def draw_home(message: Message) -> Payload:
    """Return a message as somebody's App Home, its figures drawn."""
    return {"type": "home", "blocks": draw(message, charts=True)["blocks"]}


def draw_waiting() -> Payload:
    """Return what stands in a modal until its content is known (R9)."""
    return draw_words(Message(headline=say("One moment.")))


def draw_options(options: Sequence[Option]) -> list[Payload]:
    """Return the lines a search offers, as many as Slack takes."""
    return [_option(option) for option in options[: limits.OPTIONS]]


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
    if field.kind == "person":
        return _search(field)
    if field.kind == "colleague":
        chosen = {"initial_user": field.value} if USER.fullmatch(field.value) else {}
        return {"type": "users_select", "action_id": ANSWER, **chosen}
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


def _search(field: Field) -> Payload:
    """Return a search; Slack asks for its options with every letter typed."""
    element: Payload = {
        "type": "external_select" if field.most == 1 else "multi_external_select",
        "action_id": ANSWER,
        "min_query_length": 0,
        "placeholder": plain(say("Type part of a name"), limits.LABEL),
    }
    chosen = draw_options(field.options[: field.most])
    if field.most == 1:
        return element | ({"initial_option": chosen[0]} if chosen else {})
    element["max_selected_items"] = field.most
    return element | ({"initial_options": chosen} if chosen else {})


def _option(option: Option) -> Payload:
    drawn: Payload = {
        "text": plain(option.label, limits.LABEL),
        "value": clean(option.value)[: limits.OPTION_VALUE] or "-",
    }
    if option.detail.strip():
        drawn["description"] = plain(option.detail, limits.LABEL)
    return drawn


def _choice(field: Field) -> Payload:
    options = draw_options(field.options)
    element: Payload = {
        "type": "static_select",
        "action_id": ANSWER,
        "options": options,
    }
    chosen = [option for option in options if option["value"] == field.value]
    if chosen:
        element["initial_option"] = chosen[0]
    return element
