"""Telling a leader, in their language, that a message did not arrive."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Concatenate, ParamSpec

import sqlalchemy as sa
from sqlmodel import col

from language.say import say, speaking
from scheduler.delivery_job import ABOUT_TROUBLE, Job
from scheduler.local_time import zone_of
from scheduler.outgoing import send_once
from storage.accounts import BEST_FIRST, REACHES
from storage.message import Button, Message, Section
from storage.models import Account, Delivery, Leader
from storage.transaction import Transaction

POST_AGAIN = "post_again"
P = ParamSpec("P")
Told = Callable[Concatenate[Transaction, Job, P], None]


def in_their_language(tell: Told[P]) -> Told[P]:
    """Have `tell` speak the language of the leader whose message it was."""

    @wraps(tell)
    def told(tx: Transaction, job: Job, /, *rest: P.args, **more: P.kwargs) -> None:
        whose = tx.first(
            sa.select(col(Leader.language), col(Leader.locale))
            .join(Delivery, col(Delivery.leader_id) == col(Leader.id))
            .where(col(Delivery.id) == job.id)
        )
        locale = (whose.language or whose.locale) if whose else ""
        with speaking(locale, on=job.to.surface):
            tell(tx, job, *rest, **more)

    return told


def channel_name(tx: Transaction, job: Job) -> str:
    """Return what the leader calls the channel that a message was for."""
    found = tx.scalar(
        sa.select(col(Leader.channel_name))
        .join(Delivery, col(Delivery.leader_id) == col(Leader.id))
        .where(col(Delivery.id) == job.id, col(Leader.channel_key) == job.to.recipient)
    )
    return f"#{found.lstrip('#')}" if found else say("your channel")


def tell_leader(
    tx: Transaction, job: Job, headline: str, text: str, label: str, at: datetime
) -> None:
    """Queue a notice to whose message it was, with a button that posts it again.

    Args:
        label: of the button.
        at: now, UTC.
    """
    whose = tx.first(
        sa.select(
            col(Delivery.workspace_id),
            col(Delivery.leader_id),
            col(Leader.zone),
            col(Account.user_key),
        )
        .join(Leader, col(Leader.id) == col(Delivery.leader_id))
        .join(Account, REACHES)
        .where(
            col(Delivery.id) == job.id,
            col(Account.surface) == job.to.surface,
            col(Account.tenant) == job.to.tenant,
        )
        .order_by(*BEST_FIRST)
    )
    if whose is None:  # the leader left this surface
        return
    again = Button(label=label, action=POST_AGAIN, subject=job.id)
    send_once(
        tx,
        Message(headline=headline, sections=(Section(text=text, buttons=(again,)),)),
        once_key=f"{ABOUT_TROUBLE}{job.id}:{at.isoformat()}",
        kind="notice",
        workspace_id=whose.workspace_id,
        leader_id=whose.leader_id,
        surface=job.to.surface,
        tenant=job.to.tenant,
        recipient=whose.user_key,
        on=at.astimezone(zone_of(whose.zone)).date(),
        at=at,
    )
