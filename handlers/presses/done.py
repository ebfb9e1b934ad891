"""Done: a short log form with the person filled in, and what the step itself means.

Having asked for praise or for the review slot is also an ask in the ledger, and having
thanked marks the ask as thanked, so that nobody has to say it twice.
"""

from sqlalchemy.orm import Session

from handlers.forms.log import log_form
from handlers.presses.step import open_step
from handlers.request import Pressed, Reply, Speaker
from storage.message import Message

ASKS = {"P06": "praise", "P08": "review slot"}


def done(session: Session, speaker: Speaker, pressed: Pressed) -> Reply:
    """Ask for the few facts worth keeping."""
    step = open_step(session, speaker, pressed).step
    form = log_form(
        person=step.approach or step.person,
        subject=pressed.subject,
        action="log_done",
        today=speaker.today(pressed.at),
    )
    return Reply(Message(headline=f"What happened with {form.fields[0].value}?"), form)
