"""One run of the sample company: who speaks, what time it is, what is seen.

Everything but the surface is the real bot: the same handlers answer, the same jobs run
at each moment the clock passes, the same queue delivers.
"""

import asyncio
from dataclasses import replace
from typing import Any

from bot.local.clock import JUMPS, DemoClock
from bot.local.conversation import Conversation, Entry
from bot.local.draw import draw_form
from bot.local.journey import Journey, Wait
from bot.local.knows import Knows
from bot.local.news import News
from bot.local.seen import Seen, read_seen, words_of
from bot.local.shown import draw_seen
from bot.local.speakers import SPEAKERS, persona
from bot.local.stage import NotHere
from handlers.answer import answer_safely, press_safely
from handlers.request import Pressed, Reply, Said
from storage.database import Database, NotSaved
from storage.message import Message

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
        self._seen: dict[str, Seen] = {}
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
                "" if reply.field_errors else words_of(reply.message).replace("\n", " ")
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
            seen = Seen(speaker, now, self._conversation, knows, delivered)
            self._seen[speaker] = seen
        except NotSaved as refused:
            problem = f"I cannot look up what I know: {refused.reason}."
            nothing = Seen(speaker, now, self._conversation, Knows(now.date()))
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
