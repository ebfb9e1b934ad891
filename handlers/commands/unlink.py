"""`unlink`: each side its own book again."""

from handlers.request import Reply, Turn
from handlers.unlinking import ask_first, part_ways

YES = frozenset({"yes", "y"})


def unlink(turn: Turn) -> Reply:
    """End the link of your accounts. I ask first; nothing is erased.

    Examples:
        unlink
        unlink yes
    """
    if turn.text.strip(" .!").casefold() in YES:
        return part_ways(turn)
    return ask_first(turn)
