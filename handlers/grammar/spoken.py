"""Days, lists and counts as a person says them."""

from collections.abc import Sequence
from datetime import date

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
BESIDE = {-1: "yesterday", 0: "today", 1: "tomorrow"}


def plain_day(day: date, today: date) -> str:
    """Return e.g. "Tue 31 March", with the year when it is not this year."""
    said = f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"
    return said if day.year == today.year else f"{said} {day.year}"


def plain_date(day: date, today: date) -> str:
    """Return e.g. "31 March", as one would type it; with the year if it is another."""
    said = f"{day.day} {MONTHS[day.month - 1]}"
    return said if day.year == today.year else f"{said} {day.year}"


def spoken(day: date, today: date) -> str:
    """Return e.g. "today, Tue 31 March" or "Tue 12 May 2027"."""
    beside = BESIDE.get((day - today).days)
    said = plain_day(day, today)
    return f"{beside}, {said}" if beside else said


def listed(words: Sequence[str], *, last: str = "and") -> str:
    """Return e.g. "Dana, Kim and Lee"; "" for nothing."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def counted(count: int, thing: str, things: str = "") -> str:
    """Return e.g. "1 day", "3 days"; `things` is the plural when it is not + "s"."""
    return f"{count:,} {thing if count == 1 else things or thing + 's'}"


def quoted(typed: str, *, longest: int = 60) -> str:
    """Return what somebody typed in curly quotes, cut to `longest` characters."""
    typed = " ".join(typed.split())
    short = typed if len(typed) <= longest else typed[: longest - 1].rstrip() + "…"
    return f"“{short}”"
