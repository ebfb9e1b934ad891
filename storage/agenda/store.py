"""A leader's agenda: what they want decided, and who has which part in it."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
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
from storage.agenda.stances import STANCES, stance_of
from storage.contacts.store import tie_fact
from storage.database.transactions import Transaction
from storage.database.writer import (
    LEADER,
    AnyRow,
    AnySelect,
    Writer,
    change_kept,
    keep,
    text_of,
)
from storage.models import AgendaItem, AgendaPart, Motivator, Person, Stance, Tie, Unit
from storage.people.facts import PersonFact
from storage.people.store import PERSON, person_of
from storage.services.store import take_turns

# Keeping and changing items, and who has a part in them.


def add_item(
    writer: Writer, title: str, *, on: date, decision_on: date | None = None
) -> str:
    """Save a new item with the leader's next code, and return its id.

    Args:
        on: local date it is opened.
        decision_on: local date; None = not said.
    """
    return keep(
        writer,
        AgendaItem,
        code=next_item_code(writer),
        title=title,
        opened_on=on,
        decision_on=decision_on,
    )


def next_item_code(writer: Writer) -> str:
    """Return the code of the leader's next item, e.g. "A-4"; they take turns."""
    take_turns(writer)
    codes = writer.tx.scalars(
        sa.select(col(AgendaItem.code)).where(
            col(AgendaItem.leader_id) == writer.leader_id
        )
    )
    return f"A-{max((int(code[2:]) for code in codes), default=0) + 1}"


def change_item(writer: Writer, item_id: str, **columns: object) -> None:
    """Change columns as in `AgendaItem`; title and measure are plain."""
    change_kept(writer, AgendaItem, item_id, **columns)


def add_part(writer: Writer, item_id: str, person_id: str, part: str) -> bool:
    """Give somebody a part; False if they had it."""
    if (part, person_id) in _held(writer.tx, item_id):
        return False
    writer.add(AgendaPart(item_id=item_id, person_id=person_id, part=part))
    return True


def drop_parts(
    writer: Writer, item_id: str, part: str, person_ids: Sequence[str] = ()
) -> int:
    """Take a part back from these people, from all if none is named; say from how many.

    Who did not have it is left out.
    """
    dropped = [
        person_id
        for held, person_id in sorted(_held(writer.tx, item_id))
        if held == part and (not person_ids or person_id in person_ids)
    ]
    for person_id in dropped:
        key = {"item_id": item_id, "person_id": person_id, "part": part}
        writer.delete(AgendaPart, key)
    return len(dropped)


def _held(tx: Transaction, item_id: str) -> set[tuple[str, str]]:
    parts = parts_of(tx, item_id)
    return {(part, person.id) for part, people in parts.items() for person in people}


# Reading an item by itself, or all of them: without the people they name.

# Statements are built once: building one costs more than running it.
OF_LEADER = col(AgendaItem.leader_id) == LEADER
ITEMS: AnySelect = (
    sa.select(AgendaItem)
    .where(OF_LEADER)
    .order_by(col(AgendaItem.opened_on), col(AgendaItem.id))
)
ITEM = ITEMS.where(col(AgendaItem.id) == sa.bindparam("item"))
PARTS: AnySelect = (
    sa.select(col(AgendaPart.item_id), col(AgendaPart.part), *PERSON)
    .select_from(
        sa.join(AgendaPart, AgendaItem, col(AgendaItem.id) == col(AgendaPart.item_id))
        .join(Person, col(Person.id) == col(AgendaPart.person_id))
        .outerjoin(Unit, col(Unit.id) == col(Person.unit_id))
    )
    .order_by(col(AgendaPart.part), col(Person.name_key), col(Person.id))
)
PARTS_OF_ITEM = PARTS.where(col(AgendaPart.item_id) == sa.bindparam("item"))


def items_of(tx: Transaction, *, leader_id: str) -> list[ItemFact]:
    """Return all of the leader's items, parked and closed ones too, oldest first."""
    return [_item(tx, row) for row in tx.rows(ITEMS, leader=leader_id)]


def item_with(tx: Transaction, item_id: str, *, leader_id: str) -> ItemFact | None:
    """Return this item of the leader's, or None if it is nobody's or another's."""
    row = tx.first(ITEM, item=item_id, leader=leader_id)
    return _item(tx, row) if row else None


def parts_of(tx: Transaction, item_id: str) -> dict[str, list[PersonFact]]:
    """Return who has which part in an item, by name; only parts that somebody has.

    Parts are "sponsor", "decider", "process", "pnl" and "people".
    """
    parts: dict[str, list[PersonFact]] = {}
    for row in tx.rows(PARTS_OF_ITEM, item=item_id):
        parts.setdefault(row.part, []).append(person_of(row))
    return parts


