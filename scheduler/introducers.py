"""Who could open the door to somebody? Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from math import sqrt

HALF_LIFE_DAYS = 60  # measured on one firm's earlier half, with the two below
TOGETHER = 3.0  # what a day with both of them counts, against a day with each
ANSWERED = 0.1  # what a day counts on which only the other one wrote


@dataclass(frozen=True, slots=True)
class Days:
    """The days between an introducer and one of the two."""

    wrote: frozenset[date] = frozenset()  # the introducer turned to them, or they met
    heard: frozenset[date] = frozenset()  # they turned to the introducer
    declared: float = 0.0  # a strength somebody told, such as "Sam knows Dana"


@dataclass(frozen=True, slots=True)
class Introducer:
    """Somebody who knows both, and how well. Strengths are decayed sums of days."""

    person_id: str
    to_leader: float
    to_target: float
    together: float = 0.0  # days on which they turned to both

    @property
    def score(self) -> float:
        """How likely they are to bring the two together; only its order means a thing.

        "They have lately been in touch with you both, best of all on the same days."
        Without days in common it is the order of the product of the two strengths.
        """
        return TOGETHER * self.together + sqrt(self.to_leader * self.to_target)


def introducer(person_id: str, leader: Days, target: Days, *, on: date) -> Introducer:
    """Return what somebody's days with the two add up to.

    Args:
        on: the local date it is asked on; only days before it count.
    """
    return Introducer(
        person_id,
        to_leader=max(_strength(leader, on), leader.declared),
        to_target=max(_strength(target, on), target.declared),
        together=_decayed(leader.wrote & target.wrote, on),
    )


def ranked(candidates: Iterable[Introducer]) -> list[Introducer]:
    """Return those who know both, the likeliest first; equals by id."""
    known = [one for one in candidates if one.to_leader > 0 and one.to_target > 0]
    return sorted(known, key=lambda one: (-one.score, one.person_id))


def _strength(days: Days, on: date) -> float:
    return _decayed(days.wrote, on) + ANSWERED * _decayed(days.heard, on)


def _decayed(days: Iterable[date], on: date) -> float:
    left = (0.5 ** ((on - day).days / HALF_LIFE_DAYS) for day in days if day < on)
    return float(sum(left))
