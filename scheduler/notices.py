"""A private word to a leader about something another person did."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from language.say import speaking
from scheduler.outgoing import send_once
from storage.changes import table_of
from storage.message import Message
from storage.models import Account, Leader

ACCOUNT = table_of(Account)
LEADER = table_of(Leader)


def tell_leader(
    session: Session,
    leader_id: str,
    said: Callable[[], Message],
    *,
    once_key: str,
    at: datetime,
) -> bool:
    """Queue a notice to a leader's first account, once; False if there was one before.

    Takes no lock on the leader: the one who speaks holds their own already.

    Args:
        said: returns the notice, in the language that is spoken: the reader's, not that
            of the one who causes it.
        once_key: what must not repeat.
        at: now, UTC.
    """
    row = session.execute(
        sa.select(
            LEADER.c.workspace_id,
            LEADER.c.zone,
            LEADER.c.locale,
            LEADER.c.language,
            ACCOUNT.c.surface,
            ACCOUNT.c.tenant,
            ACCOUNT.c.user_key,
        )
        .join(ACCOUNT, ACCOUNT.c.leader_id == LEADER.c.id)
        .where(LEADER.c.id == leader_id)
        .order_by(ACCOUNT.c.id)
        .limit(1)
    ).one()
    with speaking(row.language or row.locale):
        message = said()
    delivery_id = send_once(
        session,
        message,
        once_key=once_key,
        kind="notice",
        workspace_id=row.workspace_id,
        leader_id=leader_id,
        surface=row.surface,
        tenant=row.tenant,
        recipient=row.user_key,
        on=at.astimezone(ZoneInfo(row.zone)).date(),
        at=at,
    )
    return delivery_id is not None
