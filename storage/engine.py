"""Opening SQLite and PostgreSQL the way we need them: pragmas, locks and timeouts."""

import time
from typing import Any

import sqlalchemy as sa

BUSY_MS = 1500  # on the request path; Slack gives up after 3 s (R71)
STATEMENT_MS = 20_000
POOL_SECONDS = 0.7  # how long a thread waits for a connection
CONNECT_SECONDS = 2  # for a server to answer at all
PRAGMAS: tuple[str, ...] = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "secure_delete=ON",
)


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
        timeouts = f"-c lock_timeout={BUSY_MS} -c statement_timeout={STATEMENT_MS}"
        return sa.create_engine(
            url,
            pool_size=threads,
            max_overflow=0,
            pool_timeout=POOL_SECONDS,
            pool_pre_ping=True,
            hide_parameters=True,  # an error is logged, what people wrote is not
            connect_args={"connect_timeout": CONNECT_SECONDS, "options": timeouts},
        )
    engine = sa.create_engine(url, pool_size=1, max_overflow=0, hide_parameters=True)

    @sa.event.listens_for(engine, "connect")
    def prepare(connection: Any, _: object) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves
        install_unixepoch(connection)
        for pragma in (*PRAGMAS, f"busy_timeout={BUSY_MS}"):
            connection.execute(f"PRAGMA {pragma}")

    # Not an event: one listener makes every statement pay for looking for listeners.
    engine.dialect.do_begin = begin_immediate  # type: ignore[method-assign,assignment]
    return engine


def begin_immediate(connection: Any) -> None:
    """Begin as a writer: waiting for the lock here, not at the first write (R71)."""
    connection.execute("BEGIN IMMEDIATE")


def install_unixepoch(connection: Any) -> None:
    """Give SQLite older than 3.38/3.42 the function that the queue's tables use."""

    def unixepoch(*arguments: str) -> float | int:
        return time.time() if "subsec" in arguments else int(time.time())

    connection.create_function("unixepoch", -1, unixepoch)
