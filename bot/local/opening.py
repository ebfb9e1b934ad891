"""Opening the sample company: the real core on a file of its own."""

import asyncio
import shutil
import tempfile
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlmodel import col

from bot.app import open_core
from bot.local.clock import JUMPS, DemoClock, spoken_date
from bot.local.knows import Knows
from bot.local.sample import (
    CARD,
    COUNTRY,
    LONDON,
    SPEAKERS,
    SURFACE,
    ZONE,
    persona,
    seed,
)
from bot.local.seen import Conversation, Entry, SeenOnPage, message_words, read_seen
from bot.local.shown import draw_form, draw_seen
from bot.local.stage import News, NotHere
from bot.settings import Settings
from handlers.answer import answer_safely, press_safely
from handlers.turn import Pressed, Reply, Said
from scheduler.delivery.sender import Sent
from scheduler.outgoing import Target
from storage.database.transactions import Database, NotSaved, Transaction
from storage.message import Message
from storage.models import Leader, SuggestionRow

# Delivering to the page: there is nowhere to go, so a message is given its place.


class LocalSender:
    """The page's sender.

    The page shows every delivery to this surface that was recorded as sent, straight
    from the database. So sending gives the message its place among the others and tells
    the open pages, and nothing is kept twice.
    """

    def __init__(self, news: News) -> None:
        self._news = news
        self._sent: dict[str, Sent] = {}

    async def send(self, message: Message, *, to: Target, key: str) -> Sent:
        """Give the message its place; the same `key` keeps the place it has."""
        if key not in self._sent:
            order = str(self._news.next_order())
            self._sent[key] = Sent(channel=to.recipient, id=order)
        self._news.changed()
        return self._sent[key]

    async def find(self, *, to: Target, key: str) -> Sent | None:
        """Return the place given to `key`, or None."""
        return self._sent.get(key)

    async def update(self, message: Message, *, to: Target, sent: Sent) -> None:
        """Tell the open pages; they read the new text themselves."""
        self._news.changed()


# When the next thing is due, so that a jump stops there and not in between.

MOMENTS = (
    col(Leader.next_nudge_at),
    col(Leader.next_summary_at),
    col(SuggestionRow.returns_at),
)


def next_due(tx: Transaction, *, after: datetime, until: datetime) -> datetime | None:
    """Return the first moment after `after` at which a job has work, UTC.

    Returns:
        None if there is none up to `until`, itself included.
    """
    found = [
        tx.scalar(sa.select(sa.func.min(moment)).where(moment > after, moment <= until))
        for moment in MOMENTS
    ]
    return min((moment for moment in found if moment is not None), default=None)


# Moving the page's clock: what is due on the way happens at its own moment.

Wait = Callable[[], Awaitable[object]]


class Journey:
    """The clock's way to a later time, one journey at a time.

    Args:
        run_due: runs the jobs that are due by the page's clock, and waits until what
            they queued has been delivered.
        told: is given a sentence when a journey ends before its time.
    """

    def __init__(
        self,
        database: Database,
        *,
        clock: DemoClock,
        news: News,
        run_due: Wait,
        told: Callable[[str], None],
    ) -> None:
        self._database = database
        self._clock = clock
        self._news = news
        self._run_due = run_due
        self._told = told
        self._task: asyncio.Task[None] | None = None
        self.progress: dict[str, Any] | None = None  # None: the clock stands still

    def set_out(self, target: datetime) -> None:
        """Begin to move towards `target` (UTC); returns at once."""
        self._show(target, done=0)
        self._task = asyncio.create_task(self._travel(target))

    async def arrived(self) -> None:
        """Return once the clock stands still again."""
        if self._task:
            await self._task

    async def close(self) -> None:
        """Stop where it is."""
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _travel(self, target: datetime) -> None:
        begin = self._clock.at
        try:
            while self._clock.at < target:
                done = (self._clock.at - begin) / (target - begin)
                self._show(target, done=round(100 * done))
                self._clock.move_to(await self._next_stop(target))
                await self._run_due()
        except NotSaved as refused:
            day = spoken_date(self._clock.local)
            self._told(f"The clock stopped on {day}: {refused.reason}.")
        finally:
            self.progress = None
            self._news.changed()

    def _show(self, target: datetime, *, done: int) -> None:
        day = spoken_date(target.astimezone(self._clock.zone))
        self.progress = {"to": day, "of": 100, "done": done}
        self._news.changed()

    async def _next_stop(self, target: datetime) -> datetime:
        after = self._clock.at
        due = await self._database.run_patiently(
            lambda tx: next_due(tx, after=after, until=target)
        )
        return due or target


