"""What people need for their own business, served by an agenda item or not yet."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlmodel import col

from storage.database.sealed import keep, text_of
from storage.database.transactions import Transaction
from storage.database.vault import place
from storage.database.writer import Writer
from storage.models import AgendaItem, Need
from storage.motives.facts import NeedFact
from storage.people.finding import look_alike


@dataclass(frozen=True, slots=True)
class KnownNeed:
    """A need; `code` is that of the item that serves it, "" = none does."""

    id: str
    text: str
    on: date  # local
    item_id: str | None
    code: str


def remember_need(
    writer: Writer, person_id: str, text: str, *, on: date, item_id: str | None = None
) -> tuple[bool, str | None]:
    """Save a need, or bring the same one up to date.

    One that is known and not served yet is linked to the item.

    Returns:
        Whether it is new, and the id of the item that serves it.
    """
    for known in needs_of(writer.tx, leader_id=writer.leader_id, person_id=person_id):
        elsewhere = item_id and known.item_id and known.item_id != item_id
        if look_alike(known.text, text) and not elsewhere:
            served_by = item_id or known.item_id
            on = max(on, known.on)
            writer.update(Need, known.id, on=on, item_id=served_by)
            return False, served_by
    keep(writer, Need, person_id=person_id, item_id=item_id, text=text, on=on)
    return True, item_id


def needs_of(tx: Transaction, *, leader_id: str, person_id: str) -> list[KnownNeed]:
    """Return what the leader noted that somebody needs, newest first."""
    rows = tx.execute(
        sa.select(Need, sa.func.coalesce(col(AgendaItem.code), "").label("code"))
        .outerjoin(AgendaItem, col(AgendaItem.id) == col(Need.item_id))
        .where(col(Need.leader_id) == leader_id, col(Need.person_id) == person_id)
        .order_by(col(Need.on).desc(), col(Need.id).desc())
    )
    return [
        KnownNeed(
            id=row.id,
            text=text_of(tx, row, Need.text),
            on=row.on,
            item_id=row.item_id,
            code=row.code,
        )
        for row in rows
    ]


# What the stakeholders need, and which needs an item serves.

# Statements are built once: building one costs more than running it.
LEADER: sa.BindParameter[str] = sa.bindparam("leader")
NEEDS = (
    sa.select(Need)
    .where(col(Need.leader_id) == LEADER)
    .order_by(col(Need.on), col(Need.id))
)


def needs_by_person(tx: Transaction, leader_id: str) -> dict[str, tuple[NeedFact, ...]]:
    """Return the needs the leader kept, by person, oldest first."""
    found: dict[str, list[NeedFact]] = defaultdict(list)
    vault = tx.vault
    for row in tx.execute(NEEDS, {"leader": leader_id}):
        text = vault.open(row.text, about=place(row.workspace_id, row.id, "text"))
        need = NeedFact(row.person_id, text, row.on, row.item_id or "")
        found[row.person_id].append(need)
    return {person_id: tuple(needs) for person_id, needs in found.items()}


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
