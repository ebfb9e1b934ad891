"""Reading what a platform posts, without taking more than fits into memory."""

from starlette.requests import Request

BODY_BYTES = 1_000_000  # ten times the platforms' largest payloads; house rule


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
