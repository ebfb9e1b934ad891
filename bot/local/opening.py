"""Opening the sample company: the real core on a file of its own."""

import asyncio
import shutil
import tempfile
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

from bot.app import open_core
from bot.local.clock import DemoClock
from bot.local.news import News
from bot.local.sample import CARD, seed
from bot.local.sender import LocalSender
from bot.local.session import DemoSession
from bot.local.speakers import COUNTRY, LONDON, SURFACE, ZONE
from bot.settings import Settings

DELIVERED_WITHIN = 10.0  # seconds; then the clock moves on all the same


@dataclass(frozen=True, slots=True)
class Sample:
    """An open sample company."""

    session: DemoSession
    opened: AsyncExitStack

    async def close(self) -> None:
        """Stop everything, and remove its files."""
        await self.opened.aclose()


async def open_sample(news: News) -> Sample:
    """Make the sample company in a temporary folder, and live up to its first card.

    Raises:
        Refusal: a line of the sample is not understood.
        NotSaved: the temporary folder cannot be used.
    """
    async with AsyncExitStack() as opened:
        folder = tempfile.mkdtemp(prefix="outreach-demo-")
        opened.callback(shutil.rmtree, folder, ignore_errors=True)
        clock = DemoClock(CARD, zone=LONDON)
        core = await asyncio.to_thread(
            open_core, _settings(Path(folder)), lambda: clock.at
        )
        opened.push_async_callback(core.stop)

        async def delivered() -> None:
            await core.queue.drain(DELIVERED_WITHIN)

        await core.database.run_patiently(seed)
        await core.tick()  # before the queue starts: its first look finds the card
        await core.start_delivering({SURFACE: LocalSender(news)})
        await delivered()
        session = DemoSession(
            core.database,
            news=news,
            clock=clock,
            run_due=core.tick,
            delivered=delivered,
        )
        opened.push_async_callback(session.close)
        return Sample(session, opened.pop_all())


def _settings(folder: Path) -> Settings:
    return Settings.model_construct(  # this page listens to no environment
        database_url=f"sqlite:///{folder / 'sample.db'}",
        default_zone=ZONE,
        default_country=COUNTRY,
    )
