"""Whom a plan is about: the leader's stakeholders, or the people that were named."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from scheduler.gather_earlier import SUGGESTION
from storage.changes import table_of
from storage.models import (
    Accomplishment,
    AgendaItem,
    Ask,
    Motivator,
    Need,
    Person,
    Remark,
    Tie,
    Topic,
    Unit,
    Workspace,
)
from storage.rows import AnyRow
from storage.transaction import Transaction

AGENDA = tuple(table_of(model) for model in (AgendaItem, Need))
ASK = table_of(Ask)
MOTIVES = tuple(table_of(model) for model in (Motivator, Remark, Topic))
PERSON = table_of(Person)
RESULT = table_of(Accomplishment)
TIE = table_of(Tie)
UNIT = table_of(Unit)
WORKSPACE = table_of(Workspace)


@dataclass(frozen=True, slots=True)
class ForWhom:
    """The leader whose situations are gathered."""

    leader_id: str
    workspace_id: str
    person_id: str  # themselves, in the directory
    has_asked: bool = True  # for anything, ever; True also when nobody looked


# Statements are built once: building one costs more than running it.
LEADER: sa.BindParameter[str] = sa.bindparam("leader")
MINE = sa.and_(TIE.c.person_id == PERSON.c.id, TIE.c.leader_id == LEADER)
TIED = sa.select(
    PERSON.c.id,
    PERSON.c.name,
    PERSON.c.title,
    PERSON.c.unit_id,
    sa.func.coalesce(UNIT.c.name, "").label("unit"),
    sa.func.coalesce(UNIT.c.head_id == PERSON.c.id, sa.false()).label("heads_unit"),
    TIE.c.totals,
    TIE.c.since,
    TIE.c.stakeholder,
    sa.select(WORKSPACE.c.facts_token)
    .where(WORKSPACE.c.id == PERSON.c.workspace_id)
    .scalar_subquery()
    .label("token"),
    # What is not there at all is not asked for: the reply to a log is made often.
    sa.exists().where(ASK.c.leader_id == LEADER).label("asked"),
    sa.exists().where(RESULT.c.leader_id == LEADER).label("shared"),
    sa.exists().where(SUGGESTION.c.leader_id == LEADER).label("suggested"),
    sa.or_(*(sa.exists().where(t.c.leader_id == LEADER) for t in AGENDA)).label(
        "agenda"
    ),
    sa.or_(*(sa.exists().where(t.c.leader_id == LEADER) for t in MOTIVES)).label(
        "motives"
    ),
).select_from(PERSON.join(TIE, MINE).outerjoin(UNIT, UNIT.c.id == PERSON.c.unit_id))
LISTED = TIED.where(TIE.c.stakeholder == sa.true())
THIS = TIED.where(PERSON.c.id == sa.bindparam("person"))
THESE = TIED.where(PERSON.c.id.in_(sa.bindparam("people", expanding=True)))


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
