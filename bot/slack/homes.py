"""The Homes that Slack shows: the newest drawing wins, without charts where refused."""

import logging
from collections import OrderedDict

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.charts import has_charts, without_charts
from bot.slack.errors import LAYOUT, code_of
from bot.slack.text import Payload
from handlers.request import Address
from handlers.slack_port import Redraw

logger = logging.getLogger("outreach.slack")

MOST_HASHES = 20_000  # Homes remembered at once


class Homes:
    """Shows people their Home, and remembers what each shows now."""

    def __init__(self, client: AsyncWebClient) -> None:
        self._client = client
        self._chartless: set[str] = set()  # workspaces that refused a chart
        self._hashes: OrderedDict[Address, str] = OrderedDict()

    async def publish(
        self, token: str, by: Address, view: Payload, again: Redraw
    ) -> None:
        """Show a Home; `again` draws it anew if it changed meanwhile.

        The hash of the last one keeps an older drawing from replacing a newer (R35).

        Raises:
            SlackApiError: Slack refused it.
        """
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
