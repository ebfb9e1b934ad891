"""Dialogs and search results: what Teams shows beside the chat.

A dialog sends with `Action.Submit`, since `Action.Execute` does nothing in one.
"""

from collections.abc import Mapping

from bot.teams.cards import CARD, draw_card
from bot.teams.forms import dialog_card
from bot.teams.limits import LABEL
from bot.teams.text import Payload, clean, cut, label
from storage.message import Form, Message

THUMBNAIL = "application/vnd.microsoft.card.thumbnail"
NO_MARKUP = str.maketrans({"<": "‹", ">": "›", "&": "＆"})  # a preview reads HTML
PREVIEW = 200  # characters; house rule


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


def draw_told(message: Message) -> Payload:
    """Return a dialog that shows a message; its buttons are in the private chat."""
    sections = tuple(one.model_copy(update={"buttons": ()}) for one in message.sections)
    bare = message.model_copy(update={"sections": sections, "buttons": ()})
    return _dialog("Outreach", draw_card(bare))


def draw_found(name: str, about: str) -> Payload:
    """Return somebody as a search result: a line in the list, and what is posted."""
    posted = Message(headline=", ".join(part for part in (name, about) if part))
    preview = {"title": _plain(name), "text": _plain(about)}
    return {
        "contentType": CARD,
        "content": draw_card(posted),
        "preview": {"contentType": THUMBNAIL, "content": preview},
    }


def _dialog(title: str, card: Payload) -> Payload:
    return {
        "title": label(title, LABEL),
        "height": "medium",
        "width": "medium",
        "card": {"contentType": CARD, "content": card},
    }


def _plain(text: str) -> str:
    """Return text as a preview shows it word for word: on one line, no markup."""
    line = " ".join(clean(text).translate(NO_MARKUP).split())
    return cut(line, PREVIEW)
