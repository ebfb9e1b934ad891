"""How far a delivery has come: the transactions between reading and recording.

queued -> sending -> sent | in doubt | failed, or queued -> dropped. "sending" at the
start of a try means that the try before it never ended: the message may be posted.
"""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from scheduler.delivery import Sent
from scheduler.delivery_job import Job, change, delivery_row
from scheduler.outgoing import queue_of
from storage.accounts import note_reached
from storage.changes import table_of
from storage.models import Account, Delivery, Leader

DELIVERY, LEADER, ACCOUNT = table_of(Delivery), table_of(Leader), table_of(Account)


def record_sent(session: Session, job: Job, sent: Sent, at: datetime) -> None:
    """Record where a message stands. If it was redrawn meanwhile, queue the redraw."""
    row = delivery_row(session, job.id)
    if row is None:
        return
    change(
        session,
        job.id,
        state="sent",
        platform_channel=sent.channel,
        platform_id=sent.id,
        sent_at=at,
        problem="",
    )
    if row.revision != job.revision:
        queue_of(session).enqueue(
            session,
            job.id,
            surface=row.surface,
            tenant=row.tenant,
            revision=row.revision,
            attempt=1,
        )
    if not job.to.to_channel:
        _remember_reachable(session, row, sent)


def put_back(
    session: Session, job: Job, *, attempt: int, wait: float, problem: str
) -> None:
    """Queue a further try after `wait` seconds.

    What may have been posted stays "sending", so that the next try looks first.
    """
    standing = "sent" if job.sent else "sending" if job.in_doubt else "queued"
    change(session, job.id, state=standing, problem=problem)
    queue_of(session).enqueue(
        session,
        job.id,
        surface=job.to.surface,
        tenant=job.to.tenant,
        revision=job.revision if job.sent else 0,
        attempt=attempt,
        wait=wait,
    )


def post_again(
    session: Session, delivery_id: str, leader_id: str, at: datetime
) -> bool:
    """Send a message once more whose fate is unknown, or that was refused.

    Returns:
        False, with nothing changed, unless it is this leader's and "in doubt" or
        "failed": a second press finds it queued.
    """
    row = delivery_row(session, delivery_id)
    if row is None or row.leader_id != leader_id:
        return False
    if row.state not in ("in doubt", "failed"):
        return False
    change(session, delivery_id, state="queued", problem="", queued_at=at)
    queue_of(session).enqueue(
        session,
        delivery_id,
        surface=row.surface,
        tenant=row.tenant,
        revision=0,
        attempt=1,
    )
    return True


def forget_bodies(session: Session, *, before: datetime) -> None:
    """Empty what messages said that were queued before `before` and are finished."""
    session.execute(
        sa.update(DELIVERY)
        .where(
            DELIVERY.c.queued_at < before,
            DELIVERY.c.state.not_in(("queued", "sending")),
            DELIVERY.c.body != b"",
        )
        .values(body=b"")
    )


def _remember_reachable(session: Session, row: sa.Row[Any], sent: Sent) -> None:
    note_reached(
        session, surface=row.surface, tenant=row.tenant, user_key=row.recipient
    )
    session.execute(
        sa.update(ACCOUNT)
        .where(
            ACCOUNT.c.surface == row.surface,
            ACCOUNT.c.tenant == row.tenant,
            ACCOUNT.c.user_key == row.recipient,
            ACCOUNT.c.dm_channel != sent.channel,
        )
        .values(dm_channel=sent.channel)
    )
