"""A private word to a leader about something another person did."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlmodel import col

from language.say import speaking
from scheduler.outgoing import send_once
from storage.database.transactions import Transaction
from storage.leaders.accounts import AccountRow, reached_at
from storage.message import Message
from storage.models import Leader


def tell_leader(
    tx: Transaction,
    leader_id: str,
    said: Callable[[], Message],
    *,
    once_key: str,
    at: datetime,
) -> bool:
    """Queue a notice to where a leader is reached, once; False if there was one before.

    Takes no lock on the leader: the one who speaks holds their own already.

    Args:
        said: returns the notice, in the language that is spoken: the reader's, not that
            of the one who causes it.
        once_key: what must not repeat.
        at: now, UTC.
    """
    to = reached_at(tx, leader_id)[0]
    return _tell(tx, leader_id, to, said, once_key=once_key, at=at)


def tell_account(
    tx: Transaction,
    to: AccountRow,
    said: Callable[[], Message],
    *,
    once_key: str,
    at: datetime,
) -> bool:
    """Do as `tell_leader`, to this one of a leader's accounts."""
    return _tell(tx, to.leader_id, to, said, once_key=once_key, at=at)


def _tell(
    tx: Transaction,
    leader_id: str,
    to: AccountRow,
    said: Callable[[], Message],
    *,
    once_key: str,
    at: datetime,
) -> bool:
    columns = (
        col(Leader.workspace_id),
        col(Leader.zone),
        col(Leader.locale),
        col(Leader.language),
    )
    row = tx.execute(sa.select(*columns).where(col(Leader.id) == leader_id)).one()
    with speaking(row.language or row.locale, on=to.surface):
        message = said()
    delivery_id = send_once(
        tx,
        message,
        once_key=once_key,
        kind="notice",
        workspace_id=row.workspace_id,
        leader_id=leader_id,
        surface=to.surface,
        tenant=to.tenant,
        recipient=to.user_key,
        on=at.astimezone(ZoneInfo(row.zone)).date(),
        at=at,
    )
    return delivery_id is not None
