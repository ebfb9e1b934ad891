"""Slack's App Home: drawn when it is opened, and kept fresh after what was logged."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import col

from bot.slack.calls import SlackCalls
from bot.slack.cards.forms import draw_home
from bot.slack.cards.text import Payload
from handlers.home import home_message
from handlers.speaker import speaker_of
from handlers.turn import Address, Profile
from language.say import speaking
from storage.database.transactions import Database, NotSaved, Transaction
from storage.faults import log_fault
from storage.message import Message
from storage.models import Account

logger = logging.getLogger("outreach.slack")

PUBLISH_SECONDS = 2.0  # on the request path; Slack gives up after 3 s
REFRESH_SECONDS = 10.0  # off it
SETTLE_SECONDS = 0.5  # several things in a row are drawn once; house rule
MOST_LOOKS = 20_000  # people of whom we remember whether they look at their Home


@dataclass(slots=True)
class Home:
    """Draws and publishes each leader's Home."""

    database: Database
    slack: SlackCalls
    now: Callable[[], datetime]  # aware, UTC
    settle: float = SETTLE_SECONDS
    _looks: dict[Address, bool] = field(default_factory=dict)
    _waiting: dict[Address, asyncio.Task[None]] = field(default_factory=dict)

    async def open(self, by: Address, *, profile: Profile) -> None:
        """Publish the Home of somebody who looks at it.

        Raises:
            NotSaved: the database cannot be read; Slack is to send the event again.
        """
        at = self.now()
        message = await self.database.run(lambda tx: _opened(tx, by, profile, at))
        self._remember(by, looks=True)
        await self._publish(by, message, profile, seconds=PUBLISH_SECONDS)

    async def turn(self, by: Address, *, profile: Profile, page: str) -> None:
        """Publish another page of the people; one that is no number is the first."""
        at, number = self.now(), int(page) if page.isdecimal() and len(page) < 5 else 1
        message = await self.database.run(
            lambda tx: _drawn(tx, by, profile, at, number)
        )
        await self._publish(by, message, profile, seconds=PUBLISH_SECONDS)

    async def show(self, by: Address, message: Message) -> None:
        """Publish a Home that says only this, however often it is drawn."""
        view = draw_home(message)

        async def same() -> Payload:
            return view

        await self.slack.publish_home(by, view, again=same, seconds=PUBLISH_SECONDS)

    def refresh(self, by: Address, *, profile: Profile) -> None:
        """Draw the Home anew in a moment, if this person ever looked at it."""
        if self._looks.get(by) is False or by in self._waiting:
            return
        task = asyncio.ensure_future(self._refresh(by, profile))
        self._waiting[by] = task
        task.add_done_callback(lambda _: self._waiting.pop(by, None))

    async def settled(self) -> None:
        """Wait until no Home waits to be drawn."""
        while self._waiting:
            await asyncio.gather(*self._waiting.values())

    async def _refresh(self, by: Address, profile: Profile) -> None:
        await asyncio.sleep(self.settle)
        try:
            if by not in self._looks:
                self._remember(
                    by,
                    looks=await self.database.run_patiently(lambda tx: _looks(tx, by)),
                )
            if not self._looks[by]:
                return
            at = self.now()
            message = await self.database.run_patiently(
                lambda tx: _drawn(tx, by, profile, at)
            )
            await self._publish(by, message, profile, seconds=REFRESH_SECONDS)
        except NotSaved as trouble:
            logger.info("the Home was not drawn: %s", trouble.reason)
        except Exception as error:  # what was logged is kept; the Home comes later
            log_fault(error, "the Home was not drawn")

    async def _publish(
        self, by: Address, message: Message, profile: Profile, *, seconds: float
    ) -> None:
        async def again() -> Payload:
            at = self.now()
            newest = await self.database.run_patiently(
                lambda tx: _drawn(tx, by, profile, at)
            )
            return draw_home(newest)

        view = draw_home(message)
        await self.slack.publish_home(by, view, again=again, seconds=seconds)

    def _remember(self, by: Address, *, looks: bool) -> None:
        if len(self._looks) >= MOST_LOOKS:
            self._looks.clear()
        self._looks[by] = looks


def _opened(tx: Transaction, by: Address, profile: Profile, at: datetime) -> Message:
    message = _drawn(tx, by, profile, at)
    tx.execute(
        sa.update(Account)
        .where(_theirs(by), col(Account.home_opened) == sa.false())
        .values(home_opened=True)
    )
    return message


def _drawn(
    tx: Transaction, by: Address, profile: Profile, at: datetime, page: int = 1
) -> Message:
    speaker = speaker_of(tx, by, profile=profile, at=at)
    with speaking(speaker.reads, on=by.surface):
        return home_message(tx, speaker, at=at, page=page)


def _looks(tx: Transaction, by: Address) -> bool:
    query = sa.select(col(Account.home_opened)).where(_theirs(by))
    return bool(tx.scalar(query))


def _theirs(by: Address) -> sa.ColumnElement[bool]:
    return sa.and_(
        col(Account.surface) == by.surface,
        col(Account.tenant) == by.tenant,
        col(Account.user_key) == by.user_key,
    )
