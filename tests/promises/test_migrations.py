"""The versions build exactly the tables of the models, on both databases."""

import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlmodel import SQLModel

import storage.models  # noqa: F401  (fills SQLModel.metadata)
from storage.database.transactions import create_engine
from storage.migrations import write
from storage.migrations.migrate import (
    MIGRATIONS,
    VERSION_TABLE,
    CannotMigrate,
    bring_up_to_date,
    create_newest,
    is_current,
    is_ours,
    newest_version,
    upgrade,
)


@pytest.fixture
def empty_postgres(postgres_server: str) -> Iterator[str]:
    name = f"empty_{uuid4().hex}"
    engine = create_engine(postgres_server)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as link:
        link.execute(sa.text(f"CREATE DATABASE {name}"))
        yield engine.url.set(database=name).render_as_string(hide_password=False)
        link.execute(sa.text(f"DROP DATABASE {name} WITH (FORCE)"))
    engine.dispose()


@pytest.fixture
def empty_sqlite(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/new.db"


@pytest.fixture(
    params=["empty_sqlite", pytest.param("empty_postgres", marks=pytest.mark.postgres)]
)
def url(request: pytest.FixtureRequest) -> str:
    chosen: str = request.getfixturevalue(request.param)
    return chosen


@pytest.mark.parametrize("way", [upgrade, create_newest])
def test_both_ways_build_exactly_the_tables_of_the_models(
    url: str, way: Callable[[sa.Connection], None]
) -> None:
    engine = create_engine(url)
    with engine.begin() as connection:
        way(connection)
    assert is_current(engine)

    with engine.connect() as connection:
        tables = set(sa.inspect(connection).get_table_names())
        left_to_do = compare_metadata(
            MigrationContext.configure(connection, opts={"include_name": is_ours}),
            SQLModel.metadata,
        )
    engine.dispose()
    assert tables == {*SQLModel.metadata.tables, VERSION_TABLE}
    assert left_to_do == []


def test_what_both_ways_build_is_the_same_to_the_letter(tmp_path: Path) -> None:
    def built(way: Callable[[sa.Connection], None]) -> dict[str, list[str]]:
        engine = create_engine(f"sqlite:///{tmp_path}/{way.__name__}.db")
        with engine.begin() as connection:
            way(connection)
        looked = sa.inspect(engine)
        found = {
            name: sorted(
                map(
                    str,
                    [
                        *looked.get_columns(name),
                        *looked.get_indexes(name),
                        *looked.get_foreign_keys(name),
                        looked.get_pk_constraint(name),
                        *looked.get_unique_constraints(name),
                    ],
                )
            )
            for name in looked.get_table_names()
        }
        engine.dispose()
        return found

    assert built(upgrade) == built(create_newest)


def test_migrating_again_changes_nothing(url: str) -> None:
    bring_up_to_date(url)
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(
            sa.text("INSERT INTO keycheck (key_id, sealed) VALUES ('k', :sealed)"),
            {"sealed": b"kept"},
        )

    bring_up_to_date(url)

    with engine.connect() as connection:
        kept = connection.execute(sa.text("SELECT sealed FROM keycheck")).scalar_one()
    engine.dispose()
    assert bytes(kept) == b"kept"


def test_replicas_that_start_together_take_turns(url: str) -> None:
    failures: list[Exception] = []
    together = threading.Barrier(3)

    def start() -> None:
        together.wait()
        try:
            bring_up_to_date(url)
        except Exception as failure:
            failures.append(failure)

    replicas = [threading.Thread(target=start) for _ in range(3)]
    for replica in replicas:
        replica.start()
    for replica in replicas:
        replica.join()

    engine = create_engine(url)
    assert failures == []
    assert is_current(engine)
    engine.dispose()


def test_tables_of_the_queue_in_the_same_file_are_left_alone(empty_sqlite: str) -> None:
    path = empty_sqlite.removeprefix("sqlite:///")
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE workflow_status (workflow_uuid TEXT)")
        connection.execute("INSERT INTO workflow_status VALUES ('w')")

    bring_up_to_date(empty_sqlite)

    engine = create_engine(empty_sqlite)
    with engine.connect() as link:
        kept = link.execute(sa.text("SELECT count(*) FROM workflow_status"))
        assert kept.scalar_one() == 1
        context = MigrationContext.configure(link, opts={"include_name": is_ours})
        assert compare_metadata(context, SQLModel.metadata) == []
    engine.dispose()


def test_an_empty_file_is_migrated_and_keeps_our_pragmas(tmp_path: Path) -> None:
    file = tmp_path / "empty.db"
    file.touch()

    bring_up_to_date(f"sqlite:///{file}")

    with sqlite3.connect(file) as connection:
        [mode] = connection.execute("PRAGMA journal_mode").fetchone()
    assert mode == "wal"


def test_a_database_of_a_newer_outreach_is_refused_in_words(empty_sqlite: str) -> None:
    bring_up_to_date(empty_sqlite)
    engine = create_engine(empty_sqlite)
    with engine.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()

    with pytest.raises(CannotMigrate) as refused:
        bring_up_to_date(empty_sqlite)

    assert str(refused.value) == (
        "This database is at version 9999, made by a newer Outreach; this one knows "
        f"versions up to {newest_version()}. Install the newer Outreach."
    )


def test_every_version_stands_on_the_one_before_and_is_named_by_its_number() -> None:
    versions = list(ScriptDirectory(str(MIGRATIONS)).walk_revisions())[::-1]

    numbers = [f"{number:04}" for number in range(1, len(versions) + 1)]
    assert [version.revision for version in versions] == numbers
    assert [Path(version.path).name[:4] for version in versions] == numbers
    assert [version.down_revision for version in versions] == [None, *numbers[:-1]]
    assert newest_version() == numbers[-1]


def loads_alembic(url: str) -> bool:
    """Migrate in a process of its own; return whether it needed the migration code."""
    program = (
        "import sys; from storage.migrations.migrate import bring_up_to_date; "
        f"bring_up_to_date({url!r}); print('alembic' in sys.modules)"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert loaded.stdout in ("True\n", "False\n")
    return loaded.stdout == "True\n"


def test_a_current_database_is_recognized_without_loading_alembic(
    empty_sqlite: str,
) -> None:
    bring_up_to_date(empty_sqlite)

    assert not loads_alembic(empty_sqlite)


def test_a_new_database_is_made_without_loading_alembic(empty_sqlite: str) -> None:
    assert not loads_alembic(empty_sqlite)


def test_a_new_version_holds_what_the_models_say_and_the_versions_do_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = shutil.copytree(MIGRATIONS, tmp_path / "migrations")
    monkeypatch.setattr(write, "MIGRATIONS", ours)
    monkeypatch.setattr(write, "VERSIONS", ours / "versions")
    pet = sa.Table("pet", SQLModel.metadata, sa.Column("name", sa.String))
    try:
        written = write.write_version("people have pets").read_text()
    finally:
        SQLModel.metadata.remove(pet)

    assert 'op.create_table("pet"' in written
    assert written.count("op.create_table(") == 1
