"""The address Slack posts to: measured, verified and read before Bolt sees it.

Bolt's own check answers 500 to malformed headers and logs bodies, and its reader takes
a slash command that contains the word "payload" for an empty request; so the body is
read here, and Bolt gets it as Socket Mode would hand it over.
"""

import hmac
import json
import logging
import re
import time
from collections.abc import Callable
from hashlib import sha256
from urllib.parse import parse_qsl

from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response

from bot.slack.cards.text import Payload
from bot.web import TooLong, read_body

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


# Is this request from Slack? Every way of getting it wrong is a plain no (R6).

WINDOW = 300  # seconds a signed request stays good, before and after now
TIMESTAMP = re.compile(rb"\d{1,12}")
SIGNATURE = re.compile(rb"v0=[0-9a-f]{64}")


def is_from_slack(
    body: bytes,
    *,
    timestamp: bytes | None,
    signature: bytes | None,
    secret: str,
    now: float,
) -> bool:
    """Return whether the headers prove that Slack signed `body` just now.

    Args:
        timestamp: header X-Slack-Request-Timestamp, as it came.
        signature: header X-Slack-Signature, as it came.
        now: seconds since 1970.
    """
    if timestamp is None or TIMESTAMP.fullmatch(timestamp) is None:
        return False
    if signature is None or SIGNATURE.fullmatch(signature) is None:
        return False
    if not secret or abs(now - int(timestamp)) > WINDOW:
        return False
    signed = b"v0:" + timestamp + b":" + body
    expected = b"v0=" + hmac.new(secret.encode(), signed, sha256).hexdigest().encode()
    return hmac.compare_digest(expected, signature)


# What does it say, and does that have Slack's form?


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


def has_slacks_form(body: Payload) -> bool:
    """Return whether the parts that Bolt and the listeners rely on are there.

    Bolt looks into several of them without asking, and would fail on another shape.
    """
    kind = body.get("type")
    if kind is None:
        needed = "command", "user_id", "team_id"
        return all(isinstance(body.get(name), str) for name in needed)
    if not isinstance(kind, str) or not all(
        name not in body or fits(body[name]) for name, fits in SHAPES.items()
    ):
        return False
    return all(body.get(name) for name in NEEDED.get(kind, ()))


def _is_id(value: object) -> bool:
    return value is None or isinstance(value, str)


def _is_named(value: object) -> bool:
    """Return whether it is an id, or an object with one."""
    return _is_id(value) or (isinstance(value, dict) and _is_id(value.get("id")))


def _is_user(value: object) -> bool:
    return isinstance(value, dict) and isinstance(value.get("id"), str)


def _is_event(value: object) -> bool:
    return (
        isinstance(value, dict)
        and isinstance(value.get("type"), str)
        and all(_is_named(value.get(name)) for name in ("user", "team", "channel"))
        and all(_is_id(value.get(name)) for name in ("bot_id", "subtype", "thread_ts"))
    )


def _is_view(value: object) -> bool:
    return isinstance(value, dict) and all(
        isinstance(value.get(name), str) for name in ("type", "callback_id")
    )


def _are_actions(value: object) -> bool:
    return isinstance(value, list) and all(
        isinstance(one, dict)
        and all(isinstance(one.get(name), str) for name in ("type", "action_id"))
        for one in value
    )


def _are_installs(value: object) -> bool:
    return value is None or (
        isinstance(value, list)
        and all(
            isinstance(one, dict)
            and all(_is_id(one.get(name)) for name in ("team_id", "enterprise_id"))
            for one in value
        )
    )


SHAPES: dict[str, Callable[[object], bool]] = {
    "action_id": _is_id,
    "actions": _are_actions,
    "authorizations": _are_installs,
    "callback_id": _is_id,
    "channel": _is_named,
    "enterprise": _is_named,
    "enterprise_id": _is_id,
    "event": _is_event,
    "response_url": _is_id,
    "team": _is_named,
    "team_id": _is_id,
    "trigger_id": _is_id,
    "user": _is_user,
    "view": _is_view,
}
NEEDED = {
    "event_callback": ("event",),
    "block_actions": ("user", "actions"),
    "block_suggestion": ("user", "action_id"),
    "message_action": ("user", "callback_id"),
    "shortcut": ("user", "callback_id"),
    "view_submission": ("user", "view"),
    "view_closed": ("user", "view"),
}
