"""The address Teams posts to: measured, verified and read before anything else."""

import json
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from bot.request_body import TooLong, read_body
from bot.teams.addresses import PATH, Addresses
from bot.teams.keys import NoKeys, SigningKeys
from bot.teams.shapes import has_teams_form
from bot.teams.verification import NotFromTeams, check_activity, check_token
from handlers.faults import log_fault
from storage.database import NotSaved

logger = logging.getLogger("outreach.teams")

Payload = dict[str, Any]
Take = Callable[[Payload], Awaitable[Payload | None]]


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


def read_activity(body: bytes) -> Payload | None:
    """Return the activity, or None when it does not have the form of one."""
    try:
        read = json.loads(body.decode())
    except (ValueError, RecursionError):
        return None
    return read if isinstance(read, dict) and has_teams_form(read) else None


def _no(status: int, words: str) -> Response:
    return JSONResponse({"error": words}, status_code=status)
