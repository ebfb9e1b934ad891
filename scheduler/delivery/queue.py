"""The durable queue: what is enqueued in a transaction happens if that commits.

Once, however often the process dies. The queue's tables live beside ours. Only this
file, `queue_worker` and `queue_engine` know DBOS; nothing in them opens a port or calls
a service (DBOS Conductor stays unconfigured).
"""

import asyncio
import fcntl
import logging
import os
from collections.abc import Awaitable, Callable, Collection
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from dbos import (
    DBOS,
    DBOSClient,
    DBOSConfig,
    WorkflowSerializationFormat,
)
from dbos import (
    EnqueueOptions as Options,
)

from scheduler.delivery.heartbeat import LEASE_SECONDS, Heartbeat, NotSure
from storage.database.transactions import (
    NotSaved,
    Transaction,
    install_unixepoch,
    normal_url,
)
from storage.faults import log_fault
from storage.ids import new_id

# The queue's own connections to the database it shares with our tables.

POOL = 2  # SQLite: measured no faster with 20, and far slower with 200 in flight
POSTGRES_POOL = 8
PRAGMAS: tuple[str, ...] = (
    "journal_mode=WAL",
    "synchronous=NORMAL",  # what power loss takes back is done again and found done
    "foreign_keys=ON",
    "busy_timeout=30000",  # ms; off the request path
)


def create_queue_engine(url: str) -> sa.Engine:
    """Return an engine on which DBOS may run its own statements.

    On SQLite it leaves BEGIN to the driver: DBOS says `BEGIN IMMEDIATE` itself where
    it needs to. `unixepoch` is installed whatever the SQLite version is, because the
    one a Python was built with may lack it, or its "subsec".
    """
    url = normal_url(url)
    if not url.startswith("sqlite"):
        return sa.create_engine(
            url,
            pool_size=POSTGRES_POOL,
            max_overflow=0,
            pool_pre_ping=True,
            hide_parameters=True,
        )
    engine = sa.create_engine(url, pool_size=POOL, max_overflow=0, hide_parameters=True)

    @sa.event.listens_for(engine, "connect")
    def prepare(connection: Any, _: object) -> None:
        connection.isolation_level = "IMMEDIATE"
        install_unixepoch(connection)
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")

    return engine


def lock_file_of(url: str) -> Path | None:
    """Return the file whose lock the main worker of a SQLite file holds, or None."""
    found = sa.make_url(normal_url(url))
    if not found.drivername.startswith("sqlite") or not found.database:
        return None
    return None if found.database == ":memory:" else Path(f"{found.database}.worker")


def keep_dbos_quiet() -> None:
    """Keep DBOS from printing with a handler of its own, and from small talk."""
    logger = logging.getLogger("dbos")
    if not logger.handlers:
        logger.addHandler(logging.NullHandler())
    logger.setLevel(logging.WARNING)


# Working the queue off: one worker per process, taking over from dead ones.

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


PER_SECOND = 5  # messages per workspace: "several hundred per minute" (R17)
AT_ONCE = 50  # deliveries in flight in one process
POLL_SECONDS = 0.2  # costs 0.03 of a core when idle; a tenth of a second costs 0.05
FINISHED = ["SUCCESS", "ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"]
AT_ONCE_LISTED = 500


class DurableQueue:
    """Takes deliveries in the caller's transaction, and works them off when started."""

    def __init__(
        self,
        url: str,
        *,
        per_second: int = PER_SECOND,
        poll_seconds: float = POLL_SECONDS,
        lease: float = LEASE_SECONDS,
    ) -> None:
        keep_dbos_quiet()
        self._url = normal_url(url)
        self._per_second = per_second
        self._poll_seconds = poll_seconds
        self._queues: list[str] = []
        self._engine = create_queue_engine(url)
        self._worker = Worker(self._url, self._engine, lease=lease)
        self._client = DBOSClient(
            system_database_engine=self._engine,
            application_name=APPLICATION,
            lazy=True,
            retry_connection_errors=False,
        )

    def prepare(self) -> None:
        """Make the queue's own tables, or bring them up to date. Quick if they are."""
        DBOS.migrate(self._url)

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
        """Take a delivery with the caller's transaction: both happen, or neither.

        The same (delivery, revision) twice is one piece of work, unless it is a
        further `attempt`: that is always new work.

        Args:
            tx: on the database this queue was made for.
            delivery_id: what to deliver.
            surface: only a copy that reaches it takes the delivery up.
            tenant: the workspace, whose rate limit it counts against.
            revision: which drawing of it.
            attempt: how often it was tried before.
            wait: seconds to hold it back.
        """
        turn = f":{new_id()}" if attempt else ""
        options: Options = {
            "workflow_name": WORKFLOW,
            "queue_name": queue_name(surface),
            "workflow_id": f"deliver:{delivery_id}:{revision}{turn}",
            "queue_partition_key": f"workspace:{tenant}",
            "serialization_type": WorkflowSerializationFormat.PORTABLE,
        }
        if wait > 0:
            options["delay_seconds"] = wait
        self._client.enqueue_in_transaction(
            tx.connection, options, delivery_id, revision, attempt
        )

    @property
    def is_fresh(self) -> bool:
        """Whether this copy works and lately told the others so; for readiness."""
        return self._worker.is_fresh

    async def start(self, deliver: Deliver, *, surfaces: Collection[str]) -> None:
        """Begin to work the deliveries of `surfaces` off, on the running event loop.

        Work that a dead copy left is taken up: at once if this is the main worker of
        a SQLite file, otherwise when that copy has been silent for the lease.
        """
        self._queues = [queue_name(surface) for surface in surfaces]
        await asyncio.to_thread(self._register)
        await self._worker.start(deliver, self._queues)

    async def drain(self, timeout: float) -> bool:
        """Wait until nothing waits that we started for; False after `timeout` seconds.

        Further attempts that are held back are not waited for.
        """
        deadline = asyncio.get_running_loop().time() + timeout
        while await asyncio.to_thread(self._has_work):
            if asyncio.get_running_loop().time() > deadline:
                return False
            await asyncio.sleep(0.02)
        return True

    async def stop(self) -> None:
        """Take nothing new, let what runs end within 15 s, leave the rest to others."""
        await self._worker.stop()

    def close(self) -> None:
        """Close the connections. After `stop`, if it was started."""
        self._client.destroy()
        self._engine.dispose()

    def purge(self, *, before: datetime) -> int:
        """Forget finished work from before `before` (aware); return how much it was."""
        count = 0
        while found := self._find(status=FINISHED, end_time=before.isoformat()):
            self._client.delete_workflows(found)
            count += len(found)
        return count

    def _register(self) -> None:
        self.prepare()
        for name in self._queues:
            self._client.register_queue(
                name,
                partition_limiter={"limit": self._per_second, "period": 1.0},
                worker_concurrency=AT_ONCE,
                polling_interval_sec=self._poll_seconds,
            )

    def _has_work(self) -> bool:
        return bool(self._find(status=["ENQUEUED", "PENDING"], queue_name=self._queues))

    def _find(self, **wanted: Any) -> list[str]:
        found = self._client.list_workflows(
            name=WORKFLOW,
            limit=AT_ONCE_LISTED,
            load_input=False,
            load_output=False,
            **wanted,
        )
        return [one.workflow_id for one in found]


def queue_name(surface: str) -> str:
    """Return the name of the queue for one surface."""
    return f"deliveries to {surface}"
