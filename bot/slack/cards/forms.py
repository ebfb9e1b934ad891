"""A form as a modal: how it is drawn, and what comes back of it read."""

import re
from collections.abc import Sequence
from datetime import date

from bot.drawing import NUMBER_TYPED, clean, cut, in_its_language
from bot.slack.cards import limits
from bot.slack.cards.blocks import draw
from bot.slack.cards.text import Payload, text_object
from language.say import say
from storage.message import Field, Form, Message, Option

TITLE = "Outreach"
ANSWER = "answer"  # the action_id of every input; its block_id is the field's name
MOST_PICKED = 10  # people looked up for one form; house rule
USER = re.compile(r"[UW][A-Z0-9]{1,30}", re.ASCII)  # a user id of Slack's


@in_its_language
def draw_form(form: Form) -> Payload:
    """Return the form as a modal view. It carries the opaque subject, nothing else."""
    blocks: list[Payload] = []
    if form.intro.strip():
        text = text_object(form.intro, limits.SECTION)
        blocks.append({"type": "section", "text": text, "block_id": "intro"})
    blocks += [_input(field) for field in form.fields]
    return {
        "type": "modal",
        "callback_id": form.action[: limits.ID],
        "private_metadata": form.subject[: limits.PRIVATE_METADATA],
        "title": text_object(form.title, limits.VIEW_TITLE),
        "submit": text_object(form.submit, limits.VIEW_TITLE),
        "close": text_object(say("Cancel"), limits.VIEW_TITLE),
        "blocks": blocks,
    }


@in_its_language
def draw_words(message: Message) -> Payload:
    """Return a modal view that only says something; its buttons are left out."""
    drawn = draw(message)["blocks"]
    return {
        "type": "modal",
        "title": text_object(TITLE, limits.VIEW_TITLE),
        "close": text_object(say("Close"), limits.VIEW_TITLE),
        "blocks": [block for block in drawn if block["type"] != "actions"],
    }


def draw_home(message: Message) -> Payload:
    """Return a message as somebody's App Home, its figures drawn."""
    return {"type": "home", "blocks": draw(message, charts=True)["blocks"]}


def draw_waiting() -> Payload:
    """Return what stands in a modal until its content is known (R9)."""
    return draw_words(Message(headline=say("One moment.")))


def _input(field: Field) -> Payload:
    block: Payload = {
        "type": "input",
        "block_id": field.name[: limits.ID],
        "label": text_object(field.label, limits.INPUT_LABEL),
        "optional": field.optional,
        "element": _element(field),
    }
    if field.hint.strip():
        block["hint"] = text_object(field.hint, limits.INPUT_HINT)
    return block


def _element(field: Field) -> Payload:
    if field.kind == "choice" and field.options:
        return _choice(field)
    if field.kind == "person":
        return _search(field)
    if field.kind == "colleague" and field.most > 1:
        return {
            "type": "multi_users_select",
            "action_id": ANSWER,
            "max_selected_items": field.most,
        }
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
        value = value if NUMBER_TYPED.fullmatch(value) else ""
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
        "placeholder": text_object(say("Type part of a name"), limits.LABEL),
    }
    chosen = draw_options(field.options[: field.most])
    if field.most == 1:
        return element | ({"initial_option": chosen[0]} if chosen else {})
    element["max_selected_items"] = field.most
    return element | ({"initial_options": chosen} if chosen else {})


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


def draw_options(options: Sequence[Option]) -> list[Payload]:
    """Return the lines a search offers, as many as Slack takes."""
    return [_option(option) for option in options[: limits.OPTIONS]]


def _option(option: Option) -> Payload:
    drawn: Payload = {
        "text": text_object(option.label, limits.LABEL),
        "value": clean(option.value)[: limits.OPTION_VALUE] or "-",
    }
    if option.detail.strip():
        drawn["description"] = text_object(option.detail, limits.LABEL)
    return drawn


# What a modal sends back: its answers, who was picked, what is searched for.


def read_form(view: Payload) -> dict[str, str]:
    """Return the answers of a sent modal by field name; "" where nothing was given."""
    return {name: _said(answer) for name, answer in _answers(view).items()}


def _answers(view: Payload) -> dict[str, object]:
    state = view.get("state")
    values = state.get("values") if isinstance(state, dict) else None
    if not isinstance(values, dict):
        return {}
    return {
        str(name): answers.get(ANSWER)
        for name, answers in values.items()
        if isinstance(answers, dict)
    }


def _said(answer: object) -> str:
    if not isinstance(answer, dict):
        return ""
    chosen = answer.get("selected_option")
    if isinstance(chosen, dict):
        return str(chosen.get("value") or "")
    several = answer.get("selected_options")
    if isinstance(several, list):
        values = (str(one.get("value") or "") for one in several if _is_option(one))
        return "\n".join(values)
    given = answer.get("selected_date") or answer.get("value")
    return given if isinstance(given, str) else ""


def _is_option(value: object) -> bool:
    return isinstance(value, dict) and isinstance(value.get("value"), str)


def read_picked(view: Payload) -> dict[str, list[str]]:
    """Return the user ids that were picked in a sent modal, by field name."""
    picked: dict[str, list[str]] = {}
    for name, answer in _answers(view).items():
        if not isinstance(answer, dict):
            continue
        users = answer.get("selected_users")
        several = users if isinstance(users, list) else [answer.get("selected_user")]
        found = [one for one in several if isinstance(one, str) and USER.fullmatch(one)]
        if found:
            picked[name] = list(dict.fromkeys(found))[:MOST_PICKED]
    return picked


def read_search(body: Payload) -> str | None:
    """Return what was typed into a search of ours so far; None if it is none."""
    if body.get("action_id") != ANSWER:
        return None
    typed = body.get("value")
    return typed if isinstance(typed, str) else ""
