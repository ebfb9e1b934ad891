"""Go on with the cards, or stop them: the answers to the one question."""

from handlers.commands.remind import keep_times, remind
from handlers.request import Reply, Turn


def go_on(turn: Turn) -> Reply:
    """Say when the next card comes; to have been heard of is enough to go on."""
    return remind(turn)


def stop_cards(turn: Turn) -> Reply:
    """Stop the cards."""
    return keep_times(turn, {"stopped": True})
