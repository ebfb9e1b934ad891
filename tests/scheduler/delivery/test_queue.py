import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from dbos._migration import sqlite_migrations
from dbos._sys_db_sqlite import SQLiteSystemDatabase
from sqlmodel import col

from scheduler.delivery.heartbeat import DEAD, Heartbeat
from scheduler.delivery.queue import DurableQueue, create_queue_engine
from storage.database.transactions import Database, Transaction
from storage.database.vault import Vault
from storage.models import Executor
from tests.patience import PATIENCE, until

QUICK = 0.05  # seconds between two looks into the queue


class Delivered:
    """What arrived, in order; stands in for the delivery step."""

    def __init__(self) -> None:
        self.seen: list[tuple[str, int, int]] = []
        self.begun = asyncio.Event()
        self.go = asyncio.Event()
        self.go.set()
        self.troubles: list[Exception] = []
        self.under_way: list[str] = []

    async def __call__(
        self,
        delivery_id: str,
        revision: int,
        attempt: int,
        may_post: Callable[[], bool],
    ) -> None:
        self.begun.set()
        self.under_way.append(delivery_id)
        await self.go.wait()
        if self.troubles:
            raise self.troubles.pop(0)
        assert may_post()
        self.seen.append((delivery_id, revision, attempt))


@pytest.fixture
def queue(database_url: str) -> Iterator[DurableQueue]:
    yield from opened(database_url)


@pytest.fixture
def sqlite_queue(sqlite_url: str) -> Iterator[DurableQueue]:
    yield from opened(sqlite_url)


def opened(url: str) -> Iterator[DurableQueue]:
    queue = DurableQueue(url, poll_seconds=QUICK)
    queue.prepare()
    yield queue
    queue.close()


@asynccontextmanager
async def started(queue: DurableQueue) -> AsyncIterator[Delivered]:
    delivered = Delivered()
    await queue.start(delivered, surfaces=["slack"])
    try:
        yield delivered
    finally:
        delivered.go.set()
        await queue.stop()


def committed(url: str, *works: Callable[[Transaction], object]) -> None:
    """Do each in a transaction of its own, as the rest of the bot would."""
    database = Database(url, vault=Vault([bytes(32)]))
    for work in works:
        database.run_now(work)
    database.close()


def enqueue(
    queue: DurableQueue, name: str, **more: Any
) -> Callable[[Transaction], None]:
    def write(tx: Transaction) -> None:
        usual = {"surface": "slack", "tenant": "T1", "revision": 0}
        queue.enqueue(tx, name, **{**usual, **more})

    return write


async def test_what_is_committed_is_delivered_once(
    queue: DurableQueue, database_url: str
) -> None:
    again = enqueue(queue, "card")
    committed(database_url, again, again, enqueue(queue, "card", revision=1))
    async with started(queue) as delivered:
        committed(database_url, again)
        assert await queue.drain(PATIENCE)
    assert sorted(delivered.seen) == [("card", 0, 0), ("card", 1, 0)]


async def test_what_is_rolled_back_is_not_delivered(
    queue: DurableQueue, database_url: str
) -> None:
    def change_your_mind(tx: Transaction) -> None:
        enqueue(queue, "card")(tx)
        raise LookupError

    with pytest.raises(LookupError):
        committed(database_url, change_your_mind)
    async with started(queue) as delivered:
        assert await queue.drain(PATIENCE)
    assert delivered.seen == []


async def test_a_further_attempt_is_new_work(
    sqlite_queue: DurableQueue, sqlite_url: str
) -> None:
    further = enqueue(sqlite_queue, "card", attempt=1)
    committed(sqlite_url, enqueue(sqlite_queue, "card"), further, further)
    async with started(sqlite_queue) as delivered:
        assert await sqlite_queue.drain(PATIENCE)
    assert sorted(delivered.seen) == [("card", 0, 0), ("card", 0, 1), ("card", 0, 1)]


async def test_a_copy_takes_up_only_what_it_can_reach(
    sqlite_queue: DurableQueue, sqlite_url: str
) -> None:
    there = enqueue(sqlite_queue, "there", surface="terminal")
    committed(sqlite_url, there, enqueue(sqlite_queue, "here"))
    async with started(sqlite_queue) as delivered:
        assert await sqlite_queue.drain(PATIENCE)
    assert delivered.seen == [("here", 0, 0)]


async def test_what_is_held_back_is_delivered_later_and_not_waited_for(
    sqlite_queue: DurableQueue, sqlite_url: str
) -> None:
    committed(sqlite_url, enqueue(sqlite_queue, "card", attempt=1, wait=3600.0))
    async with started(sqlite_queue) as delivered:
        assert await sqlite_queue.drain(PATIENCE)
        committed(sqlite_url, enqueue(sqlite_queue, "soon", attempt=1, wait=0.1))
        async with asyncio.timeout(PATIENCE):
            await delivered.begun.wait()
        assert await sqlite_queue.drain(PATIENCE)
    assert delivered.seen == [("soon", 0, 1)]


