"""Reading an answer to the card: "on it", "done call yesterday", "later tomorrow"."""

import re
from dataclasses import dataclass

from handlers.grammar.date_numbers import MONTH

# What a number before it counts or dates: "later 2 May", "done 3 days ago".
NO_NUMBER = rf"(?:days?|weeks?|months?|hours?|minutes?|{MONTH})(?!\w)"
SAID = re.compile(
    r"(?:(?P<accept>(?:i['’]?m |i am )?on it)|(?P<done>done)|(?P<later>later)|"
    r"(?P<not_relevant>not relevant)|(?P<not_yet>not yet)|(?P<dropped>dropped))"
    rf"(?: (?P<number>[1-9])(?![\d/.-]| {NO_NUMBER}))?[\s.!,:]*(?P<more>.*)",
    re.IGNORECASE | re.DOTALL,
)
TYPED = {
    "accept": "on it",
    "done": "done",
    "later": "later",
    "not_relevant": "not relevant",
    "not_yet": "not yet",
    "dropped": "dropped",
}

ALONE = ("accept", "not_yet", "dropped")  # nothing may follow these


@dataclass(frozen=True, slots=True)
class TypedAnswer:
    """An answer to a step of the card, as typed."""

    action: str
    number: int | None
    more: str


def typed_answer(text: str) -> TypedAnswer | None:
    """Return the answer that a whole line is, or None if it is none."""
    match = SAID.fullmatch(" ".join(text.split()))
    if match is None:
        return None
    [action] = [name for name in TYPED if match.group(name)]
    if action in ALONE and match.group("more"):
        return None
    number = match.group("number")
    return TypedAnswer(action, int(number) if number else None, match.group("more"))
