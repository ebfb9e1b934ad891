"""`link`: one book for a leader who is in Slack and in Teams."""

from handlers.bringing import bring
from handlers.link_answers import say_no, say_yes
from handlers.linking import show_code, type_code
from handlers.request import Reply, Turn

BRING = frozenset({"bring", "bring it", "bring over", "copy"})
YES = frozenset({"yes", "y", "ok", "that is me"})
NO = frozenset({"no", "n", "cancel", "stop", "not me"})


def link(turn: Turn) -> Reply:
    """Link your Slack and Teams accounts: one book, one card a day; shows a code.

    Examples:
        link
        link K7QF-2MPD
        link yes
        link no
        link bring
    """
    words = " ".join(turn.text.split()).strip(" .!").casefold()
    if not words:
        return show_code(turn)
    if words in BRING:
        return bring(turn)
    if words in YES:
        return say_yes(turn)
    if words in NO:
        return say_no(turn)
    return type_code(turn)
