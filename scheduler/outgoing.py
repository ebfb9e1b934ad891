"""Messages on their way out: written and queued in the transaction that decides."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

import sqlalchemy as sa
from sqlmodel import col

from storage.database.once import insert_once
from storage.database.transactions import Transaction
from storage.database.vault import place
from storage.ids import new_id
from storage.leaders.accounts import is_reached_at
from storage.message import Message
from storage.models import Delivery


@dataclass(frozen=True, slots=True)
class Target:
    """Where a message goes. `recipient` is a user id, or a channel id."""

    surface: str
    tenant: str
    recipient: str
    to_channel: bool = False


@dataclass(frozen=True, slots=True)
class Written:
    """A message to be queued, and the ids of the steps or results that it shows."""

    message: Message
    ids: tuple[str, ...] = ()


class Queue(Protocol):
    """The durable queue, as those who decide see it. Implemented in `queue`."""

    def enqueue(
        self,
        tx: Transaction,
        delivery_id: str,
        *,
        surface: str,
        tenant: str,
        revision: int,
        attempt: int = 0,
        wait: float = 0.0,
    ) -> None:
        """Take the delivery with the caller's transaction: both happen, or neither.

        The same (delivery, revision) twice is one piece of work, unless it is a
        further `attempt`: that is always new work. `wait`: seconds to hold it back.
        """


def queue_of(tx: Transaction) -> Queue:
    """Return the queue this transaction's database was opened with."""
    queue: Queue = tx.queue
    return queue


def send_once(
    tx: Transaction,
    message: Message,
    *,
    once_key: str,
    kind: str,
    workspace_id: str,
    leader_id: str,
    to: Target,
    on: date,
    at: datetime,
) -> str | None:
    """Queue `message` unless one with this `once_key` was ever queued.

    The unique column decides, not a look before the insert, so two replicas that reach
    here together still queue one message.

    Args:
        once_key: what must not repeat, e.g. "nudge:{leader}:2026-03-02".
        kind: "nudge", "reply", "notice", "summary" or "ask".
        on: the leader's local date.
        at: now, UTC.

    Returns:
        The delivery's id, or None if it had been queued before.
    """
    delivery_id = new_id()
    values = {
        "id": delivery_id,
        "workspace_id": workspace_id,
        "leader_id": leader_id,
        "once_key": once_key,
        "kind": kind,
        "surface": to.surface,
        "tenant": to.tenant,
        "recipient": to.recipient,
        "to_channel": to.to_channel,
        "body": seal_body(tx, message, workspace_id, delivery_id),
        "on": on,
        "state": "queued",
        "revision": 0,
        "platform_channel": "",
        "platform_id": "",
        "problem": "",
        "queued_at": at,
    }
    if not insert_once(tx, Delivery, values, unique="once_key"):
        return None
    queue_of(tx).enqueue(
        tx, delivery_id, surface=to.surface, tenant=to.tenant, revision=0
    )
    return delivery_id


def queued_once(tx: Transaction, once_key: str) -> str | None:
    """Return the id of the delivery that was ever queued under `once_key`, or None."""
    query = sa.select(col(Delivery.id)).where(col(Delivery.once_key) == once_key)
    return tx.scalar(query)


def redraw(tx: Transaction, delivery_id: str, message: Message) -> None:
    """Replace what a sent message says, where it stands."""
    row = tx.execute(
        sa.select(
            col(Delivery.workspace_id),
            col(Delivery.surface),
            col(Delivery.tenant),
            col(Delivery.revision),
        )
        .where(col(Delivery.id) == delivery_id)
        .with_for_update()  # two redraws are two revisions
    ).one()
    body = seal_body(tx, message, row.workspace_id, delivery_id)
    tx.execute(
        sa.update(Delivery)
        .where(col(Delivery.id) == delivery_id)
        .values(body=body, revision=row.revision + 1)
    )
    queue_of(tx).enqueue(
        tx,
        delivery_id,
        surface=row.surface,
        tenant=row.tenant,
        revision=row.revision + 1,
    )


# Replies that were sent: buttons that can do nothing any more go, wherever they stand.

LOOKED_BACK = 30  # of the leader's newest replies; house rule
Change = Callable[[Message], Message]


def change_replies(tx: Transaction, leader_id: str, change: Change) -> None:
    """Redraw those of the leader's newest replies that `change` changes.

    A reply on a side that was unlinked since stays as it is, and so does one that only
    its reader sees where it was typed: no platform lets us change that.
    """
    newest = (
        sa.select(Delivery)
        .where(col(Delivery.leader_id) == leader_id, col(Delivery.kind) == "reply")
        .order_by(col(Delivery.id).desc())
        .limit(LOOKED_BACK)
    )
    for row in tx.rows(newest):
        if not row.body:
            continue
        message = open_body(tx, row.body, row.workspace_id, row.id)
        changed = change(message)
        to = {"surface": row.surface, "tenant": row.tenant, "user_key": row.recipient}
        if changed != message and is_reached_at(tx, leader_id, **to):
            redraw(tx, row.id, changed)


def has_button(message: Message, action: str, subject: str) -> bool:
    """Return whether a message, or one of its sections, has this button."""
    buttons = [*message.buttons]
    for section in message.sections:
        buttons += section.buttons
    return any((one.action, one.subject) == (action, subject) for one in buttons)


def without_buttons(message: Message) -> Message:
    """Return a message that nothing can be pressed on."""
    sections = tuple(one.model_copy(update={"buttons": ()}) for one in message.sections)
    return message.model_copy(update={"buttons": (), "sections": sections})


def seal_body(
    tx: Transaction, message: Message, workspace_id: str, delivery_id: str
) -> bytes:
    """Return the message as sealed JSON, for the delivery's `body`."""
    about = place(workspace_id, delivery_id, "body")
    return tx.vault.seal(message.model_dump_json(), about=about)


def open_body(
    tx: Transaction, body: bytes, workspace_id: str, delivery_id: str
) -> Message:
    """Return the message sealed in a delivery's `body`."""
    about = place(workspace_id, delivery_id, "body")
    return Message.model_validate_json(tx.vault.open(body, about=about))
