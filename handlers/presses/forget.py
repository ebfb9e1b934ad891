"""The button that erases what was kept about somebody."""

from sqlalchemy.orm import Session

from handlers.forgetting import forget_person
from handlers.request import Pressed, Refusal, Reply, Speaker, request_of
from language.say import say
from storage.people import person_with


def forget(session: Session, speaker: Speaker, pressed: Pressed) -> Reply:
    """Forget the person behind the button, on the presser's own behalf."""
    person = person_with(
        session,
        workspace_id=speaker.workspace_id,
        leader_id=speaker.leader_id,
        person_id=pressed.subject,
    )
    if not pressed.subject or person is None:
        raise Refusal(
            say("I don't know that person any more, so there was nothing to forget.")
        )
    return forget_person(request_of(session, speaker, at=pressed.at), person)
