"""What Slack sends: signed requests, and the payloads inside them."""

import hashlib
import hmac
import itertools
import json
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import httpx

from tests.fake_slack.answers import faults_of_answer

Payload = dict[str, Any]

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"  # a made-up signing secret
PATH = "/slack/events"
FORM = "application/x-www-form-urlencoded"
JSON = "application/json"
TEAM = "T024BE7LD"
ALICE = "U2147483697"
DIRECT = "D024BE91L"

_numbers = itertools.count(1)


def new_id(prefix: str) -> str:
    """Return an id that was not used before."""
    return f"{prefix}{next(_numbers):08d}"


@dataclass
class Signer:
    """Posts to the bot as Slack does; `last` can be sent once more as it was."""

    client: httpx.AsyncClient
    secret: str = SECRET
    last: httpx.Request | None = field(default=None, repr=False)

    async def post(
        self,
        body: bytes,
        content_type: str = FORM,
        *,
        at: float | None = None,
        headers: dict[str, str] | None = None,
    ) -> httpx.Response:
        """Post a signed body; `headers` replace the ones we would send."""
        stamp = str(int(time.time() if at is None else at))
        signed = b"v0:" + stamp.encode() + b":" + body
        digest = hmac.new(self.secret.encode(), signed, hashlib.sha256).hexdigest()
        all_headers = {
            "content-type": content_type,
            "x-slack-request-timestamp": stamp,
            "x-slack-signature": f"v0={digest}",
        } | (headers or {})
        self.last = self.client.build_request(
            "POST", PATH, content=body, headers=all_headers
        )
        return await self.client.send(self.last)

    async def replay(self) -> httpx.Response:
        """Send the last request again, byte for byte."""
        assert self.last is not None
        again = httpx.Request(
            "POST",
            self.last.url,
            content=self.last.content,
            headers=self.last.headers,
        )
        return await self.client.send(again)

    async def command(self, text: str, **more: str) -> httpx.Response:
        """Type `/outreach text`; what Slack would not show is a failure."""
        asked = command(text, **more)
        return _shown(asked, await self.post(urlencode(asked).encode()))

    async def event(self, payload: Payload, *, attempt: int = 0) -> httpx.Response:
        """Deliver an event; `attempt` 1 to 3 says that it is a repetition."""
        headers = {"x-slack-retry-num": str(attempt)} if attempt else {}
        if attempt:
            headers["x-slack-retry-reason"] = "http_timeout"
        return await self.post(json.dumps(payload).encode(), JSON, headers=headers)

    async def deliver(self, payload: Payload) -> list[int]:
        """Deliver an event as Slack does: up to three times more while it is refused.

        Returns the status of each answer. Slack waits a minute and five between
        the later ones; nobody waits here.
        """
        answers: list[int] = []
        for attempt in range(4):
            answer = await self.event(payload, attempt=attempt)
            answers.append(answer.status_code)
            if answer.is_success:
                break
        return answers

    async def interact(self, payload: Payload) -> httpx.Response:
        """Press, choose, or send a form; what Slack would not show is a failure."""
        body = urlencode({"payload": json.dumps(payload)}).encode()
        return _shown(payload, await self.post(body))


def _shown(asked: Payload, answer: httpx.Response) -> httpx.Response:
    said_in_json = answer.headers.get("content-type", "").startswith(JSON)
    if answer.status_code == 200 and said_in_json:
        assert faults_of_answer(asked, answer.json()) == []
    return answer


def command(text: str, **more: str) -> Payload:
    """Return a slash command's payload."""
    return {
        "token": "verification",
        "team_id": TEAM,
        "team_domain": "example",
        "channel_id": "C2147483705",
        "channel_name": "general",
        "user_id": ALICE,
        "user_name": "alice",
        "command": "/outreach",
        "text": text,
        "api_app_id": "A1",
        "is_enterprise_install": "false",
        "trigger_id": new_id("13345224609."),
    } | more


