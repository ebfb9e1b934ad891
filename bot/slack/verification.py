"""Is this request from Slack? Every way of getting it wrong is a plain no (R6)."""

import hmac
import re
from hashlib import sha256

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
