"""The button that erases what was kept about somebody."""

from handlers.forgetting import forget_person
from handlers.request import Refusal, Reply, Turn
from language.say import say
from storage.people import person_with


def forget(turn: Turn) -> Reply:
    """Forget the person behind the button, on the presser's own behalf."""
    person = person_with(
        turn.tx,
        workspace_id=turn.speaker.workspace_id,
        leader_id=turn.speaker.leader_id,
        person_id=turn.subject,
    )
    if not turn.subject or person is None:
        raise Refusal(
            say("I don't know that person any more, so there was nothing to forget.")
        )
    return forget_person(turn, person)
