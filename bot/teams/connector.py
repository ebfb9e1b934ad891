"""The few calls to Teams: post, change, open a private chat. None repeats itself."""

import json
from urllib.parse import quote

import aiohttp

from bot.teams.addresses import Addresses
from bot.teams.cards import encoded
from bot.teams.errors import Trouble, connection_failed, refused
from bot.teams.pace import Pace
from bot.teams.text import Payload
from bot.teams.tokens import Tokens
from language.say import mark
from scheduler.delivery import SendFailed

CONNECT_SECONDS = 3.0
ANSWER_SECONDS = 15.0
NOT_TEAMS = mark("the service address is not Microsoft's")
PLACEHOLDER = "DO_NOT_USE_PLACEHOLDER_ID"  # what some answers have instead of an id


def web_session() -> aiohttp.ClientSession:
    """Return the one HTTP session that everything to Microsoft goes through."""
    timeout = aiohttp.ClientTimeout(total=ANSWER_SECONDS, sock_connect=CONNECT_SECONDS)
    return aiohttp.ClientSession(timeout=timeout)


class Connector:
    """Calls the Bot Connector service. Everything raises SendFailed."""

    def __init__(
        self,
        session: aiohttp.ClientSession,
        tokens: Tokens,
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
                    raise refused(
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
