"""The clock that calls: a few jobs, each every so many seconds. No job per person."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from storage.faults import log_fault

Job = tuple[str, float, Callable[[], Awaitable[object]]]
"""A name, the seconds between two calls, and what is called."""


class Timer:
    """Runs jobs until stopped. A job that fails is logged and called again next time.

    A job never overlaps itself, and calls missed while the machine slept become one.
    """

    def __init__(self, jobs: Sequence[Job]) -> None:
        self.last_tick_at: dict[str, datetime] = {}
        """When each job last ended well, UTC; for readiness."""
        self.started_at = datetime.now(UTC)
        self._scheduler = AsyncIOScheduler(
            timezone=UTC,
            job_defaults={
                "coalesce": True,
                "max_instances": 1,
                "misfire_grace_time": None,
            },
        )
        for name, seconds, work in jobs:
            self._scheduler.add_job(
                self._run, "interval", seconds=seconds, args=[name, work], id=name,
                next_run_time=self.started_at,
            )  # fmt: skip

    def start(self) -> None:
        """Call every job now, and then again and again. Needs a running event loop."""
        self._scheduler.start()

    def stop(self) -> None:
        """Call no job any more. One that runs is not waited for."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    async def _run(self, name: str, work: Callable[[], Awaitable[object]]) -> None:
        try:
            await work()
        except Exception as error:
            log_fault(error, f"the job {name!r} failed and is called again")
        else:
            self.last_tick_at[name] = datetime.now(UTC)


def start_timer(jobs: Sequence[Job]) -> Timer:
    """Start calling `jobs` from the running event loop."""
    timer = Timer(jobs)
    timer.start()
    return timer
