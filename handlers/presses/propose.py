"""The button “Propose anyway”: it asks for the reason, and keeps it."""

from sqlalchemy.orm import Session

from handlers.about_line import LONGEST
from handlers.agenda_items import item_by_id
from handlers.proposing import keep_proposal
from handlers.request import Pressed, Refusal, Reply, Request, Speaker, request_of
from language.say import say
from storage.agenda import KnownItem
from storage.message import Field, Form, Message
from storage.people import Known, person_with


def propose_anyway(session: Session, speaker: Speaker, pressed: Pressed) -> Reply:
    """Ask why it can't wait."""
    item, person = _meant(request_of(session, speaker, at=pressed.at), pressed)
    return Reply(
        Message(
            headline=say(
                "Why propose {item} to {name} now?", item=item.code, name=person.name
            )
        ),
        form=Form(
            title=say("Propose anyway"),
            action="keep_anyway",
            subject=pressed.subject,
            fields=(
                Field(
                    name="reason",
                    label=say("Why it can't wait"),
                    hint=say(
                        "Such as safety, a law, or an outage; only you can read it"
                    ),
                ),
            ),
        ),
    )


def keep_anyway(session: Session, speaker: Speaker, pressed: Pressed) -> Reply:
    """Keep the proposal with its reason."""
    request = request_of(session, speaker, at=pressed.at)
    item, person = _meant(request, pressed)
    reason = " ".join(pressed.values.get("reason", "").split())
    if not reason or len(reason) > LONGEST:
        raise Refusal(
            say("Say why, in up to {most} characters.", most=LONGEST), field="reason"
        )
    return keep_proposal(
        request, person, item, on=request.today, words=reason, anyway=True
    )


def _meant(request: Request, pressed: Pressed) -> tuple[KnownItem, Known]:
    """Return item and person of a button. An id is not proof: both must be theirs.

    Raises:
        Refusal: the item is somebody else's, made up, or closed.
    """
    item_id, _, person_id = pressed.subject.partition(".")
    item = item_by_id(request, item_id)
    person = person_with(
        request.session,
        workspace_id=request.speaker.workspace_id,
        leader_id=request.speaker.leader_id,
        person_id=person_id or "-",
    )
    if item is None or item.closed_on is not None or person is None:
        raise Refusal(
            say(
                "That item is not on your agenda any more, so nothing was kept. "
                "To see what is: /outreach agenda"
            )
        )
    return item, person
