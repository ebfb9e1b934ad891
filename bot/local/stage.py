"""What the page stands on while the bot starts, runs, and starts over."""

from collections.abc import Awaitable, Callable
from typing import Any, Protocol

from bot.local.news import News

Plain = dict[str, Any]


class NotHere(LookupError):
    """The page named a speaker or a jump that does not exist."""


class Door(Protocol):
    """What the page can do once the bot has started. Implemented by `DemoSession`."""

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
        self.door: Door | None = None
        self.problem = ""

    def show(self, door: Door | None, *, problem: str = "") -> None:
        """Let the page use `door` from now on; None while there is nothing to use."""
        self.door, self.problem = door, problem
        self.news.changed()
