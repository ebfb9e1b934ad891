"""Stand-ins for the outside world. Each is typed against the port it stands in for."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from scheduler.delivery.sender import CannotLook, Sender, SendFailed, Sent
from scheduler.outgoing import Queue, Target
from storage.database.transactions import Transaction
from storage.message import Message


@dataclass
class FakeClock:
    """A clock that stands still until it is moved. Call it for the time."""

    now: datetime = datetime(2026, 3, 31, 8, 30, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: float) -> None:
        """Move on, e.g. `move(hours=2)`."""
        self.now += timedelta(**by)

    async def sleep(self, seconds: float) -> None:
        """Let `seconds` pass at once."""
        self.move(seconds=seconds)


@dataclass(frozen=True)
class Enqueued:
    delivery_id: str
    tenant: str
    revision: int
    attempt: int = 0
    wait: float = 0.0
    surface: str = "slack"


@dataclass
class FakeQueue:
    """Remembers what was enqueued; forgets what was rolled back only if told to."""

    taken: list[Enqueued] = field(default_factory=list)

    def enqueue(
        self,
        tx: Transaction,
        delivery_id: str,
        *,
        surface: str,
        tenant: str,
        revision: int,
        attempt: int = 0,
        wait: float = 0.0,
    ) -> None:
        new = Enqueued(delivery_id, tenant, revision, attempt, wait, surface)
        if attempt or new not in self.taken:
            self.taken.append(new)

    def take(self) -> list[Enqueued]:
        """Return what was enqueued since the last call."""
        taken, self.taken = self.taken, []
        return taken


@dataclass(frozen=True)
class Posted:
    message: Message
    to: Target
    key: str
    sent: Sent


@dataclass
class FakeSender:
    """Posts into a list. `troubles` are raised, one per send, before it posts.

    A trouble that leaves in doubt posts first if `posts_in_doubt`: the answer was lost.
    """

    troubles: list[Exception] = field(default_factory=list)
    posted: list[Posted] = field(default_factory=list)
    updates: list[tuple[Message, Sent]] = field(default_factory=list)
    look_troubles: list[Exception] = field(default_factory=list)
    update_troubles: list[Exception] = field(default_factory=list)
    looks: int = 0
    can_look: bool = True
    posts_in_doubt: bool = True

    async def send(self, message: Message, *, to: Target, key: str) -> Sent:
        trouble = self.troubles.pop(0) if self.troubles else None
        in_doubt = isinstance(trouble, SendFailed) and trouble.in_doubt
        if trouble is None or (in_doubt and self.posts_in_doubt):
            sent = Sent(f"D-{to.recipient}", f"{len(self.posted) + 1}.0")
            self.posted.append(Posted(message, to, key, sent))
        if trouble is not None:
            raise trouble
        return sent

    async def find(self, *, to: Target, key: str) -> Sent | None:
        self.looks += 1
        if self.look_troubles:
            raise self.look_troubles.pop(0)
        if not self.can_look or to.to_channel:
            raise CannotLook
        return next((one.sent for one in self.posted if one.key == key), None)

    async def update(self, message: Message, *, to: Target, sent: Sent) -> None:
        if self.update_troubles:
            raise self.update_troubles.pop(0)
        self.updates.append((message, sent))


def _fit_their_ports() -> tuple[Queue, Sender]:
    """Let the type checker compare each fake with its port."""
    return FakeQueue(), FakeSender()
