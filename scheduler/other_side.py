"""What goes to a leader's other linked account once one can't be written to."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import col

from language.say import say
from scheduler.delivery import reason_said
from scheduler.delivery_job import Job, change
from scheduler.notices import tell_account
from scheduler.outgoing import queue_of
from storage.accounts import PLATFORMS, AccountRow
from storage.message import Message, Section
from storage.models import Delivery
from storage.transaction import Transaction

MOVES = frozenset({"nudge", "notice"})  # a reply belongs where it was asked


def move_delivery(
    tx: Transaction, job: Job, to: AccountRow, *, reason: str, at: datetime
) -> bool:
    """Queue a message that was refused for good to another account of its leader.

    What may have been posted stays where it is: better one card too few than two.

    Returns:
        False, with nothing changed, for a message that must not move.
    """
    query = sa.select(col(Delivery.leader_id)).where(col(Delivery.id) == job.id)
    theirs = tx.scalar(query) in (to.leader_id, to.own_leader_id)
    if job.in_doubt or job.kind not in MOVES or not theirs:
        return False
    change(
        tx,
        job.id,
        surface=to.surface,
        tenant=to.tenant,
        recipient=to.user_key,
        state="queued",
        problem="",
    )
    queue_of(tx).enqueue(
        tx,
        job.id,
        surface=to.surface,
        tenant=to.tenant,
        revision=0,
        attempt=1,
    )
    tell_of_moving(tx, to, gone=job.to.surface, reason=reason, at=at)
    return True


def tell_of_moving(
    tx: Transaction, to: AccountRow, *, gone: str, reason: str, at: datetime
) -> None:
    """Tell a leader, where they are reached, that the cards come there now.

    Args:
        gone: the surface they were to come on.
        reason: why they can't, in words.
    """
    platform = PLATFORMS.get(gone, gone)

    def said() -> Message:
        return Message(
            headline=say(
                "I can't write to you in {platform} any more, so your cards come here.",
                platform=platform,
            ),
            sections=(
                Section(
                    text=say("What came back: {reason}.", reason=reason_said(reason))
                ),
                Section(
                    text=say(
                        "Your book is the same here. Once {platform} works again: "
                        "/outreach remind in {platform}",
                        platform=platform,
                    )
                ),
            ),
        )

    tell_account(tx, to, said, once_key=f"moved:{to.id}:{at.isoformat()}", at=at)
