"""The few calls to Slack that cannot wait for the queue: modals, Homes, answers."""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import TypeVar

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.cards.charts import has_charts, without_charts
from bot.slack.cards.text import Payload
from bot.slack.clients import InstallOf
from bot.slack.errors import LAYOUT, Trouble, code_of
from handlers.turn import Address

logger = logging.getLogger("outreach.slack")

MOST_HASHES = 20_000  # Homes remembered at once

T = TypeVar("T")
Redraw = Callable[[], Awaitable[Payload]]


class SlackCalls:
    """Makes the calls. None of them raises: each says whether Slack took it.

    `seconds` is how long a call may take. What each Home shows now is remembered, so
    that the newest drawing wins.
    """

    def __init__(
        self,
        *,
        install_of: InstallOf,
        client: AsyncWebClient,
        session: aiohttp.ClientSession,
    ) -> None:
        self._install_of = install_of
        self._client = client
        self._session = session
        self._chartless: set[str] = set()  # workspaces that refused a chart
        self._hashes: OrderedDict[Address, str] = OrderedDict()

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

    async def publish_home(
        self, by: Address, view: Payload, *, again: Redraw, seconds: float
    ) -> bool:
        """Show somebody their Home; `again` draws it anew if it changed meanwhile.

        The hash of the last one keeps an older drawing from replacing a newer (R35).
        """

        async def call(token: str) -> bool:
            seen = self._hashes.get(by)
            try:
                shown = await self._publish(token, by, view, seen)
            except SlackApiError as error:
                if code_of(error) == "hash_conflict":
                    shown = await self._publish(token, by, await again(), None)
                elif self._gives_up_charts(by.tenant, view, code_of(error)):
                    shown = await self._publish(token, by, view, seen)
                else:
                    raise
            self._keep_hash(by, str(shown.get("hash") or ""))
            return True

        return bool(
            await self._in_time("views.publish", by.tenant, call, seconds=seconds)
        )

    async def _publish(
        self, token: str, by: Address, view: Payload, known: str | None
    ) -> Payload:
        shown = await self._client.views_publish(
            token=token,
            user_id=by.user_key,
            view=self._as_taken(by.tenant, view),
            hash=known,
        )
        return dict(shown.get("view") or {})

    def _as_taken(self, tenant: str, view: Payload) -> Payload:
        if tenant not in self._chartless:
            return view
        return {**view, "blocks": without_charts(view["blocks"])}

    def _gives_up_charts(self, tenant: str, view: Payload, code: str) -> bool:
        """Return whether charts may be what this workspace refused (R49)."""
        tried = tenant not in self._chartless and has_charts(view["blocks"])
        if not tried or code not in LAYOUT:
            return False
        logger.warning("Slack takes no charts in a workspace; words stand alone there")
        self._chartless.add(tenant)
        return True

    def _keep_hash(self, by: Address, shown: str) -> None:
        self._hashes[by] = shown
        self._hashes.move_to_end(by)
        if len(self._hashes) > MOST_HASHES:
            self._hashes.popitem(last=False)

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
