"""Post again: the leader decides about a message that may not have arrived."""

from sqlalchemy.orm import Session

from handlers.request import Pressed, Refusal, Reply, Speaker
from language.say import say
from scheduler.delivery_state import post_again
from storage.message import Message


def press_post_again(session: Session, speaker: Speaker, pressed: Pressed) -> Reply:
    """Send a message once more whose fate is unknown; only its owner may.

    Raises:
        Refusal: somebody else's, or it is on its way or sent already.
    """
    if not post_again(session, pressed.subject, speaker.leader_id, pressed.at):
        raise Refusal(
            say(
                "That message is not waiting for you: it was posted again "
                "already, or it is not yours. Nothing was changed."
            )
        )
    return Reply(Message(headline=say("On its way again.")))
