"""A leader's live agenda: items, who has which part, needs, and stances."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

import sqlalchemy as sa
from sqlmodel import col

from scheduler.agenda import AgendaFact, ItemFact, StanceFact
from scheduler.gather_needs import needs_of, served_by
from scheduler.item_facts import item_fact, person_fact, stance_fact
from scheduler.motive_facts import NeedFact
from scheduler.situation import PersonFact
from storage.models import AgendaItem, AgendaPart, Motivator, Person, Stance, Tie, Unit
from storage.rows import AnyRow
from storage.transaction import Transaction

# Statements are built once: building one costs more than running it.
LEADER: sa.BindParameter[str] = sa.bindparam("leader")
TODAY: sa.BindParameter[date] = sa.bindparam("today")
LIVE = sa.and_(
    col(AgendaItem.leader_id) == LEADER,
    col(AgendaItem.closed_on).is_(None),
    sa.or_(
        col(AgendaItem.parked_until).is_(None), col(AgendaItem.parked_until) <= TODAY
    ),
)
ITEMS = (
    sa.select(AgendaItem)
    .where(LIVE)
    .order_by(col(AgendaItem.opened_on), col(AgendaItem.id))
)
MY_UNIT = (
    sa.select(col(Person.unit_id))
    .where(col(Person.id) == sa.bindparam("me"))
    .scalar_subquery()
)
PARTS = (
    sa.select(
        col(AgendaPart.item_id),
        col(AgendaPart.part),
        col(Person.id),
        col(Person.name),
        col(Person.title),
        col(Person.unit_id),
        sa.func.coalesce(col(Unit.name), "").label("unit"),
        col(Tie.totals),
        sa.func.coalesce(col(Tie.stakeholder), sa.false()).label("listed"),
        sa.func.coalesce(col(Person.unit_id) == MY_UNIT, sa.false()).label("ours"),
        sa.exists()
        .where(
            col(Motivator.leader_id) == LEADER,
            col(Motivator.person_id) == col(Person.id),
        )
        .label("motivated"),
    )
    .select_from(
        sa.join(AgendaPart, AgendaItem, col(AgendaItem.id) == col(AgendaPart.item_id))
        .join(Person, col(Person.id) == col(AgendaPart.person_id))
        .outerjoin(Unit, col(Unit.id) == col(Person.unit_id))
        .outerjoin(
            Tie,
            sa.and_(col(Tie.person_id) == col(Person.id), col(Tie.leader_id) == LEADER),
        )
    )
    .where(LIVE)
    .order_by(col(AgendaPart.part), col(Person.name_key), col(Person.id))
)
STANCES = (
    sa.select(
        Stance,
        col(Person.id),
        col(Person.name),
        col(Person.title),
        col(Person.unit_id),
        sa.func.coalesce(col(Unit.name), "").label("unit"),
    )
    .select_from(
        sa.join(Stance, AgendaItem, col(AgendaItem.id) == col(Stance.item_id))
        .join(Person, col(Person.id) == col(Stance.person_id))
        .outerjoin(Unit, col(Unit.id) == col(Person.unit_id))
    )
    .where(LIVE)
    .order_by(col(Stance.item_id), col(Stance.person_id))
)


@dataclass(frozen=True, slots=True)
class Agenda:
    """The live items, and by person what touches them."""

    items: tuple[ItemFact, ...] = ()
    touching: Mapping[str, tuple[AgendaFact, ...]] = field(default_factory=dict)
    needs: Mapping[str, tuple[NeedFact, ...]] = field(default_factory=dict)


NO_AGENDA = Agenda()


def agenda_of(
    tx: Transaction, leader_id: str, leader_person_id: str, *, today: date
) -> Agenda:
    """Return the leader's agenda; items that are parked or closed are left out.

    Args:
        today: the leader's local date.
    """
    values = {"leader": leader_id, "today": today, "me": leader_person_id}
    needs = needs_of(tx, leader_id)
    rows = tx.rows(ITEMS, **values)
    if not rows:
        return Agenda(needs=needs)
    parts: dict[str, list[AnyRow]] = defaultdict(list)
    for row in tx.execute(PARTS, values):
        parts[row.item_id].append(row)
    stances: dict[str, dict[str, StanceFact]] = defaultdict(dict)
    behind: dict[str, list[tuple[PersonFact, date]]] = defaultdict(list)
    for row in tx.execute(STANCES, values):
        stance = stances[row.item_id][row.person_id] = stance_fact(tx, row)
        if stance.gap and stance.gap_since is not None:
            behind[row.item_id].append((person_fact(row), stance.gap_since))
    items = tuple(
        replace(
            item_fact(tx, row, parts[row.id], stances[row.id], needs, today),
            behind=tuple(sorted(behind[row.id], key=lambda one: (one[1], one[0].id))),
        )
        for row in rows
    )
    touching: dict[str, list[AgendaFact]] = defaultdict(list)
    for item in items:
        of_item = parts[item.id]
        served = served_by(needs, item.id)
        people = {row.id for row in of_item} | set(stances[item.id]) | set(served)
        for person_id in sorted(people):
            touching[person_id].append(
                AgendaFact(
                    item=item,
                    stance=stances[item.id].get(person_id, StanceFact()),
                    parts=tuple(row.part for row in of_item if row.id == person_id),
                    needs=tuple(served.get(person_id, ())),
                )
            )
    return Agenda(
        items=items,
        touching={person_id: tuple(facts) for person_id, facts in touching.items()},
        needs=needs,
    )
