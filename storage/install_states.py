"""Installs under way: a state is good once, for ten minutes, in one browser (R37)."""

import hashlib
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlmodel import col

from storage.changes import table_of
from storage.models import InstallState
from storage.sealed import sealed, text_of
from storage.transaction import Transaction

GOOD_FOR = timedelta(minutes=10)  # R37


def keep_state(
    tx: Transaction, *, state: str, cookie: str, verifier: str, at: datetime
) -> None:
    """Remember an install that begins now, in the browser with this cookie."""
    columns = {
        "state_hash": hash_of(state),
        "cookie_hash": hash_of(cookie),
        "verifier": verifier,
        "expires_at": at + GOOD_FOR,
    }
    tx.execute(sa.insert(InstallState), sealed(tx, InstallState, columns))


def use_state(tx: Transaction, *, state: str, cookie: str, at: datetime) -> str | None:
    """Use a state up, and return its verifier ("" without PKCE).

    Returns:
        None when it is unknown, used before, expired, or from another browser; a state
        tried from another browser is used up too.
    """
    row = tx.first(
        sa.delete(InstallState)
        .where(col(InstallState.state_hash) == hash_of(state))
        .returning(table_of(InstallState))
    )
    if row is None or row.cookie_hash != hash_of(cookie) or row.expires_at <= at:
        return None
    return text_of(tx, row, InstallState.verifier)


def forget_states(tx: Transaction, *, at: datetime) -> None:
    """Delete what nobody finished."""
    tx.execute(sa.delete(InstallState).where(col(InstallState.expires_at) <= at))


def hash_of(secret: str) -> str:
    """Return the SHA-256 of a random secret, in hexadecimal."""
    return hashlib.sha256(secret.encode()).hexdigest()
