"""When the leader last did something for each person."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from storage.changes import table_of
from storage.models import Given

GIVEN = table_of(Given)

# Statements are built once: building one costs more than running it.
LEADER: sa.BindParameter[str] = sa.bindparam("leader")
LAST_GIVEN = (
    sa.select(GIVEN.c.to_id, sa.func.max(GIVEN.c.on))
    .where(GIVEN.c.leader_id == LEADER)
    .group_by(GIVEN.c.to_id)
)


def last_given(session: Session, leader_id: str) -> dict[str, date]:
    """Return when the leader last did something for each person, a local date."""
    rows = session.execute(LAST_GIVEN, {"leader": leader_id})
    return {row[0]: row[1] for row in rows}
