"""Ties of others that may serve the leader: consented to, or lent by a leader."""

import sqlalchemy as sa

from storage.changes import table_of
from storage.models import Leader, ObservedTie, Tie
from storage.rows import AnySelect

LEADERS = table_of(Leader)
OBSERVED = table_of(ObservedTie)

TIE = table_of(Tie)

# Statements are built once: building one costs more than running it.
LEADER: sa.BindParameter[str] = sa.bindparam("leader")
EXECUTIVES: sa.BindParameter[str] = sa.bindparam("executives", expanding=True)


def _shared(
    executive: sa.SQLColumnExpression[str], other: sa.SQLColumnExpression[str]
) -> AnySelect:
    """Return consented ties of the executives with those the leader has a tie with."""
    return (
        sa.select(
            executive.label("executive"),
            other.label("other"),
            OBSERVED.c.shared.label("strength"),
            OBSERVED.c.strength_on,
        )
        .join(TIE, sa.and_(TIE.c.person_id == other, TIE.c.leader_id == LEADER))
        .where(executive.in_(EXECUTIVES), OBSERVED.c.shared > 0)
    )


MINE, THEIRS = TIE.alias("mine"), TIE.alias("theirs")
LENT: AnySelect = (  # of leaders who opted in: how strong, never what was said
    sa.select(
        THEIRS.c.person_id.label("executive"),
        LEADERS.c.person_id.label("other"),
        THEIRS.c.strength,
        THEIRS.c.strength_on,
    )
    .join(LEADERS, LEADERS.c.id == THEIRS.c.leader_id)
    .join(
        MINE,
        sa.and_(MINE.c.person_id == LEADERS.c.person_id, MINE.c.leader_id == LEADER),
    )
    .where(
        THEIRS.c.person_id.in_(EXECUTIVES),
        THEIRS.c.strength > 0,
        LEADERS.c.lends_ties == sa.true(),
        LEADERS.c.id != LEADER,
    )
)
TIES_OF_OTHERS = sa.union_all(
    _shared(OBSERVED.c.a_id, OBSERVED.c.b_id),
    _shared(OBSERVED.c.b_id, OBSERVED.c.a_id),
    LENT,
)
