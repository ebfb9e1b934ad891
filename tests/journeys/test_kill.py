"""kill -9 between decide, enqueue, post and record: nothing lost, nothing doubled."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from scheduler.delivery.heartbeat import LEASE_SECONDS
from storage.database.transactions import Database
from storage.database.vault import Vault
from tests.crash.counting_slack import cards, counting_slack, notices
from tests.crash.worker import KEY, POINTS
from tests.dana import add_dana
from tests.fake_slack.server import FakeSlack
from tests.fakes import FakeClock

ROOT = Path(__file__).parents[2]
LEASE = 0.4  # seconds of silence that make a copy dead, in these tests


@dataclass
class Workers:
    """The program that starts a fresh copy of the bot for each order."""

    program: subprocess.Popen[str]
    slack: FakeSlack
    url: str
    to_channel: bool = False
    lease: float = LEASE

    def order(self, **order: Any) -> str:
        assert self.program.stdin is not None
        whole = {
            "url": self.url,
            "api_url": self.slack.api_url,
            "to_channel": self.to_channel,
            "die_at": "",
            "lease": self.lease,
            **order,
        }
        self.program.stdin.write(json.dumps(whole) + "\n")
        self.program.stdin.flush()
        return self.answer()

    def answer(self) -> str:
        assert self.program.stdout is not None
        return self.program.stdout.readline().strip()

    def run(self, die_at: str = "") -> int:
        """Run one copy until it has delivered all, or died; return how it ended."""
        return int(self.order(die_at=die_at))


@contextmanager
def started_program() -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "tests.crash.worker"]
    with subprocess.Popen(
        command, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as started:
        yield started
        started.communicate()


@pytest.fixture(scope="module")
def program() -> Iterator[subprocess.Popen[str]]:
    with started_program() as started:
        yield started


@pytest.fixture(scope="module")
def another_program() -> Iterator[subprocess.Popen[str]]:
    with started_program() as started:
        yield started


@pytest.fixture
def slack() -> Iterator[FakeSlack]:
    with counting_slack() as running:
        yield running


@pytest.fixture
def workers(
    program: subprocess.Popen[str], slack: FakeSlack, database_url: str
) -> Workers:
    return opened(program, slack, database_url)


@pytest.fixture
def sqlite_workers(
    program: subprocess.Popen[str], slack: FakeSlack, sqlite_url: str
) -> Workers:
    return opened(program, slack, sqlite_url)


def opened(program: subprocess.Popen[str], slack: FakeSlack, url: str) -> Workers:
    database = Database(url, vault=Vault([KEY]))
    database.run_now(lambda tx: add_dana(tx, FakeClock()()))
    database.close()
    return Workers(program, slack, url)


@pytest.mark.parametrize("point", POINTS)
def test_a_copy_killed_anywhere_leaves_exactly_one_card(
    workers: Workers, point: str
) -> None:
    assert workers.run(die_at=point) == -signal.SIGKILL
    assert workers.run() == 0
    assert cards(workers.slack) == 1
    assert notices(workers.slack) == 0


@pytest.mark.parametrize("first", POINTS[1:])
@pytest.mark.parametrize("second", POINTS[2:])
def test_two_copies_killed_anywhere_leave_exactly_one_card(
    sqlite_workers: Workers, first: str, second: str
) -> None:
    assert sqlite_workers.run(die_at=first) == -signal.SIGKILL
    if sqlite_workers.run(die_at=second) != 0:  # 0: it did not come by there
        assert sqlite_workers.run() == 0
    assert cards(sqlite_workers.slack) == 1
    assert notices(sqlite_workers.slack) == 0


@pytest.mark.parametrize(
    ("point", "to_channel"),
    [*((point, False) for point in POINTS), ("marked", True), ("posted", True)],
)
def test_where_nobody_can_look_there_are_never_two_and_the_leader_is_told(
    sqlite_workers: Workers, point: str, to_channel: bool
) -> None:
    sqlite_workers.to_channel = to_channel
    sqlite_workers.slack.missing_scopes.add("im:history")
    assert sqlite_workers.run(die_at=point) == -signal.SIGKILL
    assert sqlite_workers.run() == 0
    in_doubt = point in ("marked", "posted")
    expected = 0 if point == "marked" else 1
    assert cards(sqlite_workers.slack) == expected
    assert notices(sqlite_workers.slack) == in_doubt


@pytest.mark.parametrize("first", ["marked", "posted"])
@pytest.mark.parametrize("second", ["marked", "posted"])
def test_the_leader_is_told_even_if_the_copy_that_tells_is_killed(
    sqlite_workers: Workers, first: str, second: str
) -> None:
    sqlite_workers.slack.missing_scopes.add("im:history")
    assert sqlite_workers.run(die_at=first) == -signal.SIGKILL
    assert sqlite_workers.run(die_at=second) == -signal.SIGKILL
    assert sqlite_workers.run() == 0
    assert cards(sqlite_workers.slack) == (first == "posted")
    assert len(set(sqlite_workers.slack.texts) - {"Card"}) == 1


def test_a_copy_that_is_asked_to_end_does_so_with_status_0(workers: Workers) -> None:
    process = int(workers.order(until_terminated=True))
    os.kill(process, signal.SIGTERM)
    assert workers.answer() == "0"
    assert workers.run() == 0
    assert cards(workers.slack) == 1


def test_two_copies_at_once_on_one_database_leave_one_card(
    workers: Workers, another_program: subprocess.Popen[str]
) -> None:
    workers.lease = LEASE_SECONDS  # both live, however slowly
    beside = Workers(another_program, workers.slack, workers.url, lease=workers.lease)
    waiting = int(beside.order(until_terminated=True))
    assert workers.run() == 0
    os.kill(waiting, signal.SIGTERM)
    assert beside.answer() == "0"
    assert cards(workers.slack) == 1
