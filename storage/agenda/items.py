"""A leader's live agenda: items, who has which part, needs, and stances."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import sqlalchemy as sa
from sqlmodel import col

from storage.agenda.facts import (
    THREE_PS,
    AgendaFact,
    DeciderFact,
    ItemFact,
    NeedFact,
    OwnerFact,
    StanceFact,
)
from storage.agenda.needs import needs_by_person, served_by
from storage.contacts.ties import tie_fact
from storage.database.transactions import Transaction
from storage.database.vault import place
from storage.database.writer import LEADER, AnyRow
from storage.models import AgendaItem, AgendaPart, Motivator, Person, Stance, Tie, Unit
from storage.people.facts import PersonFact

# An agenda item and its stances, as facts of the rows that were read.


def stance_fact(tx: Transaction, row: AnyRow) -> StanceFact:
    """Return what somebody thinks of an item, opened."""
    about = place(row.workspace_id, f"{row.item_id}:{row.person_id}", "stance")
    said = json.loads(tx.vault.open(row.stance, about=about) or "{}")
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


def item_fact(
    tx: Transaction,
    row: AnyRow,
    parts: Sequence[AnyRow],
    stances: Mapping[str, StanceFact],
    needs: Mapping[str, Sequence[NeedFact]],
    today: date,
) -> ItemFact:
    """Return an item, opened, with whom its rows name.

    Args:
        parts: rows of who has a part in it, with the leader's tie to them.
        stances: on this item, by person.
        needs: of everybody, by person.
        today: the leader's local date.
    """
    vault = tx.vault
    sponsors = [part for part in parts if part.part == "sponsor"]
    sponsor_ids = {part.id for part in sponsors}
    served = served_by(needs, row.id)
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
                person=person_fact(part),
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
        sponsors=tuple(person_fact(part) for part in sponsors),
        outside_sponsors=sum(not part.ours for part in sponsors),
        deciders=tuple(
            DeciderFact(person_fact(part), _met_on_it(stances.get(part.id)))
            for part in parts
            if part.part == "decider"
        ),
    )


def person_fact(row: AnyRow) -> PersonFact:
    """Return the person of a row that has `id`, `name`, `title` and both units."""
    return PersonFact(row.id, row.name, row.title, row.unit_id or "", row.unit)


def _met_on_it(stance: StanceFact | None) -> date | None:
    if stance is None:
        return None
    days = [day for day in (stance.heard_on, stance.proposed_on) if day]
    return max(days, default=None)


# Statements are built once: building one costs more than running it.
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
    needs = needs_by_person(tx, leader_id)
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
