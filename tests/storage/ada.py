"""Ada, who writes: a leader at the terminal, welcomed when first needed."""

from datetime import datetime

from sqlalchemy.orm import Session

from storage.changes import Writer
from storage.leaders import leader_at
from storage.welcome import welcome_leader

ADA = {"surface": "terminal", "tenant": "terminal", "user_key": "ada"}


def ada_writes(session: Session, *, welcomed: datetime, at: datetime) -> Writer:
    """Return Ada's writer of what is said at `at` (UTC)."""
    if leader_at(session, **ADA) is None:
        welcome_leader(
            session,
            **ADA,
            name="Ada Novak",
            zone="UTC",
            zone_source="default",
            country="",
            at=welcomed,
        )
    leader = leader_at(session, **ADA)
    assert leader is not None
    return Writer(session, workspace_id=leader.workspace_id, leader_id=leader.id, at=at)
