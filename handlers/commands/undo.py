"""`undo`: take back the last thing that was kept."""

from handlers.request import Refusal, Reply, Request
from handlers.undoing import KEPT, undo_one
from language.say import say
from storage.undone import newest_change


def undo(request: Request) -> Reply:
    """Take back the last thing you told me. Again takes back the one before.

    Examples:
        undo
    """
    change = newest_change(
        request.session,
        leader_id=request.speaker.leader_id,
        since=request.at - KEPT,
    )
    if change is None:
        raise Refusal(
            say(
                "There is nothing to undo in the last 30 days. To see what is "
                "kept about somebody: /outreach who Dana"
            )
        )
    return undo_one(request, change)
