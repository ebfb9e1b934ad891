"""Who knows whom, because the leader said so."""

from datetime import date, timedelta

import sqlalchemy as sa

from scheduler.tie_facts import DECLARED_DAYS
from storage.changes import table_of
from storage.models import DeclaredTie
from storage.transaction import Transaction

DECLARED = table_of(DeclaredTie)

# Built once: building a statement costs more than running it.
DECLARED_SINCE = sa.select(DECLARED.c.a_id, DECLARED.c.b_id).where(
    DECLARED.c.leader_id == sa.bindparam("leader"),
    DECLARED.c.on >= sa.bindparam("since"),
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