# One run of the sample company: who speaks, what time it is, what is seen.
#
# Everything but the surface is the real bot: the same handlers answer, the same jobs
# run at each moment the clock passes, the same queue delivers.

Plain = dict[str, Any]

MOVING = "The clock is still moving. Send it again when it has arrived."


class DemoSession:
    """What the page can do; see `bot.local.stage.Door`.

    Args:
        run_due: runs the jobs that are due by the page's clock.
        delivered: returns once everything that waits in the queue was delivered.
    """

    def __init__(
        self,
        database: Database,
        *,
        news: News,
        clock: DemoClock,
        run_due: Wait,
        delivered: Wait,
    ) -> None:
        self._database = database
        self._news = news
        self._clock = clock
        self._conversation = Conversation()
        self._seen: dict[str, SeenOnPage] = {}
        self._delivered = delivered
        self._delivering: set[asyncio.Task[None]] = set()

        async def live_on() -> None:
            await run_due()
            await delivered()

        self.journey = Journey(
            database, clock=clock, news=news, run_due=live_on, told=self._tell_all
        )

    async def say(self, speaker: str, text: str) -> Plain:
        """Carry out a typed line, and return whether it was refused."""
        who = persona(speaker)
        if self.journey.progress:
            return {"problem": MOVING}
        at = self._clock.tick()
        self._conversation.add(speaker, Entry(self._news.next_order(), at, typed=text))
        self._news.changed()
        said = Said(by=who.address, text=text, at=at, profile=who.profile)
        reply = await answer_safely(self._database, said)
        self._reply(speaker, reply)
        return {"refused": reply.refused}

    async def press(
        self,
        speaker: str,
        *,
        action: str,
        subject: str,
        value: str,
        values: dict[str, str],
    ) -> Plain:
        """Carry out a press. A form to fill in, or its errors, go back to the page."""
        who = persona(speaker)
        if self.journey.progress:
            return {"problem": MOVING}
        pressed = Pressed(
            by=who.address,
            action=action,
            subject=subject,
            at=self._clock.tick(),
            value=value,
            values=values,
            profile=who.profile,
        )
        reply = await press_safely(self._database, pressed)
        if reply.form is not None:
            return {"form": draw_form(reply.form)}
        if values and reply.refused:
            problem = (
                ""
                if reply.field_errors
                else message_words(reply.message).replace("\n", " ")
            )
            return {"errors": reply.field_errors, "problem": problem}
        self._reply(speaker, reply)
        return {"refused": reply.refused}

    async def jump(self, jump: str) -> Plain:
        """Set out for a later time; what is due on the way happens in its order."""
        if jump not in JUMPS:
            raise NotHere(jump)
        if self.journey.progress:
            return {"problem": "The clock is moving already."}
        self.journey.set_out(self._clock.target(jump))
        return {}

    async def view(self, speaker: str) -> Plain:
        """Return all that `speaker` sees; with a problem, what could be read before."""
        speaker = speaker or next(iter(SPEAKERS))
        by, now, problem = persona(speaker).address, self._clock.local, ""
        try:
            knows, delivered = await self._database.run(
                lambda tx: read_seen(tx, by, now=now)
            )
            seen = SeenOnPage(speaker, now, self._conversation, knows, delivered)
            self._seen[speaker] = seen
        except NotSaved as refused:
            problem = f"I cannot look up what I know: {refused.reason}."
            nothing = SeenOnPage(speaker, now, self._conversation, Knows(now.date()))
            seen = replace(self._seen.get(speaker, nothing), now=now)
        drawn = draw_seen(seen, zone=self._clock.zone)
        return drawn | {"problem": problem, "moving": self.journey.progress}

    async def close(self) -> None:
        """Stop the clock where it is, and wait for nothing more."""
        await self.journey.close()
        for task in self._delivering:
            task.cancel()

    def _tell_all(self, text: str) -> None:
        for speaker in SPEAKERS:
            self._reply(speaker, Reply(Message(headline=text), refused=True))

    def _reply(self, speaker: str, reply: Reply) -> None:
        entry = Entry(
            self._news.next_order(),
            self._clock.at,
            message=reply.message,
            form=reply.form,
            refused=reply.refused,
        )
        self._conversation.add(speaker, entry)
        self._news.changed()
        task = asyncio.create_task(self._show_delivered())
        self._delivering.add(task)
        task.add_done_callback(self._delivering.discard)

    async def _show_delivered(self) -> None:
        """Show what a reply sent on its way, such as a notice to somebody else."""
        await self._delivered()
        self._news.changed()


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
