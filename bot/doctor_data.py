"""Whether the data is where it should be, can be written to, and opens."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import col

from bot.finding import Finding, fine, missing, note
from bot.settings import Settings, secret_of
from storage.database import create_engine, why_not_saved
from storage.keys import WrongKey, check_key, open_vault
from storage.migrate import CannotMigrate, is_current
from storage.models import KeyCheck, Leader
from storage.rows import AnySelect
from storage.transaction import Transaction
from storage.vault import BadKey, Vault

MAKE_ONE = "Nothing to do: it is made at the first start."


def look_at_data(settings: Settings) -> Iterator[Finding]:
    """Yield whether the database can be written to, is current, and opens."""
    file = settings.database_file
    if file is not None and not file.exists():
        yield _place_for(file)
        return
    try:
        yield from _database(settings)
    except CannotMigrate as newer:
        yield missing("The database is newer than this bot.", str(newer))
    except SQLAlchemyError as problem:
        reason = why_not_saved(problem) or "it answers with an error"
        yield missing(
            f"The database cannot be used: {reason}.",
            "Check OUTREACH_DATABASE_URL, that the server runs, and that this user may "
            "write there.",
        )


def chosen_channels(settings: Settings) -> list[str]:
    """Return the Slack channels that leaders chose; [] where that cannot be read."""
    query = (
        sa.select(col(Leader.channel_key))
        .where(col(Leader.channel_key) != "", col(Leader.channel_surface) == "slack")
        .distinct()
    )
    return [row[0] for row in read_rows(settings, query)]


def read_rows(settings: Settings, query: AnySelect) -> list[sa.Row[Any]]:
    """Return what a query finds; [] where there is no database, or none to read."""
    file = settings.database_file
    if file is not None and not file.exists():
        return []
    engine = create_engine(settings.database_url)
    try:
        with engine.connect() as connection:
            return list(connection.execute(query))
    except SQLAlchemyError:
        return []  # `look_at_data` has said what is wrong
    finally:
        engine.dispose()


def _place_for(file: Path) -> Finding:
    folder = file.resolve().parent
    if not os.access(folder, os.W_OK):
        return missing(
            f"There is no place for the database: {folder} cannot be written to.",
            "Make that folder, or name another one in OUTREACH_DATABASE_URL.",
        )
    return note(f"There is no database at {file} yet.", MAKE_ONE)


def _database(settings: Settings) -> Iterator[Finding]:
    engine = create_engine(settings.database_url)
    try:
        current = is_current(engine)
        with engine.connect() as connection:
            yield fine(f"The database can be written to ({_kind(connection)}).")
        if not current:
            yield note(
                "Its tables are from an earlier version.", "Type: outreach migrate"
            )
            return
        yield fine("Its tables are up to date.")
        yield from _key(settings, engine)
    finally:
        engine.dispose()


def _kind(connection: sa.Connection) -> str:
    """Write and take it back, and return what the database says about itself."""
    connection.exec_driver_sql("CREATE TABLE may_we_write (n INTEGER)")
    connection.rollback()
    if connection.dialect.name == "postgresql":
        version = connection.exec_driver_sql("SHOW server_version").scalar_one()
        return f"PostgreSQL {version}"
    names = ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
    values = (
        connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in names
    )
    pairs = zip(names, values, strict=True)
    return "SQLite, " + ", ".join(f"{name} {value}" for name, value in pairs)


def _key(settings: Settings, engine: sa.Engine) -> Iterator[Finding]:
    setting, file = secret_of(settings.encryption_key), settings.key_file
    if not setting and not file.exists():
        yield _no_key(file, in_use=_is_sealed(engine))
        return
    try:
        _open_all(engine, open_vault(setting, file))
    except BadKey as bad:
        yield missing("The key is not one.", str(bad))
    except WrongKey as wrong:
        yield missing("The key does not open this database.", str(wrong))
    else:
        yield fine("The key opens what is sealed.")
    if not setting and others_may_read(file):
        yield note(
            f"Others on this machine can read {file}.", f"Type: chmod 600 {file}"
        )


def _no_key(file: Path, *, in_use: bool) -> Finding:
    if not in_use:
        return note(f"There is no key at {file} yet.", MAKE_ONE)
    return missing(
        f"The key is missing: there is no file {file}.",
        "Put it back from your copy: without it, what was written cannot be read.",
    )


def _is_sealed(engine: sa.Engine) -> bool:
    with engine.connect() as connection:
        return connection.execute(sa.select(KeyCheck)).first() is not None


def _open_all(engine: sa.Engine, vault: Vault) -> None:
    with engine.connect() as connection:
        tx = Transaction(connection, vault=vault)
        check_key(tx)
        tx.connection.rollback()


def others_may_read(file: Path) -> bool:
    """Say whether anybody but the owner may read the file."""
    return bool(stat.S_IMODE(file.stat().st_mode) & (stat.S_IRWXG | stat.S_IRWXO))


def closed(file: Path) -> str:
    """Return how to keep a file to oneself."""
    return f"Type: chmod 600 {file}"
