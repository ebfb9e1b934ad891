"""When the next thing is due, so that a jump stops there and not in between."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from storage.changes import table_of
from storage.models import Leader, SuggestionRow

LEADER = table_of(Leader)
SUGGESTION = table_of(SuggestionRow)
MOMENTS = (
    LEADER.c.next_nudge_at,
    LEADER.c.next_summary_at,
    SUGGESTION.c.returns_at,
)


def next_due(session: Session, *, after: datetime, until: datetime) -> datetime | None:
    """Return the first moment after `after` at which a job has work, UTC.

    Returns:
        None if there is none up to `until`, itself included.
    """
    found = [
        session.execute(
            sa.select(sa.func.min(moment)).where(moment > after, moment <= until)
        ).scalar()
        for moment in MOMENTS
    ]
    return min((moment for moment in found if moment is not None), default=None)
