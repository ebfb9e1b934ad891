"""One transaction at a time, saved as a whole or not at all, and told in words."""

import asyncio
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlmodel import col

import storage.database.transactions
from language.pseudo import PSEUDO
from language.say import current_language, speaking
from storage.database.transactions import (
    PRAGMAS,
    Database,
    NotSaved,
    Transaction,
    create_engine,
    install_unixepoch,
    normal_url,
)
from storage.database.vault import Vault
from storage.models import Seen
from tests.fakes import FakeClock
from tests.patience import PATIENCE


def remember(tx: Transaction, key: str) -> None:
    tx.execute(sa.insert(Seen).values(key=key, at=FakeClock()()))


def keys(tx: Transaction) -> list[str]:
    return list(tx.scalars(sa.select(col(Seen.key)).order_by(col(Seen.key))))


def file_of(database: Database) -> Path:
    name = database.engine.url.database
    assert name is not None
    return Path(name)


async def test_what_raises_leaves_nothing_behind(database: Database) -> None:
    def half(tx: Transaction) -> None:
        remember(tx, "half")
        raise ValueError("in the middle")

    with pytest.raises(ValueError, match="in the middle"):
        await database.run(half)

    assert await database.run(keys) == []


async def test_the_writer_speaks_the_language_of_each_who_waits(
    database: Database,
) -> None:
    async def spoken(locale: str) -> str:
        with speaking(locale):
            return await database.run_patiently(lambda tx: current_language())

    locales = ["es", "en", "es", "", PSEUDO]
    said = await asyncio.gather(*map(spoken, locales))

    assert said == ["es", "en", "es", "en", PSEUDO]


async def test_many_at_once_are_all_saved(database: Database) -> None:
    names = [f"key {number:02}" for number in range(40)]

    async def save(name: str) -> None:
        await database.run_patiently(lambda tx: remember(tx, name))

    await asyncio.gather(*map(save, names))

    assert await database.run(keys) == names


def test_foreign_keys_hold(database: Database) -> None:
    statement = (
        "INSERT INTO unit (id, workspace_id, name, name_key) "
        "VALUES ('u', 'nobody', 'U', 'u')"
    )
    with pytest.raises(sa.exc.IntegrityError):
        database.run_now(lambda tx: tx.execute(sa.text(statement)))


@pytest.mark.usefixtures("soon_busy")
def test_sqlite_is_opened_with_every_pragma(
    sqlite_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        storage.database.transactions, "PRAGMAS", PRAGMAS
    )  # without ours for tests

    def pragmas(tx: Transaction) -> dict[str, object]:
        names = [pragma.partition("=")[0] for pragma in (*PRAGMAS, "busy_timeout")]
        return {
            name: tx.execute(sa.text(f"PRAGMA {name}")).scalar_one() for name in names
        }

    assert sqlite_database.run_now(pragmas) == {
        "journal_mode": "wal",
        "synchronous": 2,  # FULL
        "foreign_keys": 1,
        "secure_delete": 1,
        "busy_timeout": 20,
    }


