"""The queue's own connections to the database it shares with our tables."""

import logging
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from storage.database import install_unixepoch, normal_url

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
