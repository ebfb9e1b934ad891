"""The port to the platforms: what a surface's sender must do, and how it may fail."""

from dataclasses import dataclass
from typing import Protocol

from language.say import say
from scheduler.outgoing import Target
from storage.message import Message


@dataclass(frozen=True, slots=True)
class Sent:
    """Where the platform put a message."""

    channel: str
    id: str  # Slack's ts


class SendFailed(Exception):
    """The platform did not take the message, or we cannot know whether it did.

    `final`: it never will (user gone, app removed): stop, and show it.
    `in_doubt`: it may have been posted (answer lost, 5xx): look before sending again.
    `retry_after`: seconds the platform asks us to wait.
    """

    def __init__(
        self,
        reason: str,
        *,
        final: bool = False,
        in_doubt: bool = False,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.final = final
        self.in_doubt = in_doubt
        self.retry_after = retry_after


def not_in_doubt(failed: SendFailed) -> SendFailed:
    """Return the failure of a call that may be repeated without harm."""
    return SendFailed(failed.reason, final=failed.final, retry_after=failed.retry_after)


def reason_said(reason: str) -> str:
    """Return why a message did not arrive in the reader's language.

    Args:
        reason: a `SendFailed`'s; a code of the platform's, in brackets, stays.
    """
    words, bracket, code = reason.partition(" (")
    return reason if "{" in words else f"{say(words)}{bracket}{code}"


class CannotLook(Exception):
    """This surface cannot tell whether a message with our key is there."""


class Sender(Protocol):
    """One surface's way of delivering. Implemented in bot/<surface>/."""

    async def send(self, message: Message, *, to: Target, key: str) -> Sent:
        """Deliver `message`, marked with the opaque `key`. Raises SendFailed."""

    async def find(self, *, to: Target, key: str) -> Sent | None:
        """Return the message already posted with `key`, or None if it is not there.

        Raises:
            CannotLook: no look-up is possible here (a channel, a missing scope).
            SendFailed: the look-up itself failed.
        """

    async def update(self, message: Message, *, to: Target, sent: Sent) -> None:
        """Redraw a posted message where it stands. Raises SendFailed."""
