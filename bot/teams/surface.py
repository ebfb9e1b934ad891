"""Teams as its door sees it; see `handlers.teams_port.Teams`."""

import asyncio
import logging
from collections.abc import Awaitable, Mapping

from bot.teams.cards import draw, draw_card, draw_words
from bot.teams.connector import Connector
from bot.teams.dialogs import draw_dialog, draw_found, draw_told
from bot.teams.forms import draw_form
from bot.teams.presses import read_press
from bot.teams.text import Payload
from handlers.teams_port import TeamsPress
from scheduler.delivery import SendFailed
from storage.message import Form, Message
from storage.teams_chats import Chat

logger = logging.getLogger("outreach.teams")


class TeamsSurface:
    """Draws and reads for the door, and makes the calls that cannot wait."""

    def __init__(self, connector: Connector) -> None:
        self._connector = connector

    def draw_card(self, message: Message) -> Payload:
        """Return a message as a card."""
        return draw_card(message)

    def draw_dialog(
        self, form: Form, *, errors: Mapping[str, str] | None = None, trouble: str = ""
    ) -> Payload:
        """Return a dialog with the form, and what is wrong with it."""
        return draw_dialog(form, errors=errors, trouble=trouble)

    def draw_told(self, message: Message) -> Payload:
        """Return a dialog that shows a message without its buttons."""
        return draw_told(message)

    def draw_found(self, name: str, about: str) -> Payload:
        """Return somebody as a result of a search, ready to be posted."""
        return draw_found(name, about)

    def read_press(self, value: object) -> TeamsPress | None:
        """Return what a press asks for; None for data that is not ours."""
        return read_press(value)

    async def post_form(self, chat: Chat, form: Form, *, seconds: float) -> bool:
        """Post a form into a private chat."""
        return await self._in_time("a form", self._post(chat, draw_form(form)), seconds)

    async def post_words(self, chat: Chat, text: str, *, seconds: float) -> bool:
        """Post a plain line."""
        return await self._in_time(
            "a line", self._post(chat, draw_words(text)), seconds
        )

    async def replace(
        self, chat: Chat, activity_id: str, message: Message, *, seconds: float
    ) -> bool:
        """Let a posted card show something else."""
        change = self._connector.change(
            chat.service_url, chat.conversation_id, activity_id, draw(message)
        )
        return await self._in_time("a redraw", change, seconds)

    async def _post(self, chat: Chat, activity: Payload) -> None:
        await self._connector.post(chat.service_url, chat.conversation_id, activity)

    async def _in_time(self, what: str, call: Awaitable[None], seconds: float) -> bool:
        try:
            async with asyncio.timeout(seconds):
                await call
        except (SendFailed, TimeoutError) as failed:
            logger.warning("%s did not reach Teams: %s", what, failed)
            return False
        return True
