"""The Undo button under a reply."""

from handlers.request import Refusal, Reply, Turn
from handlers.undoing import undo_one
from language.say import say
from storage.undone import change_with


def undo(turn: Turn) -> Reply:
    """Undo the change behind the button, if it is the speaker's own."""
    change = change_with(turn.tx, turn.subject, leader_id=turn.speaker.leader_id)
    if change is None:
        raise Refusal(
            say(
                "I can't find that among the things you told me, so nothing was "
                "undone. For your last one, type: /outreach undo"
            )
        )
    return undo_one(turn, change)
