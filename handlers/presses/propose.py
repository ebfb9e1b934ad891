"""The button “Propose anyway”: it asks for the reason, and keeps it."""

from handlers.about_line import LONGEST
from handlers.agenda_items import item_by_id
from handlers.proposing import keep_proposal
from handlers.request import Refusal, Reply, Turn
from language.say import say
from storage.agenda import KnownItem
from storage.message import Field, Form, Message
from storage.people import Known, person_with


def propose_anyway(turn: Turn) -> Reply:
    """Ask why it can't wait."""
    item, person = _meant(turn)
    return Reply(
        Message(
            headline=say(
                "Why propose {item} to {name} now?", item=item.code, name=person.name
            )
        ),
        form=Form(
            title=say("Propose anyway"),
            action="keep_anyway",
            subject=turn.subject,
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


def keep_anyway(turn: Turn) -> Reply:
    """Keep the proposal with its reason."""
    item, person = _meant(turn)
    reason = " ".join(turn.values.get("reason", "").split())
    if not reason or len(reason) > LONGEST:
        raise Refusal(
            say("Say why, in up to {most} characters.", most=LONGEST), field="reason"
        )
    return keep_proposal(turn, person, item, on=turn.today, words=reason, anyway=True)


def _meant(turn: Turn) -> tuple[KnownItem, Known]:
    """Return item and person of a button. An id is not proof: both must be theirs.

    Raises:
        Refusal: the item is somebody else's, made up, or closed.
    """
    item_id, _, person_id = turn.subject.partition(".")
    item = item_by_id(turn, item_id)
    person = person_with(
        turn.tx,
        workspace_id=turn.speaker.workspace_id,
        leader_id=turn.speaker.leader_id,
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
