"""Form as a card with inputs, posted or in a dialog; and somebody found by a search.

A form's answers come back with the press of its button. A dialog sends with
`Action.Submit`, since `Action.Execute` does nothing in one.
"""

from collections.abc import Mapping
from datetime import date

from bot.drawing import NUMBER_TYPED, clean, cut, in_its_language
from bot.teams import limits
from bot.teams.cards import (
    CARD,
    FIELD,
    FORM,
    activity_of,
    card_of,
    choices_of,
    draw_card,
    execute,
    fits,
    submit,
)
from bot.teams.text import Payload, label, text_blocks
from language.say import say
from storage.ids import new_id
from storage.message import Field, Form, Message

LENGTHS = (limits.TYPED_TEXT, 800, 250, 80)  # characters, tried in turn
HINT = 300  # characters; house rule
PREVIEW = 200  # characters; house rule
THUMBNAIL = "application/vnd.microsoft.card.thumbnail"
NO_MARKUP = str.maketrans({"<": "‹", ">": "›", "&": "＆"})  # a preview reads HTML


@in_its_language
def draw_form(form: Form) -> Payload:
    """Return a message activity with the form as a card.

    It carries the opaque subject and a stamp of its own, so that the same form sent
    twice is known for it.
    """
    stamp = {FORM: new_id()}
    send = execute(form.submit, form.action, form.subject, "primary", **stamp)
    title = label(form.title, limits.BUTTON_LABEL)
    for length in LENGTHS:
        body = text_blocks(title, weight="Bolder", size="Medium")
        card = _card([*body, *_fields(form, length)], send)
        if fits(card):
            break
    return activity_of(card, summary=title)


def draw_dialog(
    form: Form, *, errors: Mapping[str, str] | None = None, trouble: str = ""
) -> Payload:
    """Return a dialog with the form.

    Args:
        form: filled in with what stays.
        errors: what is wrong, by the field's name; said below the field.
        trouble: what is wrong with all of it; said on top.
    """
    card = dialog_card(form, errors=errors or {}, trouble=trouble)
    return _dialog(form.title, card)


@in_its_language
def dialog_card(form: Form, *, errors: Mapping[str, str], trouble: str) -> Payload:
    """Return the card of a dialog, whose window has the title.

    Args:
        form: nothing of it is cut for the sake of a message's size.
        errors: said below the field of that name.
        trouble: said on top.
    """
    send = submit(form.submit, form.action, form.subject, **{FORM: new_id()})
    told = text_blocks(cut(trouble, limits.TYPED_TEXT), color="Attention")
    return _card([*told, *_fields(form, limits.TYPED_TEXT, errors)], send)


def draw_told(message: Message) -> Payload:
    """Return a dialog that shows a message; its buttons are in the private chat."""
    sections = tuple(one.model_copy(update={"buttons": ()}) for one in message.sections)
    bare = message.model_copy(update={"sections": sections, "buttons": ()})
    return _dialog("Outreach", draw_card(bare))


def _dialog(title: str, card: Payload) -> Payload:
    return {
        "title": label(title, limits.BUTTON_LABEL),
        "height": "medium",
        "width": "medium",
        "card": {"contentType": CARD, "content": card},
    }


def _card(body: list[Payload], send: Payload) -> Payload:
    return card_of([*body, {"type": "ActionSet", "actions": [send]}])


def _fields(
    form: Form, length: int, errors: Mapping[str, str] | None = None
) -> list[Payload]:
    """Return the form's introduction and fields, each text cut to `length`."""
    body = text_blocks(cut(form.intro, length))
    for field in form.fields[: limits.FIELDS]:
        body.append(_input(field, length))
        wrong = cut((errors or {}).get(field.name, ""), length)
        body += text_blocks(wrong, first=False, color="Attention", size="Small")
        hint = cut(field.hint, min(length, HINT))
        body += text_blocks(hint, first=False, isSubtle=True, size="Small")
    return body


def _input(field: Field, length: int) -> Payload:
    drawn: Payload = {
        "id": FIELD + field.name,
        "label": label(field.label, limits.BUTTON_LABEL),
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
        number = {"value": float(value)} if NUMBER_TYPED.fullmatch(value) else {}
        return {"type": "Input.Number", **number}
    return {
        "type": "Input.Text",
        "isMultiline": field.kind == "long_text",
        "maxLength": limits.TYPED_TEXT,
        "value": value,
    }


def _is_a_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def draw_found(name: str, about: str) -> Payload:
    """Return somebody as a search result: a line in the list, and what is posted."""
    posted = Message(headline=", ".join(part for part in (name, about) if part))
    preview = {"title": _plain(name), "text": _plain(about)}
    return {
        "contentType": CARD,
        "content": draw_card(posted),
        "preview": {"contentType": THUMBNAIL, "content": preview},
    }


def _plain(text: str) -> str:
    """Return text as a preview shows it word for word: on one line, no markup."""
    line = " ".join(clean(text).translate(NO_MARKUP).split())
    return cut(line, PREVIEW)
