"""Who could open the door to somebody: the one order of introducers. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

DECLARED_BOND = 1.0  # what "Sam knows Dana" counts: a day, never older; house rule
DIGITS = 9  # running totals and sums over days differ in the last of a float's 15


@dataclass(frozen=True, slots=True)
class Introducer:
    """Somebody who knows both, and how well: the bond with each."""

    person_id: str
    to_leader: float
    to_target: float
    together: float = 0.0  # days with both of them, decayed alike; does not rank

    @property
    def score(self) -> float:
        """How likely they are to bring the two together; only its order means a thing.

        "They have lately been in touch with you both": the product of the two bonds.
        """
        return float(f"{self.to_leader * self.to_target:.{DIGITS}g}")

    @property
    def place(self) -> tuple[float, str]:
        """What introducers are sorted by: the likeliest first, equals by id."""
        return -self.score, self.person_id


def ranked(candidates: Iterable[Introducer]) -> list[Introducer]:
    """Return those who know both, the likeliest first; equals by id."""
    known = (one for one in candidates if one.to_leader > 0 and one.to_target > 0)
    return sorted(known, key=lambda one: one.place)
