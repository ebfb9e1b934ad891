"""Slash-command requests signed as Slack signs them, each with its own trigger."""

import hashlib
import hmac
import time
from itertools import count
from urllib.parse import urlencode

SECRET = "bench-signing-secret"  # of a server that lives for one bench
TEAM, USER = "T0BENCH", "U0BENCH"
_trigger = count()


def signed(text: str, *, path: str = "/slack/events") -> bytes:
    """Return one whole HTTP/1.1 request for `/outreach TEXT`, keep-alive."""
    body = urlencode(
        {
            "token": "unused",
            "team_id": TEAM,
            "team_domain": "bench",
            "channel_id": "D0BENCH",
            "channel_name": "directmessage",
            "user_id": USER,
            "user_name": "ada",
            "command": "/outreach",
            "text": text,
            "api_app_id": "A0BENCH",
            "is_enterprise_install": "false",
            "response_url": "http://127.0.0.1:9/unused",
            "trigger_id": f"{time.time_ns()}.{next(_trigger)}",
        }
    ).encode()
    at = str(int(time.time()))
    mark = hmac.new(SECRET.encode(), f"v0:{at}:".encode() + body, hashlib.sha256)
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {len(body)}\r\n"
        f"X-Slack-Request-Timestamp: {at}\r\n"
        f"X-Slack-Signature: v0={mark.hexdigest()}\r\n\r\n"
    )
    return head.encode() + body
