"""Waiting in a test: for as long as a busy machine may take, and not in vain."""

import asyncio
from collections.abc import Callable

import pytest

PATIENCE = 100.0  # seconds; a test that works never waits this long


async def until(holds: Callable[[], bool]) -> None:
    """Wait for what is on its way. Raises TimeoutError."""
    async with asyncio.timeout(PATIENCE):
        while not holds():
            await asyncio.sleep(0.01)


def let_time_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let everything on this event loop that waits at most `PATIENCE` give up now.

    Only what begins after the call gets its whole time.
    """
    loop = asyncio.get_running_loop()
    in_life = loop.time
    monkeypatch.setattr(loop, "time", lambda: in_life() + PATIENCE)
