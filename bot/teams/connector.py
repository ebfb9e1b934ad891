"""The few calls to Teams: post, change, open a private chat. None repeats itself."""

import asyncio
import json
import logging
import time
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from urllib.parse import quote

import aiohttp

from bot.teams.cards import encoded
from bot.teams.text import Payload
from bot.teams.tokens import Addresses, TeamsTokens
from language.say import mark
from scheduler.delivery.sender import SendFailed
from storage.platforms.teams import Chat

NOT_TEAMS = mark("the service address is not Microsoft's")
PLACEHOLDER = "DO_NOT_USE_PLACEHOLDER_ID"  # what some answers have instead of an id
ANSWER_SECONDS = 2.0  # for a call on the request path (R59)

logger = logging.getLogger("outreach.teams")

# What Teams' errors mean: never again, later, or perhaps it was posted already.
#
# Source: "Send proactive messages" and "Optimize your bot with rate limiting" (R54,
# R55).

BLOCKED = mark("Outreach was blocked or removed in Teams")
GONE = mark("the chat or channel is gone from Teams")
UNPOSTABLE = mark("Teams does not take this message")
FINAL = {
    400: UNPOSTABLE,
    403: BLOCKED,
    404: GONE,
    405: GONE,
    410: GONE,
    413: UNPOSTABLE,
}
LATER = {401, 408, 412, 429, 502, 503, 504}  # Microsoft: repeat 412, 429, 502, 504
RETRY_AFTER = 10.0  # seconds, when Teams says to wait but not how long; house rule
LONGEST_WAIT = 3_600.0  # seconds

Trouble = (aiohttp.ClientError, TimeoutError, OSError)


def failure_of(status: int, body: bytes, retry_after: str | None) -> SendFailed:
    """Sort an answer that is no success into final, temporary, and in doubt."""
    code = _code(body)
    said = f"{status} {code}".strip()
    if status in FINAL:
        return SendFailed(f"{FINAL[status]} ({said})", final=True)
    if status == 429 or (status in LATER and retry_after):
        return SendFailed(said, retry_after=_seconds(retry_after))
    if status in LATER:
        return SendFailed(said)
    return SendFailed(f"Teams answered {said}", in_doubt=status >= 500 or status < 400)


def connection_failed(error: BaseException) -> SendFailed:
    """Tell apart a request that never left from one whose answer was lost."""
    never_left = aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError
    if isinstance(error, never_left):
        return SendFailed(mark("Teams cannot be reached"))
    return SendFailed(mark("Teams' answer was lost"), in_doubt=True)


def _code(body: bytes) -> str:
    try:
        said = json.loads(body)["error"]["code"]
    except (ValueError, KeyError, TypeError):
        return ""
    return str(said)[:80] if str(said).isprintable() else ""


def _seconds(retry_after: str | None) -> float:
    try:
        return min(max(float(retry_after or RETRY_AFTER), 0.0), LONGEST_WAIT)
    except ValueError:
        return RETRY_AFTER


# How fast we may post into one conversation, and in all, before Teams says 429.
#
# Source: "Optimize your bot with rate limiting in Teams" (R55). Counted in this process
# alone: what another copy of the bot posts is found out by a 429.

Limit = tuple[int, float]  # so many calls within so many seconds

IN_ONE_CHAT: tuple[Limit, ...] = ((7, 1.0), (8, 2.0), (60, 30.0), (1_800, 3_600.0))
IN_ALL: tuple[Limit, ...] = ((50, 1.0),)  # of one app in one tenant
REMEMBERED = 10_000  # conversations before old ones are forgotten; house rule