async def test_draining_gives_up_when_its_time_is_over(
    sqlite_queue: DurableQueue, sqlite_url: str
) -> None:
    committed(sqlite_url, enqueue(sqlite_queue, "card"))
    async with started(sqlite_queue) as delivered:
        delivered.go.clear()
        assert not await sqlite_queue.drain(0.1)
        delivered.go.set()
        assert await sqlite_queue.drain(PATIENCE)


async def test_two_tries_of_one_delivery_take_turns(
    sqlite_queue: DurableQueue, sqlite_url: str
) -> None:
    further = enqueue(sqlite_queue, "card", attempt=1)
    committed(sqlite_url, further, further, enqueue(sqlite_queue, "other"))
    async with started(sqlite_queue) as delivered:
        delivered.go.clear()
        await until(lambda: len(delivered.under_way) == 2)
        assert not await sqlite_queue.drain(0.5)
        assert sorted(delivered.under_way) == ["card", "other"]
        delivered.go.set()
        assert await sqlite_queue.drain(PATIENCE)
    assert len(delivered.seen) == 3


async def test_while_the_database_is_away_the_work_is_tried_again(
    sqlite_queue: DurableQueue, sqlite_url: str
) -> None:
    committed(sqlite_url, enqueue(sqlite_queue, "card"))
    async with started(sqlite_queue) as delivered:
        delivered.troubles = [OSError()]
        assert await sqlite_queue.drain(PATIENCE)
    assert delivered.seen == [("card", 0, 0)]


async def test_what_is_under_way_at_a_stop_ends_first(
    sqlite_queue: DurableQueue, sqlite_url: str
) -> None:
    committed(sqlite_url, enqueue(sqlite_queue, "card"))
    async with started(sqlite_queue) as delivered:
        delivered.go.clear()
        async with asyncio.timeout(PATIENCE):
            await delivered.begun.wait()
        stopping = asyncio.create_task(sqlite_queue.stop())
        await asyncio.sleep(0)
        delivered.go.set()
        await stopping
    assert delivered.seen == [("card", 0, 0)]
    async with started(sqlite_queue) as later:
        assert await sqlite_queue.drain(PATIENCE)
    assert later.seen == []


async def test_a_process_works_off_one_queue_at_a_time(
    sqlite_queue: DurableQueue,
) -> None:
    async with started(sqlite_queue):
        with pytest.raises(RuntimeError):
            await sqlite_queue.start(Delivered(), surfaces=["slack"])
    assert not sqlite_queue.is_fresh


async def test_one_workspace_gets_no_more_per_second_than_is_set(
    sqlite_url: str,
) -> None:
    queue = DurableQueue(sqlite_url, poll_seconds=QUICK, per_second=2)
    queue.prepare()
    for number in range(3):
        committed(sqlite_url, enqueue(queue, f"ours {number}"))
    committed(sqlite_url, enqueue(queue, "theirs", tenant="T2"))
    async with started(queue):
        assert await queue.drain(PATIENCE)
    with queue._engine.connect() as connection:
        begun = connection.execute(
            sa.text(
                "SELECT started_at_epoch_ms FROM workflow_status"
                " WHERE queue_partition_key = 'workspace:T1' ORDER BY 1"
            )
        ).scalars()
        first, _, third = begun
    assert third - first >= 1000
    queue.close()


async def test_finished_work_is_forgotten_after_its_time(
    queue: DurableQueue, database_url: str
) -> None:
    committed(database_url, enqueue(queue, "card"))
    async with started(queue):
        assert await queue.drain(PATIENCE)
    committed(database_url, enqueue(queue, "waiting"))
    now = datetime.now(UTC)
    assert queue.purge(before=now - timedelta(hours=1)) == 0
    assert queue.purge(before=now + timedelta(hours=1)) == 1
    async with started(queue) as delivered:
        assert await queue.drain(PATIENCE)
    assert delivered.seen == [("waiting", 0, 0)]


