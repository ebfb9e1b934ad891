"""Ada, who writes: a leader at the terminal, welcomed when first needed."""

from datetime import datetime

from storage.database.transactions import Transaction
from storage.database.writer import Writer
from storage.leaders.leaders import leader_at, welcome_leader

ADA = {"surface": "terminal", "tenant": "terminal", "user_key": "ada"}


def ada_writes(tx: Transaction, *, welcomed: datetime, at: datetime) -> Writer:
    """Return Ada's writer of what is said at `at` (UTC)."""
    if leader_at(tx, **ADA) is None:
        welcome_leader(
            tx,
            **ADA,
            name="Ada Novak",
            zone="UTC",
            zone_source="default",
            country="",
            at=welcomed,
        )
    leader = leader_at(tx, **ADA)
    assert leader is not None
    return Writer(
        tx, workspace_id=leader.workspace_id, leader_id=leader.leader_id, at=at
    )
