"""A private word to a leader about something another person did."""

from collections.abc import Callable
from datetime import datetime

from language.say import speaking
from scheduler.outgoing import Target, send_once
from storage.database.transactions import Transaction
from storage.leaders.accounts import reached_at
from storage.leaders.leaders import leader_with
from storage.message import Message
from storage.models import Account


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
    to: Account,
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
    to: Account,
    said: Callable[[], Message],
    *,
    once_key: str,
    at: datetime,
) -> bool:
    leader = leader_with(tx, leader_id)
    assert leader is not None  # they have an account
    with speaking(leader.reads, on=to.surface):
        message = said()
    delivery_id = send_once(
        tx,
        message,
        once_key=once_key,
        kind="notice",
        workspace_id=leader.workspace_id,
        leader_id=leader_id,
        to=Target(to.surface, to.tenant, to.user_key),
        on=leader.today(at),
        at=at,
    )
    return delivery_id is not None
