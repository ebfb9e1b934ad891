"""Installing the app into a workspace: OAuth v2, from "Add to Slack" and back."""

import base64
import hashlib
import html
import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode, urljoin

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.slack.endpoint import OAUTH_BACK as BACK
from bot.slack.endpoint import OAUTH_START as START
from bot.slack.errors import Trouble, code_of
from bot.slack.installs import AppSecrets, ManyWorkspaces, tokens_of
from bot.slack.manifest import OPTIONAL_SCOPES, SCOPES
from bot.slack.text import Payload
from storage.database import Database, NotSaved
from storage.install_states import GOOD_FOR, keep_state, use_state
from storage.installs import keep_install

logger = logging.getLogger("outreach.slack")

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
            return page(503, f"This did not start: {trouble.reason}.", self._again)
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
            return page(503, f"This did not work: {trouble.reason}.", self._again)
        if verifier is None:
            return page(
                400,
                "This link has been used before, is over ten minutes old, or was "
                "opened in another browser than it began in.",
                self._again,
            )
        if asked.get("error") or not asked.get("code"):
            return page(
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
                return page(400, "Slack did not accept this install.", self._again)
            return page(502, "Slack is having trouble right now.", self._again)
        except Trouble as error:
            logger.error("an install did not end: %s", type(error).__name__)
            return page(502, "Slack did not answer in time.", self._again)
        return await self._keep(dict(said.data), at)  # type: ignore[arg-type]

    async def _keep(self, said: Payload, at: datetime) -> Response:
        org_wide = bool(said.get("is_enterprise_install"))
        whole = said.get("enterprise") if org_wide else said.get("team")
        where = whole if isinstance(whole, dict) else {}
        key, name = str(where.get("id") or ""), str(where.get("name") or "")
        if not key or said.get("token_type") != "bot":
            logger.error("an install came without a team or a bot token")
            return page(400, "Slack did not say which workspace this is.", self._again)
        tokens = tokens_of(said, at=at)
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
            return page(
                503, f"The install was not kept: {trouble.reason}.", self._again
            )
        self.installs.forget(key)
        return page(
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


def page(status: int, headline: str, more: str) -> HTMLResponse:
    """Return a page of two sentences; whatever is in them is text."""
    text = (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Outreach</title>'
        f"<h1>{html.escape(headline)}</h1><p>{html.escape(more)}</p></html>"
    )
    return HTMLResponse(text, status_code=status, headers=HEADERS)
