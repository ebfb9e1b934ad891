"""Slack as its door sees it; see `bot.slack.port.Slack`."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

import aiohttp
from slack_sdk.errors import SlackApiError

from bot.slack.cards.blocks import draw, read_action
from bot.slack.cards.forms import (
    draw_form,
    draw_home,
    draw_options,
    draw_waiting,
    draw_words,
    read_form,
    read_picked,
    read_search,
)
from bot.slack.cards.text import Payload
from bot.slack.clients import InstallOf, Trouble, code_of, web_client
from bot.slack.home import Homes
from bot.slack.port import Redraw
from bot.slack.profiles import Profiles
from handlers.turn import Address, Profile
from storage.message import Form, Message, Option

logger = logging.getLogger("outreach.slack")

T = TypeVar("T")


class SlackSurface:
    """Draws and reads for the door, and makes the calls that cannot wait."""

    def __init__(
        self, *, install_of: InstallOf, api_url: str, session: aiohttp.ClientSession
    ) -> None:
        self._install_of = install_of
        self._session = session
        self._client = web_client(api_url=api_url, session=session)
        self._homes = Homes(self._client)
        self._profiles = Profiles(install_of, self._client)

    def draw(self, message: Message) -> Payload:
        """Return `text` and `blocks`."""
        return draw(message)

    def draw_form(self, form: Form) -> Payload:
        """Return a form as a modal view."""
        return draw_form(form)

    def draw_words(self, message: Message) -> Payload:
        """Return a modal view that only says something."""
        return draw_words(message)

    def draw_waiting(self) -> Payload:
        """Return a modal view for the time until we know."""
        return draw_waiting()

    def draw_home(self, message: Message) -> Payload:
        """Return the App Home as a view."""
        return draw_home(message)

    def read_action(self, action: Payload) -> tuple[str, str, str]:
        """Return (action, subject, choice) of a pressed button or menu."""
        return read_action(action)

    def read_form(self, view: Payload) -> dict[str, str]:
        """Return a sent modal's answers by field name."""
        return read_form(view)

    def read_picked(self, view: Payload) -> dict[str, str]:
        """Return the user ids that were picked in a sent modal, by field name."""
        return read_picked(view)

    def read_search(self, body: Payload) -> str | None:
        """Return what was typed into a search so far; None if it is none of ours."""
        return read_search(body)

    def draw_options(self, options: Sequence[Option]) -> list[Payload]:
        """Return the lines a search offers."""
        return draw_options(options)

    async def profile(self, address: Address) -> Profile:
        """Return what Slack says about a person. Raises NotServed."""
        return await self._profiles(address)

    def learn_profile(self, address: Address, user: Payload) -> Profile | None:
        """Return what an event says about a person; None for those not served."""
        return self._profiles.learn(address, user)

    async def open_view(
        self, tenant: str, trigger_id: str, view: Payload, *, seconds: float
    ) -> str | None:
        """Open a modal; return its id, or None when Slack did not."""

        async def call(token: str) -> str | None:
            opened = await self._client.views_open(
                token=token, trigger_id=trigger_id, view=view
            )
            return str((opened.get("view") or {}).get("id") or "") or None

        return await self._in_time("views.open", tenant, call, seconds=seconds)

    async def update_view(
        self, tenant: str, view_id: str, view: Payload, *, seconds: float
    ) -> bool:
        """Replace what an open modal shows."""

        async def call(token: str) -> bool:
            await self._client.views_update(token=token, view_id=view_id, view=view)
            return True

        return bool(await self._in_time("views.update", tenant, call, seconds=seconds))

    async def publish_home(
        self, by: Address, view: Payload, *, again: Redraw, seconds: float
    ) -> bool:
        """Show somebody their Home; `again` draws it anew if it changed meanwhile."""

        async def call(token: str) -> bool:
            await self._homes.publish(token, by, view, again)
            return True

        return bool(
            await self._in_time("views.publish", by.tenant, call, seconds=seconds)
        )

    async def respond(self, url: str, payload: Payload, *, seconds: float) -> bool:
        """Answer a press through its response_url; False without one."""
        if not url:
            return False
        timeout = aiohttp.ClientTimeout(total=seconds)
        try:
            async with self._session.post(url, json=payload, timeout=timeout) as answer:
                return answer.status == 200
        except (aiohttp.ClientError, TimeoutError, ValueError, OSError) as error:
            logger.warning("response_url failed: %s", type(error).__name__)
            return False

    async def _in_time(
        self,
        what: str,
        tenant: str,
        call: Callable[[str], Awaitable[T]],
        *,
        seconds: float,
    ) -> T | None:
        install = await self._install_of(tenant)
        if install is None:
            return None
        try:
            async with asyncio.timeout(seconds):
                return await call(install.bot_token)
        except SlackApiError as error:
            logger.warning("%s refused: %s", what, code_of(error))
        except Trouble as error:
            logger.warning("%s failed: %s", what, type(error).__name__)
        return None
