import asyncio

from scheduler.timer import start_timer
from tests.patience import PATIENCE


async def test_a_job_is_called_at_once_and_again() -> None:
    calls = asyncio.Semaphore(0)

    async def work() -> None:
        calls.release()

    timer = start_timer([("tick", 0.02, work)])
    async with asyncio.timeout(PATIENCE):
        for _ in range(3):
            await calls.acquire()
    timer.stop()
    assert timer.last_tick_at["tick"] >= timer.started_at


async def test_a_job_that_fails_is_called_again_and_does_not_stop_the_others() -> None:
    failed, worked = asyncio.Semaphore(0), asyncio.Semaphore(0)

    async def bad() -> None:
        failed.release()
        raise ValueError("no")

    async def good() -> None:
        worked.release()

    timer = start_timer([("bad", 0.02, bad), ("good", 0.02, good)])
    async with asyncio.timeout(PATIENCE):
        for _ in range(2):
            await failed.acquire()
            await worked.acquire()
    timer.stop()
    assert "bad" not in timer.last_tick_at


async def test_a_job_never_overlaps_itself() -> None:
    running, most, done = 0, 0, asyncio.Semaphore(0)

    async def slow() -> None:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(0.05)
        running -= 1
        done.release()

    timer = start_timer([("slow", 0.01, slow)])
    async with asyncio.timeout(PATIENCE):
        for _ in range(3):
            await done.acquire()
    timer.stop()
    assert most == 1


async def test_a_stopped_timer_may_be_stopped_again() -> None:
    timer = start_timer([])
    timer.stop()
    timer.stop()
