"""Who could open the door to somebody, and how warm a tie still is. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from statistics import median

from storage.contacts.facts import KEPT_DAYS, TieFact

DECLARED_BOND = 1.0  # what "Sam knows Dana" counts: a day, never older; house rule
DIGITS = 9  # running totals and sums over days differ in the last of a float's 15
ENOUGH_DAYS = 5  # contact-days that make a rhythm of their own; house rule
CADENCE_DAYS = 30  # without one: monthly, by analogy with Dunbar's layers
SILENCE_HALF_LIFE_DAYS = 90  # measured on one firm
SILENCE_COUNTS = 0.2  # chosen on that firm's earlier half
WATCH = 3  # times the usual gap; measured
AT_RISK = 8  # times the usual gap; Navarro 2017
FAST_DAYS = 7  # gaps below this are fast
WATCH_FLOOR_DAYS = 14  # for fast ties; house rule
AT_RISK_FLOOR_DAYS = 30  # for fast ties; measured
ONE_IN = 4  # so many of a leader's ties are told to be cooling at most; house rule


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


# How likely are two to be in touch again soon?


def usual_gap(days: Sequence[date]) -> float:
    """Return the median gap in days, or the cadence when there is too little."""
    if len(days) < ENOUGH_DAYS:
        return CADENCE_DAYS
    return median((b - a).days for a, b in pairwise(days))


def warmth(contact_days: Sequence[date], today: date) -> float:
    """Return how warm a tie still is; only its order over several ties means a thing.

    The last eleven contact-days, each worth half after 90 days, less what the silence
    is long for this tie's own rhythm. 0.0 where there was no contact.

    Args:
        contact_days: local dates, oldest first, none after `today`.
    """
    days = contact_days[-KEPT_DAYS:]
    if not days:
        return 0.0
    strength = sum(0.5 ** ((today - day).days / SILENCE_HALF_LIFE_DAYS) for day in days)
    silence = (today - days[-1]).days / max(1, usual_gap(days))
    return float(strength / (1 + silence) ** SILENCE_COUNTS)


# Which ties does a leader hear of? More than a few at once mean nothing.


def cooling(tie: TieFact, today: date) -> str:
    """Return how far a tie has cooled: "cooling", "at risk", or "".

    Not where the two will meet, never were in touch, or invitations pause.
    """
    if not tie.contact_days or tie.next_meeting_on or tie.unreachable_since:
        return ""
    silence, usual = (today - tie.contact_days[-1]).days, usual_gap(tie.contact_days)
    if silence < WATCH_FLOOR_DAYS or silence <= WATCH * usual:
        return ""
    soon = usual < FAST_DAYS and silence < AT_RISK_FLOOR_DAYS
    return "at risk" if silence > AT_RISK * usual and not soon else "cooling"


def coldest(ties: Mapping[str, TieFact], today: date) -> frozenset[str]:
    """Return the ids of whom the leader hears that the tie cools: a quarter at most.

    The least warm of those that cool, equals by id; one may be told of however few
    ties there are. A tie that never had a contact is none.

    Args:
        ties: of everybody on the leader's list, by id.
    """
    most = max(1, sum(bool(tie.contact_days) for tie in ties.values()) // ONE_IN)
    found = [
        (warmth(tie.contact_days, today), id)
        for id, tie in ties.items()
        if cooling(tie, today)
    ]
    return frozenset(id for _, id in sorted(found)[:most])
