"""`hearsay`: what is said to move somebody, not by themselves."""

from dataclasses import replace

from handlers.commands.motivator import EXAMPLE, keep_motivator
from handlers.motivator_line import motivator_line
from handlers.request import Reply, Turn


def hearsay(turn: Turn) -> Reply:
    """Keep what others say moves somebody; it stays hearsay until they say so.

    Examples:
        hearsay Dana from Rosa: her standing with the board
        hearsay Dana: she wants the Lisbon site
    """
    meant = motivator_line(turn, example=EXAMPLE)
    return keep_motivator(turn, replace(meant, hearsay=True))
