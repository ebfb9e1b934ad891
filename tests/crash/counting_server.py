"""A chat platform on loopback that counts: what is posted stays, also twice."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class CountingServer(ThreadingHTTPServer):
    """Keeps every post. `can_look` says whether it lets its posts be read."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.posts: list[dict[str, Any]] = []
        self.can_look = True

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def keys(self, kind: str) -> list[str]:
        """Return the keys of all posts whose headline is `kind`'s."""
        return [post["key"] for post in self.posts if post["kind"] == kind]


class _Handler(BaseHTTPRequestHandler):
    server: CountingServer

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        status, answer = 200, {}
        if self.path == "/post":
            self.server.posts.append(asked)
            answer = {"id": str(len(self.server.posts))}
        elif not self.server.can_look:
            status = 403
        else:
            found = [
                str(number)
                for number, post in enumerate(self.server.posts, 1)
                if post["key"] == asked["key"]
            ]
            answer = {"id": found[0] if found else ""}
        body = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@contextmanager
def counting_server() -> Iterator[CountingServer]:
    """Run a server in a thread until the block ends."""
    server = CountingServer()
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
