"""A company in a test: people who type and press, mornings that come, what is seen."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlmodel import col

from bot.app import Core, open_core
from bot.drawing import plain_text
from handlers.answer import answer_safely, press_safely
from handlers.turn import Address, Place, Pressed, Profile, Reply, Said
from scheduler.delivery.sender import Sent
from scheduler.outgoing import Target
from storage.message import Button, Menu, Message
from storage.models import Delivery
from tests.journeys.new_database import settings_on
from tests.patience import PATIENCE

LONDON = ZoneInfo("Europe/London")


@dataclass
class Shown:
    """One message where it was delivered."""

    to: Target
    message: Message


@dataclass
class Wall:
    """A surface that shows what it is given. Implements Sender."""

    shown: dict[str, Shown] = field(default_factory=dict)

    async def send(self, message: Message, *, to: Target, key: str) -> Sent:
        assert key not in self.shown, "sent twice"
        self.shown[key] = Shown(to, message)
        return Sent(channel=to.recipient, id=key)

    async def find(self, *, to: Target, key: str) -> Sent | None:
        return Sent(channel=to.recipient, id=key) if key in self.shown else None

    async def update(self, message: Message, *, to: Target, sent: Sent) -> None:
        self.shown[sent.id] = Shown(to, message)


class Company:
    """People of one workspace, on the real core."""

    def __init__(self, core: Core, wall: Wall) -> None:
        self.core = core
        self.wall = wall
        self._seen: set[str] = set()

    async def say(self, who: str, text: str, at: datetime) -> Reply:
        """Let `who` type a line at a moment."""
        said = Said(address(who), text, at, profile=Profile(name=who), place=Place())
        return await answer_safely(self.core.database, said)

    async def tell(self, who: str, *lines: str, at: datetime) -> None:
        """Let `who` type lines that must all be understood."""
        for line in lines:
            reply = await self.say(who, line, at)
            assert not reply.refused, (line, plain_text(reply.message))

    async def press(
        self,
        who: str,
        button: Button | Menu,
        at: datetime,
        value: str = "",
        /,
        **values: str,
    ) -> Reply:
        """Let `who` press a button, choose a line, or send the form behind it."""
        pressed = Pressed(
            address(who), button.action, button.subject, at, value, values,
            profile=Profile(name=who),
        )  # fmt: skip
        return await press_safely(self.core.database, pressed)

    async def tick(self, at: datetime) -> list[Shown]:
        """Let the clock look at `at`, and return what arrived since the last look.

        In the order it was queued: several messages may overtake each other.
        """
        from scheduler.jobs import run_due

        await run_due(self.core.database, at=at)
        assert await self.core.queue.drain(PATIENCE)
        new = sorted(key for key in self.wall.shown if key not in self._seen)
        self._seen.update(new)
        return [self.wall.shown[key] for key in new]

    async def morning(self, day: date) -> list[Shown]:
        """Let 08:30 London time come on `day`."""
        return await self.tick(london(day, time(8, 30)))

    def delivered(self) -> int:
        """Return how many messages are recorded as sent."""
        query = sa.select(sa.func.count()).where(col(Delivery.state) == "sent")
        return self.core.database.run_now(lambda tx: tx.execute(query).scalar_one())


def address(who: str) -> Address:
    """Return where `who` types."""
    return Address("local", "acme", who.casefold().replace(" ", "."))


def london(day: date, at: time) -> datetime:
    """Return a London wall time as UTC."""
    return datetime.combine(day, at, LONDON).astimezone(UTC)


def button(message: Message, label: str, step: int = 0) -> Button | Menu:
    """Return the button called `label` on the card's n-th step, or in its last menu."""
    steps = [section for section in message.sections if section.subject]
    buttons = steps[step].buttons
    rest = [
        Button(label=line.label, action=line.value, subject=one.subject)
        for one in buttons
        if isinstance(one, Menu) and one.rest
        for line in one.options
    ]
    return next(one for one in (*buttons, *rest) if one.label == label)


@asynccontextmanager
async def open_company(
    url: str, folder: Path, start: datetime
) -> AsyncIterator[Company]:
    """Open a core on an empty database, delivering to a wall; close it after."""
    settings = settings_on(url, folder, zone="Europe/London")
    core = open_core(settings, lambda: start, poll_seconds=0.05)
    wall = Wall()
    await core.start_delivering({"local": wall})
    try:
        yield Company(core, wall)
    finally:
        await core.stop()
