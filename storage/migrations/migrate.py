"""Bringing a database up to the newest tables."""

from pathlib import Path

import sqlalchemy as sa
from sqlmodel import SQLModel

from storage.database.transactions import create_engine, normal_url

MIGRATIONS = Path(__file__).parent
VERSION_TABLE = "alembic_version"
LOCK = 0x6F757472  # "outr": PostgreSQL advisory lock, one migrating replica at a time
PATIENCE_MS = 60_000  # how long a replica waits for another one's migration


class CannotMigrate(Exception):
    """The database cannot be brought up to date. Its text is shown as it is."""


def bring_up_to_date(url: str) -> None:
    """Bring the database at `url` up to the newest tables, all or nothing.

    An empty one gets them at once, one that has them is left alone. Replicas that start
    together take turns; the later ones find the work done.

    Raises:
        CannotMigrate: a newer Outreach made this database.
    """
    engine = create_engine(normal_url(url))
    try:
        if not is_current(engine):
            _migrate_in_turn(engine)
    finally:
        engine.dispose()


def newest_version() -> str:
    """Return the version these sources bring a database to, e.g. "0001".

    Version files are named NNNN_what_changes.py, each on top of the one before.
    """
    return max(file.name for file in (MIGRATIONS / "versions").glob("[0-9]*.py"))[:4]


def version_of(connection: sa.Connection) -> str | None:
    """Return the version a database is at, or None if it is empty."""
    if not sa.inspect(connection).has_table(VERSION_TABLE):
        return None
    version = connection.execute(sa.text(f"SELECT version_num FROM {VERSION_TABLE}"))
    return version.scalar_one_or_none()


def is_current(engine: sa.Engine) -> bool:
    """Say whether the database is at the newest version. Takes no lock.

    Raises:
        CannotMigrate: it is beyond that.
    """
    if engine.dialect.name != "sqlite":
        with engine.connect() as connection:
            return _is_newest(version_of(connection))
    raw = engine.raw_connection()  # our engine would take the write lock at BEGIN
    try:
        cursor = raw.cursor()
        cursor.execute(f"SELECT name FROM sqlite_master WHERE name = '{VERSION_TABLE}'")
        if cursor.fetchone() is None:
            return False
        cursor.execute(f"SELECT version_num FROM {VERSION_TABLE}")
        found = cursor.fetchone()
    finally:
        raw.close()
    return _is_newest(found and found[0])


def _is_newest(found: str | None) -> bool:
    newest = newest_version()
    if found is not None and found > newest:
        raise CannotMigrate(
            f"This database is at version {found}, made by a newer Outreach; "
            f"this one knows versions up to {newest}. Install the newer Outreach."
        )
    return found == newest


def _migrate_in_turn(engine: sa.Engine) -> None:
    with engine.connect() as connection:
        _be_patient(connection)
        with connection.begin():
            if engine.dialect.name == "postgresql":
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(LOCK)))
            version = version_of(connection)
            if _is_newest(version):
                return
            if version is None:
                create_newest(connection)
            else:
                upgrade(connection)
            if engine.dialect.name == "sqlite":
                _refuse_broken_references(connection)


def _be_patient(connection: sa.Connection) -> None:
    """Lift the limits of the request path, before the transaction begins."""
    if connection.dialect.name == "sqlite":
        raw = connection.connection.driver_connection
        assert raw is not None
        raw.execute(f"PRAGMA busy_timeout={PATIENCE_MS}")
        raw.execute("PRAGMA foreign_keys=OFF")  # a batch change rebuilds its table
    else:
        with connection.begin():
            connection.execute(sa.text(f"SET lock_timeout = {PATIENCE_MS}"))
            connection.execute(sa.text("SET statement_timeout = 0"))


def create_newest(connection: sa.Connection) -> None:
    """Make the newest tables in a database that has none of ours, and note the version.

    As the versions make them one by one, which a test holds, but without loading the
    migration code: 12 MB and half a second at the first start.
    """
    import storage.models  # noqa: F401  (fills the metadata)

    SQLModel.metadata.create_all(connection, checkfirst=False)
    noted = sa.Table(
        VERSION_TABLE,
        sa.MetaData(),
        sa.Column("version_num", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("version_num", name=f"{VERSION_TABLE}_pkc"),
    )
    noted.create(connection)
    connection.execute(sa.insert(noted).values(version_num=newest_version()))


def upgrade(connection: sa.Connection) -> None:
    """Run the versions that a database lacks, within the caller's transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(MIGRATIONS))
    command.upgrade(config, "head")


def _refuse_broken_references(connection: sa.Connection) -> None:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if broken is not None:
        raise CannotMigrate(
            f"A row of “{broken[0]}” would lose the row of “{broken[2]}” it belongs "
            "to, so nothing was changed. Please report this, with the version you had."
        )


# Which tables the migrations look after.


def is_ours(name: str | None, type_: str, parents: object) -> bool:
    """Say whether Alembic may look at `name`.

    The durable queue keeps its own tables in the same database; on SQLite nothing but
    their names tells them from ours.
    """
    return type_ != "table" or name in SQLModel.metadata.tables
