"""What became of the steps shown before, by person."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlmodel import col

from scheduler.situation import Earlier
from storage.models import SuggestionRow
from storage.transaction import Transaction

# Statements are built once: building one costs more than running it.
LEADER: sa.BindParameter[str] = sa.bindparam("leader")
EARLIER = sa.select(
    col(SuggestionRow.person_id),
    col(SuggestionRow.play),
    col(SuggestionRow.about),
    col(SuggestionRow.state),
    col(SuggestionRow.suggested_on),
    col(SuggestionRow.answered_on),
    col(SuggestionRow.returns_on),
    col(SuggestionRow.facts_key),
    col(SuggestionRow.approach_id),
    col(SuggestionRow.reason),
    col(SuggestionRow.first_on),
    col(SuggestionRow.asked_on),
).where(col(SuggestionRow.leader_id) == LEADER)
EARLIER_FOR_ONE = EARLIER.where(col(SuggestionRow.person_id) == sa.bindparam("person"))


def earlier_steps(
    tx: Transaction, leader_id: str, person_ids: Sequence[str]
) -> dict[str, list[Earlier]]:
    """Return what became of the steps shown for these people, by person."""
    values = {"leader": leader_id}
    if len(person_ids) == 1:
        rows = tx.execute(EARLIER_FOR_ONE, {**values, "person": person_ids[0]})
    else:
        rows = tx.execute(EARLIER, values)
    found: dict[str, list[Earlier]] = {}
    for person_id, *rest in rows:
        found.setdefault(person_id, []).append(Earlier(*rest))
    return found
