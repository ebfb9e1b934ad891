"""How the bot calls platforms over HTTP."""

import aiohttp

CONNECT_SECONDS = 3.0
ANSWER_SECONDS = 15.0


def web_session() -> aiohttp.ClientSession:
    """Return the one HTTP session that everything to a platform goes through."""
    timeout = aiohttp.ClientTimeout(total=ANSWER_SECONDS, sock_connect=CONNECT_SECONDS)
    return aiohttp.ClientSession(timeout=timeout)
