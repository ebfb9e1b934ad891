"""HTTP with the platforms: how they are called, and how what they post is read."""

import aiohttp
from starlette.requests import Request

CONNECT_SECONDS = 3.0
ANSWER_SECONDS = 15.0
BODY_BYTES = 1_000_000  # ten times the platforms' largest payloads; house rule


def web_session() -> aiohttp.ClientSession:
    """Return the one HTTP session that everything to a platform goes through."""
    timeout = aiohttp.ClientTimeout(total=ANSWER_SECONDS, sock_connect=CONNECT_SECONDS)
    return aiohttp.ClientSession(timeout=timeout)


class TooLong(Exception):
    """The body is longer than we take."""


async def read_body(request: Request) -> bytes:
    """Return the body. Raises TooLong before more than 1 MB of it is in memory."""
    announced = request.headers.get("content-length", "")
    if announced.isdecimal() and int(announced) > BODY_BYTES:
        raise TooLong
    parts: list[bytes] = []
    length = 0
    async for part in request.stream():
        length += len(part)
        if length > BODY_BYTES:
            raise TooLong
        parts.append(part)
    return b"".join(parts)
