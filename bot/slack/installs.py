"""The tokens of many workspaces: kept sealed, and rotated by whoever needs one."""

import asyncio
import logging
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.clients import Install
from bot.slack.errors import Trouble
from bot.slack.text import Payload
from storage.database import Database
from storage.installs import (
    KeptInstall,
    Tokens,
    claim_rotation,
    install_for,
    keep_rotated,
    revoke_install,
)

logger = logging.getLogger("outreach.slack")

KEPT_SECONDS = 60.0  # another copy's uninstall is noticed after; house rule
MOST = 10_000  # workspaces remembered at once
ROTATE_BEFORE = timedelta(hours=2)  # of twelve; R40
WAIT_SECONDS = 0.5  # for another copy that is rotating an expired token
WAITS = 6


@dataclass(frozen=True, slots=True)
class AppSecrets:
    """What identifies the app to Slack."""

    client_id: str
    client_secret: str

    def __repr__(self) -> str:
        return f"AppSecrets(client_id={self.client_id!r})"


class ManyWorkspaces:
    """Gives each workspace's install; see `bot.slack.clients.InstallOf`."""

    def __init__(
        self,
        database: Database,
        client: AsyncWebClient,
        secrets: AppSecrets,
        *,
        now: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._client = client
        self._secrets = secrets
        self._now = now
        self._known: OrderedDict[str, tuple[float, KeptInstall]] = OrderedDict()

    async def __call__(self, tenant: str, organization: str = "") -> Install | None:
        """Return the install that serves a workspace, its token good for a while yet.

        Args:
            tenant: the team's id.
            organization: the Enterprise organization's id, where a request names one.

        Raises:
            NotSaved: the database cannot be read.
        """
        kept = await self._kept(tenant, organization)
        if kept is not None and self._near_its_end(kept):
            kept = await self._with_fresh_token(tenant, organization, kept)
        if kept is None:
            return None
        return Install(kept.tokens.token, bot_user_id=kept.bot_user_id)

    async def revoke(self, key: str) -> None:
        """Delete an install's tokens, and forget what it served."""
        at = self._now()
        await self._database.run(lambda s: revoke_install(s, key, at=at))
        for tenant, (_, kept) in list(self._known.items()):
            if kept.key == key:
                del self._known[tenant]

    def forget(self, key: str) -> None:
        """Read this workspace anew at the next request: it was just installed."""
        self._known.pop(key, None)

    async def _kept(self, tenant: str, organization: str) -> KeptInstall | None:
        known = self._known.get(tenant)
        if known is not None and time.monotonic() < known[0]:
            return known[1]
        return await self._read(tenant, organization)

    async def _read(self, tenant: str, organization: str) -> KeptInstall | None:
        kept = await self._database.run(
            lambda s: install_for(s, tenant, organization=organization)
        )
        self._known.pop(tenant, None)
        if kept is not None:  # a missing one is looked for again: it may come any time
            self._known[tenant] = time.monotonic() + KEPT_SECONDS, kept
            if len(self._known) > MOST:
                self._known.popitem(last=False)
        return kept

    def _near_its_end(self, kept: KeptInstall) -> bool:
        expires_at = kept.tokens.expires_at
        return expires_at is not None and expires_at - self._now() <= ROTATE_BEFORE

    def _expired(self, kept: KeptInstall) -> bool:
        expires_at = kept.tokens.expires_at
        return expires_at is not None and expires_at <= self._now()

    async def _with_fresh_token(
        self, tenant: str, organization: str, kept: KeptInstall
    ) -> KeptInstall | None:
        """Rotate, or let the copy that is at it finish if the token has run out."""
        current: KeptInstall | None = kept
        for _ in range(WAITS):
            if await self._claim(kept):
                await self._rotate(kept)
                return await self._read(tenant, organization)
            current = await self._read(tenant, organization)
            if current is None or not self._expired(current):
                return current
            kept = current
            await asyncio.sleep(WAIT_SECONDS)
        return current

    async def _claim(self, kept: KeptInstall) -> bool:
        at = self._now()
        return await self._database.run(lambda s: claim_rotation(s, kept, at=at))

    async def _rotate(self, kept: KeptInstall) -> None:
        try:
            said = await self._client.oauth_v2_access(
                client_id=self._secrets.client_id,
                client_secret=self._secrets.client_secret,
                grant_type="refresh_token",
                refresh_token=kept.tokens.refresh_token,
            )
        except Trouble as error:  # the old token may serve until it runs out
            logger.error("a token could not be rotated: %s", type(error).__name__)
            return
        tokens = tokens_of(dict(said.data), at=self._now())  # type: ignore[arg-type]
        await self._database.run_patiently(lambda s: keep_rotated(s, kept.id, tokens))


def tokens_of(answer: Payload, *, at: datetime) -> Tokens:
    """Return the tokens in an answer of oauth.v2.access that came at `at` (UTC)."""
    lasts = int(answer.get("expires_in") or 0)
    return Tokens(
        token=str(answer["access_token"]),
        refresh_token=str(answer.get("refresh_token") or ""),
        expires_at=at + timedelta(seconds=lasts) if lasts else None,
    )
