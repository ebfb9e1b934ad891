"""What Teams' errors mean: never again, later, or perhaps it was posted already.

Source: "Send proactive messages" and "Optimize your bot with rate limiting" (R54, R55).
"""

import json

import aiohttp

from language.say import mark
from scheduler.delivery import SendFailed

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


def refused(status: int, body: bytes, retry_after: str | None) -> SendFailed:
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
