"""A sent card, redrawn to show what was answered."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from scheduler.nudges import answered_card
from scheduler.outgoing import open_body, redraw
from scheduler.steps import SUGGESTION, Shown, shown_steps
from storage.changes import table_of
from storage.models import Delivery

DELIVERY = table_of(Delivery)

IN_WORDS = {
    "accepted": "On it",
    "done": "Done",
    "later": "Later",
    "refused": "Not relevant; I will not bring it up for 30 days",
}


def redraw_card(session: Session, delivery_id: str) -> None:
    """Redraw the card so that each answered step says so instead of asking.

    The card keeps what it said when it was sent: only buttons become answers. Undoing
    an answer brings that step's buttons back.
    """
    row = session.execute(
        sa.select(DELIVERY.c.body, DELIVERY.c.workspace_id, DELIVERY.c.kind).where(
            DELIVERY.c.id == delivery_id
        )
    ).first()
    if row is None or row.kind != "nudge" or not row.body:
        return
    message = open_body(session, row.body, row.workspace_id, delivery_id)
    steps = shown_steps(session, SUGGESTION.c.delivery_id == delivery_id)
    answers = {step.id: answer_in_words(step) for step in steps}
    redraw(session, delivery_id, answered_card(message, answers))


def answer_in_words(step: Shown) -> str:
    """Return what the leader answered, "" if nothing yet."""
    if step.state not in IN_WORDS or step.answered_on is None:
        return ""
    return f"{IN_WORDS[step.state]} ({spoken_day(step.answered_on)})"


def spoken_day(day: date) -> str:
    """Return a day as it is said, e.g. "Tue 31 March"."""
    return f"{day:%a} {day.day} {day:%B}"
