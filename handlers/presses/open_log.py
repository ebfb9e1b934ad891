"""The form for one contact, filled in with whom it was if a button is about them."""

from handlers.forms.log import empty_log_form, log_form
from handlers.forms.whom_fields import whom_field
from handlers.request import Refusal, Reply, Turn
from language.say import say
from storage.message import Message
from storage.people import person_with


def open_log(turn: Turn) -> Reply:
    """Ask for the few facts worth keeping about a contact; `subject` is with whom.

    Raises:
        Refusal: they are not in this workspace's directory, or gone.
    """
    today = turn.today
    if not turn.subject:
        return Reply(
            Message(headline=say("What happened?")),
            form=empty_log_form(turn),
        )
    person = person_with(
        turn.tx,
        workspace_id=turn.speaker.workspace_id,
        leader_id=turn.speaker.leader_id,
        person_id=turn.subject,
    )
    if person is None or person.id == turn.speaker.person_id:
        raise Refusal(
            say(
                "I do not know that person any more, so there is nothing to "
                "log. Type for example: /outreach log Dana call"
            )
        )
    form = log_form(whom_field(turn, person_id=person.id), today=today)
    return Reply(
        Message(headline=say("What happened with {name}?", name=person.name)), form=form
    )