@pytest.mark.usefixtures("soon_busy")
async def test_a_locked_database_is_told_in_words(sqlite_database: Database) -> None:
    await sqlite_database.run(keys)  # the connection is open, with its own patience
    other = sqlite3.connect(file_of(sqlite_database), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        with pytest.raises(NotSaved) as refused:
            await sqlite_database.run(lambda tx: remember(tx, "k"))
    finally:
        other.execute("ROLLBACK")
        other.close()

    assert refused.value.reason == "the database is busy"
    assert await sqlite_database.run(keys) == []


async def test_who_waits_too_long_for_a_turn_is_told(
    sqlite_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.database.transactions.START_WITHIN", -1.0)

    with pytest.raises(NotSaved) as refused:
        await sqlite_database.run(lambda tx: remember(tx, "k"))

    assert refused.value.reason == "the database is busy"
    assert await sqlite_database.run_patiently(keys) == []


async def test_off_the_request_path_a_turn_is_waited_for(
    sqlite_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.database.transactions.START_WITHIN", -1.0)
    go_on = threading.Event()
    first = asyncio.create_task(
        sqlite_database.run_patiently(lambda tx: go_on.wait(PATIENCE))
    )
    second = asyncio.create_task(
        sqlite_database.run_patiently(lambda tx: remember(tx, "k"))
    )
    go_on.set()
    await asyncio.gather(first, second)

    assert await sqlite_database.run_patiently(keys) == ["k"]


async def answers_of_one_commit(
    database: Database, *works: Callable[[Transaction], object]
) -> list[object]:
    """Let `works` wait for the writer together, and return what each is told."""
    started, go_on = threading.Event(), threading.Event()

    def hold_up(tx: Transaction) -> None:
        started.set()
        go_on.wait(PATIENCE)

    first = asyncio.create_task(database.run_patiently(hold_up))
    await asyncio.to_thread(started.wait, PATIENCE)
    tasks = [asyncio.create_task(database.run_patiently(work)) for work in works]
    await asyncio.sleep(0)  # all of them stand in the queue
    go_on.set()
    await first
    together = asyncio.gather(*tasks, return_exceptions=True)
    return list(await asyncio.wait_for(together, PATIENCE))


@pytest.mark.parametrize("fault", [ValueError, StopIteration, BaseException])
async def test_a_broken_one_among_several_costs_the_others_nothing(
    sqlite_database: Database, fault: type[BaseException]
) -> None:
    def broken(tx: Transaction) -> None:
        remember(tx, "broken")
        raise fault("canary")

    told = await answers_of_one_commit(
        sqlite_database,
        lambda tx: remember(tx, "before"),
        broken,
        lambda tx: remember(tx, "after"),
    )

    assert [told[0], told[2]] == [None, None]
    assert isinstance(told[1], RuntimeError if fault is StopIteration else fault)
    assert await sqlite_database.run(keys) == ["after", "before"]


async def test_a_full_disk_is_told_in_words_to_all_who_share_the_commit(
    sqlite_database: Database,
) -> None:
    def leave_little_room(tx: Transaction) -> None:
        pages = tx.execute(sa.text("PRAGMA page_count")).scalar_one()
        tx.execute(sa.text(f"PRAGMA max_page_count = {pages + 3}")).all()

    def much(tx: Transaction) -> None:
        for number in range(100):
            remember(tx, f"{number}" * 2000)

    await sqlite_database.run(leave_little_room)
    told = await answers_of_one_commit(
        sqlite_database, lambda tx: remember(tx, "little"), much, keys
    )

    reasons = [one.reason for one in told if isinstance(one, NotSaved)]
    assert reasons == ["the disk is full"] * 3
    assert await sqlite_database.run(keys) == []


async def test_a_read_only_database_is_told_in_words(
    sqlite_database: Database, vault: Vault
) -> None:
    await sqlite_database.run(keys)
    url = f"sqlite:///file:{file_of(sqlite_database)}?mode=ro&uri=true"
    read_only = Database(url, vault=vault)

    with pytest.raises(NotSaved) as refused:
        await read_only.run(lambda tx: remember(tx, "k"))
    read_only.close()

    assert refused.value.reason == "the database is read-only"


async def test_a_server_that_is_away_is_told_in_words(vault: Vault) -> None:
    away = Database("postgresql://user:canary@127.0.0.1:1/outreach", vault=vault)

    with pytest.raises(NotSaved) as refused:
        await away.run(keys)
    away.close()

    assert refused.value.reason == "the database cannot be reached"
    assert "canary" not in str(refused.value)


@pytest.mark.parametrize("scheme", ["postgres", "postgresql"])
def test_a_plain_address_of_postgresql_means_the_driver_we_ship(scheme: str) -> None:
    assert normal_url(f"{scheme}://h/d") == "postgresql+psycopg://h/d"
    assert normal_url("sqlite:///d.db") == "sqlite:///d.db"


def test_sqlite_has_the_function_the_queue_needs_whatever_its_age() -> None:
    connection = sqlite3.connect(":memory:")
    install_unixepoch(connection)

    whole, fraction = connection.execute(
        "SELECT unixepoch(), unixepoch('subsec')"
    ).fetchone()

    assert isinstance(whole, int)
    assert isinstance(fraction, float)
    assert 0 <= fraction - whole < 2
    connection.close()


def test_two_engines_on_one_file_take_turns(sqlite_url: str) -> None:
    engines = [create_engine(sqlite_url) for _ in range(2)]

    def write(engine: sa.Engine, name: str) -> None:
        for number in range(20):
            with engine.begin() as connection:
                connection.execute(
                    sa.insert(Seen).values(key=f"{name}{number}", at=FakeClock()())
                )

    writers = [
        threading.Thread(target=write, args=(engine, name))
        for engine, name in zip(engines, "ab", strict=True)
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    with engines[0].connect() as connection:
        count = connection.execute(sa.select(sa.func.count()).select_from(Seen))
        assert count.scalar_one() == 40
    for engine in engines:
        engine.dispose()


async def test_after_closing_nothing_is_taken_and_that_is_said(
    sqlite_database: Database,
) -> None:
    sqlite_database.close()
    with pytest.raises(NotSaved, match="stopping"):
        await sqlite_database.run(lambda tx: None)
