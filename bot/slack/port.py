"""What Slack's door needs from the surface behind it. Implemented in bot/slack."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Protocol

from handlers.turn import Address, Profile
from storage.message import Form, Message, Option

Payload = dict[str, Any]
Redraw = Callable[[], Awaitable[Payload]]


class NotServed(Exception):
    """A guest, a stranger, a bot or somebody who left: they keep no book here (R45).

    `locale` is theirs, "" where Slack does not tell it.
    """

    def __init__(self, locale: str = "") -> None:
        super().__init__()
        self.locale = locale


class Slack(Protocol):
    """Drawing, reading, and the few calls that cannot wait for the queue.

    Calls to Slack never raise: they say whether Slack took it. `seconds` is how long
    they may take.
    """

    def draw(self, message: Message) -> Payload:
        """Return `text` and `blocks`."""

    def draw_form(self, form: Form) -> Payload:
        """Return a form as a modal view."""

    def draw_words(self, message: Message) -> Payload:
        """Return a modal view that only says something."""

    def draw_waiting(self) -> Payload:
        """Return a modal view for the time until we know."""

    def draw_home(self, message: Message) -> Payload:
        """Return the App Home as a view."""

    def read_action(self, action: Payload) -> tuple[str, str, str]:
        """Return (action, subject, choice) of a pressed button or menu."""

    def read_form(self, view: Payload) -> dict[str, str]:
        """Return a sent modal's answers by field name."""

    def read_picked(self, view: Payload) -> dict[str, str]:
        """Return the user ids that were picked in a sent modal, by field name."""

    def read_search(self, body: Payload) -> str | None:
        """Return what was typed into a search so far; None if it is none of ours."""

    def draw_options(self, options: Sequence[Option]) -> list[Payload]:
        """Return the lines a search offers."""

    async def profile(self, address: Address) -> Profile:
        """Return what Slack says about a person. Raises NotServed."""

    def learn_profile(self, address: Address, user: Payload) -> Profile | None:
        """Return what an event says about a person; None for those not served."""

    async def open_view(
        self, tenant: str, trigger_id: str, view: Payload, *, seconds: float
    ) -> str | None:
        """Open a modal; return its id, or None when Slack did not."""

    async def update_view(
        self, tenant: str, view_id: str, view: Payload, *, seconds: float
    ) -> bool:
        """Replace what an open modal shows."""

    async def publish_home(
        self, by: Address, view: Payload, *, again: Redraw, seconds: float
    ) -> bool:
        """Show somebody their Home; `again` draws it anew if it changed meanwhile."""

    async def respond(self, url: str, payload: Payload, *, seconds: float) -> bool:
        """Answer a press through its response_url; False without one."""
