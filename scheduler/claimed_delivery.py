"""What one try of a delivery finds: claimed to be sent, or standing already."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from scheduler.delivery import Sent, Target
from scheduler.delivery_job import Job, change, delivery_row
from scheduler.outgoing import open_body
from scheduler.placed_asks import KIND, still_asked
from scheduler.still_agreed import still_agreed
from storage.accounts import is_reached_at
from storage.changes import table_of
from storage.models import Account, Delivery, Leader
from storage.vault import CannotOpen

NUDGE_KEEPS = timedelta(hours=12)  # R67: later than this it is skipped; house rule
DELIVERY, LEADER, ACCOUNT = table_of(Delivery), table_of(Leader), table_of(Account)


def claim(session: Session, delivery_id: str, at: datetime) -> Job | None:
    """Mark a delivery as being sent and return it; None if nothing is to be done."""
    row = delivery_row(session, delivery_id)
    if row is None or row.state not in ("queued", "sending"):
        return None
    if row.state == "queued":
        if why := _why_not(session, row, at):
            change(session, delivery_id, state="dropped", problem=why)
            return None
        change(session, delivery_id, state="sending")
    job = _job(session, row, in_doubt=row.state == "sending")
    if row.kind == KIND and not still_asked(
        session, row.once_key, workspace_id=row.workspace_id
    ):
        change(session, delivery_id, state="dropped", problem="taken back")
        return None
    if row.kind != "summary":
        return job
    message = still_agreed(session, job.message, delivery_id=delivery_id)
    if message is None:
        change(session, delivery_id, state="dropped", problem="taken back")
        return None
    return replace(job, message=message)


def load_sent(session: Session, delivery_id: str) -> Job | None:
    """Return a delivery that stands on its platform, with its newest message."""
    row = delivery_row(session, delivery_id)
    if row is None or row.state != "sent":
        return None
    return _job(session, row)


def _job(session: Session, row: sa.Row[Any], *, in_doubt: bool = False) -> Job:
    try:
        message = open_body(session, row.body, row.workspace_id, row.id)
    except ValueError as error:  # forgotten, or not ours
        raise CannotOpen("body") from error
    return Job(
        id=row.id,
        once_key=row.once_key,
        kind=row.kind,
        to=Target(row.surface, row.tenant, row.recipient, row.to_channel),
        message=message,
        revision=row.revision,
        in_doubt=in_doubt,
        sent=Sent(row.platform_channel, row.platform_id) if row.platform_id else None,
    )


def _why_not(session: Session, row: sa.Row[Any], at: datetime) -> str:
    """Return why a queued message is no longer wanted, or ""."""
    where = {"surface": row.surface, "tenant": row.tenant, "user_key": row.recipient}
    if not (row.to_channel or is_reached_at(session, row.leader_id, **where)):
        return "unlinked"
    if row.kind != "nudge":
        return ""
    leader = session.execute(
        sa.select(
            LEADER.c.stopped, LEADER.c.paused_through, LEADER.c.delivery_problem
        ).where(LEADER.c.id == row.leader_id)
    ).one()
    if leader.stopped:
        return "stopped"
    if leader.paused_through is not None and leader.paused_through >= row.on:
        return "paused"
    if leader.delivery_problem:
        return "unreachable"
    return "too late" if at - row.queued_at > NUDGE_KEEPS else ""
