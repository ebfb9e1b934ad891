"""When the leader last did something for each person."""

from datetime import date

import sqlalchemy as sa
from sqlmodel import col

from storage.models import Given
from storage.transaction import Transaction

# Statements are built once: building one costs more than running it.
LEADER: sa.BindParameter[str] = sa.bindparam("leader")
LAST_GIVEN = (
    sa.select(col(Given.to_id), sa.func.max(col(Given.on)))
    .where(col(Given.leader_id) == LEADER)
    .group_by(col(Given.to_id))
)


def last_given(tx: Transaction, leader_id: str) -> dict[str, date]:
    """Return when the leader last did something for each person, a local date."""
    rows = tx.execute(LAST_GIVEN, {"leader": leader_id})
    return {row[0]: row[1] for row in rows}
