"""Working the queue off: one worker per process, taking over from dead ones."""

import asyncio
import fcntl
import logging
import os
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import sqlalchemy as sa
from dbos import DBOS, DBOSConfig

from scheduler.heartbeat import Heartbeat, NotSure
from scheduler.queue_engine import lock_file_of
from storage.database import NotSaved
from storage.faults import log_fault
from storage.ids import new_id

Deliver = Callable[[str, int, int, Callable[[], bool]], Awaitable[None]]
"""Delivers (delivery id, revision, attempt, whether we may still post)."""

APPLICATION = "outreach"
WORKFLOW = "deliver"
VERSION = "1"  # never changes: DBOS strands work that another version took
THREADS = 8  # for DBOS's own statements
STOP_WITHIN = 15  # seconds; the whole of SIGTERM may take 20 (R102)
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 60.0  # seconds between tries, the database away

log = logging.getLogger(__name__)
_running: "Worker | None" = None  # DBOS knows one application per process


class Worker:
    """Runs `deliver` for everything in the queue, between `start` and `stop`."""

    def __init__(self, url: str, engine: sa.Engine, *, lease: float) -> None:
        self._url = url
        self._engine = engine
        self._lease = lease
        self._deliver: Deliver | None = None
        self._heart: Heartbeat | None = None
        self._beating: asyncio.Task[None] | None = None
        self._lock: int | None = None
        self._at_work: set[str] = set()

    @property
    def is_fresh(self) -> bool:
        """Whether this copy works and lately told the others so."""
        return self._heart is not None and self._heart.is_fresh

    async def start(self, deliver: Deliver, queues: list[str]) -> None:
        """Begin with what is in `queues`, on the running event loop."""
        global _running
        if _running is not None:
            raise RuntimeError("this process works another queue off already")
        _running, self._deliver = self, deliver
        self._heart = Heartbeat(self._engine, self._choose_id(), lease=self._lease)
        await asyncio.to_thread(self._heart.beat, datetime.now(UTC))
        DBOS(config=self._config(self._heart.me))
        DBOS.listen_queues(queues)
        DBOS.launch()  # from the loop, so that deliveries run on it
        self._beating = asyncio.create_task(self._keep_beating())

    async def stop(self) -> None:
        """Take nothing new, let what runs end, leave the rest to others."""
        global _running
        if _running is not self or self._heart is None:
            return
        patience = STOP_WITHIN if self._at_work else 0
        await asyncio.to_thread(DBOS.destroy, workflow_completion_timeout_sec=patience)
        if self._beating is not None:
            self._beating.cancel()
        await asyncio.to_thread(self._heart.stop)
        if self._lock is not None:
            os.close(self._lock)
        _running = self._heart = self._beating = self._lock = None

    async def work_off(self, delivery_id: str, revision: int, attempt: int) -> None:
        """Deliver; while the database is away, or we may be held for dead, try again.

        Ends without a word when another copy has taken this work over.
        """
        assert self._deliver is not None and self._heart is not None
        heart, generation, pause = self._heart, self._heart.generation, FIRST_PAUSE
        while delivery_id in self._at_work:  # one try at a time
            await asyncio.sleep(0.02)
        self._at_work.add(delivery_id)
        try:
            while heart.generation == generation:
                try:
                    await self._deliver(
                        delivery_id, revision, attempt, lambda: heart.holds(generation)
                    )
                    return
                except (NotSaved, NotSure) as problem:
                    log.warning("A delivery waits: %s", problem)
                except Exception as error:
                    log_fault(error, "a delivery broke and is tried again")
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)
        finally:
            self._at_work.discard(delivery_id)

    def _choose_id(self) -> str:
        """Return the same id at every start for the main worker of a SQLite file."""
        path = lock_file_of(self._url)
        if path is None:
            return new_id()
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:  # a second worker on one file: as on PostgreSQL
            os.close(handle)
            return new_id()
        self._lock = handle
        return "main"

    def _config(self, me: str) -> DBOSConfig:
        return {
            "name": APPLICATION,
            "system_database_url": self._url,
            "system_database_engine": self._engine,
            "executor_id": me,
            "application_version": VERSION,
            "run_migrations": False,
            "log_level": "WARNING",
            "max_executor_threads": THREADS,
            "use_listen_notify": False,
            # Nothing is listened for, but a stop waits for one round of this.
            "notification_listener_polling_interval_sec": 0.1,
        }

    async def _keep_beating(self) -> None:
        while True:
            try:
                await asyncio.to_thread(self._beat)
            except Exception as error:
                log.warning("No heartbeat: %s", type(error).__name__)
            await asyncio.sleep(self._lease / 4)

    def _beat(self) -> None:
        assert self._heart is not None
        now = datetime.now(UTC)
        self._heart.beat(now)
        self._heart.take_over(DBOS._recover_pending_workflows, now)


@DBOS.workflow(name=WORKFLOW)
async def _work_off(delivery_id: str, revision: int, attempt: int) -> None:
    # No DBOS step: after a crash all of it runs again, and the delivery's own row
    # says how far it came. To return is to say that it is done, so a stopped worker
    # does not: the work stays unfinished, and is taken up at the next start.
    while (worker := _running) is None:
        await asyncio.sleep(LONGEST_PAUSE)
    await worker.work_off(delivery_id, revision, attempt)
