"""Starting a server in its own process, and knowing when it answers."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

PATIENCE_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Running:
    """A server that answers on 127.0.0.1."""

    port: int
    process: subprocess.Popen[bytes]
    ready_seconds: float  # from the start of the process to the first answer

    @property
    def megabytes(self) -> float:
        """Resident memory now, in 10^6 bytes."""
        with open(f"/proc/{self.process.pid}/statm") as statm:  # noqa: PTH123
            pages = int(statm.read().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def free_port() -> int:
    """Return a port of 127.0.0.1 that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(
    arguments: Sequence[str], *, port: int, environment: Mapping[str, str] | None = None
) -> Iterator[Running]:
    """Run `python ARGUMENTS` until the block ends; SIGTERM must end it with 0."""
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *arguments], env={**os.environ, **(environment or {})}
    )
    try:
        while not _answers(port):
            if process.poll() is not None:
                raise RuntimeError(f"{arguments} ended with {process.returncode}")
            if time.perf_counter() - began > PATIENCE_SECONDS:
                raise TimeoutError(f"{arguments} does not answer")
            time.sleep(0.005)
        yield Running(port, process, time.perf_counter() - began)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def _answers(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=0.2):
            return True
    except OSError:
        return False
