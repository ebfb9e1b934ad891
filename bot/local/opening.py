"""Opening the sample company: the real core on a file of its own, and its past."""

import asyncio
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from bot.app import Core, open_core
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
    core: Core
    folder: Path

    async def close(self) -> None:
        """Stop everything, and remove the folder."""
        await self.session.close()
        await self.core.stop()
        await asyncio.to_thread(shutil.rmtree, self.folder, ignore_errors=True)


async def open_sample(news: News) -> Sample:
    """Make the sample company in a temporary folder, up to its first card.

    Raises:
        Refusal: a line of the sample is not understood.
        NotSaved: the temporary folder cannot be used.
    """
    folder = Path(await asyncio.to_thread(tempfile.mkdtemp, prefix="outreach-demo-"))
    clock = DemoClock(CARD, zone=LONDON)
    settings = Settings.model_construct(  # this page listens to no environment
        database_url=f"sqlite:///{folder / 'sample.db'}",
        default_zone=ZONE,
        default_country=COUNTRY,
    )
    core = await asyncio.to_thread(open_core, settings, lambda: clock.at)

    async def delivered() -> None:
        await core.queue.drain(DELIVERED_WITHIN)

    await core.database.run_patiently(seed)
    await core.tick()  # before the queue starts: its first look finds the card
    await core.start_delivering({SURFACE: LocalSender(news)})
    await delivered()
    session = DemoSession(
        core.database, news=news, clock=clock, run_due=core.tick, delivered=delivered
    )
    return Sample(session, core, folder)
