"""A leader's live agenda: items, who has which part, needs, and stances."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

import sqlalchemy as sa

from scheduler.agenda import AgendaFact, ItemFact, StanceFact
from scheduler.gather_needs import needs_of, served_by
from scheduler.item_facts import item_fact, person_fact, stance_fact
from scheduler.motive_facts import NeedFact
from scheduler.situation import PersonFact
from storage.changes import table_of
from storage.models import AgendaItem, AgendaPart, Motivator, Person, Stance, Tie, Unit
from storage.rows import AnyRow
from storage.transaction import Transaction

ITEM = table_of(AgendaItem)
MOTIVATOR = table_of(Motivator)
PART = table_of(AgendaPart)
PERSON = table_of(Person)
STANCE = table_of(Stance)
TIE = table_of(Tie)
UNIT = table_of(Unit)

# Statements are built once: building one costs more than running it.
LEADER: sa.BindParameter[str] = sa.bindparam("leader")
TODAY: sa.BindParameter[date] = sa.bindparam("today")
LIVE = sa.and_(
    ITEM.c.leader_id == LEADER,
    ITEM.c.closed_on.is_(None),
    sa.or_(ITEM.c.parked_until.is_(None), ITEM.c.parked_until <= TODAY),
)
ITEMS = sa.select(ITEM).where(LIVE).order_by(ITEM.c.opened_on, ITEM.c.id)
MY_UNIT = (
    sa.select(PERSON.c.unit_id)
    .where(PERSON.c.id == sa.bindparam("me"))
    .scalar_subquery()
)
PARTS = (
    sa.select(
        PART.c.item_id,
        PART.c.part,
        PERSON.c.id,
        PERSON.c.name,
        PERSON.c.title,
        PERSON.c.unit_id,
        sa.func.coalesce(UNIT.c.name, "").label("unit"),
        TIE.c.totals,
        sa.func.coalesce(TIE.c.stakeholder, sa.false()).label("listed"),
        sa.func.coalesce(PERSON.c.unit_id == MY_UNIT, sa.false()).label("ours"),
        sa.exists()
        .where(MOTIVATOR.c.leader_id == LEADER, MOTIVATOR.c.person_id == PERSON.c.id)
        .label("motivated"),
    )
    .select_from(
        PART.join(ITEM, ITEM.c.id == PART.c.item_id)
        .join(PERSON, PERSON.c.id == PART.c.person_id)
        .outerjoin(UNIT, UNIT.c.id == PERSON.c.unit_id)
        .outerjoin(
            TIE, sa.and_(TIE.c.person_id == PERSON.c.id, TIE.c.leader_id == LEADER)
        )
    )
    .where(LIVE)
    .order_by(PART.c.part, PERSON.c.name_key, PERSON.c.id)
)
STANCES = (
    sa.select(
        STANCE,
        PERSON.c.id,
        PERSON.c.name,
        PERSON.c.title,
        PERSON.c.unit_id,
        sa.func.coalesce(UNIT.c.name, "").label("unit"),
    )
    .select_from(
        STANCE.join(ITEM, ITEM.c.id == STANCE.c.item_id)
        .join(PERSON, PERSON.c.id == STANCE.c.person_id)
        .outerjoin(UNIT, UNIT.c.id == PERSON.c.unit_id)
    )
    .where(LIVE)
    .order_by(STANCE.c.item_id, STANCE.c.person_id)
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
