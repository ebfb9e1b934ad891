"""On which morning is a meeting prepared, and on which asked about? Pure.

Of a meeting only the day is known, not the hour.
"""

from datetime import date, timedelta

from scheduler.local_time import Calendar

EARLY = 9 * 60  # minutes from midnight: a later card may come after the meeting; house
LONGEST = 30  # days looked back for a working day; house rule


def prepared_on(meeting_on: date, calendar: Calendar, *, nudge_minute: int) -> date:
    """Return the morning whose card prepares a meeting.

    The morning of the day itself; the working day before when the leader's card comes
    after 09:00, or when the day is none of their working days.

    Args:
        nudge_minute: when the leader's card comes, minutes from local midnight.
    """
    if calendar.is_working_day(meeting_on) and nudge_minute <= EARLY:
        return meeting_on
    for days in range(1, LONGEST):
        day = meeting_on - timedelta(days)
        if calendar.is_working_day(day):
            return day
    return meeting_on


def asked_about_on(meeting_on: date, calendar: Calendar) -> date:
    """Return the one morning whose card asks about a meeting that nobody logged."""
    return calendar.next_working_day(meeting_on)
