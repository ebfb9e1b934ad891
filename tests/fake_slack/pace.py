"""How fast, how late and how often Slack lets itself be used."""

import math
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.fake_slack.requests import new_id

Clock = Callable[[], float]  # seconds

A_MESSAGE_EACH = 1.0  # seconds in one channel; Slack lets short bursts pass, we do not
TRIGGER_SECONDS = 3.0
ANSWERS, ANSWER_SECONDS = 5, 30 * 60.0  # of one response_url


@dataclass
class Pace:
    """One message a second and channel."""

    clock: Clock
    _last: dict[str, float] = field(default_factory=dict)

    def wait(self, channel: str) -> int:
        """Return 0 and count a message, or the whole seconds that are to be waited."""
        now = self.clock()
        left = self._last.get(channel, -math.inf) + A_MESSAGE_EACH - now
        if left > 0:
            return math.ceil(left)
        self._last[channel] = now
        return 0


@dataclass
class Triggers:
    """What opens one modal, within 3 seconds."""

    clock: Clock
    _given: dict[str, float] = field(default_factory=dict)
    _used: set[str] = field(default_factory=set)

    def give(self, age: float) -> str:
        """Return one that was given out `age` seconds ago."""
        trigger = new_id("13345224609.")
        self._given[trigger] = self.clock() - age
        return trigger

    def use(self, trigger: str) -> str:
        """Return Slack's error, or "" and count it as used."""
        given = self._given.get(trigger)
        if given is None:
            return "invalid_trigger_id"
        if self.clock() - given > TRIGGER_SECONDS:
            return "expired_trigger_id"
        if trigger in self._used:
            return "exchanged_trigger_id"
        self._used.add(trigger)
        return ""


@dataclass
class ResponseUrls:
    """Addresses that take five answers in half an hour."""

    clock: Clock
    _given: dict[str, float] = field(default_factory=dict)
    _uses: dict[str, int] = field(default_factory=dict)

    def give(self, age: float) -> str:
        """Return the name of one that was given out `age` seconds ago."""
        name = new_id("")
        self._given[name] = self.clock() - age
        return name

    def use(self, name: str) -> str:
        """Return Slack's error, or "" and count the answer."""
        given = self._given.get(name)
        if given is None:
            return "invalid_url"
        if self.clock() - given > ANSWER_SECONDS:
            return "expired_url"
        self._uses[name] = self._uses.get(name, 0) + 1
        return "used_url" if self._uses[name] > ANSWERS else ""
