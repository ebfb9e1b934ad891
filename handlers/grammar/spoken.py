"""Days, lists and counts as a person says them."""

from collections.abc import Sequence
from datetime import date

from language.days import day_said, typed_day
from language.say import mark, say, say_count
from scheduler.listing import or_last, with_last

BESIDE = {-1: mark("yesterday"), 0: mark("today"), 1: mark("tomorrow")}


def plain_day(day: date, today: date) -> str:
    """Return e.g. "Tue 31 March", with the year when it is not this year's."""
    return day_said(day, today)


def plain_date(day: date, today: date) -> str:
    """Return e.g. "31 March", as one types it; with the year if it is another."""
    return typed_day(day, today)


def spoken(day: date, today: date) -> str:
    """Return e.g. "today, Tue 31 March" or "Tue 12 May 2027"."""
    beside = BESIDE.get((day - today).days)
    said = day_said(day, today)
    return say("{beside}, {day}", beside=say(beside), day=said) if beside else said


def listed(words: Sequence[str], *, either: bool = False) -> str:
    """Return e.g. "Dana, Kim and Lee", or "Dana or Kim"; "" for nothing."""
    if len(words) < 2:
        return "".join(words)
    before, last = ", ".join(words[:-1]), words[-1]
    if either:
        return or_last(before, last)
    return with_last(before, last)


def counted(one: str, many: str, count: int) -> str:
    """Return e.g. "1 day" for "{n} day" and "{n} days"; "3 days", "1,000 days"."""
    return say_count(one, many, count, n=f"{count:,}")


def quoted(typed: str, *, longest: int = 60) -> str:
    """Return what somebody typed in curly quotes, cut to `longest` characters."""
    typed = " ".join(typed.split())
    short = typed if len(typed) <= longest else typed[: longest - 1].rstrip() + "…"
    return say("“{words}”", words=short)
