"""Days said by their distance: "yesterday", "last friday", "in 2 weeks"."""

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from language.days import MONTHS

Prefer = Literal["past", "future", "nearest"]


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads: the local day it is, what is looked for, and where they are."""

    today: date
    prefer: Prefer
    zone: ZoneInfo | None = None
    locale: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A wording and the day it says. An `unclear` one is explained in the reply."""

    pattern: re.Pattern[str]
    read: Callable[[re.Match[str], Reader], date]
    unclear: bool = False


STARTS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")  # 0 = Monday
WEEKDAY = (
    r"(monday|mon|tuesday|tues|tue|wednesday|wed|thursday|thurs|thur|thu|friday|fri|"
    r"saturday|sunday)"
)  # "sat" and "sun" alone are ordinary words
SMALL = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5}
COUNT = r"(\d{1,3}|an?|one|two|three|four|five)"
UNIT = r"(day|week|fortnight|month|year)s?"
PART = r"(?: (?:morning|afternoon|evening|night))?"


def months_later(day: date, months: int) -> date:
    """Return the same day `months` later, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def _counted(match: re.Match[str], sign: int, today: date) -> date:
    typed, unit = match.group(1).casefold(), match.group(2).casefold()
    count = sign * (int(typed) if typed.isdigit() else SMALL[typed])
    if unit in ("month", "year"):
        return months_later(today, count * (12 if unit == "year" else 1))
    return today + timedelta(count * {"day": 1, "week": 7, "fortnight": 14}[unit])


def _weekday(match: re.Match[str], reader: Reader) -> date:
    """Read a weekday: "last" is before today, "next" after it, alone as preferred."""
    which, today = (match.group(1) or "").casefold(), reader.today
    wanted = STARTS.index(match.group(2).casefold()[:3])
    back = (today.weekday() - wanted) % 7  # 0 = today
    if which == "last":
        return today - timedelta(back or 7)
    if which in ("next", "coming"):
        return today + timedelta(7 - back)
    if which == "this" and reader.prefer == "past":
        return today + timedelta(wanted - today.weekday())  # of this week
    if which == "this":
        return today + timedelta(-back % 7)
    ahead = reader.prefer == "future"
    return today + timedelta(7 - back) if ahead else today - timedelta(back)


def _month_end(today: date) -> date:
    return today.replace(day=calendar.monthrange(today.year, today.month)[1])


def _pattern(wording: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{wording})(?!\w)", re.IGNORECASE)


def _off(wording: str, days: int, *, unclear: bool = False) -> Rule:
    return Rule(
        _pattern(wording),
        lambda match, reader: reader.today + timedelta(days),
        unclear=unclear,
    )


def _count(wording: str, sign: int) -> Rule:
    return Rule(
        _pattern(wording), lambda match, reader: _counted(match, sign, reader.today)
    )


# Spans in which no single day is said, as the whole of what is left of a line.
NO_SINGLE_DAY = re.compile(
    r"(?:(?:earlier|later|sometime) )?(?:this|last) "
    r"(?:week|weekend|month|quarter|year)|"
    rf"(?:earlier |sometime |back )?in (?:{'|'.join(MONTHS)})(?: \d{{4}})?|"
    r"recently|the other day|a while ago|some time ago|lately|\d{8}",
    re.IGNORECASE,
)
WEEKDAY_BEFORE = re.compile(
    rf"(?<!\w)(?:on )?({WEEKDAY}|sat|sun),? (?:the )?$", re.IGNORECASE
)


def weekday_before(text: str, end: int) -> tuple[int, int] | None:
    """Return where a weekday right before `end` starts, and which it is, 0 = Monday."""
    match = WEEKDAY_BEFORE.search(text, 0, end)
    if match is None:
        return None
    return match.start(), STARTS.index(match.group(1).casefold()[:3])


# Longer wordings first: what one rule has read, a later one does not read again. The
# unclear ones are a span of days, read as one day.
RULES: tuple[Rule, ...] = (
    _off(r"(?:the )?day before yesterday", -2),
    _off(r"(?:the )?day after tomorrow", 2),
    _off(rf"yesterday{PART}|last night|yest|yday|yesterd?y|ystrday|yesturday", -1),
    _off(rf"tomorrow{PART}|tmrw|tmr|tomorow|tommorr?ow|2moro", 1),
    _off(r"(?:earlier |later )?today|just now|tonight|tdy|2day", 0),
    _off(r"this (?:morning|afternoon|evening)", 0),
    _off(r"last week", -7, unclear=True),
    _off(r"next week", 7, unclear=True),
    _count(rf"in {COUNT} {UNIT}(?:' time)?", 1),
    _count(rf"{COUNT} {UNIT} from (?:now|today)", 1),
    _count(rf"{COUNT} {UNIT} ago", -1),
    Rule(
        _pattern(r"(?:the )?end of (?:the |this )?month"),
        lambda match, reader: _month_end(reader.today),
    ),
    Rule(
        _pattern(r"(?:the )?end of (?:the |this )?week"),
        lambda match, reader: reader.today + timedelta(4 - reader.today.weekday()),
    ),
    Rule(_pattern(rf"(?:on )?(?:(last|next|coming|this) )?{WEEKDAY}{PART}"), _weekday),
    Rule(_pattern(r"(?:on )?(?:(last|next|coming|this) )(sat|sun)"), _weekday),
)
