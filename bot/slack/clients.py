"""Whose bot token serves which workspace, and the client that uses it."""

import asyncio
import logging
import time
from dataclasses import dataclass
from typing import Protocol

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.errors import Trouble

logger = logging.getLogger("outreach.slack")

AUTH_TEST_SECONDS = 1.0  # on the request path; Slack gives up after 3 s
ASK_AGAIN = 60.0  # seconds after an auth.test without an answer; house rule


@dataclass(frozen=True, slots=True)
class InstalledApp:
    """The app as installed in one workspace."""

    bot_token: str
    bot_user_id: str = ""
    bot_id: str = ""

    def __repr__(self) -> str:
        return f"Install(bot_user_id={self.bot_user_id!r})"


class InstallOf(Protocol):
    """Gives the install behind a workspace, or None where we are not installed.

    `organization` is the Enterprise organization's id, where a request names one.
    """

    async def __call__(
        self, tenant: str, organization: str = ""
    ) -> InstalledApp | None:
        """Return the install that serves the team `tenant`."""


def quiet_logger(name: str = "outreach.slack.library") -> logging.Logger:
    """Return a logger for libraries that write whole messages at lower levels."""
    quiet = logging.getLogger(name)
    quiet.setLevel(logging.ERROR)
    return quiet


def web_client(
    *,
    api_url: str,
    session: aiohttp.ClientSession,
    token: str | None = None,
    retry_handlers: list[AsyncRetryHandler] | None = None,
) -> AsyncWebClient:
    """Return a Web API client that by itself repeats nothing (R18).

    Args:
        api_url: e.g. "https://slack.com/api/".
    """
    return AsyncWebClient(
        token=token,
        base_url=api_url,
        session=session,
        logger=quiet_logger(),
        retry_handlers=retry_handlers or [],
    )


class OneWorkspace:
    """The one workspace whose bot token stands in the settings.

    Asks auth.test once whose token it is (R41); until Slack has answered, every
    workspace that the signing secret vouches for is served.
    """

    def __init__(self, token: str, client: AsyncWebClient) -> None:
        self._client = client
        self._token = token
        self._install = InstalledApp(token)
        self._team = ""  # "" = not known yet, or any team of the organization
        self._ask_at = 0.0  # monotonic seconds; inf = never again
        self._asking = asyncio.Lock()

    async def __call__(
        self, tenant: str, organization: str = ""
    ) -> InstalledApp | None:
        """Return the install, or None for another workspace than the token's."""
        if time.monotonic() >= self._ask_at:
            async with self._asking:
                if time.monotonic() >= self._ask_at:
                    await self._ask()
        return None if self._team and tenant != self._team else self._install

    async def _ask(self) -> None:
        self._ask_at = time.monotonic() + ASK_AGAIN
        try:
            async with asyncio.timeout(AUTH_TEST_SECONDS):
                said = await self._client.auth_test(token=self._token)
        except SlackApiError as error:
            logger.error("Slack does not take the bot token: %s", error.response)
            return
        except Trouble as error:
            logger.warning("auth.test failed: %s", type(error).__name__)
            return
        self._ask_at = float("inf")
        self._install = InstalledApp(
            self._token,
            bot_user_id=str(said.get("user_id") or ""),
            bot_id=str(said.get("bot_id") or ""),
        )
        if not said.get("is_enterprise_install"):
            self._team = str(said.get("team_id") or "")
