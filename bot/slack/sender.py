"""Delivering to Slack: one call, no repeats of our own, and a look when in doubt."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

import aiohttp
from slack_sdk.errors import SlackApiError

from bot.slack.blocks import draw
from bot.slack.charts import has_charts
from bot.slack.clients import InstallOf, web_client
from bot.slack.errors import LAYOUT, Trouble, code_of, not_in_doubt, send_failed
from bot.slack.look_up import NO_LOOK, find_posted, marked
from bot.slack.text import Payload
from bot.slack.waits import ShortWaits, Sleep
from language.say import mark
from scheduler.delivery import CannotLook, SendFailed, Sent, Target
from storage.message import Message

logger = logging.getLogger("outreach.slack")

T = TypeVar("T")
NOT_INSTALLED = mark("Outreach is not installed in this workspace")


class SlackSender:
    """Posts and redraws messages in Slack; see `scheduler.delivery.Sender`."""

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
                metadata=marked(key),
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
