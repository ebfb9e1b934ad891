from collections import Counter
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest

from scheduler.local_time import Calendar, moment_on, monday_after, next_nudge_at
from storage.leaders.facts import zone_of

ENGLAND = Calendar(country="GB", subdivision="ENG")
HALF_PAST_EIGHT = 510


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_easter_monday_is_free_in_england_and_not_in_scotland() -> None:
    assert not ENGLAND.is_working_day(date(2026, 4, 3))
    assert not ENGLAND.is_working_day(date(2026, 4, 6))
    assert ENGLAND.is_working_day(date(2026, 4, 2))
    assert ENGLAND.is_working_day(date(2026, 4, 7))
    assert Calendar(country="GB", subdivision="SCT").is_working_day(date(2026, 4, 6))


def test_five_working_days_after_31_march_2026_is_9_april_in_england() -> None:
    assert ENGLAND.add_working_days(date(2026, 3, 31), 5) == date(2026, 4, 9)
    assert ENGLAND.add_working_days(date(2026, 3, 31), 4) == date(2026, 4, 8)


def test_counting_from_a_free_day_starts_at_the_working_day_before_it() -> None:
    assert Calendar().add_working_days(date(2026, 3, 28), 1) == date(2026, 3, 30)
    assert Calendar().add_working_days(date(2026, 3, 27), 0) == date(2026, 3, 27)


def test_the_last_working_day_of_may_2026_is_friday_the_29th() -> None:
    assert ENGLAND.last_working_day_of_month(date(2026, 5, 4)) == date(2026, 5, 29)
    assert Calendar().last_working_day_of_month(date(2026, 2, 1)) == date(2026, 2, 27)
    assert ENGLAND.last_working_day_of_month(date(2026, 12, 31)) == date(2026, 12, 31)


def test_monday_after_a_monday_is_a_week_later() -> None:
    assert monday_after(date(2026, 3, 30)) == date(2026, 4, 6)
    assert monday_after(date(2026, 4, 5)) == date(2026, 4, 6)


def test_somebody_may_work_on_saturdays_and_rest_on_mondays() -> None:
    calendar = Calendar(working_days="12345")
    assert calendar.next_working_day(date(2026, 3, 27)) == date(2026, 3, 28)
    assert calendar.next_working_day(date(2026, 3, 28)) == date(2026, 3, 31)


def test_an_unknown_country_has_no_holidays() -> None:
    assert Calendar(country="XX").is_working_day(date(2026, 12, 25))


def test_an_unknown_part_of_a_country_keeps_the_countrys_holidays() -> None:
    calendar = Calendar(country="GB", subdivision="Narnia")
    assert not calendar.is_working_day(date(2026, 12, 25))


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        ("2026-03-31T07:29:59", "2026-03-31T07:30:00"),  # summer time: UTC + 1
        ("2026-03-31T07:30:00", "2026-04-01T07:30:00"),  # strictly after
        ("2026-04-02T08:00:00", "2026-04-07T07:30:00"),  # over Easter
        ("2026-03-27T09:00:00", "2026-03-30T07:30:00"),  # a weekend; clocks change
    ],
)
def test_the_next_card_comes_at_the_leaders_own_hour(after: str, expected: str) -> None:
    found = next_nudge_at(
        utc(after),
        zone="Europe/London",
        minute=HALF_PAST_EIGHT,
        country="GB",
        subdivision="ENG",
    )
    assert found == utc(expected)


def test_no_card_comes_through_the_last_day_of_a_pause() -> None:
    found = next_nudge_at(
        utc("2026-03-30T12:00:00"),
        zone="UTC",
        minute=HALF_PAST_EIGHT,
        paused_through=date(2026, 4, 1),
    )
    assert found == utc("2026-04-02T08:30:00")


def test_a_pause_that_is_over_changes_nothing() -> None:
    found = next_nudge_at(
        utc("2026-03-30T12:00:00"),
        zone="UTC",
        minute=HALF_PAST_EIGHT,
        paused_through=date(2026, 3, 1),
    )
    assert found == utc("2026-03-31T08:30:00")


def test_an_hour_that_the_clocks_jump_over_means_the_moment_after_the_jump() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    assert moment_on(date(2026, 3, 29), 150, berlin) == utc("2026-03-29T01:00:00")
    assert moment_on(date(2026, 3, 29), 119, berlin) == utc("2026-03-29T00:59:00")
    assert moment_on(date(2026, 3, 29), 180, berlin) == utc("2026-03-29T01:00:00")


def test_an_hour_that_the_clocks_show_twice_means_the_first() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    assert moment_on(date(2026, 10, 25), 150, berlin) == utc("2026-10-25T00:30:00")


def test_a_day_that_was_left_out_of_the_calendar_has_no_moment() -> None:
    assert moment_on(date(2011, 12, 30), 510, ZoneInfo("Pacific/Apia")) is None


def test_a_zone_this_machine_does_not_know_is_utc() -> None:
    assert zone_of("Mars/Olympus") == ZoneInfo("UTC")
    assert zone_of("") == ZoneInfo("UTC")
    assert zone_of("Asia/Kolkata") == ZoneInfo("Asia/Kolkata")


def test_every_zone_has_exactly_one_card_on_each_working_day_of_a_year() -> None:
    first, last = date(2026, 1, 1), date(2026, 12, 31)
    days = [first + timedelta(n) for n in range((last - first).days + 1)]
    working = [day for day in days if day.weekday() < 5]
    for name in sorted(available_timezones()):
        zone, at = ZoneInfo(name), utc("2025-12-31T00:00:00")
        seen: Counter[date] = Counter()
        while True:
            at = next_nudge_at(at, zone=name, minute=150)  # where most clocks jump
            day = at.astimezone(zone).date()
            if day > last:
                break
            seen[day] += day >= first
        assert [day for day, count in seen.items() if count == 1] == working, name


@pytest.mark.parametrize(
    ("day", "last"),
    [
        (date(2026, 4, 1), date(2026, 4, 2)),  # Good Friday is the 3rd
        (date(2026, 4, 8), date(2026, 4, 10)),
        (date(2026, 4, 12), date(2026, 4, 10)),
    ],
)
def test_the_last_working_day_of_a_week(day: date, last: date) -> None:
    assert (
        Calendar(country="GB", subdivision="ENG").last_working_day_of_week(day) == last
    )


def test_a_week_may_have_no_working_day() -> None:
    assert Calendar("0", "GB", "ENG").last_working_day_of_week(date(2026, 4, 8)) is None
