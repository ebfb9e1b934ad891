"""The steps that were shown to a leader, as they are kept."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlmodel import col

from scheduler.step_json import from_json
from scheduler.suggestion import Suggestion
from storage.models import SuggestionRow
from storage.transaction import Transaction
from storage.vault import place


@dataclass(frozen=True, slots=True)
class Shown:
    """A step that was shown to its leader."""

    id: str
    step: Suggestion
    state: str
    suggested_on: date
    answered_on: date | None
    delivery_id: str  # the card it stands on, "" = none
    reason: str = ""  # of the newest answer
    asked_on: date | None = None  # the day of "did it happen?"


def shown_step(tx: Transaction, *, leader_id: str, step_id: str) -> Shown | None:
    """Return a step of this leader; None when it is not theirs, or gone."""
    found = shown_steps(tx, col(SuggestionRow.leader_id) == leader_id, step_id=step_id)
    return found[0] if found else None


def shown_steps(
    tx: Transaction, *conditions: sa.ColumnElement[bool], step_id: str = ""
) -> list[Shown]:
    """Return the steps that meet `conditions`, oldest first."""
    query = sa.select(SuggestionRow).where(*conditions).order_by(col(SuggestionRow.id))
    if step_id:
        query = query.where(col(SuggestionRow.id) == step_id)
    vault = tx.vault
    return [
        Shown(
            id=row.id,
            step=from_json(
                vault.open(row.body, about=place(row.workspace_id, row.id, "body"))
            ),
            state=row.state,
            suggested_on=row.suggested_on,
            answered_on=row.answered_on,
            delivery_id=row.delivery_id,
            reason=row.reason,
            asked_on=row.asked_on,
        )
        for row in tx.execute(query)
    ]
