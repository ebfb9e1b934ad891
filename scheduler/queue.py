"""The durable queue: what is enqueued in a transaction happens if that commits.

Once, however often the process dies. The queue's tables live beside ours. Only this
file, `queue_worker` and `queue_engine` know DBOS; nothing in them opens a port or calls
a service (DBOS Conductor stays unconfigured).
"""

import asyncio
from collections.abc import Collection
from datetime import datetime
from typing import Any

from dbos import DBOS, DBOSClient, WorkflowSerializationFormat
from dbos import EnqueueOptions as Options

from scheduler.heartbeat import LEASE_SECONDS
from scheduler.queue_engine import create_queue_engine, keep_dbos_quiet
from scheduler.queue_worker import APPLICATION, WORKFLOW, Deliver, Worker
from storage.database import normal_url
from storage.ids import new_id
from storage.transaction import Transaction

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
