"""A queue, a sender that does as it is told, and one leader to deliver to."""

from collections.abc import Callable
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import col

from scheduler.delivery.deliver import deliver
from scheduler.delivery.state import ABOUT_TROUBLE, post_again
from scheduler.outgoing import Target, open_body, redraw, send_once
from storage.database.transactions import Database
from storage.message import Message
from storage.models import Delivery, Leader
from tests.dana import CHANNEL, TENANT, USER, add_dana
from tests.fakes import Enqueued, FakeClock, FakeQueue, FakeSender

CARD = Message(headline="One step for today")
NEWER = Message(headline="One step, done")


class Desk:
    """One leader, and everything a message of theirs goes through."""

    def __init__(self, database: Database, queue: FakeQueue, clock: FakeClock) -> None:
        self.database = database
        self.queue = queue
        self.clock = clock
        self.slack = FakeSender()
        database.run_now(lambda tx: add_dana(tx, clock()))

    def queue_card(
        self, *, kind: str = "nudge", key: str = "", to_channel: bool = False
    ) -> str:
        def write(tx: Any) -> str | None:
            return send_once(
                tx,
                CARD,
                once_key=key or f"{kind}:1",
                kind=kind,
                workspace_id="w",
                leader_id="dana",
                to=Target("slack", TENANT, CHANNEL if to_channel else USER, to_channel),
                on=date(2026, 3, 31),
                at=self.clock(),
            )

        delivery_id = self.database.run_now(write)
        assert delivery_id is not None
        return delivery_id

    async def work(self, *, may_post: Callable[[], bool] = lambda: True) -> None:
        """Do what is queued, held back or not."""
        for one in self.queue.take():
            await self.try_once(one, may_post=may_post)

    async def try_once(
        self, one: Enqueued, *, may_post: Callable[[], bool] = lambda: True
    ) -> None:
        await deliver(
            one.delivery_id,
            one.revision,
            one.attempt,
            may_post,
            database=self.database,
            senders={"slack": self.slack},
            clock=self.clock,
            settle=0,
        )

    def row(self, delivery_id: str) -> Any:
        return self._one(sa.select(Delivery).where(col(Delivery.id) == delivery_id))

    def leader(self) -> Any:
        return self._one(sa.select(Leader))

    def change_leader(self, **values: Any) -> None:
        self.database.run_now(lambda tx: tx.execute(sa.update(Leader).values(**values)))

    def mark(self, delivery_id: str, state: str) -> None:
        change = sa.update(Delivery).where(col(Delivery.id) == delivery_id)
        self.database.run_now(lambda tx: tx.execute(change.values(state=state)))

    def redraw(self, delivery_id: str, message: Message) -> None:
        self.database.run_now(lambda tx: redraw(tx, delivery_id, message))

    def press_post_again(self, delivery_id: str, leader_id: str = "dana") -> bool:
        return self.database.run_now(
            lambda tx: post_again(tx, delivery_id, leader_id, self.clock())
        )

    def notices(self) -> list[Message]:
        def read(tx: Any) -> list[Message]:
            wanted = sa.select(Delivery).where(col(Delivery.kind) == "notice")
            return [
                open_body(tx, row.body, row.workspace_id, row.id)
                for row in tx.execute(wanted)
                if row.once_key.startswith(ABOUT_TROUBLE)
            ]

        return self.database.run_now(read)

    def _one(self, wanted: Any) -> Any:
        return self.database.run_now(lambda tx: tx.execute(wanted).one())


def keys(desk: Desk) -> list[str]:
    return [one.key for one in desk.slack.posted]
