"""Was it posted already? The one look into history, in the bot's own chat (R21)."""

from uuid import UUID

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.errors import Trouble, code_of, not_in_doubt, send_failed
from bot.slack.text import Payload
from scheduler.delivery import CannotLook, Sent

EVENT_TYPE = "outreach"  # of the message metadata that carries our key
MARGIN = 60.0  # seconds our clock may run ahead of Slack's
PAGES = 10  # of history looked through at most
PAGE = 100  # messages
NO_LOOK = {"missing_scope", "not_allowed_token_type", "no_permission", "access_denied"}


def marked(key: str) -> Payload:
    """Return a message's metadata. Other apps can read it: an id, no more (R23)."""
    return {"event_type": EVENT_TYPE, "event_payload": {"key": key}}


async def find_posted(
    client: AsyncWebClient, token: str, channel: str, key: str
) -> Sent | None:
    """Return the message in `channel` that is marked with `key`, or None.

    Raises:
        CannotLook: the scope `im:history` is missing, or there is too much to look at.
        SendFailed: the look-up itself failed.
    """
    cursor = None
    for _ in range(PAGES):
        try:
            page = await client.conversations_history(
                token=token,
                channel=channel,
                include_all_metadata=True,
                oldest=_oldest(key),
                limit=PAGE,
                cursor=cursor,
            )
        except SlackApiError as error:
            if code_of(error) in NO_LOOK:
                raise CannotLook(code_of(error)) from error
            raise not_in_doubt(send_failed(error)) from error
        except Trouble as error:
            raise not_in_doubt(send_failed(error)) from error
        for message in page.get("messages") or []:
            if _key_of(message) == key:
                return Sent(channel=channel, id=str(message["ts"]))
        more = page.get("response_metadata") or {}
        cursor = more.get("next_cursor") or None
        if cursor is None:
            return None
    raise CannotLook("too many messages since")


def _key_of(message: Payload) -> str | None:
    metadata = message.get("metadata") or {}
    key = (metadata.get("event_payload") or {}).get("key")
    return key if isinstance(key, str) else None


def _oldest(key: str) -> str | None:
    """Return Slack's timestamp of just before the key was made, if the key tells."""
    try:
        made = UUID(hex=key)
    except ValueError:
        return None
    if made.version != 7:
        return None
    return f"{(made.int >> 80) / 1000 - MARGIN:.6f}"
