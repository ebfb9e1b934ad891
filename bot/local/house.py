"""Keeping one sample company open behind the page: making, replacing, removing it."""

import asyncio
import gc
import logging
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from bot.local.news import News
from bot.local.stage import Stage

if TYPE_CHECKING:
    from bot.local.opening import Sample

log = logging.getLogger("outreach.page")

BROKE = "The sample company could not be set up: {0}. Stop with Ctrl+C and try again."


class House:
    """The page's stage, and the sample company that stands on it."""

    def __init__(self, news: News) -> None:
        self.stage = Stage(news, start_over=self.start_over)
        self._sample: Sample | None = None
        self._turn = asyncio.Lock()

    async def open(self) -> None:
        """Make the sample company; the page shows it, or why there is none."""
        async with self._turn:
            await self._open()

    async def start_over(self) -> None:
        """Remove the sample company and make a fresh one."""
        async with self._turn:
            await self._close()
            await self._open()

    async def close(self) -> None:
        """Remove the sample company and every file of it."""
        async with self._turn:
            await self._close()

    async def _open(self) -> None:
        try:
            # Loading the bot takes a second, so the page is served meanwhile.
            opening = await asyncio.to_thread(_load)
            self._sample = await opening(self.stage.news)
        except Exception as error:
            log.exception("The sample company could not be set up")
            self.stage.show(None, problem=BROKE.format(error))
        else:
            self.stage.show(self._sample.session)

    async def _close(self) -> None:
        self.stage.show(None)
        if self._sample is not None:
            await self._sample.close()
            self._sample = None


def _load() -> "Callable[[News], Awaitable[Sample]]":
    gc.disable()  # nothing that is loaded becomes garbage: 0.2 s of 2.6 saved
    try:
        from bot.local.opening import open_sample
    finally:
        gc.freeze()
        gc.enable()
    return open_sample
