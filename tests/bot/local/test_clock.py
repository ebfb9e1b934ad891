from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.local.clock import JUMPS, DemoClock

LONDON = ZoneInfo("Europe/London")


def at(year: int, month: int, day: int, hour: int, minute: int) -> DemoClock:
    start = datetime(year, month, day, hour, minute, tzinfo=LONDON)
    return DemoClock(start, zone=LONDON)


def jumped(clock: DemoClock, jump: str) -> str:
    return f"{clock.target(jump).astimezone(LONDON):%a %d %b %H:%M}"


@pytest.mark.parametrize(
    ("jump", "arrives"),
    [
        ("afternoon", "Tue 31 Mar 15:00"),
        ("tomorrow", "Wed 01 Apr 09:00"),
        ("day", "Wed 01 Apr 08:30"),
        ("week", "Tue 07 Apr 08:30"),
        ("month end", "Thu 30 Apr 17:00"),
    ],
)
def test_where_each_jump_leads(jump: str, arrives: str) -> None:
    assert jumped(at(2026, 3, 31, 8, 30), jump) == arrives


def test_every_jump_leads_forward() -> None:
    clock = at(2026, 3, 31, 17, 0)

    assert all(clock.target(jump) > clock.at for jump in JUMPS)


def test_on_the_last_weekday_the_month_end_is_the_next_months() -> None:
    assert jumped(at(2026, 4, 29, 23, 59), "month end") == "Thu 30 Apr 17:00"
    assert jumped(at(2026, 4, 30, 0, 0), "month end") == "Fri 29 May 17:00"


def test_a_month_that_ends_on_a_sunday_ends_on_friday_here() -> None:
    assert jumped(at(2026, 5, 6, 9, 0), "month end") == "Fri 29 May 17:00"


def test_after_three_this_afternoon_is_tomorrows() -> None:
    assert jumped(at(2026, 3, 31, 14, 59), "afternoon") == "Tue 31 Mar 15:00"
    assert jumped(at(2026, 3, 31, 15, 0), "afternoon") == "Wed 01 Apr 15:00"


def test_the_wall_clock_stays_when_summer_time_begins() -> None:
    clock = at(2026, 3, 28, 9, 0)

    assert clock.at == datetime(2026, 3, 28, 9, tzinfo=UTC)
    assert clock.target("day") == datetime(2026, 3, 29, 8, tzinfo=UTC)


def test_what_is_said_one_after_the_other_is_a_second_apart() -> None:
    clock = at(2026, 3, 31, 8, 30)

    assert (clock.tick() - clock.at).total_seconds() == 0
    assert f"{clock.local:%H:%M:%S}" == "08:30:01"


def test_the_clock_never_goes_back() -> None:
    clock = at(2026, 3, 31, 8, 30)

    with pytest.raises(ValueError, match="forward"):
        clock.move_to(datetime(2026, 3, 30, tzinfo=UTC))
