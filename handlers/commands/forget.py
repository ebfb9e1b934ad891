"""`forget`: erase what was kept about somebody."""

import re

from handlers.forgetting import ask_first, forget_person
from handlers.grammar.names import one_person
from handlers.request import Reply, Turn

YES = re.compile(r"[\s,]+yes\W*$", re.IGNORECASE)


def forget(turn: Turn) -> Reply:
    """Erase everything you kept about somebody. I ask first; it can't be undone.

    Examples:
        forget Dana
        forget Dana yes
    """
    text = YES.sub("", turn.text)
    person = one_person(turn, text, example="forget Dana")
    if text == turn.text:
        return ask_first(turn, person)
    return forget_person(turn, person)
