"""When a leader's next card comes, after their settings changed."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from scheduler.local_time import next_nudge_at
from storage.leaders import LEADER


def plan_next_card(
    session: Session, leader_id: str, *, at: datetime
) -> datetime | None:
    """Set the moment of the leader's next card, and return it; None when stopped.

    Args:
        at: now, UTC; the card comes after it.
    """
    row = session.execute(sa.select(LEADER).where(LEADER.c.id == leader_id)).one()
    moment = None
    if not row.stopped:
        moment = next_nudge_at(
            at,
            zone=row.zone,
            minute=row.nudge_minute,
            working_days=row.working_days,
            country=row.country,
            subdivision=row.subdivision,
            paused_through=row.paused_through,
        )
    session.execute(
        sa.update(LEADER).where(LEADER.c.id == leader_id).values(next_nudge_at=moment)
    )
    return moment
