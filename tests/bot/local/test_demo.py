"""`outreach demo` as a process: the port, the address, the end."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.patience import PATIENCE


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "demo", "--port", "0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "TMPDIR": str(tmp_path)},
    )
    yield process
    process.kill()
    process.communicate()


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_it_prints_where_it_is_and_ends_well_even_while_it_starts(
    demo: subprocess.Popen[str], tmp_path: Path, how: signal.Signals
) -> None:
    assert demo.stdout is not None
    line = demo.stdout.readline()
    found = re.fullmatch(r"Outreach is at (http://127\.0\.0\.1:\d+)\n", line)
    assert found is not None, line
    shell = httpx.get(found.group(1), timeout=PATIENCE)
    assert "<h1>Outreach</h1>" in shell.text

    demo.send_signal(how)
    _, errors = demo.communicate(timeout=PATIENCE)

    assert (demo.returncode, errors) == (0, "")
    assert list(tmp_path.iterdir()) == []


def test_a_port_in_use_is_told_and_ends_with_an_error() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])

        ended = subprocess.run(
            [sys.executable, "-m", "bot", "demo", "--port", port],
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        )

    assert ended.returncode != 0
    assert f"Port {port} is in use." in ended.stderr + ended.stdout
