"""Delivering one message: never lost, never twice. The whole of it, on one page:

    for each message that the queue's worker hands over:
        claim   its row says "sending"; what nobody wants any more is dropped
        find    it on the platform, if a try before this one may have posted it
        post    it, while no other copy of us can have taken it over
        record  where it stands; or else
                put it back for a further try, give it up, or leave it in doubt

Where nobody can look, what may be there is not posted again and the leader is told.
What is posted is redrawn where it stands, to its newest drawing. The worker
(`scheduler.delivery.queue`) calls again after a crash, and while the database is away.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import TypeVar

from scheduler.delivery.heartbeat import NotSure
from scheduler.delivery.sender import CannotLook, Sender, SendFailed, Sent
from scheduler.delivery.state import (
    Job,
    change_delivery,
    claim_delivery,
    drop_late,
    load_sent,
    put_back,
    record_sent,
)
from scheduler.delivery.trouble import fail, leave_in_doubt
from scheduler.local_time import Clock
from storage.database.transactions import Database, NotSaved, Transaction
from storage.database.vault import CannotOpen
from storage.faults import log_fault

ATTEMPTS = 8  # then it is given up: after 32 minutes; house rule
FIRST_WAIT, LONGEST_WAIT = 15.0, 3600.0  # seconds; doubled each time; house rule
SETTLE_SECONDS = 5.0  # what was being posted when we were cut off has arrived by then

SURE_CHECKS, SURE_SECONDS = 20, 10.0
RECORD_AGAIN_SECONDS = 0.5

T = TypeVar("T")
log = logging.getLogger(__name__)


async def deliver(
    delivery_id: str,
    revision: int,
    attempt: int,
    may_post: Callable[[], bool],
    *,
    database: Database,
    senders: Mapping[str, Sender],
    clock: Clock,
    settle: float = SETTLE_SECONDS,
) -> None:
    """Send a message, or redraw it if `revision` is not 0. Safe to call again.

    Args:
        delivery_id: which.
        revision: 0 to send it, else the drawing that is asked for.
        attempt: how often it was tried before.
        may_post: asked right before each post.
        database: where the delivery's row is.
        senders: how to reach each surface.
        clock: what time it is.
        settle: seconds to wait before looking for what may have been posted.

    Raises:
        NotSure: `may_post` says no; call again.
        NotSaved: the database is away; call again.
    """
    one_try = DeliveryTry(attempt, may_post, database, senders, clock, settle)
    try:
        if revision:
            await one_try.redraw(delivery_id, revision)
        else:
            await one_try.send(delivery_id)
    except CannotOpen:  # sealed with a key we do not have
        await database.run_patiently(
            lambda tx: change_delivery(
                tx, delivery_id, state="failed", problem="cannot be opened"
            )
        )


class DeliveryTry:
    """One try at one delivery."""

    def __init__(
        self,
        attempt: int,
        may_post: Callable[[], bool],
        database: Database,
        senders: Mapping[str, Sender],
        clock: Clock,
        settle: float,
    ) -> None:
        self.attempt = attempt
        self.may_post = may_post
        self.database = database
        self.senders = senders
        self.clock = clock
        self.settle = settle

    async def send(self, delivery_id: str) -> None:
        """Post a message that is not there yet, and record where it stands."""
        job = await self._write(
            lambda tx: claim_delivery(tx, delivery_id, self.clock())
        )
        if job is None:
            return
        try:
            sent = await self._find(job) if job.in_doubt else None
            if sent is None and job.is_late:
                late = job
                await self._record(lambda tx: drop_late(tx, late))
                return
            if sent is None:
                job = replace(job, in_doubt=False)
                sent = await self._post(job)
        except CannotLook:
            await self._record(lambda tx: leave_in_doubt(tx, job, self.clock()))
        except SendFailed as problem:
            doubt = job.in_doubt or problem.in_doubt
            await self._try_later(replace(job, in_doubt=doubt), problem)
        else:
            await self._record(lambda tx: record_sent(tx, job, sent, self.clock()))

    async def redraw(self, delivery_id: str, revision: int) -> None:
        """Bring a posted message up to date, unless a newer redraw is under way.

        One that is not posted yet needs none: posting takes the newest drawing.
        """
        job = await self._write(lambda tx: load_sent(tx, delivery_id))
        if job is None or job.revision > revision:
            return
        drawn = -1
        while job is not None and job.sent is not None and job.revision != drawn:
            try:
                sender = self._sender(job)
                await sender_answer(
                    sender.update(job.message, to=job.to, sent=job.sent)
                )
            except SendFailed as problem:
                await self._redraw_later(job, problem)
                return
            drawn = job.revision
            job = await self._write(lambda tx: load_sent(tx, delivery_id))

    async def _find(self, job: Job) -> Sent | None:
        sender = self._sender(job)
        await asyncio.sleep(self.settle)
        try:
            return await sender_answer(sender.find(to=job.to, key=job.id))
        except CannotLook:
            if job.is_about_trouble:
                return None
            raise

    async def _post(self, job: Job) -> Sent:
        sender = self._sender(job)
        await self._be_sure()
        return await sender_answer(sender.send(job.message, to=job.to, key=job.id))

    async def _be_sure(self) -> None:
        for _ in range(SURE_CHECKS):
            if self.may_post():
                return
            await asyncio.sleep(SURE_SECONDS / SURE_CHECKS)
        raise NotSure("our heartbeat is late")

    async def _try_later(self, job: Job, problem: SendFailed) -> None:
        attempt, wait = next_try(self.attempt, problem)
        if problem.final or (attempt > ATTEMPTS and not job.in_doubt):
            await self._record(lambda tx: fail(tx, job, problem, self.clock()))
        elif attempt > ATTEMPTS:
            await self._record(lambda tx: leave_in_doubt(tx, job, self.clock()))
        else:
            await self._put_back(job, attempt, wait, problem)

    async def _redraw_later(self, job: Job, problem: SendFailed) -> None:
        attempt, wait = next_try(self.attempt, problem)
        if problem.final or attempt > ATTEMPTS:
            log.warning("A message stays as it was drawn: %s", problem.reason)
        else:
            await self._put_back(job, attempt, wait, problem)

    async def _put_back(
        self, job: Job, attempt: int, wait: float, problem: SendFailed
    ) -> None:
        await self._record(
            lambda tx: put_back(
                tx, job, attempt=attempt, wait=wait, problem=problem.reason
            )
        )

    def _sender(self, job: Job) -> Sender:
        sender = self.senders.get(job.to.surface)
        if sender is None:
            raise SendFailed(f"{job.to.surface} is not connected")
        return sender

    async def _record(self, work: Callable[[Transaction], None]) -> None:
        """Write what the platform answered, however long it takes: it is said once."""
        while True:
            try:
                return await self._write(work)
            except NotSaved as problem:
                log.warning("What became of a message waits: %s", problem.reason)
            await asyncio.sleep(RECORD_AGAIN_SECONDS)

    async def _write(self, work: Callable[[Transaction], T]) -> T:
        return await self.database.run_patiently(work)


def next_try(attempt: int, problem: SendFailed) -> tuple[int, float]:
    """Return the attempt after `attempt`, and the seconds until then.

    To be asked to wait is no failure, so it does not count.
    """
    if problem.retry_after is not None:
        return max(attempt, 1), problem.retry_after
    return attempt + 1, min(FIRST_WAIT * 2**attempt, LONGEST_WAIT)


async def sender_answer(asked: Awaitable[T]) -> T:
    """Return a sender's answer; a fault inside it leaves in doubt what it did."""
    try:
        return await asked
    except (SendFailed, CannotLook):
        raise
    except Exception as error:
        log_fault(error, "a sender broke")
        raise SendFailed(type(error).__name__, in_doubt=True) from error
