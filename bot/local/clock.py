"""The page's own clock: it stands still until somebody moves it.

What is due on the way to a later time happens at its own moment.
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlmodel import col

from bot.local.stage import News
from handlers.steps.later import AFTERNOON
from language.words import MONTHS, WEEKDAYS
from storage.database.transactions import Database, NotSaved, Transaction
from storage.models import Leader, SuggestionRow

BEAT = timedelta(seconds=1)  # what each thing said or pressed takes, to keep the order
MORNING = time(9)  # local; half an hour after the card
EVENING = time(17)  # local; after the channel summary of a month's last working day
JUMPS = ("afternoon", "tomorrow", "day", "week", "month end")
MOMENTS = (  # when the next thing is due, so that a jump stops there
    col(Leader.next_nudge_at),
    col(Leader.next_summary_at),
    col(SuggestionRow.returns_at),
)

Wait = Callable[[], Awaitable[object]]


class DemoClock:
    """What time it is on the page. `zone` is where the sample's leader is."""

    def __init__(self, start: datetime, *, zone: ZoneInfo) -> None:
        self.zone = zone
        self._at = start.astimezone(UTC)

    @property
    def at(self) -> datetime:
        """The page's now, UTC."""
        return self._at

    @property
    def local(self) -> datetime:
        """The page's now, where the leader is."""
        return self._at.astimezone(self.zone)

    def tick(self) -> datetime:
        """Let one second pass and return the page's now, UTC."""
        self._at += BEAT
        return self._at

    def move_to(self, at: datetime) -> None:
        """Put the clock to `at`; it never goes back.

        Raises:
            ValueError: `at` is in the page's past.
        """
        if at < self._at:
            raise ValueError("the clock of the page only goes forward")
        self._at = at.astimezone(UTC)

    def target(self, jump: str) -> datetime:
        """Return where a jump leads, UTC.

        Args:
            jump: one of `JUMPS`. "month end" is 17:00 on the last weekday of this
                month, of the next one if that is today.

        Raises:
            KeyError: there is no such jump.
        """
        day, now = self.local.date(), self.local.time()
        ways = {
            "afternoon": lambda: (day + timedelta(now >= AFTERNOON), AFTERNOON),
            "tomorrow": lambda: (day + timedelta(1), MORNING),
            "day": lambda: (day + timedelta(1), now),
            "week": lambda: (day + timedelta(7), now),
            "month end": lambda: (self._month_end(), EVENING),
        }
        to_day, to_time = ways[jump]()
        return self._utc(to_day, to_time)

    def _month_end(self) -> date:
        day = last_weekday(self.local.date())
        if day > self.local.date():
            return day
        return last_weekday((day.replace(day=1) + timedelta(32)).replace(day=1))

    def _utc(self, day: date, at: time) -> datetime:
        return datetime.combine(day, at, self.zone).astimezone(UTC)


def last_weekday(day: date) -> date:
    """Return the last Monday-to-Friday of the month `day` is in."""
    last = (day.replace(day=1) + timedelta(32)).replace(day=1) - timedelta(1)
    while last.weekday() > 4:
        last -= timedelta(1)
    return last


def spoken_date(local: datetime) -> str:
    """Return "Tue 31 March 2026"; the page's clock always says the year."""
    month = MONTHS[local.month - 1]
    return f"{WEEKDAYS[local.weekday()]} {local.day} {month} {local.year}"


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


def next_due(tx: Transaction, *, after: datetime, until: datetime) -> datetime | None:
    """Return the first moment after `after` at which a job has work, UTC.

    Returns:
        None if there is none up to `until`, itself included.
    """
    found = [
        tx.scalar(sa.select(sa.func.min(moment)).where(moment > after, moment <= until))
        for moment in MOMENTS
    ]
    return min((moment for moment in found if moment is not None), default=None)
