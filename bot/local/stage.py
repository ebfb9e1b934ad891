"""What the page stands on while the bot starts, runs, and starts over."""

import asyncio
import threading
from collections.abc import Awaitable, Callable
from typing import Any, Protocol

Plain = dict[str, Any]


class News:
    """A number that grows with each change, and a way to wait until it has.

    `changed` and `next_order` may be called from any thread: the senders run in the
    queue's own.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._version = 1
        self._order = 0
        self._waiting: set[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = set()
        self._closed = False

    @property
    def version(self) -> int:
        """The number of the newest change."""
        return self._version

    def next_order(self) -> int:
        """Return where the next message stands among all that are shown."""
        with self._lock:
            self._order += 1
            return self._order

    def changed(self) -> None:
        """Wake every page that waits."""
        with self._lock:
            self._version += 1
            self._wake()

    def close(self) -> None:
        """Let nobody wait any more: the program ends."""
        with self._lock:
            self._closed = True
            self._wake()

    async def wait_beyond(self, version: int, *, seconds: float) -> None:
        """Return once there is news after `version`, or after `seconds`."""
        waiter = (asyncio.get_running_loop(), asyncio.Event())
        with self._lock:
            if self._closed or self._version != version:
                return
            self._waiting.add(waiter)
        try:
            await asyncio.wait_for(waiter[1].wait(), seconds)
        except TimeoutError:
            return
        finally:
            with self._lock:
                self._waiting.discard(waiter)

    def _wake(self) -> None:
        for loop, event in self._waiting:
            loop.call_soon_threadsafe(event.set)
        self._waiting.clear()


class NotHere(LookupError):
    """The page named a speaker or a jump that does not exist."""


class StageDoor(Protocol):
    """What the page can do once the bot has started.

    `DemoSession` is one, which cannot be named here: it loads the bot.
    """

    async def view(self, speaker: str) -> Plain:
        """Return all that `speaker` sees. Raises NotHere, as all of these do."""

    async def say(self, speaker: str, text: str) -> Plain:
        """Carry out a typed line, and return what became of it."""

    async def press(
        self,
        speaker: str,
        *,
        action: str,
        subject: str,
        value: str,
        values: dict[str, str],
    ) -> Plain:
        """Carry out a press, a menu's choice or a sent form."""

    async def jump(self, jump: str) -> Plain:
        """Set out for a later time."""


class Stage:
    """The bot when it has started, or why it could not.

    Args:
        start_over: begins again with a fresh copy of the sample company.
    """

    def __init__(
        self, news: News, *, start_over: Callable[[], Awaitable[None]]
    ) -> None:
        self.news = news
        self.start_over = start_over
        self.door: StageDoor | None = None
        self.problem = ""

    def show(self, door: StageDoor | None, *, problem: str = "") -> None:
        """Let the page use `door` from now on; None while there is nothing to use."""
        self.door, self.problem = door, problem
        self.news.changed()
