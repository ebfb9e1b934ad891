"""How far a delivery has come: the transactions of one try at it.

queued -> sending -> sent | in doubt | failed, or queued -> dropped. "sending" at the
start of a try means that the try before it never ended: the message may be posted.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlmodel import col

from scheduler.delivery.sender import Sent
from scheduler.local_time import DAY_ENDS, card_hours
from scheduler.outgoing import Target, open_body, queue_of
from scheduler.summary.placed_asks import KIND, still_agreed, still_asked
from storage.database.transactions import Transaction
from storage.database.vault import CannotOpen
from storage.leaders.accounts import is_reached_at, note_reached
from storage.leaders.leaders import leader_with
from storage.message import Message
from storage.models import Account, Delivery
from storage.steps.store import take_off_card

# One delivery as a try of it found it.

ABOUT_TROUBLE = "trouble:"  # how the once_key of our own notices begins


@dataclass(frozen=True, slots=True)
class Job:
    """One delivery as one try of it found it."""

    id: str
    workspace_id: str
    leader_id: str
    once_key: str
    kind: str
    to: Target
    message: Message
    revision: int  # of the message
    in_doubt: bool = False  # an earlier try may have posted it
    is_late: bool = False  # a card whose morning is over: looked for, not posted
    sent: Sent | None = None  # where it stands, if it does

    @property
    def is_about_trouble(self) -> bool:
        """Whether it tells of another delivery's trouble: better twice than never."""
        return self.once_key.startswith(ABOUT_TROUBLE)


def change_delivery(tx: Transaction, delivery_id: str, **values: Any) -> None:
    """Change columns of a delivery."""
    tx.execute(
        sa.update(Delivery).where(col(Delivery.id) == delivery_id).values(**values)
    )


def delivery_row(tx: Transaction, delivery_id: str) -> sa.Row[Any] | None:
    """Read a delivery and hold it, so that a redraw and a record take turns."""
    wanted = (
        sa.select(Delivery).where(col(Delivery.id) == delivery_id).with_for_update()
    )
    return tx.first(wanted)


NUDGE_KEEPS = timedelta(hours=12)  # what is asked for again, R67; house rule
CARD = "nudge:"  # how the once_key of a daily card begins
TOO_LATE = "too late"


def claim_delivery(tx: Transaction, delivery_id: str, at: datetime) -> Job | None:
    """Mark a delivery as being sent and return it; None if nothing is to be done."""
    row = delivery_row(tx, delivery_id)
    if row is None or row.state not in ("queued", "sending"):
        return None
    if row.state == "queued":
        if why := _why_not(tx, row, at):
            drop_delivery(tx, row, why)
            return None
        change_delivery(tx, delivery_id, state="sending")
    job = _job(tx, row, in_doubt=row.state == "sending")
    if job.in_doubt and row.kind == "nudge":
        job = replace(job, is_late=bool(_too_late(tx, row, at)))
    if row.kind == KIND and not still_asked(
        tx, row.once_key, workspace_id=row.workspace_id
    ):
        change_delivery(tx, delivery_id, state="dropped", problem="taken back")
        return None
    if row.kind != "summary":
        return job
    message = still_agreed(tx, job.message, delivery_id=delivery_id)
    if message is None:
        change_delivery(tx, delivery_id, state="dropped", problem="taken back")
        return None
    return replace(job, message=message)


def load_sent(tx: Transaction, delivery_id: str) -> Job | None:
    """Return a delivery that stands on its platform, with its newest message."""
    row = delivery_row(tx, delivery_id)
    if row is None or row.state != "sent":
        return None
    return _job(tx, row)


def _job(tx: Transaction, row: sa.Row[Any], *, in_doubt: bool = False) -> Job:
    try:
        message = open_body(tx, row.body, row.workspace_id, row.id)
    except ValueError as error:  # forgotten, or not ours
        raise CannotOpen("body") from error
    return Job(
        id=row.id,
        workspace_id=row.workspace_id,
        leader_id=row.leader_id,
        once_key=row.once_key,
        kind=row.kind,
        to=Target(row.surface, row.tenant, row.recipient, row.to_channel),
        message=message,
        revision=row.revision,
        in_doubt=in_doubt,
        sent=Sent(row.platform_channel, row.platform_id) if row.platform_id else None,
    )


def _why_not(tx: Transaction, row: sa.Row[Any], at: datetime) -> str:
    """Return why a queued message is no longer wanted, or ""."""
    where = {"surface": row.surface, "tenant": row.tenant, "user_key": row.recipient}
    if not (row.to_channel or is_reached_at(tx, row.leader_id, **where)):
        return "unlinked"
    if row.kind != "nudge":
        return ""
    leader = leader_with(tx, row.leader_id)
    assert leader is not None  # the row names them
    if leader.stopped:
        return "stopped"
    if leader.paused_through is not None and leader.paused_through >= row.on:
        return "paused"
    if leader.delivery_problem:
        return "unreachable"
    return _too_late(tx, row, at)


