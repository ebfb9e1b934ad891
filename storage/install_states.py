"""Installs under way: a state is good once, for ten minutes, in one browser (R37)."""

import hashlib
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from storage.changes import table_of
from storage.models import InstallState
from storage.sealed import sealed, text_of

STATE = table_of(InstallState)
GOOD_FOR = timedelta(minutes=10)  # R37


def keep_state(
    session: Session, *, state: str, cookie: str, verifier: str, at: datetime
) -> None:
    """Remember an install that begins now, in the browser with this cookie."""
    columns = {
        "state_hash": hash_of(state),
        "cookie_hash": hash_of(cookie),
        "verifier": verifier,
        "expires_at": at + GOOD_FOR,
    }
    session.execute(sa.insert(STATE), sealed(session, InstallState, columns))


def use_state(session: Session, *, state: str, cookie: str, at: datetime) -> str | None:
    """Use a state up, and return its verifier ("" without PKCE).

    Returns:
        None when it is unknown, used before, expired, or from another browser; a state
        tried from another browser is used up too.
    """
    row = session.execute(
        sa.delete(STATE).where(STATE.c.state_hash == hash_of(state)).returning(STATE)
    ).first()
    if row is None or row.cookie_hash != hash_of(cookie) or row.expires_at <= at:
        return None
    return text_of(session, row, InstallState.verifier)


def forget_states(session: Session, *, at: datetime) -> None:
    """Delete what nobody finished."""
    session.execute(sa.delete(STATE).where(STATE.c.expires_at <= at))


def hash_of(secret: str) -> str:
    """Return the SHA-256 of a random secret, in hexadecimal."""
    return hashlib.sha256(secret.encode()).hexdigest()
