"""Sending requests over a few kept-alive connections, and timing each answer."""

import asyncio
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

LENGTH = re.compile(rb"content-length: *(\d+)", re.I)


@dataclass(frozen=True, slots=True)
class Load:
    """What came of it. Times in milliseconds."""

    per_second: float
    p50: float
    p99: float
    answers: int
    refused: int  # other than HTTP 200
    sample: str  # the body of the last answer


class _Line(asyncio.Protocol):
    """One connection: writes a request, reads one answer, writes the next."""

    def __init__(self, requests: list[bytes], done: asyncio.Future[None]) -> None:
        self.requests = requests
        self.done = done
        self.times: list[float] = []
        self.refused = 0
        self.sample = b""
        self._buffer = b""
        self._began = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self._send()

    def _send(self) -> None:
        if not self.requests:
            self.transport.close()
            self.done.set_result(None)
            return
        self._began = time.perf_counter()
        self.transport.write(self.requests.pop())

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        head, gap, body = self._buffer.partition(b"\r\n\r\n")
        found = LENGTH.search(head)
        if not gap or found is None or len(body) < int(found.group(1)):
            return
        self.times.append(time.perf_counter() - self._began)
        self.refused += not head.startswith(b"HTTP/1.1 200")
        self.sample, self._buffer = body, b""
        self._send()

    def connection_lost(self, error: Exception | None) -> None:
        if not self.done.done():
            self.done.set_exception(error or ConnectionError("closed early"))


def _same(line: _Line) -> _Line:
    return line


async def send_all(port: int, requests: Sequence[bytes], *, connections: int) -> Load:
    """Send `requests` to 127.0.0.1 over `connections` lines, each one at a time."""
    loop = asyncio.get_running_loop()
    shared = list(reversed(requests))
    lines: list[_Line] = []
    began = time.perf_counter()
    for _ in range(connections):
        line = _Line(shared, loop.create_future())
        await loop.create_connection(partial(_same, line), "127.0.0.1", port)
        lines.append(line)
    await asyncio.gather(*(line.done for line in lines))
    took = time.perf_counter() - began
    times = sorted(one for line in lines for one in line.times)
    return Load(
        per_second=len(times) / took,
        p50=times[len(times) // 2] * 1000,
        p99=times[int(len(times) * 0.99)] * 1000,
        answers=len(times),
        refused=sum(line.refused for line in lines),
        sample=lines[0].sample.decode(errors="replace"),
    )
