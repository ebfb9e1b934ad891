"""Ties that may serve the leader beside what they log: imported, or lent by a leader.

Of others only what was consented to, or lent; the leader's own as they are.
"""

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import col

from storage.models import Leader, ObservedTie, Tie
from storage.rows import AnySelect

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
            col(ObservedTie.shared).label("strength"),
            col(ObservedTie.shared_bond).label("bond"),
            col(ObservedTie.strength_on),
        )
        .join(Tie, sa.and_(col(Tie.person_id) == other, col(Tie.leader_id) == LEADER))
        .where(executive.in_(EXECUTIVES), col(ObservedTie.shared) > 0)
    )


def _own(
    me: sa.SQLColumnExpression[str], other: sa.SQLColumnExpression[str]
) -> AnySelect:
    """Return imported ties of the leader with those they have a tie with."""
    theirs = sa.and_(
        col(Tie.workspace_id) == col(ObservedTie.workspace_id),
        col(Tie.person_id) == other,
    )
    return (
        sa.select(
            me,
            other,
            col(ObservedTie.strength),
            col(ObservedTie.bond),
            col(ObservedTie.strength_on),
        )
        .join(Tie, theirs)
        .where(me == ME, col(Tie.leader_id) == LEADER)
    )


MINE, THEIRS = aliased(Tie, name="mine"), aliased(Tie, name="theirs")
LENT: AnySelect = (  # of leaders who opted in: how strong, never what was said
    sa.select(
        col(THEIRS.person_id).label("one"),
        col(Leader.person_id).label("other"),
        col(THEIRS.strength),
        sa.func.coalesce(  # totals saved before there was a bond have the strength
            col(THEIRS.totals)["bond"].as_float(), col(THEIRS.strength)
        ).label("bond"),
        col(THEIRS.strength_on),
    )
    .join(Leader, col(Leader.id) == col(THEIRS.leader_id))
    .join(
        MINE,
        sa.and_(
            col(MINE.person_id) == col(Leader.person_id), col(MINE.leader_id) == LEADER
        ),
    )
    .where(
        col(THEIRS.person_id).in_(EXECUTIVES),
        col(THEIRS.strength) > 0,
        col(Leader.lends_ties) == sa.true(),
        col(Leader.id) != LEADER,
    )
)
OBSERVED_AND_LENT = sa.union_all(
    _shared(col(ObservedTie.a_id), col(ObservedTie.b_id)),
    _shared(col(ObservedTie.b_id), col(ObservedTie.a_id)),
    _own(col(ObservedTie.a_id), col(ObservedTie.b_id)),
    _own(col(ObservedTie.b_id), col(ObservedTie.a_id)),
    LENT,
)
