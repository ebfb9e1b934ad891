"""The Undo button under a reply."""

from sqlalchemy.orm import Session

from handlers.request import Pressed, Refusal, Reply, Speaker, request_of
from handlers.undoing import undo_one
from language.say import say
from storage.undone import change_with


def undo(session: Session, speaker: Speaker, pressed: Pressed) -> Reply:
    """Undo the change behind the button, if it is the speaker's own."""
    change = change_with(session, pressed.subject, leader_id=speaker.leader_id)
    if change is None:
        raise Refusal(
            say(
                "I can't find that among the things you told me, so nothing was "
                "undone. For your last one, type: /outreach undo"
            )
        )
    return undo_one(request_of(session, speaker, at=pressed.at), change)
