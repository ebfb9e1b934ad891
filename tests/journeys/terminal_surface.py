"""The week at a terminal: `outreach say` and `outreach tick`, line for line."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

from bot.app import Core, open_core
from bot.terminal import run_clock, say_line
from tests.fakes import FakeClock
from tests.journeys.new_database import settings_on
from tests.journeys.week import ADA, ChoosesChannel, Comes, Fills, Presses, Types


class TerminalSurface:
    """Implements Surface. Nothing can be pressed: what says the same is typed."""

    def __init__(self, core: Core, clock: FakeClock) -> None:
        self.core = core
        self.clock = clock
        self.printed: list[str] = []

    async def types(self, step: Types, text: str) -> None:
        await self._say(step.who, text, step.at)

    async def presses(self, step: Presses) -> None:
        if step.typed:
            await self._say(ADA, step.typed, step.at)

    async def fills(self, step: Fills) -> None:
        await self._say(ADA, step.typed, step.at)

    async def chooses_channel(self, step: ChoosesChannel) -> None:
        await self._say(ADA, "channel #wins", step.at)

    async def comes(self, step: Comes) -> None:
        self.clock.now = step.at
        assert await run_clock(self.core, show=self.printed.append)

    async def standing(self) -> list[str]:
        return list(self.printed)

    async def _say(self, who: str, text: str, at: datetime) -> None:
        self.clock.now = at
        show = self.printed.append
        assert await say_line(self.core, name=who, text=text, at=at, show=show)
        assert await run_clock(self.core, show=show)


@asynccontextmanager
async def open_terminal(
    url: str, folder: Path, start: datetime
) -> AsyncIterator[TerminalSurface]:
    """Open what `outreach say` opens, on an empty database."""
    settings = settings_on(url, folder, zone="Europe/London")
    clock = FakeClock(start)
    core = open_core(settings, clock)
    try:
        yield TerminalSurface(core, clock)
    finally:
        core.close()
