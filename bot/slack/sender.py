"""Delivering to Slack: one call, no repeats of our own, and a look when in doubt."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar
from uuid import UUID

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.http_retry.request import HttpRequest
from slack_sdk.http_retry.response import HttpResponse
from slack_sdk.http_retry.state import RetryState
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.cards.blocks import draw
from bot.slack.cards.charts import has_charts
from bot.slack.cards.text import Payload
from bot.slack.clients import InstallOf, web_client
from bot.slack.errors import LAYOUT, Trouble, code_of, send_failed
from language.say import mark
from scheduler.delivery.sender import CannotLook, SendFailed, Sent, not_in_doubt
from scheduler.outgoing import Target
from storage.message import Message

logger = logging.getLogger("outreach.slack")
NOT_INSTALLED = mark("Outreach is not installed in this workspace")
NO_LOOK = {"missing_scope", "not_allowed_token_type", "no_permission", "access_denied"}
T = TypeVar("T")
Sleep = Callable[[float], Awaitable[None]]  # seconds


class SlackSender:
    """Posts and redraws messages in Slack; see `scheduler.delivery.sender.Sender`."""

    def __init__(
        self,
        *,
        install_of: InstallOf,
        api_url: str,
        session: aiohttp.ClientSession,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._install_of = install_of
        self._client = web_client(
            api_url=api_url,
            session=session,
            retry_handlers=[ShortWaits(sleep)],
        )
        self._direct: dict[tuple[str, str], str] = {}

    async def send(self, message: Message, *, to: Target, key: str) -> Sent:
        """Post `message`, marked with the opaque `key`. Raises SendFailed."""
        token = await self._token(to)
        channel = await self._channel(token, to)

        async def post(drawn: Payload) -> Sent:
            posted = await self._client.chat_postMessage(
                token=token,
                channel=channel,
                text=drawn["text"],
                blocks=drawn["blocks"] or None,
                unfurl_links=False,  # R24
                unfurl_media=False,
                metadata=key_metadata(key),
            )
            where = str(posted.get("channel") or channel)
            return Sent(channel=where, id=str(posted.get("ts") or ""))

        try:
            return await _in_a_layout_it_takes(message, post)
        except Trouble as error:
            raise send_failed(error) from error

    async def find(self, *, to: Target, key: str) -> Sent | None:
        """Return the message already posted with `key`, or None (R21's one look-up).

        Raises:
            CannotLook: in a channel, and without the scope `im:history`.
            SendFailed: the look-up itself failed.
        """
        if to.to_channel:
            raise CannotLook("Outreach does not read channels")
        token = await self._token(to)
        channel = await self._channel(token, to)
        return await find_posted(self._client, token, channel, key)

    async def update(self, message: Message, *, to: Target, sent: Sent) -> None:
        """Redraw a posted message where it stands. Raises SendFailed."""
        token = await self._token(to)

        async def redraw(drawn: Payload) -> None:
            await self._client.chat_update(
                token=token, channel=sent.channel, ts=sent.id, **drawn
            )

        try:
            await _in_a_layout_it_takes(message, redraw)
        except Trouble as error:
            raise not_in_doubt(send_failed(error)) from error

    async def _token(self, to: Target) -> str:
        install = await self._install_of(to.tenant)
        if install is None:
            raise SendFailed(NOT_INSTALLED, final=True)
        return install.bot_token

    async def _channel(self, token: str, to: Target) -> str:
        if to.to_channel:
            await self._refuse_shared(token, to.recipient)
            return to.recipient
        key = to.tenant, to.recipient
        if key not in self._direct:
            try:
                opened = await self._client.conversations_open(
                    token=token, users=to.recipient
                )
            except Trouble as error:
                raise not_in_doubt(send_failed(error)) from error
            self._direct[key] = str(opened["channel"]["id"])
        return self._direct[key]

    async def _refuse_shared(self, token: str, channel: str) -> None:
        """Refuse a channel that another company reads (R44), as far as we may look.

        Raises:
            SendFailed: it is shared, or its state cannot be read right now.
        """
        try:
            info = await self._client.conversations_info(token=token, channel=channel)
        except SlackApiError as error:
            if code_of(error) in NO_LOOK:
                return  # the scope channels:read is optional
            raise not_in_doubt(send_failed(error)) from error
        except Trouble as error:
            raise not_in_doubt(send_failed(error)) from error
        about = info.get("channel") or {}
        if about.get("is_ext_shared") or about.get("is_pending_ext_shared"):
            raise SendFailed(
                mark(
                    "the channel is shared with another company, which would read it "
                    "too"
                ),
                final=True,
            )


async def _in_a_layout_it_takes(
    message: Message, call: Callable[[Payload], Awaitable[T]]
) -> T:
    """Call with charts; if Slack refuses that, without; in the end, with words alone.

    A refused layout was not posted, so there is nothing in doubt.
    """
    *layouts, words = _layouts(message)
    for drawn in layouts:
        try:
            return await call(drawn)
        except SlackApiError as error:
            if code_of(error) not in LAYOUT:
                raise
            logger.error("Slack refused the layout: %s", code_of(error))
    return await call(words)


def _layouts(message: Message) -> list[Payload]:
    """Return how a message may look; the last has no blocks, so no buttons either."""
    drawn = draw(message, charts=True)
    plainer = [draw(message)] if has_charts(drawn["blocks"]) else []
    return [drawn, *plainer, {"text": drawn["text"], "blocks": []}]


# Was it posted already? The one look into history, in the bot's own chat (R21).

EVENT_TYPE = "outreach"  # of the message metadata that carries our key
MARGIN = 60.0  # seconds our clock may run ahead of Slack's
PAGES = 10  # of history looked through at most
PAGE = 100  # messages


def key_metadata(key: str) -> Payload:
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


# Sitting out a short wait that Slack asks for (R17).

LONGEST_WAIT = 5.0  # seconds slept here; longer ones go back to the queue; house rule
TRIES = 2  # after the first; house rule
UNSAID = 1.0  # seconds, when Slack says to wait but not how long; house rule


class ShortWaits(AsyncRetryHandler):
    """Repeats after a 429, which posts nothing, when the wait is short."""

    def __init__(self, sleep: Sleep = asyncio.sleep) -> None:
        super().__init__(max_retry_count=TRIES)
        self._sleep = sleep

    async def _can_retry_async(
        self,
        *,
        state: RetryState,
        request: HttpRequest,
        response: HttpResponse | None = None,
        error: Exception | None = None,
    ) -> bool:
        seconds = _seconds(response)
        return seconds is not None and seconds <= LONGEST_WAIT

    async def prepare_for_next_attempt_async(
        self,
        *,
        state: RetryState,
        request: HttpRequest,
        response: HttpResponse | None = None,
        error: Exception | None = None,
    ) -> None:
        """Wait as long as Slack says."""
        state.next_attempt_requested = True
        await self._sleep(_seconds(response) or 0.0)
        state.increment_current_attempt()


def _seconds(response: HttpResponse | None) -> float | None:
    """Return how long a 429 asks to wait; None for every other answer."""
    if response is None or response.status_code != 429:
        return None
    waits = {name.lower(): value for name, value in response.headers.items()}
    try:
        return float(waits.get("retry-after", [str(UNSAID)])[0])
    except ValueError:
        return LONGEST_WAIT + UNSAID  # unreadable: the queue knows how long
