"""Slack's door: which listener takes what.

Nothing is acknowledged before it is saved: Bolt runs with `process_before_response`,
and the reply travels inside the acknowledgement.
"""

import re
from collections.abc import Callable
from datetime import datetime

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.response import BoltResponse

from bot.slack.cards.text import Payload
from bot.slack.door import Door, take_command, take_press
from bot.slack.events import take_home, take_line, take_profile
from bot.slack.home import Home
from bot.slack.modals import (
    LOG_CONTACT,
    LOG_MESSAGE,
    take_form,
    take_search,
    take_shortcut,
)
from bot.slack.port import Slack
from language.commands import COMMAND
from language.say import say
from storage.database.transactions import Database, NotSaved
from storage.faults import log_fault


def register(
    app: AsyncApp, *, database: Database, slack: Slack, now: Callable[[], datetime]
) -> None:
    """Attach every listener to `app`. The manifest names the same ones."""
    door = Door(database, slack, now, Home(database, slack, now))

    @app.command(COMMAND)
    async def outreach(ack: AsyncAck, body: Payload, context: Payload) -> None:
        await ack(await take_command(door, body, context))

    @app.action(re.compile(""))
    async def pressed(ack: AsyncAck, body: Payload, context: Payload) -> None:
        await take_press(door, body, context)
        await ack()

    @app.view(re.compile(""))
    async def sent(ack: AsyncAck, body: Payload, context: Payload) -> None:
        await ack(await take_form(door, body, context))

    @app.options(re.compile(""))
    async def searched(ack: AsyncAck, body: Payload, context: Payload) -> None:
        await ack(options=await take_search(door, body, context))

    @app.shortcut(LOG_MESSAGE)
    @app.shortcut(LOG_CONTACT)
    async def shortcut(ack: AsyncAck, body: Payload, context: Payload) -> None:
        await take_shortcut(door, body, context)
        await ack()

    @app.event("message")
    async def message(body: Payload, context: Payload) -> None:
        await take_line(door, body, context)

    @app.event("app_home_opened")
    async def home(body: Payload, context: Payload) -> None:
        await take_home(door, body, context)

    @app.event("user_change")
    async def changed(body: Payload, context: Payload) -> None:
        await take_profile(door, body, context)

    @app.event(re.compile(""))
    async def unknown(body: Payload) -> None:
        """Events we did not ask for are taken and forgotten (R5)."""

    app.error(failed)


async def failed(error: Exception, body: Payload) -> BoltResponse:
    """Answer for a failure of our own: words and a reference, never the error (R85)."""
    if isinstance(error, NotSaved):
        return BoltResponse(status=503, body="")  # Slack sends an event again
    reference = log_fault(error)
    if "command" in body:
        text = say(
            "That broke on our side. Try again in a minute, or report it with "
            "{reference}.",
            reference=reference,
        )
        words = {"response_type": "ephemeral", "text": text}
        return BoltResponse(status=200, body=words)
    return BoltResponse(status=500, body="")
