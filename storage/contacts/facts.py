"""A contact, and a leader's tie to somebody as plays see it. Pure."""

from dataclasses import dataclass
from datetime import date, datetime, time

# A contact, and what it counts for a tie.

KIND_WEIGHTS = {"met": 1.0, "call": 1.0, "event": 0.5, "message": 0.5, "email": 0.5}
SUBSTANTIVE_KINDS = frozenset({"met", "call"})
REFUSED = frozenset({"declined", "no reply", "postponed"})
PLANNED = "planned"  # the outcome of what is still to come
PLANNED_KINDS = {  # what may be planned -> the kind it is logged as
    "met": "met",
    "breakfast": "met",
    "coffee": "met",
    "lunch": "met",
    "dinner": "met",
    "drinks": "met",
    "walk": "met",
    "call": "call",
    "event": "event",
    "message": "message",
    "email": "email",
}


WRITTEN = frozenset({"message", "email"})  # planned, they are no meeting


@dataclass(frozen=True, slots=True)
class ContactFact:
    """A contact, an attempt at one, or a plan, as a leader told it and as it counts.

    Beside Contact: what is told before there is a row of it, and what of many rows the
    totals read. Its fields are the row's, but for `note`, which is plain here.
    """

    person_id: str
    on: date  # the leader's local date
    at: datetime  # UTC; when it was logged
    kind: str = "met"  # one of `KIND_WEIGHTS`; of a plan one of `PLANNED_KINDS`
    outcome: str = "met"  # or one of `REFUSED`, or `PLANNED`
    listened: int | None = None  # per cent
    mode: str = ""  # "enquiry", "advocacy", "both"; "" = not said
    next_meeting_on: date | None = None  # local; of a plan its own day
    next_meeting_at: time | None = None  # local time of that day; None = not said
    note: str = ""  # as told; of a row it is opened only where it is shown
    formal: bool | None = None
    tense: bool | None = None
    direction: str = ""  # "in", "out"; "" = not said

    @property
    def weight(self) -> float:
        """What this contact is worth; an attempt is worth nothing."""
        return KIND_WEIGHTS[self.kind] if self.outcome == "met" else 0.0

    @property
    def planned(self) -> bool:
        """Whether it is still to come."""
        return self.outcome == PLANNED

    @property
    def substantive(self) -> bool:
        """Whether the two really talked."""
        return self.outcome == "met" and self.kind in SUBSTANTIVE_KINDS


# What the contacts of one tie left, and the tie.

DECLARED_STRENGTH = 1.0  # "Sam knows Dana" counts as strength 1; house rule
LIVE_STRENGTH = 0.35  # one call within about 45 days; house rule
DECLARED_DAYS = 180  # a "knows" counts as live this long; house rule
REFUSAL_WINDOW_DAYS = 60  # refusals of three days in it open a pause; house rule
PAUSE_DAYS = 30  # after the day of the refusal; house rule
KEPT_DAYS = 11  # contact-days that are kept of a tie: ten gaps


@dataclass(frozen=True, slots=True)
class ContactsSoFar:
    """What the contacts of one tie left, the same on whatever day it is read.

    Dates are the leader's local dates. Lists are oldest first.
    """

    last_on: date | None = None  # newest contact or attempt
    contact_days: tuple[date, ...] = ()  # at most `KEPT_DAYS`
    substantive_days: tuple[date, ...] = ()
    attempts: tuple[tuple[date, str], ...] = ()  # since the last substantive contact
    unreachable_since: date | None = None  # P01 is open
    pause_through: date | None = None  # no invitations until after this day
    listened: tuple[tuple[date, int], ...] = ()
    formal: tuple[bool, ...] = ()  # of the last three contacts where it was said
    talks: tuple[tuple[date, str, int | None], ...] = ()  # last 3 modes, listened %
    tense_on: date | None = None  # the newest conversation, if it was tense
    peak: float = 0.0  # the highest strength there ever was


@dataclass(frozen=True, slots=True)
class TieFact(ContactsSoFar):
    """The leader's tie to somebody on one day, from the running totals."""

    strength: float = 0.0  # on that day
    declared_on: date | None = None
    next_meeting_on: date | None = None  # never before that day
    next_meeting_at: time | None = None  # local time of day; None = not said
    met_by_now_on: date | None = None  # a meeting that was due, nothing logged since
    no_next_date_since: date | None = None  # substantive contact without a next date
    live: bool = False  # strength >= 0.35, or declared within 180 days
