"""Slack's table: which of Bolt's events goes where.

The manifest names the same command, shortcuts and events. Nothing is acknowledged
before it is saved: Bolt runs with `process_before_response`, and the reply travels
inside the acknowledgement.
"""

import re
from typing import Any, Protocol

from slack_bolt.async_app import AsyncAck, AsyncApp

from language.commands import COMMAND

Payload = dict[str, Any]

EVERY = re.compile("")
LOG_MESSAGE = "log_message"  # the shortcut on a message
LOG_CONTACT = "log_contact"  # the one from anywhere


class SlackDoor(Protocol):
    """What happens in Slack. `context` is what Bolt authorized, `body` what came.

    An event that could not be saved raises NotSaved: Slack is to send it again.
    """

    async def command(self, body: Payload, context: Payload) -> Payload | str:
        """Carry out a typed command; return what its acknowledgement says."""

    async def press(self, body: Payload, context: Payload) -> None:
        """Carry out a press on a button, or a choice from a menu."""

    async def form(self, body: Payload, context: Payload) -> Payload:
        """Carry out a sent form; return what becomes of its modal."""

    async def search(self, body: Payload, context: Payload) -> list[Payload]:
        """Return the lines for what was typed into a search so far."""

    async def shortcut(self, body: Payload, context: Payload) -> None:
        """Open the form that a shortcut asks for."""

    async def line(self, body: Payload, context: Payload) -> None:
        """Carry out a line from the private chat."""

    async def mention(self, body: Payload, context: Payload) -> None:
        """Carry out a line that mentions us in a channel; answer privately."""

    async def home(self, body: Payload, context: Payload) -> None:
        """Show the dashboard to somebody who opens it."""

    async def profile(self, body: Payload, context: Payload) -> None:
        """Follow what somebody changed about themselves."""


def register(app: AsyncApp, door: SlackDoor) -> None:
    """Attach every listener to `app`."""

    @app.command(COMMAND)
    async def typed(ack: AsyncAck, body: Payload, context: Payload) -> None:
        await ack(await door.command(body, context))

    @app.action(EVERY)
    async def pressed(ack: AsyncAck, body: Payload, context: Payload) -> None:
        await door.press(body, context)
        await ack()

    @app.view(EVERY)
    async def sent(ack: AsyncAck, body: Payload, context: Payload) -> None:
        await ack(await door.form(body, context))

    @app.options(EVERY)
    async def searched(ack: AsyncAck, body: Payload, context: Payload) -> None:
        await ack(options=await door.search(body, context))

    @app.shortcut(LOG_MESSAGE)
    @app.shortcut(LOG_CONTACT)
    async def chosen(ack: AsyncAck, body: Payload, context: Payload) -> None:
        await door.shortcut(body, context)
        await ack()

    @app.event("message")
    async def written(body: Payload, context: Payload) -> None:
        await door.line(body, context)

    @app.event("app_mention")
    async def mentioned(body: Payload, context: Payload) -> None:
        await door.mention(body, context)

    @app.event("app_home_opened")
    async def opened(body: Payload, context: Payload) -> None:
        await door.home(body, context)

    @app.event("user_change")
    async def changed(body: Payload, context: Payload) -> None:
        await door.profile(body, context)

    @app.event(EVERY)
    async def unknown(body: Payload) -> None:
        """Events we did not ask for are taken and forgotten (R5)."""
