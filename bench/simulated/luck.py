"""Chance that is the same whatever else happened: every draw has a name.

Two policies in one world meet the same luck for the same thing on the same day, so that
what differs between them is what they did.
"""

from hashlib import blake2b
from math import exp, log

WHOLE = 2**64


class Luck:
    """Named draws of one seed."""

    def __init__(self, seed: int) -> None:
        self._seed = seed.to_bytes(8, "big")

    def uniform(self, *name: object) -> float:
        """Return a number from 0 to below 1 that depends on the seed and the name."""
        said = "\x1f".join(map(str, name)).encode()
        drawn = blake2b(said, digest_size=8, key=self._seed).digest()
        return int.from_bytes(drawn, "big") / WHOLE

    def between(self, low: float, high: float, *name: object) -> float:
        """Return a number from `low` to below `high`."""
        return low + (high - low) * self.uniform(*name)

    def happens(self, chance: float, *name: object) -> bool:
        """Return whether something of this chance happens."""
        return self.uniform(*name) < chance

    def whole(self, low: int, high: int, *name: object) -> int:
        """Return a whole number from `low` to `high`, both included."""
        return low + int(self.uniform(*name) * (high - low + 1))


def chance(log_odds: float) -> float:
    """Return the chance of these log-odds."""
    return 1 / (1 + exp(-max(-30.0, min(30.0, log_odds))))


def log_odds(chance: float) -> float:
    """Return the log-odds of a chance between 0 and 1, both excluded."""
    return log(chance / (1 - chance))
