"""Whose bot token serves which workspace, and the client that uses it."""

import asyncio
import logging
import time
from dataclasses import dataclass
from typing import Any, Protocol

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.web.async_client import AsyncWebClient

from language.say import mark
from scheduler.delivery.sender import SendFailed

# What Slack's errors mean: never again, later, or perhaps it was posted already.
#
# Source: the error lists of chat.postMessage, chat.update and conversations.open (R20).
# A name that is in no list here counts as temporary when nothing was posted for
# certain.

GONE = mark("this person has left the workspace, or their account is switched off")
NO_CHANNEL = mark("the channel is gone, or Outreach is not in it")
NO_INSTALL = mark(
    "Outreach is no longer installed in this workspace, or its token is wrong"
)
NOT_ALLOWED = mark("the workspace's settings do not let Outreach post there")
UNPOSTABLE = mark("Slack does not take this message")

FINAL = {
    "account_inactive": NO_INSTALL,
    "app_access_denied": NOT_ALLOWED,
    "as_user_not_supported": UNPOSTABLE,
    "cannot_dm_bot": GONE,
    "cant_update_message": UNPOSTABLE,
    "channel_is_limited_access": NO_CHANNEL,
    "channel_not_found": NO_CHANNEL,
    "edit_window_closed": mark("the message is too old to be changed"),
    "ekm_access_denied": NOT_ALLOWED,
    "invalid_auth": NO_INSTALL,
    "invalid_blocks": UNPOSTABLE,
    "invalid_blocks_format": UNPOSTABLE,
    "is_archived": mark("the channel is archived"),
    "message_not_found": mark("the message was deleted"),
    "messages_tab_disabled": mark("direct messages with Outreach are switched off"),
    "metadata_too_large": UNPOSTABLE,
    "missing_scope": mark("Outreach was installed without a permission it needs"),
    "msg_blocks_too_long": UNPOSTABLE,
    "msg_too_long": UNPOSTABLE,
    "no_permission": NOT_ALLOWED,
    "no_text": UNPOSTABLE,
    "not_allowed_token_type": NO_INSTALL,
    "not_authed": NO_INSTALL,
    "not_in_channel": NO_CHANNEL,
    "org_login_required": NOT_ALLOWED,
    "restricted_action": NOT_ALLOWED,
    "restricted_action_non_threadable_channel": NOT_ALLOWED,
    "restricted_action_read_only_channel": NOT_ALLOWED,
    "restricted_action_thread_locked": NOT_ALLOWED,
    "restricted_action_thread_only_channel": NOT_ALLOWED,
    "team_access_not_granted": NO_INSTALL,
    "team_not_found": NO_INSTALL,
    "token_expired": NO_INSTALL,
    "token_revoked": NO_INSTALL,
    "user_disabled": GONE,
    "user_not_found": GONE,
    "user_not_visible": GONE,
    "users_not_found": GONE,
}
PERHAPS_DONE = {"fatal_error", "internal_error", "request_timeout"}
TOO_FAST = {"rate_limited", "ratelimited", "message_limit_exceeded"}
LAYOUT = {
    "invalid_arguments",
    "invalid_blocks",
    "invalid_blocks_format",
    "msg_blocks_too_long",
    "msg_too_long",
}
RETRY_AFTER = 30.0  # seconds, when Slack says to wait but not how long; house rule

Trouble = (SlackClientError, aiohttp.ClientError, asyncio.TimeoutError, OSError)


def code_of(error: SlackApiError) -> str:
    """Return Slack's name for the error, or ""."""
    data = getattr(error.response, "data", error.response)
    return str(data.get("error") or "") if isinstance(data, dict) else ""


def send_failed(error: BaseException) -> SendFailed:
    """Sort a failed call to Slack into final, temporary, and in doubt."""
    if not isinstance(error, SlackApiError):
        return _connection_failed(error)
    code, status = code_of(error), _status(error)
    if code in TOO_FAST or status == 429:
        return SendFailed(code or "ratelimited", retry_after=_retry_after(error))
    if code in FINAL:
        return SendFailed(f"{FINAL[code]} ({code})", final=True)
    if code in PERHAPS_DONE or status >= 500 or not code:
        return SendFailed(code or f"Slack answered {status}", in_doubt=True)
    return SendFailed(code)


def _connection_failed(error: BaseException) -> SendFailed:
    """Tell apart a request that never left from one whose answer was lost."""
    never_left = aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError
    if isinstance(error, never_left):
        return SendFailed(mark("Slack cannot be reached"))
    return SendFailed(mark("Slack's answer was lost"), in_doubt=True)


def _status(error: SlackApiError) -> int:
    response: Any = error.response
    for name in ("status_code", "status"):
        status = getattr(response, name, None)
        if isinstance(status, int):
            return status
    return 0


def _retry_after(error: SlackApiError) -> float:
    headers = getattr(error.response, "headers", None) or {}
    try:
        return max(float(headers.get("Retry-After", RETRY_AFTER)), 0.0)
    except ValueError:
        return RETRY_AFTER


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
