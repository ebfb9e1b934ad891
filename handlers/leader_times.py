"""When a leader's next card comes, after their settings changed."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import col

from scheduler.daily_card import card_sent_on
from scheduler.local_time import next_nudge_at, zone_of
from storage.models import Leader
from storage.transaction import Transaction


def plan_next_card(tx: Transaction, leader_id: str, *, at: datetime) -> datetime | None:
    """Set the moment of the leader's next card, and return it; None when stopped.

    A day whose card was sent gets no other.

    Args:
        at: now, UTC; the card comes after it.
    """
    row = tx.execute(sa.select(Leader).where(col(Leader.id) == leader_id)).one()
    moment = None
    if not row.stopped:
        today, rests = at.astimezone(zone_of(row.zone)).date(), row.paused_through
        if card_sent_on(tx, leader_id, today):
            rests = max(today, rests or today)
        moment = next_nudge_at(
            at,
            zone=row.zone,
            minute=row.nudge_minute,
            working_days=row.working_days,
            country=row.country,
            subdivision=row.subdivision,
            paused_through=rests,
        )
    tx.execute(
        sa.update(Leader)
        .where(col(Leader.id) == leader_id)
        .values(next_nudge_at=moment)
    )
    return moment
