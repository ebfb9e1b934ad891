"""What Slack's errors mean: never again, later, or perhaps it was posted already.

Source: the error lists of chat.postMessage, chat.update and conversations.open (R20).
A name that is in no list here counts as temporary when nothing was posted for certain.
"""

import asyncio
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError

from language.say import mark
from scheduler.delivery.sender import SendFailed

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
