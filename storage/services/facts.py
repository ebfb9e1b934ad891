"""How satisfied a unit is with the leader's services, as plays see it. Pure."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from storage.people.facts import PersonFact

WINDOW_DAYS = 90  # how long a rating counts, P04; house rule
FEWEST_RATERS = 5  # for an average that says something, P02 and P04; house rule


class Gate(StrEnum):
    """Whether a unit is satisfied enough to be asked for anything (P04)."""

    OPEN = "open"
    SHUT = "shut"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class IssueFact:
    """Something wrong with a service, not yet confirmed as fixed, or fixed lately."""

    id: str
    code: str
    service: str
    opened_on: date
    owner: PersonFact | None = None
    title: str = ""
    severity: int = 3  # 1 (worst) to 4
    due_on: date | None = None
    resolved_on: date | None = None
    confirmed_on: date | None = None
    confirmed_by: PersonFact | None = None
    reopened: bool = False


@dataclass(frozen=True, slots=True)
class ServiceFact:
    """A service the unit relies on."""

    id: str
    name: str
    owner: PersonFact | None = None


@dataclass(frozen=True, slots=True)
class RatingFact:
    """One person's newest rating of one service, within 90 days."""

    by_id: str
    service_id: str
    score: float  # 1 to 5
    on: date


@dataclass(frozen=True, slots=True)
class UnitStanding:
    """How satisfied a unit is with the leader's services. Judged in `credibility`."""

    unit_id: str = ""
    unit: str = ""
    services: tuple[ServiceFact, ...] = ()
    ratings: tuple[RatingFact, ...] = ()  # each rater's newest per service, 90 days
    earlier_mean: float | None = None  # mean 90 to 180 days ago, None = fewer than 5
    issues: tuple[IssueFact, ...] = ()  # open, resolved, or confirmed within 90 days
    newest_rating_on: date | None = None  # of any age


@dataclass(frozen=True, slots=True)
class Credibility:
    """What `credibility.judge` finds about a unit's standing."""

    gate: Gate = Gate.UNKNOWN
    mean: float | None = None  # over each rater's newest; None = nobody rated
    raters: int = 0
    failing: tuple[str, ...] = ()  # what keeps the gate shut, in words with numbers


UNJUDGED = Credibility()
