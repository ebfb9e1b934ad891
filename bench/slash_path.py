"""The whole path of `/outreach log`: signed request, committed row, reply.

Against bare Bolt, and against bare Bolt with one raw committed insert, in one run and
by turns, because the machines are noisy.
"""

import asyncio
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median

from bench.fake_slack import fake_slack
from bench.load import Load, send_all
from bench.rows import Row, at_least, at_most, floor
from bench.servers import Running, free_port, running
from bench.signed import SECRET, signed

ROUNDS, FEWEST_ROUNDS = 5, 3
PATIENCE = 45.0  # seconds; a busy machine has fewer rounds, so that all ends in time
ALONE, TOGETHER = 400, 1000  # requests a round, at 1 and at 32 connections
LINES = (
    "log Dana call: worried about the cut-over",
    "log Rosa met listened 70% next 12 May",
    "log Kim email yesterday",
    "log Dana postponed",
)


@contextmanager
def outreach(folder: Path, slack_api_url: str) -> Iterator[Running]:
    """Run the real bot over HTTP on a SQLite file."""
    port = free_port()
    settings = {
        "OUTREACH_DATABASE_URL": f"sqlite:///{folder}/outreach.db",
        "OUTREACH_SLACK_BOT_TOKEN": "xoxb-bench",
        "OUTREACH_SLACK_SIGNING_SECRET": SECRET,
        "OUTREACH_SLACK_API_URL": slack_api_url,
        "OUTREACH_PORT": str(port),
        "OUTREACH_DEFAULT_ZONE": "Europe/London",
    }
    with running(["-m", "bot", "run"], port=port, environment=settings) as server:
        yield server


def measure() -> list[Row]:
    """Return the rows of the slash path, and of readiness and memory on the way."""
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        api = stack.enter_context(fake_slack())
        servers = {
            kind: stack.enter_context(_floor(kind, folder))
            for kind in ("echo", "bolt", "bolt+insert")
        }
        ours = stack.enter_context(outreach(folder, api))
        fresh = ours.megabytes
        _settle(ours)
        loads = _by_turns({**servers, "outreach": ours})
        rows = _rows(loads)
        rows.append(at_most("run: ready", ours.ready_seconds, 2.0, "s"))
        rows.append(floor("run: memory at start", fresh, "MB"))
        rows.append(at_most("run: memory under load", ours.megabytes, 150, "MB"))
    return rows


@contextmanager
def _floor(kind: str, folder: Path) -> Iterator[Running]:
    port = free_port()
    arguments = ["-m", "bench.floors", kind, str(port), str(folder / "floor.db")]
    with running(arguments, port=port) as server:
        yield server


def _settle(server: Running) -> None:
    """Put the people on file and warm up what is made at first use."""
    setting = [
        "add Dana Whitfield, head of Operations",
        "add Rosa Lim in Operations reports to Dana",
        "add Kim Park in Legal",
        *LINES,
    ]
    for line in setting:
        load = asyncio.run(send_all(server.port, [signed(line)], connections=1))
        if load.refused:
            raise RuntimeError(f"{line}: {load.sample}")


def is_enough(rounds: int, seconds: float) -> bool:
    """Say whether so many rounds do, since they took so long."""
    return rounds >= FEWEST_ROUNDS and seconds > PATIENCE


def _by_turns(servers: dict[str, Running]) -> dict[tuple[str, int], list[Load]]:
    loads: dict[tuple[str, int], list[Load]] = {}
    began = time.perf_counter()
    for done in range(ROUNDS):
        if is_enough(done, time.perf_counter() - began):
            break
        for kind, server in servers.items():
            for connections, count in ((1, ALONE), (32, TOGETHER)):
                requests = [signed(LINES[n % len(LINES)]) for n in range(count)]
                load = asyncio.run(
                    send_all(server.port, requests, connections=connections)
                )
                if load.refused:
                    raise RuntimeError(f"{kind}: {load.sample}")
                loads.setdefault((kind, connections), []).append(load)
    return loads


def _rows(loads: dict[tuple[str, int], list[Load]]) -> list[Row]:
    def p50(kind: str) -> float:
        return median(load.p50 for load in loads[kind, 1])

    def rate(kind: str) -> float:
        return median(load.per_second for load in loads[kind, 32])

    p99 = median(load.p99 for load in loads["outreach", 32])
    return [
        floor("client and echo, 32 lines", rate("echo"), "/s"),
        floor("bare Bolt, p50", p50("bolt"), "ms"),
        floor("bare Bolt + insert, p50", p50("bolt+insert"), "ms"),
        floor("bare Bolt, 32 lines", rate("bolt"), "/s"),
        floor("bare Bolt + insert, 32 lines", rate("bolt+insert"), "/s"),
        floor("/outreach log, p50", p50("outreach"), "ms"),
        floor("/outreach log, 32 lines", rate("outreach"), "/s"),
        at_most(
            "/outreach log, p50 over Bolt + insert",
            p50("outreach") / p50("bolt+insert"), 4, "x",
        ),
        at_least(
            "/outreach log, throughput over bare Bolt",
            rate("outreach") / rate("bolt"), 0.12, "x",
        ),
        at_most("/outreach log, p99 with 32 lines", p99, 100, "ms"),
    ]  # fmt: skip
