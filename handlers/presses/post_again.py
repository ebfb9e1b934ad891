"""Post again: the leader decides about a message that may not have arrived."""

from handlers.request import Refusal, Reply, Turn
from language.say import say
from scheduler.delivery_state import post_again
from storage.message import Message


def press_post_again(turn: Turn) -> Reply:
    """Send a message once more whose fate is unknown; only its owner may.

    Raises:
        Refusal: somebody else's, or it is on its way or sent already.
    """
    if not post_again(turn.tx, turn.subject, turn.speaker.leader_id, turn.at):
        raise Refusal(
            say(
                "That message is not waiting for you: it was posted again "
                "already, or it is not yours. Nothing was changed."
            )
        )
    return Reply(Message(headline=say("On its way again.")))
