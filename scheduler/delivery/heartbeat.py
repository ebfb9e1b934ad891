"""Telling the other copies of the bot that this one lives, and replacing dead ones.

Every working copy keeps one row of `executor` fresh. A copy that finds another's row
stale first marks it as dead, then takes its work over, then deletes the row: a crash
between any two of these leaves a row that the next look finds again. A copy that was
frozen and wakes up marked as dead posts nothing that it began before.
"""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from sqlmodel import col

from storage.models import Executor

LEASE_SECONDS = 30.0  # silent this long is dead; house rule
DEAD = datetime(1970, 1, 1, tzinfo=UTC)


class NotSure(Exception):
    """The other copies may hold us for dead, so nothing is posted."""


class Heartbeat:
    """One copy's row, and what it may still do."""

    def __init__(
        self, engine: sa.Engine, me: str, *, lease: float = LEASE_SECONDS
    ) -> None:
        self.me = me
        self.lease = lease
        self.generation = 0
        """How often we were taken for dead. Work of an earlier one is not ours."""
        self._engine = engine
        self._beat_at = float("-inf")  # monotonic seconds

    @property
    def is_fresh(self) -> bool:
        """Whether nobody can have taken us for dead yet; a third of the lease spare."""
        return time.monotonic() - self._beat_at < self.lease * 2 / 3

    def holds(self, generation: int) -> bool:
        """Say whether work begun in `generation` may still be posted by us."""
        return self.is_fresh and self.generation == generation

    def beat(self, at: datetime) -> None:
        """Make our row fresh, or come back with a new one if we were taken for dead."""
        began = time.monotonic()
        first = self._beat_at == float("-inf")
        ours = col(Executor.id) == self.me
        alive = ours if first else sa.and_(ours, col(Executor.beat_at) > DEAD)
        with self._engine.begin() as connection:
            fresh = sa.update(Executor).where(alive).values(beat_at=at)
            if connection.execute(fresh).rowcount == 0:
                self.generation += not first
                if connection.execute(sa.select(col(Executor.id)).where(ours)).first():
                    return  # another copy is taking our work over; it deletes the row
                connection.execute(sa.insert(Executor), {"id": self.me, "beat_at": at})
        self._beat_at = began

    def take_over(self, recover: Callable[[list[str]], object], at: datetime) -> int:
        """Hand the work of every dead copy to `recover`; return how many there were."""
        stale = at - timedelta(seconds=self.lease)
        others = sa.and_(col(Executor.id) != self.me, col(Executor.beat_at) < stale)
        with self._engine.begin() as connection:
            dead = connection.execute(
                sa.update(Executor)
                .where(others)
                .values(beat_at=DEAD)
                .returning(col(Executor.id))
            )
            names = list(dead.scalars())
        if names:
            recover(names)
            with self._engine.begin() as connection:
                gone = col(Executor.id).in_(names)
                connection.execute(
                    sa.delete(Executor).where(gone, col(Executor.beat_at) == DEAD)
                )
        return len(names)

    def stop(self) -> None:
        """Say that we are gone, so that what we left is taken over without waiting."""
        with self._engine.begin() as connection:
            connection.execute(
                sa.update(Executor)
                .where(col(Executor.id) == self.me)
                .values(beat_at=DEAD)
            )