def _too_late(tx: Transaction, row: sa.Row[Any], at: datetime) -> str:
    """Return TOO_LATE for what comes by itself and has missed its time, else "".

    The daily card keeps to its leader's morning, a step that was put off to their
    working day; what they ask to see again later does not.
    """
    leader = leader_with(tx, row.leader_id)
    assert leader is not None  # the row names them
    until = datetime.combine(row.on, DAY_ENDS, leader.zone).astimezone(UTC)
    if row.once_key.startswith(CARD):
        hours = card_hours(row.on, leader.nudge_minute, leader.zone)
        until = hours[1] if hours is not None else until
    if row.queued_at > until:
        until = row.queued_at + NUDGE_KEEPS
    return TOO_LATE if at > until else ""


def drop_delivery(tx: Transaction, row: sa.Row[Any], why: str) -> None:
    """Give up what nobody wants any more; the steps on it were not shown."""
    change_delivery(tx, row.id, state="dropped", problem=why)
    if row.kind == "nudge":
        take_off_card(tx, row.id, on=row.on)


def give_up_card(tx: Transaction, job: Job) -> None:
    """Let the steps of a card come again that was refused and stands nowhere."""
    row = delivery_row(tx, job.id)
    if row is not None and row.kind == "nudge" and not job.in_doubt:
        take_off_card(tx, row.id, on=row.on)


def drop_late(tx: Transaction, job: Job) -> None:
    """Give up a card that is not there, now that its morning is over."""
    row = delivery_row(tx, job.id)
    if row is not None and row.state == "sending":
        drop_delivery(tx, row, TOO_LATE)


def record_sent(tx: Transaction, job: Job, sent: Sent, at: datetime) -> None:
    """Record where a message stands. If it was redrawn meanwhile, queue the redraw."""
    row = delivery_row(tx, job.id)
    if row is None:
        return
    change_delivery(
        tx,
        job.id,
        state="sent",
        platform_channel=sent.channel,
        platform_id=sent.id,
        sent_at=at,
        problem="",
    )
    if row.revision != job.revision:
        queue_of(tx).enqueue(
            tx,
            job.id,
            surface=row.surface,
            tenant=row.tenant,
            revision=row.revision,
            attempt=1,
        )
    if not job.to.to_channel:
        _remember_reachable(tx, row, sent)


def put_back(
    tx: Transaction, job: Job, *, attempt: int, wait: float, problem: str
) -> None:
    """Queue a further try after `wait` seconds.

    What may have been posted stays "sending", so that the next try looks first.
    """
    standing = "sent" if job.sent else "sending" if job.in_doubt else "queued"
    change_delivery(tx, job.id, state=standing, problem=problem)
    queue_of(tx).enqueue(
        tx,
        job.id,
        surface=job.to.surface,
        tenant=job.to.tenant,
        revision=job.revision if job.sent else 0,
        attempt=attempt,
        wait=wait,
    )


def post_again(tx: Transaction, delivery_id: str, leader_id: str, at: datetime) -> bool:
    """Send a message once more whose fate is unknown, or that was refused.

    Returns:
        False, with nothing changed, unless it is this leader's and "in doubt" or
        "failed": a second press finds it queued.
    """
    row = delivery_row(tx, delivery_id)
    if row is None or row.leader_id != leader_id:
        return False
    if row.state not in ("in doubt", "failed"):
        return False
    change_delivery(tx, delivery_id, state="queued", problem="", queued_at=at)
    queue_of(tx).enqueue(
        tx,
        delivery_id,
        surface=row.surface,
        tenant=row.tenant,
        revision=0,
        attempt=1,
    )
    return True


def forget_bodies(tx: Transaction, *, before: datetime) -> None:
    """Empty what messages said that were queued before `before` and are finished."""
    tx.execute(
        sa.update(Delivery)
        .where(
            col(Delivery.queued_at) < before,
            col(Delivery.state).not_in(("queued", "sending")),
            col(Delivery.body) != b"",
        )
        .values(body=b"")
    )


def _remember_reachable(tx: Transaction, row: sa.Row[Any], sent: Sent) -> None:
    note_reached(tx, surface=row.surface, tenant=row.tenant, user_key=row.recipient)
    tx.execute(
        sa.update(Account)
        .where(
            col(Account.surface) == row.surface,
            col(Account.tenant) == row.tenant,
            col(Account.user_key) == row.recipient,
            col(Account.dm_channel) != sent.channel,
        )
        .values(dm_channel=sent.channel)
    )
