"""How often somebody typed a code that was not theirs: what makes guessing hopeless."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlmodel import col

from storage.ids import new_id
from storage.models import Seen
from storage.transaction import Transaction

WITHIN = timedelta(hours=1)
MOST = 5  # wrong codes in an hour; house rule


def note_wrong_code(tx: Transaction, *, leader_id: str, at: datetime) -> None:
    """Count one wrong code typed at `at`. Keep it: do not roll back."""
    values = {"key": f"{_prefix(leader_id)}{new_id()}", "at": at}
    tx.execute(sa.insert(Seen), [values])


def tries_left(tx: Transaction, *, leader_id: str, at: datetime) -> int:
    """Return how many more wrong codes are taken now, UTC; 0 means wait."""
    count = tx.execute(
        sa.select(sa.func.count())
        .select_from(Seen)
        .where(
            col(Seen.at) > at - WITHIN,
            col(Seen.key).startswith(_prefix(leader_id), autoescape=True),
        )
    ).scalar_one()
    return max(0, MOST - count)


def _prefix(leader_id: str) -> str:
    return f"wrong-code:{leader_id}:"
