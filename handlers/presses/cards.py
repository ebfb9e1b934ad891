"""Go on with the cards, or stop them: the answers to the one question."""

from sqlalchemy.orm import Session

from handlers.commands.remind import keep_times, remind
from handlers.request import Pressed, Reply, Speaker, request_of


def go_on(session: Session, speaker: Speaker, pressed: Pressed) -> Reply:
    """Say when the next card comes; to have been heard of is enough to go on."""
    return remind(request_of(session, speaker, at=pressed.at, verb="remind"))


def stop_cards(session: Session, speaker: Speaker, pressed: Pressed) -> Reply:
    """Stop the cards."""
    request = request_of(session, speaker, at=pressed.at, verb="remind")
    return keep_times(request, {"stopped": True})
