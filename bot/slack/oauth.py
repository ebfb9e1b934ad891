"""The app in many workspaces: its tokens in each, and how each installs it.

Tokens are kept sealed, and rotated by whoever needs one. Installing is OAuth v2, from
"Add to Slack" and back.
"""

import asyncio
import base64
import hashlib
import html
import logging
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlencode, urljoin

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.app import Core
from bot.settings import secret_of
from bot.slack.cards.text import Payload
from bot.slack.clients import InstalledApp
from bot.slack.endpoint import OAUTH_BACK as BACK
from bot.slack.endpoint import OAUTH_START as START
from bot.slack.errors import Trouble, code_of
from bot.slack.manifest import OPTIONAL_SCOPES, SCOPES
from storage.database.transactions import Database, NotSaved
from storage.platforms.installs import (
    GOOD_FOR,
    KeptInstall,
    SlackTokens,
    claim_rotation,
    install_for,
    keep_install,
    keep_rotated,
    keep_state,
    revoke_install,
    use_state,
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

    async def __call__(
        self, tenant: str, organization: str = ""
    ) -> InstalledApp | None:
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
        return InstalledApp(kept.tokens.token, bot_user_id=kept.bot_user_id)

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
        tokens = slack_tokens_in(dict(said.data), at=self._now())  # type: ignore[arg-type]
        await self._database.run_patiently(lambda s: keep_rotated(s, kept.id, tokens))


def slack_tokens_in(answer: Payload, *, at: datetime) -> SlackTokens:
    """Return the tokens in an answer of oauth.v2.access that came at `at` (UTC)."""
    lasts = int(answer.get("expires_in") or 0)
    return SlackTokens(
        token=str(answer["access_token"]),
        refresh_token=str(answer.get("refresh_token") or ""),
        expires_at=at + timedelta(seconds=lasts) if lasts else None,
    )


# Installing: two addresses, and a page of two sentences in the end.

AUTHORIZE = "../oauth/v2/authorize"  # seen from the Web API
COOKIE = "outreach-install"
HEADERS = {  # R88: nothing of an install is kept by a browser, or shown in a frame
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
}


@dataclass(frozen=True, slots=True)
class OAuth:
    """Everything the two addresses need."""

    database: Database
    client: AsyncWebClient
    secrets: AppSecrets
    installs: ManyWorkspaces
    api_url: str  # Slack's Web API; the page to authorize stands beside it
    public_url: str  # https, without a slash at its end
    now: Callable[[], datetime]
    pkce: bool = False

    def routes(self) -> list[Route]:
        """Return where an install starts, and where Slack sends the browser back."""
        return [
            Route(START, self.start, methods=["GET"]),
            Route(BACK, self.back, methods=["GET"]),
        ]

    async def start(self, request: Request) -> Response:
        """Send the browser to Slack, with a state that only this browser can use."""
        state, cookie, verifier = (secrets.token_urlsafe(32) for _ in range(3))
        verifier = verifier if self.pkce else ""
        at = self.now()
        try:
            await self.database.run(
                lambda s: keep_state(
                    s, state=state, cookie=cookie, verifier=verifier, at=at
                )
            )
        except NotSaved as trouble:
            return oauth_page(
                503, f"This did not start: {trouble.reason}.", self._again
            )
        where = {
            "client_id": self.secrets.client_id,
            "scope": ",".join(sorted(SCOPES | OPTIONAL_SCOPES)),
            "redirect_uri": self.public_url + BACK,
            "state": state,
        }
        if verifier:
            where["code_challenge"] = challenge_of(verifier)
            where["code_challenge_method"] = "S256"
        answer = RedirectResponse(
            f"{urljoin(self.api_url, AUTHORIZE)}?{urlencode(where)}",
            status_code=302,
            headers=HEADERS,
        )
        answer.set_cookie(
            COOKIE,
            cookie,
            max_age=int(GOOD_FOR.total_seconds()),
            path=BACK,
            secure=True,
            httponly=True,
            samesite="lax",
        )
        return answer

    async def back(self, request: Request) -> Response:
        """Take what Slack sends the browser back with, and keep the install."""
        asked = request.query_params
        at = self.now()
        try:
            verifier = await self.database.run(
                lambda s: use_state(
                    s,
                    state=asked.get("state", ""),
                    cookie=request.cookies.get(COOKIE, ""),
                    at=at,
                )
            )
        except NotSaved as trouble:
            return oauth_page(503, f"This did not work: {trouble.reason}.", self._again)
        if verifier is None:
            return oauth_page(
                400,
                "This link has been used before, is over ten minutes old, or was "
                "opened in another browser than it began in.",
                self._again,
            )
        if asked.get("error") or not asked.get("code"):
            return oauth_page(
                400, "Outreach was not installed: nothing changed.", self._again
            )
        try:
            said = await self.client.oauth_v2_access(
                client_id=self.secrets.client_id,
                client_secret=self.secrets.client_secret,
                code=asked["code"],
                redirect_uri=self.public_url + BACK,
                **({"code_verifier": verifier} if verifier else {}),
            )
        except SlackApiError as error:
            logger.error("Slack refused an install: %s", code_of(error) or "no code")
            if code_of(error):
                return oauth_page(
                    400, "Slack did not accept this install.", self._again
                )
            return oauth_page(502, "Slack is having trouble right now.", self._again)
        except Trouble as error:
            logger.error("an install did not end: %s", type(error).__name__)
            return oauth_page(502, "Slack did not answer in time.", self._again)
        return await self._keep(dict(said.data), at)  # type: ignore[arg-type]

    async def _keep(self, said: Payload, at: datetime) -> Response:
        org_wide = bool(said.get("is_enterprise_install"))
        whole = said.get("enterprise") if org_wide else said.get("team")
        where = whole if isinstance(whole, dict) else {}
        key, name = str(where.get("id") or ""), str(where.get("name") or "")
        if not key or said.get("token_type") != "bot":
            logger.error("an install came without a team or a bot token")
            return oauth_page(
                400, "Slack did not say which workspace this is.", self._again
            )
        tokens = slack_tokens_in(said, at=at)
        try:
            await self.database.run(
                lambda s: keep_install(
                    s,
                    key=key,
                    name=name,
                    org_wide=org_wide,
                    bot_user_id=str(said.get("bot_user_id") or ""),
                    tokens=tokens,
                    at=at,
                )
            )
        except NotSaved as trouble:
            return oauth_page(
                503, f"The install was not kept: {trouble.reason}.", self._again
            )
        self.installs.forget(key)
        return oauth_page(
            200,
            f"Outreach is installed in {name or 'your workspace'}.",
            "Open Slack and type /outreach help. What you write is yours alone.",
        )

    @property
    def _again(self) -> str:
        return f"Start again at {self.public_url}{START}"


def challenge_of(verifier: str) -> str:
    """Return PKCE's S256 challenge of a verifier (RFC 7636)."""
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def oauth_page(status: int, headline: str, more: str) -> HTMLResponse:
    """Return a page of two sentences; whatever is in them is text."""
    text = (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Outreach</title>'
        f"<h1>{html.escape(headline)}</h1><p>{html.escape(more)}</p></html>"
    )
    return HTMLResponse(text, status_code=status, headers=HEADERS)


def many_workspaces(core: Core, client: AsyncWebClient) -> ManyWorkspaces:
    """Return the installs kept in the database, by workspace."""
    return ManyWorkspaces(core.database, client, _secrets(core), now=core.clock)


def install_routes(
    core: Core, client: AsyncWebClient, installs: ManyWorkspaces
) -> list[Route]:
    """Return the addresses at which a workspace installs the app."""
    oauth = OAuth(
        database=core.database,
        client=client,
        secrets=_secrets(core),
        installs=installs,
        api_url=core.settings.slack_api_url,
        public_url=core.settings.public_url,
        now=core.clock,
        pkce=core.settings.slack_pkce,
    )
    return oauth.routes()


def _secrets(core: Core) -> AppSecrets:
    settings = core.settings
    return AppSecrets(settings.slack_client_id, secret_of(settings.slack_client_secret))
