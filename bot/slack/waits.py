"""Sitting out a short wait that Slack asks for (R17)."""

import asyncio
from collections.abc import Awaitable, Callable

from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.http_retry.request import HttpRequest
from slack_sdk.http_retry.response import HttpResponse
from slack_sdk.http_retry.state import RetryState

LONGEST_WAIT = 5.0  # seconds slept here; longer ones go back to the queue; house rule
TRIES = 2  # after the first; house rule
UNSAID = 1.0  # seconds, when Slack says to wait but not how long; house rule

Sleep = Callable[[float], Awaitable[None]]  # seconds


class ShortWaits(AsyncRetryHandler):
    """Repeats after a 429, which posts nothing, when the wait is short."""

    def __init__(self, sleep: Sleep = asyncio.sleep) -> None:
        super().__init__(max_retry_count=TRIES)
        self._sleep = sleep

    async def _can_retry_async(
        self,
        *,
        state: RetryState,
        request: HttpRequest,
        response: HttpResponse | None = None,
        error: Exception | None = None,
    ) -> bool:
        seconds = _seconds(response)
        return seconds is not None and seconds <= LONGEST_WAIT

    async def prepare_for_next_attempt_async(
        self,
        *,
        state: RetryState,
        request: HttpRequest,
        response: HttpResponse | None = None,
        error: Exception | None = None,
    ) -> None:
        """Wait as long as Slack says."""
        state.next_attempt_requested = True
        await self._sleep(_seconds(response) or 0.0)
        state.increment_current_attempt()


def _seconds(response: HttpResponse | None) -> float | None:
    """Return how long a 429 asks to wait; None for every other answer."""
    if response is None or response.status_code != 429:
        return None
    waits = {name.lower(): value for name, value in response.headers.items()}
    try:
        return float(waits.get("retry-after", [str(UNSAID)])[0])
    except ValueError:
        return LONGEST_WAIT + UNSAID  # unreadable: the queue knows how long
