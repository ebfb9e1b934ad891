"""The page's own clock: it stands still until somebody moves it."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from handlers.steps.later import AFTERNOON
from language.words import MONTHS, WEEKDAYS

BEAT = timedelta(seconds=1)  # what each thing said or pressed takes, to keep the order
MORNING = time(9)  # local; half an hour after the card
EVENING = time(17)  # local; after the channel summary of a month's last working day
JUMPS = ("afternoon", "tomorrow", "day", "week", "month end")


class DemoClock:
    """What time it is on the page. `zone` is where the sample's leader is."""

    def __init__(self, start: datetime, *, zone: ZoneInfo) -> None:
        self.zone = zone
        self._at = start.astimezone(UTC)

    @property
    def at(self) -> datetime:
        """The page's now, UTC."""
        return self._at

    @property
    def local(self) -> datetime:
        """The page's now, where the leader is."""
        return self._at.astimezone(self.zone)

    def tick(self) -> datetime:
        """Let one second pass and return the page's now, UTC."""
        self._at += BEAT
        return self._at

    def move_to(self, at: datetime) -> None:
        """Put the clock to `at`; it never goes back.

        Raises:
            ValueError: `at` is in the page's past.
        """
        if at < self._at:
            raise ValueError("the clock of the page only goes forward")
        self._at = at.astimezone(UTC)

    def target(self, jump: str) -> datetime:
        """Return where a jump leads, UTC.

        Args:
            jump: one of `JUMPS`. "month end" is 17:00 on the last weekday of this
                month, of the next one if that is today.

        Raises:
            KeyError: there is no such jump.
        """
        day, now = self.local.date(), self.local.time()
        ways = {
            "afternoon": lambda: (day + timedelta(now >= AFTERNOON), AFTERNOON),
            "tomorrow": lambda: (day + timedelta(1), MORNING),
            "day": lambda: (day + timedelta(1), now),
            "week": lambda: (day + timedelta(7), now),
            "month end": lambda: (self._month_end(), EVENING),
        }
        to_day, to_time = ways[jump]()
        return self._utc(to_day, to_time)

    def _month_end(self) -> date:
        day = last_weekday(self.local.date())
        if day > self.local.date():
            return day
        return last_weekday((day.replace(day=1) + timedelta(32)).replace(day=1))

    def _utc(self, day: date, at: time) -> datetime:
        return datetime.combine(day, at, self.zone).astimezone(UTC)


def last_weekday(day: date) -> date:
    """Return the last Monday-to-Friday of the month `day` is in."""
    last = (day.replace(day=1) + timedelta(32)).replace(day=1) - timedelta(1)
    while last.weekday() > 4:
        last -= timedelta(1)
    return last


def spoken_date(local: datetime) -> str:
    """Return "Tue 31 March 2026"; the page's clock always says the year."""
    month = MONTHS[local.month - 1]
    return f"{WEEKDAYS[local.weekday()]} {local.day} {month} {local.year}"
