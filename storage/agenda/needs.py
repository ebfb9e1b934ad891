"""What people need for their own business, served by an agenda item or not yet."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

import sqlalchemy as sa
from sqlmodel import col

from storage.agenda.facts import NeedFact
from storage.database.transactions import Transaction
from storage.database.writer import AnyRow, Writer, keep, text_of
from storage.models import AgendaItem, Need
from storage.people.store import look_alike


def remember_need(
    writer: Writer, person_id: str, text: str, *, on: date, item_id: str | None = None
) -> tuple[bool, str | None]:
    """Save a need, or bring the same one up to date.

    One that is known and not served yet is linked to the item.

    Returns:
        Whether it is new, and the id of the item that serves it, None = nothing does.
    """
    for known in needs_of(writer.tx, leader_id=writer.leader_id, person_id=person_id):
        elsewhere = item_id and known.item_id and known.item_id != item_id
        if look_alike(known.text, text) and not elsewhere:
            served_by = item_id or known.item_id or None
            on = max(on, known.on)
            writer.update(Need, known.id, on=on, item_id=served_by)
            return False, served_by
    keep(writer, Need, person_id=person_id, item_id=item_id, text=text, on=on)
    return True, item_id


# Statements are built once: building one costs more than running it.
NEEDS = (
    sa.select(Need, sa.func.coalesce(col(AgendaItem.code), "").label("code"))
    .outerjoin(AgendaItem, col(AgendaItem.id) == col(Need.item_id))
    .where(col(Need.leader_id) == sa.bindparam("leader"))
    .order_by(col(Need.on), col(Need.id))
)
OF_SOMEBODY = NEEDS.where(col(Need.person_id) == sa.bindparam("person"))


def needs_of(tx: Transaction, *, leader_id: str, person_id: str) -> list[NeedFact]:
    """Return what the leader noted that somebody needs, newest first."""
    rows = tx.rows(OF_SOMEBODY, leader=leader_id, person=person_id)
    return [_need(tx, row) for row in reversed(rows)]


def needs_by_person(tx: Transaction, leader_id: str) -> dict[str, tuple[NeedFact, ...]]:
    """Return the needs the leader kept, by person, oldest first."""
    found: dict[str, list[NeedFact]] = defaultdict(list)
    for row in tx.rows(NEEDS, leader=leader_id):
        found[row.person_id].append(_need(tx, row))
    return {person_id: tuple(needs) for person_id, needs in found.items()}


def _need(tx: Transaction, row: AnyRow) -> NeedFact:
    return NeedFact(
        person_id=row.person_id,
        text=text_of(tx, row, Need.text),
        on=row.on,
        item_id=row.item_id or "",
        code=row.code,
        id=row.id,
    )


def served_by(
    needs: Mapping[str, Sequence[NeedFact]], item_id: str
) -> dict[str, list[NeedFact]]:
    """Return the needs that this item serves, by person; only who has one."""
    served: dict[str, list[NeedFact]] = {}
    for person_id, theirs in needs.items():
        of_item = [need for need in theirs if need.item_id == item_id]
        if of_item:
            served[person_id] = of_item
    return served
