"""The buttons that link two accounts, and part them again."""

from handlers.link_answers import say_no, say_yes
from handlers.request import Reply, Turn
from handlers.unlinking import part_ways

NOTHING = "none"  # a press without an id is about no link


def link_yes(turn: Turn) -> Reply:
    """Agree to the link behind the button, if it waits for the presser."""
    return say_yes(turn, turn.subject or NOTHING)


def link_no(turn: Turn) -> Reply:
    """Void the link behind the button, if the presser takes part in it."""
    return say_no(turn, turn.subject or NOTHING)


def unlink(turn: Turn) -> Reply:
    """Part the presser's own accounts."""
    return part_ways(turn)
