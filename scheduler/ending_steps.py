"""Writing down that steps ended by themselves, before the morning's plan is made."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from scheduler.ending import Ended
from scheduler.gather_stakeholders import ForWhom
from scheduler.shown_steps import SUGGESTION
from scheduler.steps import note_event
from storage.transaction import Transaction


def end_steps(
    tx: Transaction, leader: ForWhom, ended: Sequence[Ended], *, at: datetime
) -> None:
    """Mark these steps of the leader's as withdrawn or expired, at `at` (UTC)."""
    for end in ended:
        play, person_id, about = end.key
        row_id = tx.execute(
            sa.update(SUGGESTION)
            .where(
                SUGGESTION.c.leader_id == leader.leader_id,
                SUGGESTION.c.play == play,
                SUGGESTION.c.person_id == person_id,
                SUGGESTION.c.about == about,
            )
            .values(state=end.state, returns_on=end.returns_on, returns_at=None)
            .returning(SUGGESTION.c.id)
        ).scalar_one()
        note_event(tx, row_id, leader.workspace_id, at, end.state)
