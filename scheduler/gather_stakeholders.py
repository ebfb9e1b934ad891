"""Whom a plan is about: the leader's stakeholders, or the people that were named."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import col

from storage.changes import table_of
from storage.models import (
    Accomplishment,
    AgendaItem,
    Ask,
    Motivator,
    Need,
    Person,
    Remark,
    SuggestionRow,
    Tie,
    Topic,
    Unit,
    Workspace,
)
from storage.rows import AnyRow
from storage.transaction import Transaction

AGENDA = tuple(table_of(model) for model in (AgendaItem, Need))
MOTIVES = tuple(table_of(model) for model in (Motivator, Remark, Topic))


@dataclass(frozen=True, slots=True)
class ForWhom:
    """The leader whose situations are gathered."""

    leader_id: str
    workspace_id: str
    person_id: str  # themselves, in the directory
    has_asked: bool = True  # for anything, ever; True also when nobody looked


# Statements are built once: building one costs more than running it.
LEADER: sa.BindParameter[str] = sa.bindparam("leader")
MINE = sa.and_(col(Tie.person_id) == col(Person.id), col(Tie.leader_id) == LEADER)
TIED = sa.select(
    col(Person.id),
    col(Person.name),
    col(Person.title),
    col(Person.unit_id),
    sa.func.coalesce(col(Unit.name), "").label("unit"),
    sa.func.coalesce(col(Unit.head_id) == col(Person.id), sa.false()).label(
        "heads_unit"
    ),
    col(Tie.totals),
    col(Tie.since),
    col(Tie.stakeholder),
    sa.select(col(Workspace.facts_token))
    .where(col(Workspace.id) == col(Person.workspace_id))
    .scalar_subquery()
    .label("token"),
    # What is not there at all is not asked for: the reply to a log is made often.
    sa.exists().where(col(Ask.leader_id) == LEADER).label("asked"),
    sa.exists().where(col(Accomplishment.leader_id) == LEADER).label("shared"),
    sa.exists().where(col(SuggestionRow.leader_id) == LEADER).label("suggested"),
    sa.or_(*(sa.exists().where(t.c.leader_id == LEADER) for t in AGENDA)).label(
        "agenda"
    ),
    sa.or_(*(sa.exists().where(t.c.leader_id == LEADER) for t in MOTIVES)).label(
        "motives"
    ),
).select_from(
    sa.join(Person, Tie, MINE).outerjoin(Unit, col(Unit.id) == col(Person.unit_id))
)
LISTED = TIED.where(col(Tie.stakeholder) == sa.true())
THIS = TIED.where(col(Person.id) == sa.bindparam("person"))
THESE = TIED.where(col(Person.id).in_(sa.bindparam("people", expanding=True)))


def stakeholders(
    tx: Transaction, leader: ForWhom, person_ids: Sequence[str] | None
) -> Sequence[AnyRow]:
    """Return the rows of these people with the leader's tie, in no particular order.

    Args:
        person_ids: whether on the leader's list or not; None = the whole list.
    """
    values: dict[str, object] = {"leader": leader.leader_id}
    if person_ids is None:
        return tx.rows(LISTED, **values)
    if len(person_ids) == 1:
        return tx.rows(THIS, **values, person=person_ids[0])
    return tx.rows(THESE, **values, people=list(person_ids))
