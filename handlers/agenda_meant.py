"""Which item an agenda line is about, known or new, and what it says of it."""

import re

from handlers.agenda_items import (
    CODE,
    cut_item,
    my_items,
    one_titled,
    what_there_is,
)
from handlers.agenda_line import (
    ALONE,
    Clause,
    clauses_of,
    new_item,
    not_understood,
    says_new,
)
from handlers.grammar.spoken import quoted
from handlers.request import Refusal, Turn
from language.say import say
from storage.agenda import KnownItem

SHOW = re.compile(r"^(?:show|see|item|on)(?: +|$)", re.IGNORECASE)


def item_meant(turn: Turn, text: str) -> tuple[KnownItem | None, list[Clause]]:
    """Return the item a line is about, None = a new one, and what is said of it.

    Raises:
        Refusal: no or several items are meant, or words that mean nothing.
    """
    if says_new(text):
        return None, []
    match = CODE.search(text)
    if match and (not match.start() or _is_there(turn, match.group(1))):
        item, rest = cut_item(turn, text)
        head, clauses = clauses_of(SHOW.sub("", rest.strip(" ,;:")))
        if head:
            raise not_understood(head)
        return item, clauses
    if (item := one_titled(turn, text)) is not None:
        return item, []
    for title, clauses in (new_item(text), _clauses_or_none(text)):
        item = one_titled(turn, title) if clauses else None
        if item is not None:
            return item, clauses
        if title and clauses and all(one.name in ALONE for one in clauses):
            raise Refusal(
                say(
                    "No item on your agenda has {words} in its title. {instead}. For a "
                    "new one, type: /outreach agenda new: {text}",
                    words=quoted(title),
                    instead=what_there_is(turn),
                    text=text,
                )
            )
    return None, []


def _is_there(turn: Turn, number: str) -> bool:
    codes = [item.code for item in my_items(turn)]
    return f"A-{int(number)}" in codes


def _clauses_or_none(text: str) -> tuple[str, list[Clause]]:
    """Do as `clauses_of`; no clauses where the line makes no sense as some."""
    try:
        return clauses_of(text)
    except Refusal:
        return text, []
