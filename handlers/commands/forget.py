"""`forget`: erase what was kept about somebody."""

import re

from handlers.forgetting import ask_first, forget_person
from handlers.grammar.names import one_person
from handlers.request import Reply, Request

YES = re.compile(r"[\s,]+yes\W*$", re.IGNORECASE)


def forget(request: Request) -> Reply:
    """Erase everything you kept about somebody. I ask first; it can't be undone.

    Examples:
        forget Dana
        forget Dana yes
    """
    text = YES.sub("", request.text)
    person = one_person(request, text, example="forget Dana")
    if text == request.text:
        return ask_first(request, person)
    return forget_person(request, person)
