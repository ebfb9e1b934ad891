"""Requests already carried out: what makes a replay harmless (R2, R7)."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlmodel import col

from storage.insert_once import insert_once
from storage.models import Seen
from storage.transaction import Transaction

KEPT = timedelta(hours=30)  # Slack's delayed events repeat for 24 h (R2 asks for 26)


def first_time(tx: Transaction, key: str, *, at: datetime) -> bool:
    """Remember `key` with the caller's transaction; False if it was known before."""
    return insert_once(tx, Seen, {"key": key, "at": at}, unique="key")


def forget_seen(tx: Transaction, *, at: datetime) -> None:
    """Delete keys older than 30 hours."""
    tx.execute(sa.delete(Seen).where(col(Seen.at) < at - KEPT))
