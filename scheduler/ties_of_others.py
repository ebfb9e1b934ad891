"""Ties that may serve the leader beside what they log: imported, or lent by a leader.

Of others only what was consented to, or lent; the leader's own as they are.
"""

import sqlalchemy as sa

from storage.changes import table_of
from storage.models import Leader, ObservedTie, Tie
from storage.rows import AnySelect

LEADERS = table_of(Leader)
OBSERVED = table_of(ObservedTie)

TIE = table_of(Tie)

# Statements are built once: building one costs more than running it.
LEADER: sa.BindParameter[str] = sa.bindparam("leader")
ME: sa.BindParameter[str] = sa.bindparam("person")
EXECUTIVES: sa.BindParameter[str] = sa.bindparam("executives", expanding=True)


def _shared(
    executive: sa.SQLColumnExpression[str], other: sa.SQLColumnExpression[str]
) -> AnySelect:
    """Return consented ties of the executives with those the leader has a tie with."""
    return (
        sa.select(
            executive.label("one"),
            other.label("other"),
            OBSERVED.c.shared.label("strength"),
            OBSERVED.c.shared_bond.label("bond"),
            OBSERVED.c.strength_on,
        )
        .join(TIE, sa.and_(TIE.c.person_id == other, TIE.c.leader_id == LEADER))
        .where(executive.in_(EXECUTIVES), OBSERVED.c.shared > 0)
    )


def _own(me: sa.ColumnElement[str], other: sa.ColumnElement[str]) -> AnySelect:
    """Return imported ties of the leader with those they have a tie with."""
    theirs = sa.and_(
        TIE.c.workspace_id == OBSERVED.c.workspace_id, TIE.c.person_id == other
    )
    return (
        sa.select(
            me, other, OBSERVED.c.strength, OBSERVED.c.bond, OBSERVED.c.strength_on
        )
        .join(TIE, theirs)
        .where(me == ME, TIE.c.leader_id == LEADER)
    )


MINE, THEIRS = TIE.alias("mine"), TIE.alias("theirs")
LENT: AnySelect = (  # of leaders who opted in: how strong, never what was said
    sa.select(
        THEIRS.c.person_id.label("one"),
        LEADERS.c.person_id.label("other"),
        THEIRS.c.strength,
        sa.func.coalesce(  # totals saved before there was a bond have the strength
            THEIRS.c.totals["bond"].as_float(), THEIRS.c.strength
        ).label("bond"),
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
OBSERVED_AND_LENT = sa.union_all(
    _shared(OBSERVED.c.a_id, OBSERVED.c.b_id),
    _shared(OBSERVED.c.b_id, OBSERVED.c.a_id),
    _own(OBSERVED.c.a_id, OBSERVED.c.b_id),
    _own(OBSERVED.c.b_id, OBSERVED.c.a_id),
    LENT,
)
