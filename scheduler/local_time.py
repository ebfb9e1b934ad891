"""A leader's own time: working days, public holidays, and the moment of the card.

Pure: the same arguments give the same answer. All moments are aware UTC datetimes, all
days are local dates.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from storage.leaders.facts import LeaderFact, zone_of

# Local. After that “this afternoon” is over; house rule.
DAY_ENDS = time(18)

MORNING_ENDS = 12 * 60  # minutes after local midnight; house rule
LATE_BY = timedelta(hours=1)  # a card whose hour is past 11:00; house rule

ONE_DAY = timedelta(days=1)
MONDAY_TO_FRIDAY = "01234"  # house rule, where nothing was chosen


@dataclass(frozen=True, slots=True)
class Calendar:
    """Which days somebody works.

    Args:
        working_days: digits, 0 = Monday; "" means Monday to Friday.
        country: ISO 3166 code; "" or an unknown one means no public holidays.
        subdivision: as the country numbers or names its parts, e.g. "ENG".
    """

    working_days: str = MONDAY_TO_FRIDAY
    country: str = ""
    subdivision: str = ""

    def is_working_day(self, day: date) -> bool:
        """Say whether `day` is worked: of the right weekday, and no holiday."""
        days = self.working_days or MONDAY_TO_FRIDAY
        return str(day.weekday()) in days and not self.is_holiday(day)

    def is_holiday(self, day: date) -> bool:
        """Say whether `day` is a public holiday here."""
        return day in _holidays(self.country, self.subdivision, day.year)

    def next_working_day(self, day: date) -> date:
        """Return the first working day after `day`."""
        return self.add_working_days(day, 1)

    def add_working_days(self, day: date, count: int) -> date:
        """Return the working day `count` working days after `day`, itself not counted.

        A `day` that is not worked counts like the working day before it.
        """
        while count > 0:
            day += ONE_DAY
            count -= self.is_working_day(day)
        return day

    def last_working_day_of_month(self, day: date) -> date:
        """Return the last working day of the month `day` is in."""
        last = (day.replace(day=28) + timedelta(days=4)).replace(day=1) - ONE_DAY
        while not self.is_working_day(last):
            last -= ONE_DAY
        return last

    def last_working_day_of_week(self, day: date) -> date | None:
        """Return the last working day of the week `day` is in; None if it has none."""
        monday = day - timedelta(days=day.weekday())
        week = (monday + timedelta(days=left) for left in range(6, -1, -1))
        return next((one for one in week if self.is_working_day(one)), None)


def calendar_of(leader: LeaderFact) -> Calendar:
    """Return the days a leader works."""
    return Calendar(leader.working_days, leader.country, leader.subdivision)


def next_nudge_at(
    after: datetime,
    *,
    zone: str,
    minute: int,
    working_days: str = MONDAY_TO_FRIDAY,
    country: str = "",
    subdivision: str = "",
    paused_through: date | None = None,
) -> datetime:
    """Return the next moment for a card, strictly after `after`, in UTC.

    Where clocks jump over the chosen minute it is the first moment after the jump;
    where they show it twice, the first of the two.

    Args:
        after: aware.
        zone: IANA name.
        minute: minutes after local midnight.
        working_days: digits, 0 = Monday.
        country: ISO 3166 code for public holidays, "" for none.
        subdivision: the part of that country.
        paused_through: no card on this local day or before.
    """
    calendar = Calendar(working_days, country, subdivision)
    place = zone_of(zone)
    day = after.astimezone(place).date()
    if paused_through is not None:
        day = max(day, paused_through + ONE_DAY)
    while True:
        if calendar.is_working_day(day):
            moment = moment_on(day, minute, place)
            if moment is not None and moment > after:
                return moment
        day += ONE_DAY


def moment_on(day: date, minute: int, zone: ZoneInfo) -> datetime | None:
    """Return the first moment of local `day` at or after `minute`, in UTC.

    None if the day does not exist there: Samoa had no 30 December 2011.
    """
    shown = datetime(day.year, day.month, day.day, minute // 60, minute % 60)  # noqa: DTZ001
    moment = shown.replace(tzinfo=zone).astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) == shown:
        return moment
    before = shown.replace(tzinfo=zone, fold=1).astimezone(UTC)
    jump = _first_moment_of(moment.astimezone(zone).utcoffset(), before, moment, zone)
    return jump if jump.astimezone(zone).date() == day else None


def card_hours(
    day: date, minute: int, zone: ZoneInfo
) -> tuple[datetime, datetime] | None:
    """Return from when to when, both included and in UTC, the card of `day` may come.

    From the leader's hour to noon; for an hour past 11:00, for an hour from then on.
    None if the day does not exist there.

    Args:
        day: local.
        minute: the leader's hour, minutes after local midnight.
    """
    first = moment_on(day, minute, zone)
    noon = moment_on(day, MORNING_ENDS, zone)
    if first is None or noon is None:
        return None
    return first, max(noon, first + LATE_BY)


def _first_moment_of(
    offset: timedelta | None, before: datetime, after: datetime, zone: ZoneInfo
) -> datetime:
    """Return the second at which `zone` changes to `offset`, by halving."""
    while after - before > timedelta(seconds=1):
        middle = before + (after - before) // 2
        if middle.astimezone(zone).utcoffset() == offset:
            after = middle
        else:
            before = middle
    return after.replace(microsecond=0)


def monday_after(day: date) -> date:
    """Return the first Monday after `day`."""
    return day + timedelta(days=7 - day.weekday())


@lru_cache(maxsize=512)
def _holidays(country: str, subdivision: str, year: int) -> frozenset[date]:
    if not country:
        return frozenset()
    from holidays import country_holidays  # 0.2 s; not everybody names a country

    try:
        found = country_holidays(country, subdiv=subdivision or None, years=year)
    except NotImplementedError:
        return _holidays(country, "", year) if subdivision else frozenset()
    return frozenset(found)


# What time it is, as an argument: tests and the local page bring their own.

Clock = Callable[[], datetime]
"""Returns now, aware, in UTC."""


def system_clock() -> datetime:
    """Return what this machine's clock says, in UTC."""
    return datetime.now(UTC)
