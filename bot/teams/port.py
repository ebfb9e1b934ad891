"""What Teams' door needs from the surface behind it. Implemented in bot/teams."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from storage.message import Form, Message
from storage.platforms.teams import Chat

Payload = dict[str, Any]

# Presses that open a form and change nothing. A button for one opens a dialog.
OPENS_A_DIALOG = frozenset({"open_log", "open_prep", "settings"})

# The commands of the message extension, by the ids that the manifest gives them.
LOG_MESSAGE, FIND_PERSON = "logMessage", "findPerson"
FORMS_OF_COMMANDS = {
    LOG_MESSAGE: "log_message",
    "log": "open_log",
    "prep": "open_prep",
    "settings": "settings",
}


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

    def draw_dialog(
        self, form: Form, *, errors: Mapping[str, str] | None = None, trouble: str = ""
    ) -> Payload:
        """Return a dialog with the form.

        `errors` stand on their field, by its name; `trouble` stands above all of them.
        """

    def draw_told(self, message: Message) -> Payload:
        """Return a dialog that shows a message; what can be pressed is left out."""

    def draw_found(self, name: str, about: str) -> Payload:
        """Return somebody as a result of a search, ready to be posted."""

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
