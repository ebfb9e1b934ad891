"""When the next thing is due, so that a jump stops there and not in between."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import col

from storage.models import Leader, SuggestionRow
from storage.transaction import Transaction

MOMENTS = (
    col(Leader.next_nudge_at),
    col(Leader.next_summary_at),
    col(SuggestionRow.returns_at),
)


def next_due(tx: Transaction, *, after: datetime, until: datetime) -> datetime | None:
    """Return the first moment after `after` at which a job has work, UTC.

    Returns:
        None if there is none up to `until`, itself included.
    """
    found = [
        tx.scalar(sa.select(sa.func.min(moment)).where(moment > after, moment <= until))
        for moment in MOMENTS
    ]
    return min((moment for moment in found if moment is not None), default=None)
