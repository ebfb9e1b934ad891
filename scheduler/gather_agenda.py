"""A leader's live agenda: items, who has which part, needs, and stances."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from scheduler.agenda import (
    THREE_PS,
    AgendaFact,
    DeciderFact,
    ItemFact,
    NeedFact,
    OwnerFact,
    StanceFact,
)
from scheduler.gather_ties import tie_fact
from scheduler.situation import PersonFact
from storage.changes import table_of
from storage.database import vault_of
from storage.models import (
    AgendaItem,
    AgendaPart,
    Motivator,
    Need,
    Person,
    Stance,
    Tie,
    Unit,
)
from storage.rows import AnyRow
from storage.vault import place

ITEM = table_of(AgendaItem)
MOTIVATOR = table_of(Motivator)
NEED = table_of(Need)
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
NEEDS = sa.select(NEED).where(NEED.c.leader_id == LEADER).order_by(NEED.c.on, NEED.c.id)


@dataclass(frozen=True, slots=True)
class Agenda:
    """The live items, and by person what touches them."""

    items: tuple[ItemFact, ...] = ()
    touching: Mapping[str, tuple[AgendaFact, ...]] = field(default_factory=dict)
    needs: Mapping[str, tuple[NeedFact, ...]] = field(default_factory=dict)


NO_AGENDA = Agenda()


def agenda_of(
    session: Session, leader_id: str, leader_person_id: str, *, today: date
) -> Agenda:
    """Return the leader's agenda; items that are parked or closed are left out.

    Args:
        today: the leader's local date.
    """
    values = {"leader": leader_id, "today": today, "me": leader_person_id}
    needs = _needs(session, leader_id)
    rows = session.execute(ITEMS, values).all()
    if not rows:
        return Agenda(needs=needs)
    parts: dict[str, list[AnyRow]] = defaultdict(list)
    for row in session.execute(PARTS, values):
        parts[row.item_id].append(row)
    stances: dict[str, dict[str, StanceFact]] = defaultdict(dict)
    behind: dict[str, list[tuple[PersonFact, date]]] = defaultdict(list)
    for row in session.execute(STANCES, values):
        stance = stances[row.item_id][row.person_id] = _stance(session, row)
        if stance.gap and stance.gap_since is not None:
            behind[row.item_id].append((_person(row), stance.gap_since))
    items = tuple(
        replace(
            _item(session, row, parts[row.id], stances[row.id], needs, today),
            behind=tuple(sorted(behind[row.id], key=lambda one: (one[1], one[0].id))),
        )
        for row in rows
    )
    touching: dict[str, list[AgendaFact]] = defaultdict(list)
    for item in items:
        of_item = parts[item.id]
        served = _served(needs, item.id)
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


def _needs(session: Session, leader_id: str) -> dict[str, tuple[NeedFact, ...]]:
    found: dict[str, list[NeedFact]] = defaultdict(list)
    vault = vault_of(session)
    for row in session.execute(NEEDS, {"leader": leader_id}):
        text = vault.open(row.text, about=place(row.workspace_id, row.id, "text"))
        need = NeedFact(row.person_id, text, row.on, row.item_id or "")
        found[row.person_id].append(need)
    return {person_id: tuple(needs) for person_id, needs in found.items()}


def _served(
    needs: Mapping[str, Sequence[NeedFact]], item_id: str
) -> dict[str, list[NeedFact]]:
    served: dict[str, list[NeedFact]] = {}
    for person_id, theirs in needs.items():
        of_item = [need for need in theirs if need.item_id == item_id]
        if of_item:
            served[person_id] = of_item
    return served


def _stance(session: Session, row: AnyRow) -> StanceFact:
    about = place(row.workspace_id, f"{row.item_id}:{row.person_id}", "stance")
    said = json.loads(vault_of(session).open(row.stance, about=about) or "{}")
    return StanceFact(
        current=said.get("current", ""),
        desired=said.get("desired", ""),
        view=said.get("view", ""),
        objection=said.get("objection", ""),
        heard_on=row.heard_on,
        gap_since=row.gap_since,
        objection_on=row.objection_on,
        answered_on=row.answered_on,
        proposed_on=row.proposed_on,
        outcome=row.outcome,
        priority=row.priority,
    )


def _item(
    session: Session,
    row: AnyRow,
    parts: Sequence[AnyRow],
    stances: Mapping[str, StanceFact],
    needs: Mapping[str, Sequence[NeedFact]],
    today: date,
) -> ItemFact:
    vault = vault_of(session)
    sponsors = [part for part in parts if part.part == "sponsor"]
    sponsor_ids = {part.id for part in sponsors}
    served = _served(needs, row.id)
    return ItemFact(
        id=row.id,
        code=row.code,
        title=vault.open(row.title, about=place(row.workspace_id, row.id, "title")),
        measure=vault.open(
            row.measure, about=place(row.workspace_id, row.id, "measure")
        ),
        opened_on=row.opened_on,
        decision_on=row.decision_on,
        owners=tuple(
            OwnerFact(
                p=part.part,
                person=_person(part),
                live_tie=tie_fact(part.totals, today=today).live,
                listed=part.listed,
                sponsor=part.id in sponsor_ids,
                priority=stances.get(part.id, StanceFact()).priority,
                needs_served=part.id in served,
                motivated=part.motivated,
            )
            for part in parts
            if part.part in THREE_PS
        ),
        sponsors=tuple(_person(part) for part in sponsors),
        outside_sponsors=sum(not part.ours for part in sponsors),
        deciders=tuple(
            DeciderFact(_person(part), _met_on_it(stances.get(part.id)))
            for part in parts
            if part.part == "decider"
        ),
    )


def _person(row: AnyRow) -> PersonFact:
    return PersonFact(row.id, row.name, row.title, row.unit_id or "", row.unit)


def _met_on_it(stance: StanceFact | None) -> date | None:
    if stance is None:
        return None
    days = [day for day in (stance.heard_on, stance.proposed_on) if day]
    return max(days, default=None)
