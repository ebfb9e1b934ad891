"""The week on the local page: what its script is given, and what it sends."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.app import Core, open_core
from bot.local.clock import DemoClock
from bot.local.opening import DemoSession, LocalSender
from bot.local.sample import LONDON, SPEAKERS
from bot.local.stage import News
from tests.bot.local.company import words
from tests.journeys.new_database import settings_on
from tests.journeys.week import ADA, ChoosesChannel, Comes, Fills, Presses, Types
from tests.patience import PATIENCE

Plain = dict[str, Any]
KEYS = {who.name: who.key for who in SPEAKERS.values()}


class PageSurface:
    """Implements Surface."""

    def __init__(self, core: Core, session: DemoSession, clock: DemoClock) -> None:
        self.core = core
        self.session = session
        self.clock = clock
        self.form: Plain = {}

    async def types(self, step: Types, text: str) -> None:
        self._at(step.at)
        told = await self.session.say(KEYS[step.who], text)
        assert told == {"refused": False}
        await self._settle()

    async def presses(self, step: Presses) -> None:
        self._at(step.at)
        button = await self._newest(step.meaning)
        told = await self._press(button, step.choice, {})
        self.form = told.get("form") or {}
        assert self.form or told == {"refused": False}

    async def fills(self, step: Fills) -> None:
        self._at(step.at)
        assert set(step.answers) <= {one["name"] for one in self.form["fields"]}
        told = await self._press(self.form, "", step.answers)
        assert told == {"refused": False}

    async def _press(self, button: Plain, value: str, values: dict[str, str]) -> Plain:
        told = await self.session.press(
            KEYS[ADA],
            action=button["action"],
            subject=button["subject"],
            value=value,
            values=values,
        )
        await self._settle()
        return told

    async def chooses_channel(self, step: ChoosesChannel) -> None:
        await self.types(Types(step.at), "channel #wins")

    async def comes(self, step: Comes) -> None:
        self._at(step.at)
        await self.core.tick()
        await self._settle()

    async def standing(self) -> list[str]:
        entries = await self._entries(*KEYS.values())
        channel = (await self.session.view(KEYS[ADA]))["channel"]["entries"]
        return [words(entry) for entry in [*entries, *channel]]

    async def _entries(self, *speakers: str) -> list[Plain]:
        """Return what the bot says in these chats; not the page's own two lines."""
        return [
            entry
            for speaker in speakers
            for entry in (await self.session.view(speaker))["chat"]
            if entry["kind"] not in ("typed", "intro", "quiet")
        ]

    async def _newest(self, meaning: str) -> Plain:
        found = [
            button
            for message in [one["message"] for one in await self._entries(KEYS[ADA])]
            for group in (message, *message["sections"])
            for button in group["buttons"]
            if button["action"] == meaning
        ]
        newest: Plain = found[-1]
        return newest

    def _at(self, at: datetime) -> None:
        self.clock.move_to(max(at, self.clock.at))  # it ticks a second for each line

    async def _settle(self) -> None:
        assert await self.core.queue.drain(PATIENCE)


@asynccontextmanager
async def open_page(
    url: str, folder: Path, start: datetime
) -> AsyncIterator[PageSurface]:
    """Open the page's session on an empty database."""
    settings = settings_on(url, folder)
    clock, news = DemoClock(start, zone=LONDON), News()
    core = open_core(settings, lambda: clock.at)
    await core.start_delivering({"local": LocalSender(news)})

    async def delivered() -> None:
        await core.queue.drain(PATIENCE)

    session = DemoSession(
        core.database, news=news, clock=clock, run_due=core.tick, delivered=delivered
    )
    try:
        yield PageSurface(core, session, clock)
    finally:
        await session.close()
        await core.stop()
