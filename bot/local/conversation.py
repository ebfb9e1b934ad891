"""What was typed on the page and what came back at once, until the program ends.

Cards, notices and channel posts are not here: those are deliveries, in the database.
"""

from dataclasses import dataclass
from datetime import datetime

from storage.message import Form, Message


@dataclass(frozen=True, slots=True)
class Entry:
    """One line a person typed, or one reply to a line or a press."""

    order: int  # among everything the page shows
    at: datetime  # the page's clock, UTC
    typed: str = ""
    message: Message | None = None  # None: it is what the person typed
    form: Form | None = None
    refused: bool = False


class Conversation:
    """The private chats with the bot, one per speaker."""

    def __init__(self) -> None:
        self._entries: dict[str, list[Entry]] = {}

    def add(self, speaker: str, entry: Entry) -> None:
        """Put an entry at the end of the speaker's chat."""
        self._entries.setdefault(speaker, []).append(entry)

    def of(self, speaker: str) -> list[Entry]:
        """Return the speaker's chat, oldest first."""
        return list(self._entries.get(speaker, ()))
