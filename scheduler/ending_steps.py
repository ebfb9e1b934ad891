"""Writing down that steps ended by themselves, before the morning's plan is made."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import col

from scheduler.ending import Ended
from scheduler.gather_stakeholders import ForWhom
from scheduler.steps import note_event
from storage.models import SuggestionRow
from storage.transaction import Transaction


def end_steps(
    tx: Transaction, leader: ForWhom, ended: Sequence[Ended], *, at: datetime
) -> None:
    """Mark these steps of the leader's as withdrawn or expired, at `at` (UTC)."""
    for end in ended:
        play, person_id, about = end.key
        row_id = tx.execute(
            sa.update(SuggestionRow)
            .where(
                col(SuggestionRow.leader_id) == leader.leader_id,
                col(SuggestionRow.play) == play,
                col(SuggestionRow.person_id) == person_id,
                col(SuggestionRow.about) == about,
            )
            .values(state=end.state, returns_on=end.returns_on, returns_at=None)
            .returning(col(SuggestionRow.id))
        ).scalar_one()
        note_event(tx, row_id, leader.workspace_id, at, end.state)
