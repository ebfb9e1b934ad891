"""What the stakeholders need, and which needs an item serves."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import sqlalchemy as sa
from sqlmodel import col

from scheduler.motive_facts import NeedFact
from storage.models import Need
from storage.transaction import Transaction
from storage.vault import place

# Statements are built once: building one costs more than running it.
LEADER: sa.BindParameter[str] = sa.bindparam("leader")
NEEDS = (
    sa.select(Need)
    .where(col(Need.leader_id) == LEADER)
    .order_by(col(Need.on), col(Need.id))
)


def needs_of(tx: Transaction, leader_id: str) -> dict[str, tuple[NeedFact, ...]]:
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
