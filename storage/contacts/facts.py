"""A leader's tie to somebody, as plays see it. Pure."""

from dataclasses import dataclass
from datetime import date

DECLARED_STRENGTH = 1.0  # "Sam knows Dana" counts as strength 1; house rule

LIVE_STRENGTH = 0.35  # one call within about 45 days; house rule
DECLARED_DAYS = 180  # a "knows" counts as live this long; house rule


@dataclass(frozen=True, slots=True)
class TieFact:
    """The leader's tie to somebody, from the running totals."""

    strength: float = 0.0
    declared_on: date | None = None
    last_on: date | None = None  # newest contact or attempt
    contact_days: tuple[date, ...] = ()  # newest last, at most 11
    substantive_days: tuple[date, ...] = ()  # newest last
    attempts: tuple[tuple[date, str], ...] = ()  # since the last substantive contact
    unreachable_since: date | None = None  # P01 is open
    pause_through: date | None = None
    listened: tuple[tuple[date, int], ...] = ()
    next_meeting_on: date | None = None  # never before today
    met_by_now_on: date | None = None  # a meeting that was due, nothing logged since
    no_next_date_since: date | None = None  # substantive contact without a next date
    live: bool = False  # strength >= 0.35, or declared within 180 days
    formal: tuple[bool, ...] = ()  # of the last three contacts where it was said
    talks: tuple[tuple[date, str, int | None], ...] = ()  # last 3 modes, listened %
    tense_on: date | None = None  # the newest conversation, if it was tense
    peak: float = 0.0  # the highest strength there ever was
