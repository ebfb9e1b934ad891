"""Who reports to whom."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlmodel import col

from storage.models import Person
from storage.transaction import Transaction

DEEPEST = 50  # steps up a reporting line that are looked at; house rule


def names_of(tx: Transaction, person_ids: Sequence[str]) -> dict[str, str]:
    """Return people's names by id."""
    if not person_ids:
        return {}
    rows = tx.execute(
        sa.select(col(Person.id), col(Person.name)).where(
            col(Person.id).in_(person_ids)
        )
    )
    return {row.id: row.name for row in rows}


def report_names(tx: Transaction, *, workspace_id: str, manager_id: str) -> list[str]:
    """Return the names of those who report to somebody directly."""
    rows = tx.execute(
        sa.select(col(Person.name))
        .where(
            col(Person.workspace_id) == workspace_id,
            col(Person.manager_id) == manager_id,
        )
        .order_by(col(Person.name_key))
    )
    return [row.name for row in rows]


def reports_to(tx: Transaction, person_id: str, *, above_id: str) -> bool:
    """Say whether somebody reports to `above_id`, directly, through others, or is it.

    That is what makes a new line from `above_id` up to `person_id` a circle.
    """
    at: str | None = person_id
    for _ in range(DEEPEST):
        if at is None or at == above_id:
            break
        at = tx.scalar(sa.select(col(Person.manager_id)).where(col(Person.id) == at))
    return at == above_id
