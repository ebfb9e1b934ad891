"""The address Slack posts to: measured, verified and read before Bolt sees it.

Bolt's own check answers 500 to malformed headers and logs bodies, and its reader takes
a slash command that contains the word "payload" for an empty request; so the body is
read here, and Bolt gets it as Socket Mode would hand it over.
"""

import json
import logging
import time
from collections.abc import Callable
from urllib.parse import parse_qsl

from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response

from bot.request_body import TooLong, read_body
from bot.slack.shapes import has_slacks_form
from bot.slack.text import Payload
from bot.slack.verification import is_from_slack

logger = logging.getLogger("outreach.slack")

PATH = "/slack/events"
OAUTH_START = "/slack/install"
OAUTH_BACK = "/slack/oauth_redirect"
PASSED_ON = "x-slack-retry-num", "x-slack-retry-reason"


class Endpoint:
    """Takes Slack's requests over HTTP and answers with what Bolt says."""

    def __init__(
        self,
        app: AsyncApp,
        *,
        signing_secret: str,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._app = app
        self._secret = signing_secret
        self._clock = clock

    async def __call__(self, request: Request) -> Response:
        """Answer one request: 401 unless Slack signed it, 4xx when it is broken."""
        try:
            body = await read_body(request)
        except TooLong:
            return PlainTextResponse("too large", status_code=413)
        except ClientDisconnect:
            return PlainTextResponse("", status_code=400)
        if body.startswith(b"ssl_check=1"):
            return PlainTextResponse("")  # unsigned by design, and does nothing
        headers = dict(request.scope["headers"])
        genuine = is_from_slack(
            body,
            timestamp=headers.get(b"x-slack-request-timestamp"),
            signature=headers.get(b"x-slack-signature"),
            secret=self._secret,
            now=self._clock(),
        )
        if not genuine:
            logger.info("a request to %s was not signed by Slack", PATH)
            return PlainTextResponse("not signed by Slack", status_code=401)
        payload = read_payload(body, headers.get(b"content-type", b"").decode("latin1"))
        if payload is None:
            return PlainTextResponse("cannot read this", status_code=400)
        return await self._ask_bolt(payload, request)

    async def _ask_bolt(self, payload: Payload, request: Request) -> Response:
        headers = {
            name: request.headers[name] for name in PASSED_ON if name in request.headers
        }
        asked = AsyncBoltRequest(
            body=payload, headers=dict(headers), mode="socket_mode"
        )
        answer = await self._app.async_dispatch(asked)
        return Response(
            content=answer.body,
            status_code=answer.status,
            headers=dict(answer.first_headers_without_set_cookie()),
        )


def read_payload(body: bytes, content_type: str) -> Payload | None:
    """Return what Slack says, or None when it does not have Slack's form."""
    try:
        text = body.decode()
        if content_type.partition(";")[0].strip().lower() == "application/json":
            read = json.loads(text)
        else:
            read = dict(parse_qsl(text, keep_blank_values=True, errors="strict"))
            if "payload" in read:
                read = json.loads(read["payload"])
    except (ValueError, RecursionError):
        return None
    return read if isinstance(read, dict) and has_slacks_form(read) else None
