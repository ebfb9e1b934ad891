"""Services, what is wrong with them, and how satisfied a unit is. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from storage.people.facts import PersonFact
from storage.results.facts import ResultFact

WINDOW_DAYS = 90  # ratings and fixes count this long (P04); house rule
FEWEST_RATERS = 5  # P02 and P04; house rule


class Gate(StrEnum):
    """Whether a unit is satisfied enough to be asked for anything (P04)."""

    OPEN = "open"
    CAREFUL = "careful"  # it may be asked, with care
    SHUT = "shut"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class IssueFact:
    """Something wrong with a service, as a unit that relies on it sees it.

    Beside Issue: its title is opened, its service, unit and people have names.
    """

    id: str
    code: str  # e.g. "I-12"
    service: str
    opened_on: date  # local, as all of its days
    owner: PersonFact | None = None  # of the service
    title: str = ""
    severity: int = 3  # 1 (worst) to 4
    due_on: date | None = None
    resolved_on: date | None = None
    confirmed_on: date | None = None
    confirmed_by: PersonFact | None = None
    confirmed_by_word: bool = False  # the leader's word for it, not their own press
    reopened: bool = False
    unit_id: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class ServiceFact:
    """Something the leader's organization does for others."""

    id: str
    name: str
    owner: PersonFact | None = None
    # Who relies on it, id -> name, by name; left out in a unit's own standing.
    units: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RatingFact:
    """One person's newest rating of one service, within 90 days."""

    by_id: str
    service_id: str
    score: float  # 1 to 5
    on: date


@dataclass(frozen=True, slots=True)
class Standing:
    """How satisfied a unit is with the leader's services. Judged in `credibility`."""

    unit_id: str = ""
    unit: str = ""
    services: tuple[ServiceFact, ...] = ()
    ratings: tuple[RatingFact, ...] = ()  # each rater's newest per service, 90 days
    earlier_mean: float | None = None  # mean 90 to 180 days ago, None = fewer than 5
    issues: tuple[IssueFact, ...] = ()  # open, resolved, or confirmed within 90 days
    newest_rating_on: date | None = None  # of any age
    people: int | None = None  # of the unit, in the directory; None = not counted


@dataclass(frozen=True, slots=True)
class UnitFact:
    """A unit as a place to build a reputation: how satisfied it is, how it answers."""

    standing: Standing
    head: PersonFact | None = None
    people: tuple[str, ...] = ()  # names, by name; where a unit is read for itself
    met: int = 0  # contacts with its people in 90 days
    attempts: int = 0  # declined, no reply, postponed in 90 days
    results: tuple[ResultFact, ...] = ()  # confirmed in 90 days
    tie_to_executive: float = 0.0  # of somebody in it, declared or logged


@dataclass(frozen=True, slots=True)
class Credibility:
    """What `credibility.judge` finds about a unit's standing."""

    gate: Gate = Gate.UNKNOWN
    mean: float | None = None  # over each rater's newest; None = nobody rated
    raters: int = 0
    failing: tuple[str, ...] = ()  # what keeps the gate shut, in words with numbers
    doubts: tuple[str, ...] = ()  # what asks for care while it is not shut, likewise


UNJUDGED = Credibility()
