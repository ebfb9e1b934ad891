"""Moving the page's clock: what is due on the way happens at its own moment."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

from bot.local.clock import DemoClock, spoken_date
from bot.local.due import next_due
from bot.local.news import News
from storage.database import Database, NotSaved

Wait = Callable[[], Awaitable[object]]


class Journey:
    """The clock's way to a later time, one journey at a time.

    Args:
        run_due: runs the jobs that are due by the page's clock, and waits until what
            they queued has been delivered.
        told: is given a sentence when a journey ends before its time.
    """

    def __init__(
        self,
        database: Database,
        *,
        clock: DemoClock,
        news: News,
        run_due: Wait,
        told: Callable[[str], None],
    ) -> None:
        self._database = database
        self._clock = clock
        self._news = news
        self._run_due = run_due
        self._told = told
        self._task: asyncio.Task[None] | None = None
        self.progress: dict[str, Any] | None = None  # None: the clock stands still

    def set_out(self, target: datetime) -> None:
        """Begin to move towards `target` (UTC); returns at once."""
        self._show(target, done=0)
        self._task = asyncio.create_task(self._travel(target))

    async def arrived(self) -> None:
        """Return once the clock stands still again."""
        if self._task:
            await self._task

    async def close(self) -> None:
        """Stop where it is."""
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _travel(self, target: datetime) -> None:
        begin = self._clock.at
        try:
            while self._clock.at < target:
                done = (self._clock.at - begin) / (target - begin)
                self._show(target, done=round(100 * done))
                self._clock.move_to(await self._next_stop(target))
                await self._run_due()
        except NotSaved as refused:
            day = spoken_date(self._clock.local)
            self._told(f"The clock stopped on {day}: {refused.reason}.")
        finally:
            self.progress = None
            self._news.changed()

    def _show(self, target: datetime, *, done: int) -> None:
        day = spoken_date(target.astimezone(self._clock.zone))
        self.progress = {"to": day, "of": 100, "done": done}
        self._news.changed()

    async def _next_stop(self, target: datetime) -> datetime:
        after = self._clock.at
        due = await self._database.run_patiently(
            lambda tx: next_due(tx, after=after, until=target)
        )
        return due or target
