"""The sample company, open: the real bot on a file of its own, behind the page.

Everything but the surface is the real one: the same handlers answer, the same jobs run
at each moment the clock passes, the same queue delivers.

Loaded late: loading the bot takes a second, and the page is served meanwhile.
"""

import asyncio
import shutil
import tempfile
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from bot.app import open_core
from bot.local.clock import JUMPS, DemoClock, Journey, Wait
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
from bot.local.stage import News, NotHere, Plain
from bot.settings import Settings
from handlers.answer import answer_safely, press_safely
from handlers.turn import Pressed, Reply, Said
from scheduler.delivery.sender import Sent
from scheduler.outgoing import Target
from storage.database.transactions import Database, NotSaved
from storage.message import Button, Message

DELIVERED_WITHIN = 10.0  # seconds; then the clock moves on all the same
MOVING = "The clock is still moving. Send it again when it has arrived."


@dataclass(frozen=True, slots=True)
class Sample:
    """An open sample company."""

    session: "DemoSession"
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


class DemoSession:
    """What the page can do, see `StageDoor`: who speaks, what time it is, what is seen.

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
        button = Button(label="", action=action, subject=subject)
        self._reply(speaker, reply, button=button if reply.in_place else None)
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

    def _reply(
        self, speaker: str, reply: Reply, *, button: Button | None = None
    ) -> None:
        """Show a reply at the end, or where the message with this button stands."""
        entry = Entry(
            self._news.next_order(),
            self._clock.at,
            message=reply.message,
            form=reply.form,
            refused=reply.refused,
        )
        if button is None:
            self._conversation.add(speaker, entry)
        else:
            self._conversation.put_in_place(speaker, button, entry)
        self._news.changed()
        task = asyncio.create_task(self._show_delivered())
        self._delivering.add(task)
        task.add_done_callback(self._delivering.discard)

    async def _show_delivered(self) -> None:
        """Show what a reply sent on its way, such as a notice to somebody else."""
        await self._delivered()
        self._news.changed()


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
