"""Everybody around a leader: with a tie to them, near it, and who knows whom.

Who has which tie, who reports to whom, and what others' ties may serve the leader. What
it means for a plan is worked out in `scheduler.gather`.
"""

from collections.abc import Collection, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import col

from storage.database.transactions import Transaction
from storage.database.writer import LEADER, AnyRow, AnySelect, table_of
from storage.leaders.facts import ForWhom
from storage.models import (
    Accomplishment,
    AgendaItem,
    Ask,
    DeclaredTie,
    Given,
    Leader,
    Motivator,
    Need,
    ObservedTie,
    Person,
    Remark,
    SuggestionRow,
    Tie,
    Topic,
    Unit,
    Workspace,
)
from storage.people.store import PERSON

# People with their unit and the leader's tie: one query, and whom it is asked for.

# Statements are built once: building one costs more than running it.
ME: sa.BindParameter[str] = sa.bindparam("person")
PEOPLE: sa.BindParameter[str] = sa.bindparam("people", expanding=True)

OF_THE_LEADER = sa.and_(
    col(Tie.person_id) == col(Person.id), col(Tie.leader_id) == LEADER
)


def _people(with_ties: sa.Join) -> AnySelect:
    unit = with_ties.outerjoin(Unit, col(Unit.id) == col(Person.unit_id))
    return sa.select(
        *PERSON,
        col(Unit.head_id),
        col(Tie.totals),
    ).select_from(unit)


TIED = _people(sa.join(Person, Tie, OF_THE_LEADER))
ANYBODY = _people(sa.outerjoin(Person, Tie, OF_THE_LEADER))
TIED_OR_NAMED = ANYBODY.where(
    sa.or_(col(Tie.leader_id) == LEADER, col(Person.id).in_(PEOPLE))
)
BY_NAME = col(Person.name_key), col(Person.id)
HAS_UNIT = col(Unit.id).is_not(None)
TIED_IN_UNITS = TIED.where(HAS_UNIT).order_by(*BY_NAME)
REPORTS_IN_UNITS = ANYBODY.where(
    HAS_UNIT,
    col(Person.manager_id).in_(PEOPLE),
    col(Tie.person_id).is_(None),  # the others are read already
).order_by(*BY_NAME)


def _there_is(*models: type[Any]) -> sa.ColumnElement[bool]:
    """Return whether the leader has anything at all in one of these tables."""
    return sa.or_(
        *(sa.exists().where(table_of(one).c.leader_id == LEADER) for one in models)
    )


# What is not there at all is not asked for: the reply to a log is made often.
STAKEHOLDERS = TIED.add_columns(
    col(Tie.since),
    col(Tie.stakeholder),
    sa.select(col(Workspace.facts_token))
    .where(col(Workspace.id) == col(Person.workspace_id))
    .scalar_subquery()
    .label("token"),
    _there_is(Ask).label("asked"),
    _there_is(Accomplishment).label("shared"),
    _there_is(SuggestionRow).label("suggested"),
    _there_is(AgendaItem, Need).label("agenda"),
    _there_is(Motivator, Remark, Topic).label("motives"),
)
ON_THE_LIST = STAKEHOLDERS.where(col(Tie.stakeholder) == sa.true())
THIS_ONE = STAKEHOLDERS.where(col(Person.id) == ME)
THESE = STAKEHOLDERS.where(col(Person.id).in_(PEOPLE))


def stakeholders(
    tx: Transaction, leader_id: str, person_ids: Sequence[str] | None
) -> Sequence[AnyRow]:
    """Return the rows of these people with the leader's tie, in no particular order.

    Args:
        person_ids: whether on the leader's list or not; None = the whole list.
    """
    if person_ids is None:
        return tx.rows(ON_THE_LIST, leader=leader_id)
    if len(person_ids) == 1:
        return tx.rows(THIS_ONE, leader=leader_id, person=person_ids[0])
    return tx.rows(THESE, leader=leader_id, people=list(person_ids))


def tied_or_named(
    tx: Transaction, leader_id: str, person_ids: Sequence[str]
) -> dict[str, AnyRow]:
    """Return everybody the leader has a tie with, and these people, by id."""
    rows = tx.rows(TIED_OR_NAMED, leader=leader_id, people=person_ids)
    return {row.id: row for row in rows}


