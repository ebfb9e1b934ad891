"""Who knows whom, because the leader said so."""

from datetime import date, timedelta

import sqlalchemy as sa
from sqlmodel import col

from scheduler.tie_facts import DECLARED_DAYS
from storage.models import DeclaredTie
from storage.transaction import Transaction

# Built once: building a statement costs more than running it.
DECLARED_SINCE = sa.select(col(DeclaredTie.a_id), col(DeclaredTie.b_id)).where(
    col(DeclaredTie.leader_id) == sa.bindparam("leader"),
    col(DeclaredTie.on) >= sa.bindparam("since"),
)


def declared_pairs(
    tx: Transaction, leader_id: str, *, today: date
) -> set[frozenset[str]]:
    """Return the ids of each two who know each other, said within 180 days.

    Args:
        today: the leader's local date.
    """
    values = {"leader": leader_id, "since": today - timedelta(DECLARED_DAYS)}
    return {frozenset(pair) for pair in tx.execute(DECLARED_SINCE, values)}
