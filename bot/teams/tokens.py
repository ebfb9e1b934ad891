"""Where Microsoft is, who may be told our token, and how we come to have one."""

import asyncio
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

import aiohttp

from language.say import mark
from scheduler.delivery.sender import SendFailed

PATH = "/api/messages"  # the route every Teams bot's documentation uses
SCOPE = "https://api.botframework.com/.default"
ISSUER = "https://api.botframework.com"
CHANNEL = "msteams"
SERVICE = re.compile(r"smba(\.[a-z0-9-]+)*\.teams\.microsoft\.(com|us)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where Microsoft is. Nothing in the settings changes it; tests put in their own.

    services: hosts, with their scheme and port, that count as Teams beside the real
        ones.
    """

    openid: str = "https://login.botframework.com/v1/.well-known/openidconfiguration"
    login: str = "https://login.microsoftonline.com"
    services: frozenset[str] = frozenset()

    def may_be_told(self, service_url: str) -> bool:
        """Return whether our token may go to this service address (R52).

        It comes from outside: whoever chose it freely would be told our token.
        """
        if not service_url.isprintable() or "\\" in service_url or " " in service_url:
            return False
        try:
            parts = urlsplit(service_url)
            port = parts.port
        except ValueError:
            return False
        if parts.query or parts.fragment or parts.username is not None:
            return False
        if f"{parts.scheme}://{parts.netloc}" in self.services:
            return True
        host = parts.hostname or ""
        ours = host == "smba.trafficmanager.net" or SERVICE.fullmatch(host) is not None
        return parts.scheme == "https" and port in (None, 443) and ours


MICROSOFT = Addresses()

EARLY = 300.0  # seconds before its end that a token is asked for anew; house rule
NO_TOKEN = mark("Microsoft gives Outreach no token")


class TeamsTokens:
    """Gives the bearer token that Teams wants. Call it.

    It is asked for once, and kept until shortly before it ends.
    """

    def __init__(
        self,
        session: aiohttp.ClientSession,
        *,
        login: str,
        tenant_id: str,
        client_id: str,
        client_secret: str,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._session = session
        self._url = f"{login}/{tenant_id}/oauth2/v2.0/token"
        self._asked = {
            "grant_type": "client_credentials",
            "client_id": client_id,
            "client_secret": client_secret,
            "scope": SCOPE,
        }
        self._clock = clock
        self._token = ""
        self._ends = 0.0
        self._asking = asyncio.Lock()

    async def __call__(self) -> str:
        """Return a token that is good now. Raises SendFailed: later, never in doubt."""
        async with self._asking:
            if not self._token or self._clock() >= self._ends:
                await self._ask()
            return self._token

    def forget(self, token: str) -> None:
        """Ask for another one next time: Teams did not take this one."""
        if token == self._token:
            self._token = ""

    async def _ask(self) -> None:
        try:
            async with self._session.post(self._url, data=self._asked) as answer:
                said = await answer.json(content_type=None)
        except (aiohttp.ClientError, OSError, ValueError) as error:
            reason = f"{NO_TOKEN} ({type(error).__name__})"
            raise SendFailed(reason) from error
        said = said if isinstance(said, dict) else {}
        token, seconds = said.get("access_token"), said.get("expires_in")
        if not isinstance(token, str) or not token:
            raise SendFailed(f"{NO_TOKEN} ({said.get('error') or answer.status})")
        lasts = float(seconds) if isinstance(seconds, int | float) else 0.0
        self._token, self._ends = token, self._clock() + lasts - EARLY
