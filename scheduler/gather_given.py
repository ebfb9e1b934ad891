"""When the leader last did something for each person."""

from datetime import date

import sqlalchemy as sa

from storage.changes import table_of
from storage.models import Given
from storage.transaction import Transaction

GIVEN = table_of(Given)

# Statements are built once: building one costs more than running it.
LEADER: sa.BindParameter[str] = sa.bindparam("leader")
LAST_GIVEN = (
    sa.select(GIVEN.c.to_id, sa.func.max(GIVEN.c.on))
    .where(GIVEN.c.leader_id == LEADER)
    .group_by(GIVEN.c.to_id)
)


def last_given(tx: Transaction, leader_id: str) -> dict[str, date]:
    """Return when the leader last did something for each person, a local date."""
    rows = tx.execute(LAST_GIVEN, {"leader": leader_id})
    return {row[0]: row[1] for row in rows}
