"""`hearsay`: what is said to move somebody, not by themselves."""

from dataclasses import replace

from handlers.commands.motivator import motivator
from handlers.request import Reply, Turn


def hearsay(turn: Turn) -> Reply:
    """Keep what others say moves somebody; it stays hearsay until they say so.

    Examples:
        hearsay Dana from Rosa: her standing with the board
        hearsay Dana: she wants the Lisbon site
    """
    if turn.text:
        turn = replace(turn, text=f"hearsay {turn.text}")
    return motivator(turn)
