"""What was suggested about one person, and what became of it, from the first day on."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import col

from scheduler.shown_steps import shown_steps
from scheduler.suggestion import Suggestion
from storage.models import SuggestionEvent, SuggestionRow
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
    about = sa.or_(
        col(SuggestionRow.person_id) == person_id,
        col(SuggestionRow.approach_id) == person_id,
    )
    steps = {
        one.id: one.step
        for one in shown_steps(tx, col(SuggestionRow.leader_id) == leader_id, about)
    }
    rows = tx.execute(
        sa.select(SuggestionEvent)
        .where(col(SuggestionEvent.suggestion_id).in_(list(steps)))
        .order_by(col(SuggestionEvent.at), col(SuggestionEvent.id))
    )
    told: list[StepEvent] = []
    newest: dict[str, str] = {}
    for row in rows:
        if newest.get(row.suggestion_id) == row.what == "shown":
            continue
        newest[row.suggestion_id] = row.what
        told.append(StepEvent(row.at, row.what, row.reason, steps[row.suggestion_id]))
    return told
