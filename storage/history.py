"""Looking back: what a leader logged, and what it adds up to."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlmodel import col

from storage.models import Contact, Tie
from storage.tie_totals import TieTotals
from storage.tie_totals_json import from_json
from storage.transaction import Transaction


def totals_of(
    tx: Transaction, *, leader_id: str, person_ids: Sequence[str]
) -> dict[str, TieTotals]:
    """Return the running totals of the leader's ties, by person id."""
    rows = tx.execute(
        sa.select(col(Tie.person_id), col(Tie.totals)).where(
            col(Tie.leader_id) == leader_id, col(Tie.person_id).in_(person_ids)
        )
    )
    return {row.person_id: from_json(row.totals) for row in rows}


def newest_logged(
    tx: Transaction, *, leader_id: str, person_id: str = ""
) -> Contact | None:
    """Return the contact logged last, with one person or anyone; None if none is."""
    query = sa.select(Contact).where(col(Contact.leader_id) == leader_id)
    if person_id:
        query = query.where(col(Contact.person_id) == person_id)
    row = tx.first(query.order_by(col(Contact.id).desc()).limit(1))
    return Contact(**row._mapping) if row else None


def contact_with(tx: Transaction, contact_id: str, *, leader_id: str) -> Contact | None:
    """Return this contact of the leader's, or None if it is nobody's or another's."""
    query = sa.select(Contact).where(
        col(Contact.id) == contact_id, col(Contact.leader_id) == leader_id
    )
    row = tx.first(query)
    return Contact(**row._mapping) if row else None


def shown_strength(strength: float) -> int:
    """Return a tie's strength as people see it: 0 to 100, where 2 contacts are 50."""
    return round(100 * (1 - 2 ** (-strength / 2)))
