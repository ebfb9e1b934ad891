"""What was suggested about one person, and what became of it, from the first day on."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from scheduler.shown_steps import SUGGESTION, shown_steps
from scheduler.steps import EVENT
from scheduler.suggestion import Suggestion
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class StepEvent:
    """One thing that happened to a step. The step reads as it was shown last."""

    at: datetime  # UTC
    what: str  # as in `SuggestionEvent.what`
    reason: str
    step: Suggestion


def steps_history(
    tx: Transaction, *, leader_id: str, person_id: str
) -> list[StepEvent]:
    """Return what happened to the leader's steps for or towards a person, in order.

    A step that was shown again before it was answered is told once.
    """
    columns = SUGGESTION.c
    about = sa.or_(columns.person_id == person_id, columns.approach_id == person_id)
    steps = {
        one.id: one.step
        for one in shown_steps(tx, columns.leader_id == leader_id, about)
    }
    rows = tx.execute(
        sa.select(EVENT)
        .where(EVENT.c.suggestion_id.in_(list(steps)))
        .order_by(EVENT.c.at, EVENT.c.id)
    )
    told: list[StepEvent] = []
    newest: dict[str, str] = {}
    for row in rows:
        if newest.get(row.suggestion_id) == row.what == "shown":
            continue
        newest[row.suggestion_id] = row.what
        told.append(StepEvent(row.at, row.what, row.reason, steps[row.suggestion_id]))
    return told
