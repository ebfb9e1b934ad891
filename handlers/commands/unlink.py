"""`unlink`: each side its own book again."""

from handlers.request import Reply, Request
from handlers.unlinking import ask_first, part_ways

YES = frozenset({"yes", "y"})


def unlink(request: Request) -> Reply:
    """End the link of your accounts. I ask first; nothing is erased.

    Examples:
        unlink
        unlink yes
    """
    if request.text.strip(" .!").casefold() in YES:
        return part_ways(request)
    return ask_first(request)