def direct_message(text: str, **event: Any) -> Payload:
    """Return the event of a line typed in the private chat."""
    return {
        "token": "verification",
        "team_id": TEAM,
        "api_app_id": "A1",
        "type": "event_callback",
        "event_id": new_id("Ev"),
        "event_time": 1700000000,
        "authorizations": [
            {"enterprise_id": None, "team_id": TEAM, "user_id": "UBOT", "is_bot": True}
        ],
        "is_ext_shared_channel": False,
        "event": {
            "type": "message",
            "channel": DIRECT,
            "channel_type": "im",
            "user": ALICE,
            "text": text,
            "ts": "1700000000.000100",
        }
        | event,
    }


def press(action_id: str, value: str = "", **more: Any) -> Payload:
    """Return the payload of a press on a button."""
    return {
        "type": "block_actions",
        "team": {"id": TEAM, "domain": "example"},
        "user": {"id": ALICE, "username": "alice", "team_id": TEAM},
        "api_app_id": "A1",
        "token": "verification",
        "trigger_id": new_id("13345224609."),
        "container": {"type": "message", "message_ts": "1700000000.000100"},
        "channel": {"id": DIRECT, "name": "directmessage"},
        "message": {"ts": "1700000000.000100", "text": ""},
        "actions": [
            {
                "type": "button",
                "block_id": "b",
                "action_id": action_id,
                "value": value,
                "action_ts": "1700000001.000100",
            }
        ],
    } | more


def shortcut(callback_id: str, **more: Any) -> Payload:
    """Return the payload of the global shortcut."""
    return {
        "type": "shortcut",
        "callback_id": callback_id,
        "team": {"id": TEAM, "domain": "example"},
        "user": {"id": ALICE, "username": "alice", "team_id": TEAM},
        "api_app_id": "A1",
        "token": "verification",
        "trigger_id": new_id("13345224609."),
        "action_ts": "1774944000.000100",
    } | more


def message_shortcut(text: str, *, author: str = "U2", **message: Any) -> Payload:
    """Return the payload of a message's shortcut, in a public channel."""
    return shortcut(
        "log_message",
        type="message_action",
        channel={"id": "C1", "name": "general"},
        message={
            "type": "message", "user": author, "ts": "1774861200.000200", "text": text,
        }
        | message,
        message_ts="1774861200.000200",
    )  # fmt: skip


def choose(action_id: str, value: str) -> Payload:
    """Return the payload of a choice from a menu."""
    payload = press(action_id)
    payload["actions"][0] |= {
        "type": "static_select",
        "selected_option": {
            "text": {"type": "plain_text", "text": value},
            "value": value,
        },
    }
    del payload["actions"][0]["value"]
    return payload


def search(typed: str, *, field: str = "who", **more: Any) -> Payload:
    """Return the payload of letters typed into the search of an open modal."""
    return {
        "type": "block_suggestion",
        "team": {"id": TEAM, "domain": "example"},
        "user": {"id": ALICE, "username": "alice", "team_id": TEAM},
        "api_app_id": "A1",
        "token": "verification",
        "container": {"type": "view", "view_id": new_id("V")},
        "action_id": "answer",
        "block_id": field,
        "value": typed,
        "view": {"id": new_id("V"), "type": "modal", "callback_id": "log"},
    } | more


def submit(view: Payload, answers: dict[str, Payload], **more: Any) -> Payload:
    """Return the payload of a sent modal; `answers` are inputs by block id."""
    return {
        "type": "view_submission",
        "team": {"id": TEAM, "domain": "example"},
        "user": {"id": ALICE, "username": "alice", "team_id": TEAM},
        "api_app_id": "A1",
        "token": "verification",
        "trigger_id": new_id("13345224609."),
        "view": {
            "id": new_id("V"),
            "type": "modal",
            "callback_id": "",
            "hash": "1700000001.abc",
            "state": {
                "values": {name: {"answer": answer} for name, answer in answers.items()}
            },
            **view,
        },
    } | more
