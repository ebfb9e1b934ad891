"""What Teams' door needs from the surface behind it. Implemented in bot/teams."""

from dataclasses import dataclass, field
from typing import Any, Protocol

from storage.message import Form, Message
from storage.teams_chats import Chat

Payload = dict[str, Any]


@dataclass(frozen=True, slots=True)
class TeamsPress:
    """What a press asks for. `stamp` tells forms apart, "" for a button."""

    action: str
    subject: str
    choice: str = ""
    stamp: str = ""
    values: dict[str, str] = field(default_factory=dict)  # a form's answers


class Teams(Protocol):
    """Drawing, reading, and the few calls that cannot wait for the queue.

    Calls to Teams never raise: they say whether Teams took it. `seconds` is how long
    they may take.
    """

    def draw_card(self, message: Message) -> Payload:
        """Return a message as a card."""

    def read_press(self, value: object) -> TeamsPress | None:
        """Return what a press asks for; None for data that is not ours."""

    async def post_form(self, chat: Chat, form: Form, *, seconds: float) -> bool:
        """Post a form into a private chat."""

    async def post_words(self, chat: Chat, text: str, *, seconds: float) -> bool:
        """Post a plain line."""

    async def replace(
        self, chat: Chat, activity_id: str, message: Message, *, seconds: float
    ) -> bool:
        """Let a posted card show something else."""
