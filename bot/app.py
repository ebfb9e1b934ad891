"""The only place where the parts meet: settings in, a working core out."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.settings import Settings, secret_of
from scheduler.delivery.deliver import deliver
from scheduler.delivery.queue import PER_SECOND, POLL_SECONDS, DurableQueue
from scheduler.delivery.sender import Sender
from scheduler.jobs import clean_up, run_due
from scheduler.local_time import Clock, system_clock
from storage.database.keys import check_key, open_vault
from storage.database.transactions import Database
from storage.migrations.migrate import bring_up_to_date

if TYPE_CHECKING:
    from starlette.routing import BaseRoute

    from handlers.grammar.contacts.second_reading import SecondReader
    from scheduler.timer import Timer

TICK_SECONDS = 20.0  # a card comes at most this late; house rule
CLEAN_SECONDS = 3600.0
QUEUE_KEPT = timedelta(days=7)  # finished work, for looking into; house rule

logger = logging.getLogger("outreach")


@dataclass(slots=True)
class Core:
    """Database, queue and clock: everything but the surfaces."""

    settings: Settings
    clock: Clock
    database: Database
    queue: DurableQueue
    senders: dict[str, Sender] = field(default_factory=dict)
    timer: "Timer | None" = None
    second_reader: "SecondReader | None" = None  # of lines not understood
    loading: asyncio.Task[None] | None = None  # of the language files, at the start

    async def start_delivering(self, senders: Mapping[str, Sender]) -> None:
        """Begin to work the queue off through `senders`, by surface."""
        self.senders.update(senders)

        async def deliver_one(
            delivery_id: str, revision: int, attempt: int, may_post: Callable[[], bool]
        ) -> None:
            await deliver(
                delivery_id,
                revision,
                attempt,
                may_post,
                database=self.database,
                senders=self.senders,
                clock=self.clock,
            )

        await self.queue.start(deliver_one, surfaces=self.senders)
        self.loading = asyncio.create_task(asyncio.to_thread(_load_words))

    def start_clock(self) -> None:
        """Begin to look for what is due, every 20 seconds."""
        from scheduler.timer import start_timer  # 0.1 s; the local page has its own

        self.timer = start_timer(
            [
                ("due", TICK_SECONDS, self.tick),
                ("clean up", CLEAN_SECONDS, self.clean),
            ]
        )

    async def tick(self) -> int:
        """Decide and queue what is due now; return how many messages."""
        return await run_due(self.database, at=self.clock())

    async def clean(self) -> None:
        """Delete what is kept only for a while."""
        at = self.clock()
        await clean_up(self.database, at=at)
        await asyncio.to_thread(self.queue.purge, before=at - QUEUE_KEPT)

    async def stop(self) -> None:
        """Take nothing new, let what runs end, and close."""
        if self.timer is not None:
            self.timer.stop()
        if self.loading is not None:
            await self.loading
        await self.queue.stop()
        self.close()

    def close(self) -> None:
        """Close queue and database."""
        self.queue.close()
        self.database.close()


def _load_words() -> None:
    """Load the language files while the platforms connect."""
    from handlers.answer import load_words  # 0.4 s, and the doctor needs none of it

    load_words()


@dataclass(frozen=True, slots=True)
class Connected:
    """A platform that is connected to the core.

    listen: stays connected until the event is set; None where the platform calls us.
    """

    surface: str
    sender: Sender
    routes: Sequence["BaseRoute"] = ()
    listen: Callable[[asyncio.Event], Awaitable[None]] | None = None


def open_core(
    settings: Settings,
    clock: Clock = system_clock,
    *,
    per_second: int = PER_SECOND,
    poll_seconds: float = POLL_SECONDS,
) -> Core:
    """Open the database, brought up to date, and the queue beside it.

    Args:
        per_second: how many messages a workspace gets in a second, at most.
        poll_seconds: how often the queue is looked into.

    Raises:
        CannotMigrate, BadKey, WrongKey: told in words that may be shown.
        NotSaved: the database cannot be used.
    """
    bring_up_to_date(settings.database_url)
    vault = open_vault(secret_of(settings.encryption_key), settings.key_file)
    queue = DurableQueue(
        settings.database_url, per_second=per_second, poll_seconds=poll_seconds
    )
    second = _second_reader(settings)
    defaults = {
        **settings.defaults,
        **({"second_reader": second.name} if second else {}),
    }
    database = Database(
        settings.database_url, vault=vault, queue=queue, defaults=defaults
    )
    database.run_now(check_key)  # first: it is told within 1.5 s of a locked database
    queue.prepare()
    return Core(settings, clock, database, queue, second_reader=second)


def _second_reader(settings: Settings) -> "SecondReader | None":
    if not settings.has_second_reader:
        return None
    from bot.second_reader import second_reader  # 0.2 s, and seldom wanted

    return second_reader(settings)
