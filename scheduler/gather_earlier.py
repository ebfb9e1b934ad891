"""What became of the steps shown before, by person."""

from collections.abc import Sequence

import sqlalchemy as sa

from scheduler.situation import Earlier
from storage.changes import table_of
from storage.models import SuggestionRow
from storage.transaction import Transaction

SUGGESTION = table_of(SuggestionRow)

# Statements are built once: building one costs more than running it.
LEADER: sa.BindParameter[str] = sa.bindparam("leader")
EARLIER = sa.select(
    SUGGESTION.c.person_id,
    SUGGESTION.c.play,
    SUGGESTION.c.about,
    SUGGESTION.c.state,
    SUGGESTION.c.suggested_on,
    SUGGESTION.c.answered_on,
    SUGGESTION.c.returns_on,
    SUGGESTION.c.facts_key,
    SUGGESTION.c.approach_id,
    SUGGESTION.c.reason,
    SUGGESTION.c.first_on,
    SUGGESTION.c.asked_on,
).where(SUGGESTION.c.leader_id == LEADER)
EARLIER_FOR_ONE = EARLIER.where(SUGGESTION.c.person_id == sa.bindparam("person"))


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
