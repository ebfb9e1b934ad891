"""The app is removed from a workspace: its token goes at once (R39).

Looked at before anything asks for the workspace's token: Slack sends two events, in any
order and perhaps twice, and after the first there is no token any more.
"""

import logging
from collections.abc import Awaitable, Callable

from slack_bolt.response import BoltResponse

from bot.slack.text import Payload

logger = logging.getLogger("outreach.slack")

Revoke = Callable[[str], Awaitable[None]]
Next = Callable[[], Awaitable[BoltResponse]]


def notice_uninstalls(revoke: Revoke) -> Callable[..., Awaitable[BoltResponse]]:
    """Return Bolt middleware that calls `revoke` with the install's key.

    Raises (from the middleware):
        NotSaved: it could not be kept; Slack is to send the event again.
    """

    async def middleware(body: Payload, next_: Next) -> BoltResponse:
        event = body.get("event")
        event = event if isinstance(event, dict) else {}
        if not _removes_us(event):
            return await next_()
        key = _install_key(body)
        logger.info("the app was removed from a workspace")
        await revoke(key)
        return BoltResponse(status=200, body="")

    return middleware


def _removes_us(event: Payload) -> bool:
    if event.get("type") == "app_uninstalled":
        return True
    tokens = event.get("tokens")
    bots = tokens.get("bot") if isinstance(tokens, dict) else None
    return event.get("type") == "tokens_revoked" and bool(bots)


def _install_key(body: Payload) -> str:
    """Return whose install it is, as Slack's authorization says (R43)."""
    given = body.get("authorizations")
    first = given[0] if isinstance(given, list) and given else {}
    first = first if isinstance(first, dict) else {}
    if first.get("is_enterprise_install") or body.get("is_enterprise_install"):
        return str(first.get("enterprise_id") or body.get("enterprise_id") or "")
    return str(body.get("team_id") or body.get("enterprise_id") or "")
