"""Who may talk to the page: this computer's own browser, on the page itself.

Binding 127.0.0.1 keeps other computers out. These checks keep out other web pages open
in the same browser: a name that resolves to 127.0.0.1 (DNS rebinding) fails on Host, a
form or script elsewhere fails on Origin and on the content type.
"""

from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

NAMES = ("127.0.0.1", "localhost")
HEADERS = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
        "img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}


class Guard:
    """Refuses what does not come from the page, and marks every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer 403 or 415 in its place."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        answer = self.app
        if refusal := _refusal(scope["method"], Headers(scope=scope)):
            answer = JSONResponse({"problem": refusal[1]}, status_code=refusal[0])
        await answer(scope, receive, _marking(send))


def _refusal(method: str, headers: Headers) -> tuple[int, str] | None:
    host = headers.get("host", "")
    if host.rpartition(":")[0] not in NAMES and host not in NAMES:
        return 403, "Open this page as http://127.0.0.1, with the port you were told."
    if method in ("GET", "HEAD"):
        return None
    if headers.get("origin") != f"http://{host}":
        return 403, "Only the page itself may do this."
    if headers.get("content-type", "").partition(";")[0].strip() != "application/json":
        return 415, "This takes JSON only."
    return None


def _marking(send: Send) -> Send:
    async def marked(message: Message) -> None:
        if message["type"] == "http.response.start":
            kept = [
                pair for pair in message["headers"] if pair[0].decode() not in HEADERS
            ]
            ours = [(name.encode(), text.encode()) for name, text in HEADERS.items()]
            message["headers"] = kept + ours
        await send(message)

    return marked
