"""Opening the database, and the one way to run a transaction on it.

Everything between reading and committing is one plain function on a `Session`. On
SQLite it runs in the single writer thread (many writers cost 10 to 20 times in p99); on
PostgreSQL in a small pool of threads.
"""

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session, sessionmaker

from storage.vault import Vault

T = TypeVar("T")
Work = Callable[[Session], T]

BUSY_MS = 1500  # on the request path; Slack gives up after 3 s (R71)
START_WITHIN = 0.7  # seconds a request may wait for the writer thread
POSTGRES_THREADS = 8
PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "secure_delete=ON",
    f"busy_timeout={BUSY_MS}",
)


class NotSaved(Exception):
    """The database could not take it, and nothing was saved. `reason` is in words."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def normal_url(url: str) -> str:
    """Return `url` with the driver we ship: `postgres://` means psycopg 3."""
    for prefix in ("postgres://", "postgresql://"):
        if url.startswith(prefix):
            return "postgresql+psycopg://" + url.removeprefix(prefix)
    return url


def create_engine(url: str, *, threads: int = 1) -> sa.Engine:
    """Return an engine with our pragmas; on SQLite writers take the lock at BEGIN."""
    url = normal_url(url)
    if not url.startswith("sqlite"):
        timeouts = f"-c lock_timeout={BUSY_MS} -c statement_timeout=20000"
        return sa.create_engine(
            url,
            pool_size=threads,
            max_overflow=0,
            pool_timeout=START_WITHIN,
            pool_pre_ping=True,
            connect_args={"connect_timeout": 2, "options": timeouts},
        )
    engine = sa.create_engine(url, pool_size=1, max_overflow=0)

    @sa.event.listens_for(engine, "connect")
    def prepare(connection: Any, _: object) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves
        install_unixepoch(connection)
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")

    @sa.event.listens_for(engine, "begin")
    def begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def install_unixepoch(connection: Any) -> None:
    """Give SQLite older than 3.38/3.42 the function that the queue's tables use."""

    def unixepoch(*arguments: str) -> float | int:
        return time.time() if "subsec" in arguments else int(time.time())

    connection.create_function("unixepoch", -1, unixepoch)


class Database:
    """One database and the threads that write to it.

    `info` is handed to every session as `session.info`: the vault, and the queue that
    takes deliveries in the caller's own transaction.
    """

    def __init__(self, url: str, *, vault: Vault, **info: object) -> None:
        self.url = normal_url(url)
        self.is_sqlite = self.url.startswith("sqlite")
        threads = 1 if self.is_sqlite else POSTGRES_THREADS
        self.engine = create_engine(self.url, threads=threads)
        self.info: dict[str, object] = {"vault": vault, **info}
        self._sessions = sessionmaker(self.engine, expire_on_commit=False)
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="database")

    async def run(self, work: Work[T]) -> T:
        """Run `work` in one transaction; commit, or roll back if it raises.

        Raises:
            NotSaved: locked, read-only, full or unreachable; nothing was saved. Told
                within 2.5 s: 0.7 s of waiting for the thread, 1.5 s for the lock.
        """
        start_by = time.monotonic() + START_WITHIN
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, self._run, work, start_by)

    def run_now(self, work: Work[T]) -> T:
        """Do as `run`, from code without an event loop; waits as long as it takes."""
        return self._threads.submit(self._run, work, float("inf")).result()

    async def run_patiently(self, work: Work[T]) -> T:
        """Do as `run`, off the request path: waits for its turn as long as needed."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, self._run, work, float("inf"))

    def _run(self, work: Work[T], start_by: float) -> T:
        if time.monotonic() > start_by:
            raise NotSaved("the database is busy")
        try:
            with self._sessions(info=dict(self.info)) as session, session.begin():
                return work(session)
        except (OperationalError, PoolTimeout, DBAPIError) as error:
            if (reason := why_not_saved(error)) is None:
                raise
            raise NotSaved(reason) from error

    def close(self) -> None:
        """Finish what runs, then close the connections."""
        self._threads.shutdown(wait=True)
        self.engine.dispose()


def why_not_saved(error: Exception) -> str | None:
    """Return in words why the database refused, or None if the fault is ours."""
    text = str(getattr(error, "orig", error)).lower()
    if "locked" in text or "lock timeout" in text or isinstance(error, PoolTimeout):
        return "the database is busy"
    if "readonly" in text or "read-only" in text:
        return "the database is read-only"
    if "full" in text or "disk i/o" in text or "no space" in text:
        return "the disk is full"
    if isinstance(error, OperationalError) and (
        "connect" in text or "terminat" in text or "unable to open" in text
    ):
        return "the database cannot be reached"
    return None


def vault_of(session: Session) -> Vault:
    """Return the vault that seals this session's free text."""
    vault = session.info["vault"]
    assert isinstance(vault, Vault)
    return vault
