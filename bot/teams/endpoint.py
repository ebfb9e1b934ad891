"""The address Teams posts to: measured, verified and read before anything else.

Whether a request is from Microsoft Teams: every way of getting it wrong is a no (R51).
Source: "Authenticate requests from the Bot Connector service" of the Bot Framework's
documentation.
"""

import json
import logging
from collections.abc import Awaitable, Callable
from typing import Any

import jwt
from jwt.exceptions import PyJWTError
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from bot.teams.keys import NoKeys, SigningKeys
from bot.teams.text import Payload
from bot.teams.tokens import CHANNEL, ISSUER, PATH, Addresses
from bot.web import TooLong, read_body
from storage.database.transactions import NotSaved
from storage.faults import log_fault

LEEWAY = 300  # seconds a clock may be off
LONGEST_TOKEN = 8_000  # characters; Microsoft's have about 1,000. House rule
ALGORITHM = "RS256"
NEEDED = ["exp", "iss", "aud", "serviceurl"]

# The parts of an activity that the door relies on, by their kind.
TEXTS = ("id", "text", "name", "action", "locale", "localTimezone", "replyToId")
OBJECTS = ("channelData",)
LISTS = ("entities", "membersAdded", "membersRemoved")

Take = Callable[[Payload], Awaitable[Payload | None]]

logger = logging.getLogger("outreach.teams")


class Endpoint:
    """Takes what Teams posts, hands it to `take`, and answers with what that says."""

    def __init__(
        self,
        take: Take,
        *,
        keys: SigningKeys,
        client_id: str,
        tenant_id: str,
        addresses: Addresses,
    ) -> None:
        self._take = take
        self._keys = keys
        self._client_id = client_id
        self._tenant_id = tenant_id.lower()
        self._addresses = addresses

    async def __call__(self, request: Request) -> Response:
        """Answer one request: 401 or 403 unless it is our tenant's Teams, else 4xx.

        A 503 when nothing was saved, or nothing can be checked.
        """
        try:
            claims = await check_token(
                request.headers.get("authorization", ""),
                keys=self._keys,
                client_id=self._client_id,
            )
            activity = read_activity(await read_body(request))
            if activity is None:
                return _no(400, "cannot read this")
            check_activity(
                activity, claims, addresses=self._addresses, tenant_id=self._tenant_id
            )
        except NotFromTeams as no:
            logger.info("a request to %s was refused: %s", PATH, no.reason)
            return _no(no.status, "not from your Teams")
        except NoKeys:
            return _no(503, "cannot check who this is")
        except TooLong:
            return _no(413, "too large")
        except ClientDisconnect:
            return _no(400, "")
        return await self._answer(activity)

    async def _answer(self, activity: Payload) -> Response:
        try:
            said = await self._take(activity)
        except NotSaved as problem:
            logger.warning("an activity was not saved: %s", problem.reason)
            return _no(503, "not saved")
        except Exception as error:
            return _no(500, log_fault(error))
        return Response() if said is None else JSONResponse(said)


def _no(status: int, words: str) -> Response:
    return JSONResponse({"error": words}, status_code=status)


class NotFromTeams(Exception):
    """No, and which HTTP status says so: 401 for who it is, 403 for what they may."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason


async def check_token(
    authorization: str, *, keys: SigningKeys, client_id: str
) -> Payload:
    """Return the claims of the bearer token, `channels` of its key among them.

    Args:
        authorization: the header, as it came.
        keys: Microsoft's.
        client_id: our app's id, whom the token must be for.

    Raises:
        NotFromTeams: 401.
        NoKeys: it cannot be checked right now.
    """
    scheme, _, token = authorization.partition(" ")
    token = token.strip()
    if scheme.lower() != "bearer" or not token or len(token) > LONGEST_TOKEN:
        raise NotFromTeams(401, "no bearer token")
    try:
        header = jwt.get_unverified_header(token)
    except PyJWTError as error:
        raise NotFromTeams(401, "not a token") from error
    key_id = header.get("kid")
    if header.get("alg") != ALGORITHM or not isinstance(key_id, str):
        raise NotFromTeams(401, "not signed with RS256")
    key = await keys(key_id)
    if key is None:
        raise NotFromTeams(401, "signed with an unknown key")
    try:
        claims: Payload = jwt.decode(
            token,
            key.key,
            algorithms=[ALGORITHM],
            audience=client_id,
            issuer=ISSUER,
            leeway=LEEWAY,
            options={"require": NEEDED},
        )
    except PyJWTError as error:
        raise NotFromTeams(401, type(error).__name__) from error
    if key.channels and CHANNEL not in key.channels:
        raise NotFromTeams(401, "the key does not vouch for Teams")
    return claims


def check_activity(
    activity: Payload, claims: Payload, *, addresses: Addresses, tenant_id: str
) -> None:
    """Let an activity through that the token vouches for, from our own tenant.

    Raises:
        NotFromTeams: 401 for another service address than the token's; 403 for a
            service that is not Teams, another channel or another tenant (R52, R53).
    """
    service = activity.get("serviceUrl")
    if not isinstance(service, str) or _bare(service) != _bare(claims["serviceurl"]):
        raise NotFromTeams(401, "another service address than the token's")
    if not addresses.may_be_told(service):
        raise NotFromTeams(403, "the service address is not Microsoft's")
    if activity.get("channelId") != CHANNEL:
        raise NotFromTeams(403, "not from Teams")
    if tenants_of(activity) != {tenant_id}:
        raise NotFromTeams(403, "another tenant")


def tenants_of(activity: Payload) -> set[str]:
    """Return every tenant the activity names; all must be ours."""
    data = activity.get("channelData")
    tenant = data.get("tenant") if isinstance(data, dict) else None
    named = [
        tenant.get("id") if isinstance(tenant, dict) else None,
        _of(activity, "conversation", "tenantId"),
        _of(activity, "from", "tenantId"),
    ]
    return {str(one).lower() for one in named if one}


def _of(activity: Payload, part: str, name: str) -> object:
    value = activity.get(part)
    return value.get(name) if isinstance(value, dict) else None


def _bare(url: object) -> str:
    return str(url).rstrip("/").lower()


def read_activity(body: bytes) -> Payload | None:
    """Return the activity, or None when it does not have the form of one."""
    try:
        read = json.loads(body.decode())
    except (ValueError, RecursionError):
        return None
    return read if isinstance(read, dict) and has_teams_form(read) else None


def has_teams_form(body: dict[str, Any]) -> bool:
    """Return whether the parts that the door relies on are there, and of their kind.

    What is not named here is never looked at (fields we do not know do no harm).
    """
    return (
        _is_text(body.get("type"))
        and _is_text(body.get("serviceUrl"))
        and _is_named(body.get("from"))
        and _is_named(body.get("conversation"))
        and all(_may_be(body.get(name), str) for name in TEXTS)
        and all(_may_be(body.get(name), dict) for name in OBJECTS)
        and all(_are_objects(body.get(name)) for name in LISTS)
        and _may_be(body.get("recipient"), dict)
    )


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value)


def _is_named(value: object) -> bool:
    return isinstance(value, dict) and _is_text(value.get("id"))


def _may_be(value: object, kind: type) -> bool:
    return value is None or isinstance(value, kind)


def _are_objects(value: object) -> bool:
    return value is None or (
        isinstance(value, list) and all(isinstance(one, dict) for one in value)
    )
