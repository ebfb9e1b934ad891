"""`undo`: take back the last thing that was kept."""

from handlers.request import Refusal, Reply, Turn
from handlers.undoing import KEPT, undo_one
from language.say import say
from storage.undone import newest_change


def undo(turn: Turn) -> Reply:
    """Take back the last thing you told me. Again takes back the one before.

    Examples:
        undo
    """
    change = newest_change(
        turn.tx,
        leader_id=turn.speaker.leader_id,
        since=turn.at - KEPT,
    )
    if change is None:
        raise Refusal(
            say(
                "There is nothing to undo in the last 30 days. To see what is "
                "kept about somebody: /outreach who Dana"
            )
        )
    return undo_one(turn, change)
