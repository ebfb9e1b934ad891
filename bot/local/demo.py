"""`outreach demo`: the page at once, the bot behind it a moment later.

The port is opened before anything else is loaded, so that a browser that comes early
waits instead of being turned away.
"""

import asyncio
import socket
import sys

PORT = 8765  # where it is looked for; house rule


class PortTaken(Exception):
    """The port that was asked for is in use. Its text is shown as it is."""


def run_demo(port: int | None = None) -> None:
    """Serve the page on 127.0.0.1 until Ctrl+C or SIGTERM; print its address at once.

    Args:
        port: where to listen; None = 8765, or any free one if that is taken.

    Raises:
        PortTaken: `port` was given and is in use.
    """
    with _listening(port) as listening:
        number = listening.getsockname()[1]
        print(f"Outreach is at http://127.0.0.1:{number}", flush=True)
        print("A made-up company, on this computer only. Ctrl+C ends it.", flush=True)
        from bot.local.serving import serve  # loads the web server; the port is open

        asyncio.run(serve(listening))


def _listening(port: int | None) -> socket.socket:
    for number in (PORT, 0) if port is None else (port,):
        found = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        if sys.platform != "win32":
            found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            found.bind(("127.0.0.1", number))
        except OSError:
            found.close()
            continue
        found.listen(128)
        return found
    raise PortTaken(
        f"Port {port} is in use. Leave --port out to get a free one, or name another."
    )
