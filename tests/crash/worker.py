"""Decides on one card and delivers it, dying where it is told to.

    python -m tests.crash.worker

reads one JSON object per line, does what it says in a fresh process, and answers with
one line: how that process ended, as a negative signal number or an exit status. A
process that runs until it is terminated first says its process id.
"""

import asyncio
import json
import os
import signal
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
from typing import Any

from bot.web import web_session
from scheduler.delivery.deliver import deliver
from scheduler.delivery.queue import DurableQueue
from scheduler.local_time import system_clock
from scheduler.outgoing import Target, send_once
from storage.database.transactions import Database, Transaction
from storage.database.vault import Vault
from storage.message import Message
from tests.crash.dying_sender import DyingSender, die
from tests.dana import CHANNEL, TENANT, USER
from tests.patience import PATIENCE
from tests.unhurried import unhurried

POINTS = ("decided", "committed", "marked", "posted", "recorded")
POLL_SECONDS = 0.03
SETTLE_SECONDS = 0.02
KEY = bytes(range(32))


def decide(
    tx: Transaction, *, to_channel: bool, reached: Callable[[str], None]
) -> None:
    """Write and enqueue the card of the day, as a tick does; once per day."""
    send_once(
        tx,
        Message(headline="Card"),
        once_key="card:2026-03-31",
        kind="summary" if to_channel else "nudge",
        workspace_id="w",
        leader_id="dana",
        to=Target("slack", TENANT, CHANNEL if to_channel else USER, to_channel),
        on=date(2026, 3, 31),
        at=datetime.now(UTC),
    )
    reached("decided")


async def run(order: dict[str, Any]) -> bool:
    """Decide, deliver what is queued, and stop; False if something was left."""

    def reached(point: str) -> None:
        if point == order["die_at"]:
            die()

    queue = DurableQueue(order["url"], poll_seconds=POLL_SECONDS, lease=order["lease"])
    queue.prepare()
    database = Database(order["url"], vault=Vault([KEY]), queue=queue)
    session = web_session()
    step = partial(
        deliver,
        database=database,
        senders={"slack": DyingSender(order["api_url"], session, reached)},
        clock=system_clock,
        settle=SETTLE_SECONDS,
    )

    async def deliver_and_maybe_die(*asked: Any) -> None:
        await step(*asked)
        reached("recorded")

    await database.run(partial(decide, to_channel=order["to_channel"], reached=reached))
    reached("committed")
    await queue.start(deliver_and_maybe_die, surfaces=["slack"])
    drained = True
    if order.get("until_terminated"):
        terminated = asyncio.Event()
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, terminated.set)
        print(os.getpid(), flush=True)
        await terminated.wait()
    else:
        drained = await queue.drain(PATIENCE)
    await queue.stop()
    await session.close()
    database.close()
    queue.close()
    return drained


def main() -> None:
    """Serve orders. The modules are loaded once, each order gets a fork."""
    unhurried()
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            drained = asyncio.run(run(json.loads(line)))
            os._exit(0 if drained else 1)
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    main()
