"""Go on with the cards, or stop them: the answers to the one question."""

from handlers.commands.remind import keep_times, times_shown
from handlers.request import Reply, Turn


def go_on(turn: Turn) -> Reply:
    """Say when the next card comes; to have been heard of is enough to go on."""
    return times_shown(turn)


def stop_cards(turn: Turn) -> Reply:
    """Stop the cards."""
    return keep_times(turn, {"stopped": True})
