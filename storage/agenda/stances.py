"""Where people stand on agenda items: what was said is sealed, the days are not."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import col

from storage.agenda.facts import StanceFact
from storage.database.transactions import Transaction
from storage.database.writer import (
    AnyRow,
    AnySelect,
    Writer,
    change_kept,
    keep,
    text_of,
)
from storage.models import AgendaItem, Person, Stance, Unit
from storage.people.store import PERSON

SAID = ("current", "desired", "view", "objection", "anyway")  # sealed, as JSON
COLUMNS = tuple(n for n in StanceFact.__dataclass_fields__ if n not in SAID)


def change_stance(
    writer: Writer, item_id: str, person_id: str, *, on: date, **changes: Any
) -> StanceFact:
    """Save what changed of a stance, and return it as it is now.

    The gap opens on `on` when the wanted level comes to be above the present one, and
    closes when it no longer is.

    Args:
        on: local date.
        changes: fields of `StanceFact`.
    """
    before = stance_on(writer.tx, item_id=item_id, person_id=person_id)
    after = replace(before or StanceFact(), **changes)
    gap_since = (after.gap_since or on) if after.gap else None
    after = replace(after, gap_since=gap_since)
    columns: dict[str, Any] = {name: getattr(after, name) for name in COLUMNS}
    columns["on"] = on
    if before is None or _said(after) != _said(before):
        columns["stance"] = json.dumps(_said(after))
    if before is None:
        keep(writer, Stance, item_id=item_id, person_id=person_id, **columns)
    else:
        change_kept(writer, Stance, (item_id, person_id), **columns)
    return after


def _said(stance: StanceFact) -> dict[str, str]:
    """Return what is sealed of a stance, but for what was not said."""
    return {name: text for name in SAID if (text := getattr(stance, name))}


# Reading them: one, those on an item or of a person, and those that `store` reads.

# Statements are built once: building one costs more than running it.
STANCES: AnySelect = sa.select(
    Stance, *PERSON, col(AgendaItem.code).label("code")
).select_from(
    sa.join(Stance, AgendaItem, col(AgendaItem.id) == col(Stance.item_id))
    .join(Person, col(Person.id) == col(Stance.person_id))
    .outerjoin(Unit, col(Unit.id) == col(Person.unit_id))
)
ON_ITEM = STANCES.where(col(Stance.item_id) == sa.bindparam("item")).order_by(
    col(Person.name_key)
)
ONE = ON_ITEM.where(col(Stance.person_id) == sa.bindparam("person"))
OF_PERSON = STANCES.where(
    col(Stance.leader_id) == sa.bindparam("leader"),
    col(Stance.person_id) == sa.bindparam("person"),
    col(AgendaItem.closed_on).is_(None),
).order_by(col(AgendaItem.opened_on), col(AgendaItem.id))


def stance_on(tx: Transaction, *, item_id: str, person_id: str) -> StanceFact | None:
    """Return where somebody stands on an item; None = nothing is on record."""
    row = tx.first(ONE, item=item_id, person=person_id)
    return stance_of(tx, row) if row else None


def stances_on(tx: Transaction, item_id: str) -> list[tuple[str, StanceFact]]:
    """Return who has a stance on an item, by name, and the stance."""
    return [(row.name, stance_of(tx, row)) for row in tx.rows(ON_ITEM, item=item_id)]


def stances_of(
    tx: Transaction, *, leader_id: str, person_id: str
) -> list[tuple[str, StanceFact]]:
    """Return where somebody stands on the items not closed: code, and stance.

    The item opened first comes first.
    """
    rows = tx.rows(OF_PERSON, leader=leader_id, person=person_id)
    return [(row.code, stance_of(tx, row)) for row in rows]


def stance_of(tx: Transaction, row: AnyRow) -> StanceFact:
    """Return the stance of a row of `STANCES`, opened."""
    said = json.loads(text_of(tx, row, Stance.stance) or "{}")
    return StanceFact(
        current=said.get("current", ""),
        desired=said.get("desired", ""),
        view=said.get("view", ""),
        objection=said.get("objection", ""),
        anyway=said.get("anyway", ""),
        heard_on=row.heard_on,
        gap_since=row.gap_since,
        objection_on=row.objection_on,
        answered_on=row.answered_on,
        proposed_on=row.proposed_on,
        outcome=row.outcome,
        priority=row.priority,
    )
