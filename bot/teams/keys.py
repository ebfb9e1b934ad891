"""The keys Microsoft signs with: fetched without blocking anything, and kept."""

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import aiohttp
from jwt import PyJWK
from jwt.exceptions import PyJWTError

logger = logging.getLogger("outreach.teams")

FETCH_SECONDS = 4.0  # for both fetches; Teams waits some 15 s for an answer
FRESH = 3_600.0  # seconds; house rule, Microsoft asks for at least once a day
KEPT = 86_400.0  # seconds that keys serve while they cannot be fetched anew
ASK_AGAIN = 30.0  # seconds between fetches, whatever key ids come in; house rule


class NoKeys(Exception):
    """Microsoft's keys cannot be had right now, so no token can be checked."""


@dataclass(frozen=True, slots=True)
class SigningKey:
    """One public key, and the channels it vouches for; none named = any."""

    key: PyJWK
    channels: frozenset[str]


class SigningKeys:
    """Gives the key of a key id. Call it."""

    def __init__(
        self,
        session: aiohttp.ClientSession,
        openid_url: str,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._session = session
        self._openid_url = openid_url
        self._clock = clock
        self._keys: dict[str, SigningKey] = {}
        self._fetched_at = self._tried_at = float("-inf")
        self._fetching = asyncio.Lock()

    async def __call__(self, key_id: str) -> SigningKey | None:
        """Return the key, or None when Microsoft has none of this id.

        Raises:
            NoKeys: they were never fetched, or too long ago.
        """
        if self._wants(key_id) or not self._serves(key_id):
            async with self._fetching:  # another's fetch may bring what is missing
                if self._wants(key_id):
                    await self._fetch()
        if self._too_old:
            raise NoKeys
        return self._keys.get(key_id)

    @property
    def _too_old(self) -> bool:
        return self._clock() - self._fetched_at > KEPT

    def _serves(self, key_id: str) -> bool:
        return key_id in self._keys and not self._too_old

    def _wants(self, key_id: str) -> bool:
        now = self._clock()
        stale = now - self._fetched_at > FRESH
        return (stale or key_id not in self._keys) and now - self._tried_at > ASK_AGAIN

    async def _fetch(self) -> None:
        self._tried_at = self._clock()
        try:
            async with asyncio.timeout(FETCH_SECONDS):
                about = await self._json(self._openid_url)
                keys = await self._json(str(about["jwks_uri"]))
            self._keys = dict(filter(None, map(_read, keys["keys"])))
        except (aiohttp.ClientError, OSError, ValueError, KeyError, TypeError) as error:
            logger.warning(
                "Microsoft's keys cannot be fetched: %s", type(error).__name__
            )
            return
        self._fetched_at = self._clock()

    async def _json(self, url: str) -> Any:
        async with self._session.get(url) as answer:
            answer.raise_for_status()
            return await answer.json(content_type=None)


def _read(key: dict[str, Any]) -> tuple[str, SigningKey] | None:
    """Return a key by its id; None for one that is not for RS256 signatures."""
    if key.get("kty") != "RSA" or key.get("use", "sig") != "sig" or not key.get("kid"):
        return None
    try:
        read = PyJWK(key, algorithm="RS256")
    except PyJWTError:
        return None
    return str(key["kid"]), SigningKey(read, frozenset(key.get("endorsements") or ()))
