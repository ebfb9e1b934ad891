"""Days said by their distance: "yesterday", "last friday", "in 2 weeks"."""

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from language.say import say
from language.words import MONTHS

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

# Days said by the calendar: "3 May", "May 3rd, 2026", "12/5", "2026-05-03".

MONTH = (
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
MONTH_FIRST = frozenset({"US", "PH", "PR", "GU", "VI", "AS", "UM", "FM", "MH"})
FAR_AHEAD = 300  # days; "next 30 March" said on 31 March is a slip. House rule

ISO = re.compile(
    r"(?<![\w/-])(?:on )?(\d{4})-(\d{1,2})-(\d{1,2})"
    r"(T\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:\d{2})?)?(?![\w/-])",
    re.IGNORECASE,
)
DAY_MONTH = re.compile(
    rf"(?<![\w.])(?:on )?(?:the )?(\d{{1,2}})(?:st|nd|rd|th)?\.? (?:of )?{MONTH}\b"
    r"(?:,? (\d{4})\b)?",
    re.IGNORECASE,
)
MONTH_DAY = re.compile(
    rf"(?<!\w)(?:on )?{MONTH}\.? (?:the )?(\d{{1,2}})(?:st|nd|rd|th)?"
    r"(?![\w%:/]|\.\d)(?:,? (\d{4})\b)?",
    re.IGNORECASE,
)
SLASHED = re.compile(
    r"(?<![\w/.-])(?:on )?(\d{1,2})"
    r"(?:/(\d{1,2})(?:/(\d{4}|\d{2}))?|\.(\d{1,2})\.(\d{4}|\d{2})?|-(\d{1,2})-(\d{4}))"
    r"(?![\w/%-])",
    re.IGNORECASE,
)
# "the 2nd time" and "the 3rd floor" are no days: a day ends there, or a word goes on.
DAY_ALONE = re.compile(
    r"(?<!\w)(?:on )?the (\d{1,2})(?:st|nd|rd|th)"
    r"(?=\s*(?:$|[,;.:!?\0])| (?:about|with|and|he|she|they|we|i|at)\b)",
    re.IGNORECASE,
)


class NoSuchDay(Exception):
    """There is no such day in the calendar. Its text is e.g. "31 February"."""


def day_of(day: int, month: int, year: int | None, reader: Reader) -> date:
    """Return the day meant; without a year, the one that makes sense.

    Past: the nearest, so that "3 May" said in March is this May, and refused as still
    ahead. Future: the next one unless it is more than 300 days off.

    Raises:
        NoSuchDay: e.g. 31 February.
    """
    today = reader.today
    if year is not None or (day, month) == (29, 2):
        return _real(day, month, year or today.year)
    around = [_real(day, month, today.year + step) for step in (-1, 0, 1)]
    if reader.prefer == "future":
        ahead = [one for one in around if 0 <= (one - today).days <= FAR_AHEAD]
        if ahead:
            return ahead[0]
    return min(around, key=lambda one: abs((one - today).days))


def _real(day: int, month: int, year: int) -> date:
    if not 1 <= month <= 12:
        raise NoSuchDay(say("month {month}", month=month))
    try:
        return date(year, month, day)
    except ValueError as wrong:
        said = f"{day} {MONTHS[month - 1]}"
        leap = (day, month) == (29, 2)
        raise NoSuchDay(f"{said} {year}" if leap else said) from wrong


def _iso(match: re.Match[str], reader: Reader) -> date:
    """Read an ISO date, or the local day of an ISO moment."""
    year, month, day = (int(match.group(number)) for number in (1, 2, 3))
    read = _real(day, month, year)
    if not match.group(4) or reader.zone is None:
        return read
    moment = datetime.fromisoformat(f"{read}{match.group(4)}".upper())
    return (moment.astimezone(reader.zone) if moment.tzinfo else moment).date()


def _named(match: re.Match[str], reader: Reader, *, day: int, month: int) -> date:
    start = match.group(month).casefold()[:3]
    number = [name.casefold()[:3] for name in MONTHS].index(start) + 1
    year = int(match.group(3)) if match.group(3) else None
    return day_of(int(match.group(day)), number, year, reader)


def _slashed(match: re.Match[str], reader: Reader) -> date:
    """Read "12/5" or "12/5/26": the day first, unless the locale differs."""
    day, month, *rest = [int(part) for part in match.groups() if part]
    swapped = "/" in match.group() and month_comes_first(reader.locale)
    if (month > 12 >= day) or (swapped and day <= 12):
        day, month = month, day
    year = rest[0] if rest else None
    if year is not None and year < 100:
        year += 2000
    return day_of(day, month, year, reader)


def _day_alone(match: re.Match[str], reader: Reader) -> date:
    """Read "the 15th": the last one up to today, or the next one if that is wanted."""
    day, first = int(match.group(1)), reader.today.replace(day=1)
    step = 1 if reader.prefer == "future" else -1
    for months in range(3):  # every day up to the 31st is in one of three months
        month = months_later(first, step * months)
        if not 1 <= day <= calendar.monthrange(month.year, month.month)[1]:
            continue
        found = month.replace(day=day)
        if (found - reader.today).days * step >= 0:
            return found
    raise NoSuchDay(match.group().removeprefix("on "))


def month_comes_first(locale: str) -> bool:
    """Return whether 05/06 is 6 May where `locale` (e.g. "en-US") is spoken."""
    return locale.replace("_", "-").rpartition("-")[2].upper() in MONTH_FIRST


CALENDAR_RULES: tuple[Rule, ...] = (
    Rule(ISO, _iso),
    Rule(DAY_MONTH, lambda match, reader: _named(match, reader, day=1, month=2)),
    Rule(MONTH_DAY, lambda match, reader: _named(match, reader, day=2, month=1)),
    Rule(SLASHED, _slashed, unclear=True),
    Rule(DAY_ALONE, _day_alone, unclear=True),
)