class Pace:
    """Says when the next call may be made. `clock` gives monotonic seconds."""

    def __init__(
        self,
        in_one_chat: Sequence[Limit] = IN_ONE_CHAT,
        in_all: Sequence[Limit] = IN_ALL,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._in_one_chat = in_one_chat
        self._in_all = in_all
        self._clock = clock
        self._all: deque[float] = deque(maxlen=_most(in_all))
        self._chats: dict[str, deque[float]] = {}

    def wait(self, chat: str) -> float:
        """Take the turn for one call about `chat` and return 0.

        Where there is none yet, nothing is taken, and the seconds until there is one
        are returned.
        """
        now = self._clock()
        calls = self._chats.get(chat) or deque(maxlen=_most(self._in_one_chat))
        seconds = max(
            _until_free(calls, self._in_one_chat, now),
            _until_free(self._all, self._in_all, now),
        )
        if seconds > 0:
            return seconds
        if chat not in self._chats and len(self._chats) >= REMEMBERED:
            self._forget(now)
        self._chats[chat] = calls
        calls.append(now)
        self._all.append(now)
        return 0.0

    def _forget(self, now: float) -> None:
        longest = max((seconds for _, seconds in self._in_one_chat), default=0.0)
        self._chats = {
            chat: calls
            for chat, calls in self._chats.items()
            if now - calls[-1] < longest
        }


def _most(limits: Sequence[Limit]) -> int:
    return max((most for most, _ in limits), default=1)


def _until_free(calls: deque[float], limits: Sequence[Limit], now: float) -> float:
    """Return the seconds until one more call keeps within all `limits`; 0 = now."""
    return max(
        (
            calls[-most] + seconds - now
            for most, seconds in limits
            if len(calls) >= most and now - calls[-most] < seconds
        ),
        default=0.0,
    )


class Connector:
    """Calls the Bot Connector service. Everything raises SendFailed."""

    def __init__(
        self,
        session: aiohttp.ClientSession,
        tokens: TeamsTokens,
        *,
        addresses: Addresses,
        client_id: str,
        pace: Pace,
    ) -> None:
        self._session = session
        self._tokens = tokens
        self._addresses = addresses
        self._client_id = client_id
        self._pace = pace

    async def post(
        self, service_url: str, conversation_id: str, activity: Payload
    ) -> str:
        """Post into a conversation; return the activity's id, "" if none is told."""
        self._take_turn(conversation_id)
        path = f"conversations/{quote(conversation_id, safe='')}/activities"
        said = await self._call("POST", service_url, path, activity)
        new = str(said.get("id") or "")
        return "" if new == PLACEHOLDER else new

    async def change(
        self,
        service_url: str,
        conversation_id: str,
        activity_id: str,
        activity: Payload,
    ) -> None:
        """Replace what a posted activity shows; it counts as a post. House rule."""
        self._take_turn(conversation_id)
        path = (
            f"conversations/{quote(conversation_id, safe='')}"
            f"/activities/{quote(activity_id, safe='')}"
        )
        await self._call("PUT", service_url, path, activity | {"id": activity_id})

    async def open_chat(self, service_url: str, *, member_id: str, tenant: str) -> str:
        """Return the id of the private chat with somebody; the same one each time."""
        self._take_turn(member_id)
        asked: Payload = {
            "bot": {"id": f"28:{self._client_id}"},
            "members": [{"id": member_id}],
            "channelData": {"tenant": {"id": tenant}},
            "tenantId": tenant,
            "isGroup": False,
        }
        said = await self._call("POST", service_url, "conversations", asked)
        if not said.get("id"):
            raise SendFailed(mark("Teams opened no chat"))
        return str(said["id"])

    def _take_turn(self, chat: str) -> None:
        """Raise SendFailed where one more call now would be too many (R55)."""
        if wait := self._pace.wait(chat):
            raise SendFailed(mark("as fast as Teams lets us"), retry_after=wait)

    async def _call(
        self, method: str, service_url: str, path: str, payload: Payload
    ) -> Payload:
        if not self._addresses.may_be_told(service_url):
            raise SendFailed(NOT_TEAMS, final=True)
        token = await self._tokens()
        headers = {
            "Authorization": f"Bearer {token}",
            "Content-Type": "application/json; charset=utf-8",
        }
        url = f"{service_url.rstrip('/')}/v3/{path}"
        try:
            async with self._session.request(
                method,
                url,
                data=encoded(payload),
                headers=headers,
                allow_redirects=False,  # the token goes nowhere else
            ) as answer:
                body = await answer.read()
                if answer.status == 401:
                    self._tokens.forget(token)
                if not 200 <= answer.status < 300:
                    raise failure_of(
                        answer.status, body, answer.headers.get("Retry-After")
                    )
        except Trouble as error:
            raise connection_failed(error) from error
        return _read(body)


def _read(body: bytes) -> Payload:
    try:
        said = json.loads(body)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


class QuickCalls:
    """The few calls that cannot wait for the queue.

    None raises: each says whether Teams took it within two seconds.
    """

    def __init__(self, connector: Connector) -> None:
        self._connector = connector

    async def post(self, what: str, chat: Chat, drawn: Payload) -> bool:
        """Post into a chat. `what` it is stands in the log, should it fail."""
        call = self._connector.post(chat.service_url, chat.conversation_id, drawn)
        return await _in_time(what, call)

    async def change(
        self, what: str, chat: Chat, activity_id: str, drawn: Payload
    ) -> bool:
        """Let a posted card show something else. `what` as in `post`."""
        call = self._connector.change(
            chat.service_url, chat.conversation_id, activity_id, drawn
        )
        return await _in_time(what, call)


async def _in_time(what: str, call: Awaitable[object]) -> bool:
    try:
        async with asyncio.timeout(ANSWER_SECONDS):
            await call
    except (SendFailed, TimeoutError) as failed:
        logger.warning("%s did not reach Teams: %s", what, failed)
        return False
    return True