def people_in_units(
    tx: Transaction, leader_id: str, managers: Sequence[str]
) -> list[AnyRow]:
    """Return everybody of a unit with a tie, then these people's reports without one.

    Either by name.
    """
    tied = tx.rows(TIED_IN_UNITS, leader=leader_id)
    return [*tied, *tx.rows(REPORTS_IN_UNITS, leader=leader_id, people=managers)]


# Who knows whom, who reports to whom, and what the leader gave.

MANAGERS: AnySelect = sa.select(col(Person.id), col(Person.manager_id)).where(
    col(Person.id).in_(PEOPLE), col(Person.manager_id).is_not(None)
)
NOTHING, NEVER = sa.literal_column("''", sa.String), sa.cast(sa.null(), sa.Date)


def _kind(name: str) -> sa.ColumnElement[str]:
    return sa.literal_column(f"'{name}'", sa.String)


def _own_line() -> AnySelect:
    """Return the ids of everybody who reports to the leader, directly or not."""
    line = (
        sa.select(col(Person.id))
        .where(col(Person.manager_id) == ME)
        .cte("line", recursive=True)
    )
    below = aliased(Person, name="below")
    line = line.union(
        sa.select(col(below.id)).where(col(below.manager_id) == line.c.id)
    )
    found = sa.select(line.c.id).subquery()
    return sa.select(_kind("own line"), found.c.id, NOTHING, NEVER)


# One statement for what is mostly little: each costs more than what it brings.
PAIRS = sa.union_all(
    sa.select(
        _kind("knows").label("kind"),
        col(DeclaredTie.a_id).label("one"),
        col(DeclaredTie.b_id).label("other"),
        col(DeclaredTie.on).label("on"),
    ).where(col(DeclaredTie.leader_id) == LEADER),
    sa.select(_kind("reports"), col(Person.manager_id), col(Person.id), NEVER).where(
        col(Person.manager_id).in_(PEOPLE)
    ),
    sa.select(_kind("given"), col(Given.to_id), NOTHING, sa.func.max(col(Given.on)))
    .where(col(Given.leader_id) == LEADER)
    .group_by(col(Given.to_id)),
    sa.select(_kind("own unit"), col(Person.unit_id), NOTHING, NEVER).where(
        col(Person.id) == ME
    ),
    _own_line(),
)


def pairs_around(
    tx: Transaction, leader: ForWhom, executives: Collection[str]
) -> Sequence[AnyRow]:
    """Return who knows whom, reports to whom, and was given something.

    Args:
        executives: whose reports are looked for.

    Returns:
        Each its kind, one, other, and day: "knows" two people, when it was last said;
        "reports" an executive and who reports to them; "given" to whom, when last;
        "own unit" the leader's; "own line" somebody who reports to the leader.
    """
    return tx.execute(PAIRS, _whose(leader, executives)).all()


def _whose(leader: ForWhom, executives: Collection[str]) -> dict[str, object]:
    mine = {"leader": leader.leader_id, "person": leader.person_id}
    return {**mine, "people": list(executives)}


def managers_of(tx: Transaction, person_ids: Sequence[str]) -> Sequence[AnyRow]:
    """Return a person's id and their manager's, of those among these that have one."""
    return tx.rows(MANAGERS, people=person_ids)


# Ties that may serve the leader beside what they log: imported, or lent by a leader.
#
# Of others only what was consented to, or lent; the leader's own as they are.


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
        .where(executive.in_(PEOPLE), col(ObservedTie.shared) > 0)
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
        col(THEIRS.person_id).in_(PEOPLE),
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


def observed_and_lent(
    tx: Transaction, leader: ForWhom, executives: Collection[str]
) -> Sequence[AnyRow]:
    """Return ties of the executives and of the leader that nobody logged here.

    Returns:
        Each an executive or the leader, with whom, and what it was worth as of a local
        day: strength and bond. Once for each source.
    """
    return tx.execute(OBSERVED_AND_LENT, _whose(leader, executives)).all()
