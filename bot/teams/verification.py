"""Is this request from Microsoft Teams? Every way of getting it wrong is a no (R51).

Source: "Authenticate requests from the Bot Connector service" of the Bot Framework's
documentation.
"""

from typing import Any

import jwt
from jwt.exceptions import PyJWTError

from bot.teams.addresses import CHANNEL, ISSUER, Addresses
from bot.teams.keys import SigningKeys

LEEWAY = 300  # seconds a clock may be off
LONGEST_TOKEN = 8_000  # characters; Microsoft's have about 1,000. House rule
ALGORITHM = "RS256"
NEEDED = ["exp", "iss", "aud", "serviceurl"]

Payload = dict[str, Any]


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
