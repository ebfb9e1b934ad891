"""What comes by itself, from the clock to the queue. The whole of it, on one page:

    for each card, put-off step and summary that is due:
        claim    lock its leader, and set when it is due next: nobody else finds it due
        plan     gather what is known, let the plays decide
        write    note what is shown, and say it in the leader's language
        enqueue  one message, under a key that cannot repeat

All four are one transaction, so that a message is queued if what it says is written
down, and only then. One leader's failure is logged and does not cost the others theirs.
From the queue on it is `scheduler.delivery.deliver` that tells what happens.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Generic, Protocol, TypeVar

import sqlalchemy as sa
from sqlmodel import col

from language.say import speaking
from scheduler.card.daily_card import claim_card, enqueue_card, plan_card, write_card
from scheduler.card.put_off import (
    claim_put_off,
    enqueue_put_off,
    plan_put_off,
    write_put_off,
)
from scheduler.delivery.state import forget_bodies
from scheduler.outgoing import Written
from scheduler.reachable import Reachable
from scheduler.summary.due_summary import (
    claim_summary,
    enqueue_summary,
    plan_summary,
    write_summary,
)
from storage.database.once import forget_seen
from storage.database.transactions import Database, Transaction
from storage.faults import log_fault
from storage.leaders.links import forget_link_codes
from storage.leaders.pending import forget_pending
from storage.models import Leader, SuggestionRow
from storage.platforms.installs import forget_states
from storage.platforms.teams import purge_removed_tenants
from storage.upkeep.purge import purge_uninstalled

AT: sa.BindParameter[datetime] = sa.bindparam("at")
BODIES_KEPT = timedelta(days=90)  # what old messages said; house rule
AT_ONCE = 500  # ids read a time; house rule


class Claimed(Protocol):
    """What was claimed, and whose it is."""

    @property
    def leader(self) -> Reachable:
        """Who reads the message, locked."""


C = TypeVar("C", bound=Claimed)
P = TypeVar("P")


async def run_due(database: Database, *, at: datetime) -> int:
    """Decide and queue everything that is due at `at` (UTC); return how many messages.

    Any replica may run it, any number of times.
    """
    queued = 0
    for due in (CARDS, PUT_OFF_STEPS, SUMMARIES):
        queued += await _send_each(database, due, at)
    return queued


@dataclass(frozen=True, slots=True)
class Due(Generic[C, P]):
    """One kind of message that comes by itself: which are due, and the four steps."""

    name: str
    ids: sa.Select[str]
    claim: Callable[[Transaction, str, datetime], C | None]
    plan: Callable[[Transaction, C], P | None]
    write: Callable[[Transaction, C, P], Written | None]
    enqueue: Callable[[Transaction, C, P, Written], bool]

    def send(self, tx: Transaction, subject: str, at: datetime) -> bool:
        """Queue what is due about `subject` at `at` (UTC), in this transaction.

        Returns:
            True if a message was queued; False when another replica has it, when it is
            not due or not wanted, or when there is nothing to say.
        """
        claimed = self.claim(tx, subject, at)
        if claimed is None:
            return False
        with speaking(claimed.leader.reads, on=claimed.leader.to.surface):
            plan = self.plan(tx, claimed)
            if plan is None:
                return False
            written = self.write(tx, claimed, plan)
            if written is None:
                return False
            return self.enqueue(tx, claimed, plan, written)


CARDS = Due(
    "the daily card",
    sa.select(col(Leader.id)).where(col(Leader.next_nudge_at) <= AT),
    claim_card,
    plan_card,
    write_card,
    enqueue_card,
)
PUT_OFF_STEPS = Due(
    "a step that was put off",
    sa.select(col(SuggestionRow.id)).where(col(SuggestionRow.returns_at) <= AT),
    claim_put_off,
    plan_put_off,
    write_put_off,
    enqueue_put_off,
)
SUMMARIES = Due(
    "a summary",
    sa.select(col(Leader.id)).where(
        col(Leader.channel_key) != "",
        sa.or_(
            col(Leader.next_summary_at).is_(None), col(Leader.next_summary_at) <= AT
        ),
    ),
    claim_summary,
    plan_summary,
    write_summary,
    enqueue_summary,
)


async def _send_each(database: Database, due: Due[Any, Any], at: datetime) -> int:
    """Send every message of one kind that is due, a transaction each."""
    tried: set[str] = set()
    queued = 0
    while True:
        found = await database.run_patiently(partial(_ids, due.ids, at))
        subjects = [one for one in found if one not in tried]
        if not subjects:
            return queued
        for one in subjects:
            tried.add(one)
            try:
                queued += await database.run_patiently(partial(_send, due, one, at))
            except Exception as error:
                log_fault(error, f"{due.name} for {one}")


def _ids(due: sa.Select[str], at: datetime, tx: Transaction) -> list[str]:
    return [row[0] for row in tx.execute(due.limit(AT_ONCE), {"at": at})]


def _send(due: Due[Any, Any], subject: str, at: datetime, tx: Transaction) -> bool:
    return due.send(tx, subject, at)


async def clean_up(database: Database, *, at: datetime) -> None:
    """Delete what is kept only for a while."""
    await database.run_patiently(lambda tx: forget_seen(tx, at=at))
    await database.run_patiently(lambda tx: forget_bodies(tx, before=at - BODIES_KEPT))
    await database.run_patiently(lambda tx: forget_states(tx, at=at))
    await database.run_patiently(lambda tx: forget_pending(tx, at=at))
    await database.run_patiently(lambda tx: forget_link_codes(tx, at=at))
    await database.run_patiently(lambda tx: purge_uninstalled(tx, at=at))
    await database.run_patiently(lambda tx: purge_removed_tenants(tx, at=at))
