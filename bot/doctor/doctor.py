"""What `outreach doctor` looks at: is everything there that the bot needs?

It only looks. It makes no file, no table and no key, and sends nothing but a greeting
to Slack, a request for a token to Microsoft, and one for its models to a second reader.
"""

import os
import platform
import socket
import sqlite3
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import col

from bot.doctor.finding import Finding, fine, missing, note
from bot.doctor.platforms import (
    look_at_second_reader,
    look_at_slack,
    look_at_teams,
)
from bot.settings import PREFIX, Settings, secret_of
from storage.database.keys import WrongKey, check_key, open_vault
from storage.database.transactions import Transaction, create_engine, why_not_saved
from storage.database.vault import BadKey, Vault
from storage.database.writer import AnySelect
from storage.migrations.migrate import CannotMigrate, is_current
from storage.models import KeyCheck, Leader, Workspace

OLDEST_PYTHON = (3, 11)
MAKE_ONE = "Nothing to do: it is made at the first start."
PLATFORMS = {"slack": "Slack", "teams": "Microsoft Teams"}
COME_BACK = (
    "Their cards are paused. They go on once they write to the bot again, or type: "
    "remind start"
)


def examine(settings: Settings, *, env_file: Path) -> Iterator[Finding]:
    """Yield what stands how, one finding a thing."""
    yield _python()
    yield from _settings(env_file)
    yield from look_at_data(settings)
    yield from look_at_people(settings)
    yield _address(settings.host, settings.port)
    yield from look_at_second_reader(
        url=settings.reader_url,
        key=secret_of(settings.reader_key),
        model=settings.reader_model,
    )
    if settings.teams_client_id or settings.teams_tenant_id:
        yield from look_at_teams(
            client_id=settings.teams_client_id,
            client_secret=secret_of(settings.teams_client_secret),
            tenant_id=settings.teams_tenant_id,
        )
        if not (settings.slack_bot_token or settings.slack_client_id):
            return  # Slack is not wanted
    yield from look_at_slack(
        bot_token=secret_of(settings.slack_bot_token),
        app_token=secret_of(settings.slack_app_token),
        signing_secret=secret_of(settings.slack_signing_secret),
        api_url=settings.slack_api_url,
        many_workspaces=settings.many_workspaces,
        channels=chosen_channels(settings) if settings.slack_bot_token else (),
    )


def _python() -> Finding:
    what = f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}."
    if sys.version_info < OLDEST_PYTHON:
        return missing(what, "Install Python 3.11 or newer.")
    return fine(what)


def _settings(env_file: Path) -> Iterator[Finding]:
    known = {PREFIX + name.upper() for name in Settings.model_fields}
    named = {name for name in os.environ if name.startswith(PREFIX)}
    if env_file.exists():
        lines = env_file.read_text(errors="replace").splitlines()
        named |= {
            line.partition("=")[0].strip() for line in lines if line.startswith(PREFIX)
        }
        if others_may_read(env_file):
            yield note(f"Others on this machine can read {env_file}.", closed(env_file))
        else:
            yield fine(f"Settings from {env_file} and the environment.")
    else:
        yield note(
            "There is no .env file, so the defaults and the environment count.",
            "To make one, type: cp .env.example .env && chmod 600 .env",
        )
    for name in sorted(named - known):
        yield note(f"{name} is no setting I know.", "See .env.example for their names.")


def _address(host: str, port: int) -> Finding:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((host, port))
        except OSError as taken:
            return missing(
                f"{host}:{port} cannot be listened on: {taken.strerror}.",
                "Stop what runs there, or choose another OUTREACH_PORT.",
            )
    return fine(f"{host}:{port} is free to listen on.")


# Whether the data is where it should be, can be written to, and opens.


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
        yield note(f"Others on this machine can read {file}.", closed(file))


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


# What the database tells: the channels to look at, and whom no card reaches.


def chosen_channels(settings: Settings) -> list[str]:
    """Return the Slack channels that leaders chose; [] where that cannot be read."""
    query = (
        sa.select(col(Leader.channel_key))
        .where(col(Leader.channel_key) != "", col(Leader.channel_surface) == "slack")
        .distinct()
    )
    return [row[0] for row in read_rows(settings, query)]


def look_at_people(settings: Settings) -> Iterator[Finding]:
    """Yield how many people cannot be written to, and why; nothing if all can."""
    for surface, problem, count in _unreachable(settings):
        people = "1 person" if count == 1 else f"{count} people"
        where = PLATFORMS.get(surface, surface)
        yield note(f"No card reaches {people} in {where}: {problem}.", COME_BACK)


def _unreachable(settings: Settings) -> list[tuple[str, str, int]]:
    query = (
        sa.select(col(Workspace.surface), col(Leader.delivery_problem), sa.func.count())
        .join(Workspace, col(Workspace.id) == col(Leader.workspace_id))
        .where(col(Leader.delivery_problem) != "", col(Leader.stopped) == sa.false())
        .group_by(col(Workspace.surface), col(Leader.delivery_problem))
        .order_by(col(Workspace.surface), col(Leader.delivery_problem))
    )
    return [tuple(row) for row in read_rows(settings, query)]


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
