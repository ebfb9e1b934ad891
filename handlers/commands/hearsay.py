"""`hearsay`: what is said to move somebody, not by themselves."""

from handlers.commands.motivator import motivator
from handlers.request import Reply, Request


def hearsay(request: Request) -> Reply:
    """Keep what others say moves somebody; it stays hearsay until they say so.

    Examples:
        hearsay Dana from Rosa: her standing with the board
        hearsay Dana: she wants the Lisbon site
    """
    if request.text:
        request.text = f"hearsay {request.text}"
    return motivator(request)