async def test_the_queue_runs_on_a_sqlite_without_unixepoch(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    as_under_newer_python(monkeypatch)

    def hide(connection: sqlite3.Connection, _: object) -> None:
        connection.create_function("unixepoch", -1, None)
        with pytest.raises(sqlite3.OperationalError):
            connection.execute("SELECT unixepoch('subsec')")

    sa.event.listen(sa.pool.Pool, "connect", hide)  # before an engine's own listeners
    try:
        queue = DurableQueue(sqlite_url, poll_seconds=QUICK)
        queue.prepare()
        committed(sqlite_url, enqueue(queue, "card"))
        async with started(queue) as delivered:
            assert await queue.drain(PATIENCE)
        queue.close()
    finally:
        sa.event.remove(sa.pool.Pool, "connect", hide)
    assert delivered.seen == [("card", 0, 0)]


def as_under_newer_python(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let DBOS ask SQLite for `unixepoch`, as it does from Python 3.12 on."""
    newer = [
        step.replace("strftime('%s','now')", "unixepoch('subsec')")
        for step in sqlite_migrations
    ]
    assert any("unixepoch('subsec')" in step for step in newer)
    monkeypatch.setattr("dbos._sys_db_sqlite.sqlite_migrations", newer)
    monkeypatch.setattr(
        SQLiteSystemDatabase,
        "_now_ms_sql",
        lambda _: sa.cast(sa.func.unixepoch("subsec") * 1000, sa.BigInteger),
    )


def test_the_queues_connections_know_parts_of_a_second(sqlite_url: str) -> None:
    engine = create_queue_engine(sqlite_url)
    with engine.connect() as connection:
        both = sa.text("SELECT unixepoch(), unixepoch('subsec')")
        whole, precise = connection.execute(both).one()
        mode = connection.execute(sa.text("PRAGMA journal_mode")).scalar()
    engine.dispose()
    assert isinstance(precise, float) and isinstance(whole, int)
    assert 0 <= precise - whole < 5
    assert mode == "wal"


NOW = datetime(2026, 3, 31, 8, 30, tzinfo=UTC)
LEASE = 30


@pytest.fixture
def engine(sqlite_url: str) -> Iterator[sa.Engine]:
    engine = create_queue_engine(sqlite_url)
    yield engine
    engine.dispose()


@pytest.fixture
def either_engine(database_url: str) -> Iterator[sa.Engine]:
    engine = create_queue_engine(database_url)
    yield engine
    engine.dispose()


def executors(engine: sa.Engine) -> dict[str, datetime]:
    with engine.connect() as connection:
        rows = connection.execute(sa.select(col(Executor.id), col(Executor.beat_at)))
        return {row.id: row.beat_at for row in rows}


def test_a_silent_copy_is_taken_over_after_the_lease_and_not_before(
    either_engine: sa.Engine,
) -> None:
    ours, theirs = (
        Heartbeat(either_engine, "ours", lease=LEASE),
        Heartbeat(either_engine, "theirs"),
    )
    theirs.beat(NOW)
    recovered: list[list[str]] = []
    ours.beat(NOW + timedelta(seconds=LEASE))
    assert ours.take_over(recovered.append, NOW + timedelta(seconds=LEASE)) == 0
    assert ours.take_over(recovered.append, NOW + timedelta(seconds=LEASE + 1)) == 1
    assert recovered == [["theirs"]]
    assert list(executors(either_engine)) == ["ours"]


def test_a_take_over_that_breaks_off_is_found_again(engine: sa.Engine) -> None:
    ours, theirs = Heartbeat(engine, "ours", lease=LEASE), Heartbeat(engine, "theirs")
    theirs.beat(NOW)
    later = NOW + timedelta(hours=1)
    ours.beat(later)

    def break_off(_: list[str]) -> None:
        raise OSError

    with pytest.raises(OSError):
        ours.take_over(break_off, later)
    assert executors(engine)["theirs"] == DEAD
    recovered: list[list[str]] = []
    ours.take_over(recovered.append, later)
    assert recovered == [["theirs"]]


def test_who_was_taken_for_dead_posts_nothing_it_began_before(
    either_engine: sa.Engine,
) -> None:
    ours, theirs = (
        Heartbeat(either_engine, "ours", lease=LEASE),
        Heartbeat(either_engine, "theirs"),
    )
    theirs.beat(NOW)
    begun = theirs.generation
    assert theirs.holds(begun)
    later = NOW + timedelta(hours=1)
    ours.beat(later)
    ours.take_over(lambda _: None, later)
    theirs.beat(later)
    assert not theirs.holds(begun)
    assert theirs.holds(theirs.generation)


def test_who_is_being_taken_over_waits_until_that_is_done(engine: sa.Engine) -> None:
    ours, theirs = Heartbeat(engine, "ours", lease=LEASE), Heartbeat(engine, "theirs")
    theirs.beat(NOW)
    begun, later = theirs.generation, NOW + timedelta(hours=1)
    ours.beat(later)
    ours.take_over(lambda _: theirs.beat(later), later)
    assert not theirs.holds(begun)
    assert "theirs" not in executors(engine)
    theirs.beat(later)
    assert "theirs" in executors(engine)


def test_who_stops_well_is_taken_over_at_once(engine: sa.Engine) -> None:
    ours, theirs = Heartbeat(engine, "ours", lease=LEASE), Heartbeat(engine, "theirs")
    ours.beat(NOW)
    theirs.beat(NOW)
    theirs.stop()
    assert ours.take_over(lambda _: None, NOW) == 1


def test_a_beat_that_is_too_old_lets_nothing_be_posted(engine: sa.Engine) -> None:
    silent = Heartbeat(engine, "silent", lease=0)
    silent.beat(NOW)
    assert not silent.holds(silent.generation)
    assert not Heartbeat(engine, "never").is_fresh


def test_the_main_worker_of_a_file_comes_back_under_its_name(
    engine: sa.Engine,
) -> None:
    Heartbeat(engine, "main").beat(NOW)
    Heartbeat(engine, "main").stop()
    again = Heartbeat(engine, "main")
    again.beat(NOW)
    assert again.holds(0)
    assert executors(engine) == {"main": NOW}