# Reading the live agenda at once: whom the items name, who is touched by them and how.

TODAY: sa.BindParameter[date] = sa.bindparam("today")
LIVE = sa.and_(
    col(AgendaItem.closed_on).is_(None),
    sa.or_(
        col(AgendaItem.parked_until).is_(None), col(AgendaItem.parked_until) <= TODAY
    ),
)
MY_UNIT = (
    sa.select(col(Person.unit_id))
    .where(col(Person.id) == sa.bindparam("me"))
    .scalar_subquery()
)
LIVE_ITEMS = ITEMS.where(LIVE)
LIVE_PARTS = (
    PARTS.add_columns(
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
    .outerjoin(
        Tie,
        sa.and_(col(Tie.person_id) == col(Person.id), col(Tie.leader_id) == LEADER),
    )
    .where(OF_LEADER, LIVE)
)
LIVE_STANCES = STANCES.where(OF_LEADER, LIVE).order_by(
    col(Stance.item_id), col(Stance.person_id)
)
NO_STANCE = StanceFact()


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
    live = {"leader": leader_id, "today": today}
    needs = needs_by_person(tx, leader_id)
    rows = tx.rows(LIVE_ITEMS, **live)
    if not rows:
        return Agenda(needs=needs)
    parts: dict[str, list[AnyRow]] = defaultdict(list)
    for row in tx.rows(LIVE_PARTS, **live, me=leader_person_id):
        parts[row.item_id].append(row)
    stances: dict[str, dict[str, StanceFact]] = defaultdict(dict)
    behind: dict[str, list[tuple[PersonFact, date]]] = defaultdict(list)
    for row in tx.rows(LIVE_STANCES, **live):
        stance = stances[row.item_id][row.person_id] = stance_of(tx, row)
        if stance.gap and stance.gap_since is not None:
            behind[row.item_id].append((person_of(row), stance.gap_since))
    items = []
    touching: dict[str, list[AgendaFact]] = defaultdict(list)
    for row in rows:
        of_item, on_it = parts[row.id], stances[row.id]
        served = served_by(needs, row.id)
        late = tuple(sorted(behind[row.id], key=lambda one: (one[1], one[0].id)))
        item = _naming(_item(tx, row), of_item, on_it, served, today)
        item = replace(item, behind=late)
        items.append(item)
        for person_id in sorted({part.id for part in of_item} | {*on_it} | {*served}):
            touching[person_id].append(
                AgendaFact(
                    item=item,
                    stance=on_it.get(person_id, NO_STANCE),
                    parts=tuple(part.part for part in of_item if part.id == person_id),
                    needs=tuple(served.get(person_id, ())),
                )
            )
    return Agenda(
        items=tuple(items),
        touching={person_id: tuple(facts) for person_id, facts in touching.items()},
        needs=needs,
    )


def _item(tx: Transaction, row: AnyRow) -> ItemFact:
    """Return an item, opened."""
    return ItemFact(
        id=row.id,
        code=row.code,
        title=text_of(tx, row, AgendaItem.title),
        opened_on=row.opened_on,
        decision_on=row.decision_on,
        parked_until=row.parked_until,
        closed_on=row.closed_on,
        measure=text_of(tx, row, AgendaItem.measure),
    )


def _naming(
    item: ItemFact,
    parts: Sequence[AnyRow],
    stances: Mapping[str, StanceFact],
    served: Collection[str],
    today: date,
) -> ItemFact:
    """Return an item with whom it names.

    Args:
        parts: rows of `LIVE_PARTS` on this item.
        stances: on this item, by person.
        served: whose needs it serves.
        today: the leader's local date.
    """
    sponsors = [part for part in parts if part.part == "sponsor"]
    sponsor_ids = {part.id for part in sponsors}
    return replace(
        item,
        owners=tuple(
            OwnerFact(
                p=part.part,
                person=person_of(part),
                live_tie=tie_fact(part.totals, today=today).live,
                listed=part.listed,
                sponsor=part.id in sponsor_ids,
                priority=stances.get(part.id, NO_STANCE).priority,
                needs_served=part.id in served,
                motivated=part.motivated,
            )
            for part in parts
            if part.part in THREE_PS
        ),
        sponsors=tuple(person_of(part) for part in sponsors),
        outside_sponsors=sum(not part.ours for part in sponsors),
        deciders=tuple(
            DeciderFact(person_of(part), _met_on_it(stances.get(part.id)))
            for part in parts
            if part.part == "decider"
        ),
    )


def _met_on_it(stance: StanceFact | None) -> date | None:
    if stance is None:
        return None
    days = [day for day in (stance.heard_on, stance.proposed_on) if day]
    return max(days, default=None)
