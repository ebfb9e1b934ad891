"""How fast we may post into one conversation, and in all, before Teams says 429.

Source: "Optimize your bot with rate limiting in Teams" (R55). Counted in this process
alone: what another copy of the bot posts is found out by a 429.
"""

import time
from collections import deque
from collections.abc import Callable, Sequence

Limit = tuple[int, float]  # so many calls within so many seconds

IN_ONE_CHAT: tuple[Limit, ...] = ((7, 1.0), (8, 2.0), (60, 30.0), (1_800, 3_600.0))
IN_ALL: tuple[Limit, ...] = ((50, 1.0),)  # of one app in one tenant
REMEMBERED = 10_000  # conversations before old ones are forgotten; house rule


class Pace:
    """Says when the next call may be made. `clock` gives monotonic seconds."""

    def __init__(
        self,
        in_one_chat: Sequence[Limit] = IN_ONE_CHAT,
        in_all: Sequence[Limit] = IN_ALL,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._in_one_chat = in_one_chat
        self._in_all = in_all
        self._clock = clock
        self._all: deque[float] = deque(maxlen=_most(in_all))
        self._chats: dict[str, deque[float]] = {}

    def wait(self, chat: str) -> float:
        """Take the turn for one call about `chat` and return 0.

        Where there is none yet, nothing is taken, and the seconds until there is one
        are returned.
        """
        now = self._clock()
        calls = self._chats.get(chat) or deque(maxlen=_most(self._in_one_chat))
        seconds = max(
            _until_free(calls, self._in_one_chat, now),
            _until_free(self._all, self._in_all, now),
        )
        if seconds > 0:
            return seconds
        if chat not in self._chats and len(self._chats) >= REMEMBERED:
            self._forget(now)
        self._chats[chat] = calls
        calls.append(now)
        self._all.append(now)
        return 0.0

    def _forget(self, now: float) -> None:
        longest = max((seconds for _, seconds in self._in_one_chat), default=0.0)
        self._chats = {
            chat: calls
            for chat, calls in self._chats.items()
            if now - calls[-1] < longest
        }


def _most(limits: Sequence[Limit]) -> int:
    return max((most for most, _ in limits), default=1)


def _until_free(calls: deque[float], limits: Sequence[Limit], now: float) -> float:
    """Return the seconds until one more call keeps within all `limits`; 0 = now."""
    return max(
        (
            calls[-most] + seconds - now
            for most, seconds in limits
            if len(calls) >= most and now - calls[-most] < seconds
        ),
        default=0.0,
    )
