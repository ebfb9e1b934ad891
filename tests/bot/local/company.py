"""The sample company for tests: real handlers, jobs and delivery, without the queue."""

from bot.local.clock import DemoClock
from bot.local.opening import DemoSession, LocalSender
from bot.local.sample import AGAIN, CARD, COUNTRY, LONDON, ratings_typed, seed
from bot.local.stage import News, Plain
from scheduler.delivery.deliver import deliver
from scheduler.jobs import run_due
from storage.database.transactions import Database
from tests.fakes import FakeQueue


class Company:
    """The sample company on its first morning."""

    def __init__(self, database: Database, queue: FakeQueue) -> None:
        country, _, part = COUNTRY.partition("-")
        database.defaults = {"country": country, "subdivision": part}
        self.database = database
        self.news = News()
        self.clock = DemoClock(CARD, zone=LONDON)
        self._queue = queue
        self._sender = LocalSender(self.news)
        self.session = DemoSession(
            database,
            news=self.news,
            clock=self.clock,
            run_due=self.run_due,
            delivered=self.delivered,
        )

    async def open(self) -> "Company":
        """Seed it and let the first card arrive."""
        await self.database.run_patiently(seed)
        await self.run_due()
        await self.delivered()
        return self

    async def run_due(self) -> None:
        """Run what is due by the page's clock."""
        await run_due(self.database, at=self.clock.at)

    async def delivered(self) -> None:
        """Deliver everything that waits."""
        for work in self._queue.take():
            await deliver(
                work.delivery_id,
                work.revision,
                work.attempt,
                lambda: True,
                database=self.database,
                senders={"local": self._sender},
                clock=lambda: self.clock.at,
            )

    async def say(self, text: str, *, speaker: str = "ada") -> Plain:
        """Let somebody type a line, and return the entry that answers it."""
        await self.session.say(speaker, text)
        await self.delivered()
        return (await self.chat(speaker, "answer"))[-1]

    async def press(self, action: str, *, step: int = 0, value: str = "") -> Plain:
        """Press a button of the newest card, and return what the page is told."""
        [*_, card] = await self.chat("ada", "nudge")
        subjects = [
            button["subject"]
            for section in card["message"]["sections"]
            for button in section["buttons"]
            if action in _meanings(button)
        ]
        told = await self.session.press(
            "ada", action=action, subject=subjects[step], value=value, values={}
        )
        await self.delivered()
        return told

    async def jump(self, jump: str) -> None:
        """Move the clock, and arrive."""
        assert await self.session.jump(jump) == {}
        await self.session.journey.arrived()

    async def chat(self, speaker: str, *kinds: str) -> list[Plain]:
        """Return what stands in somebody's chat, of these kinds."""
        entries = (await self.session.view(speaker))["chat"]
        return [entry for entry in entries if not kinds or entry["kind"] in kinds]

    async def labels(self, speaker: str = "ada") -> list[str]:
        """Return the suggestions shown now."""
        return [hint["label"] for hint in (await self.session.view(speaker))["hints"]]

    async def follow(self, label: str) -> Plain:
        """Do what a suggestion of Ada's proposes to type."""
        hints = (await self.session.view("ada"))["hints"]
        [hint] = [hint for hint in hints if hint["label"] == label]
        speaker = hint["value"] if hint["kind"] == "speak" else "ada"
        return await self.say(hint["text"], speaker=speaker)

    async def follow_ratings(self) -> None:
        """Let Operations rate anew, as the suggestion does."""
        await self.say(f"rate Payroll {ratings_typed(AGAIN)}")


def _meanings(button: Plain) -> list[str]:
    """Return what a button does, and each line of a menu of the rest."""
    rest = button.get("options", []) if button["action"] == "more" else []
    return [button["action"], *(option["value"] for option in rest)]


def words(entry: Plain) -> str:
    """Return everything a drawn message says, a line each."""
    message = entry["message"]
    lines = [message["headline"]]
    for section in message["sections"]:
        if section["over"]:
            lines.append(f"{section['text']} {section['answer']}")
        else:
            lines += [section["text"], *section["facts"], section["answer"]]
    return "\n".join([*lines, *message["small_print"]])
