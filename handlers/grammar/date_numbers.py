"""Days said by the calendar: "3 May", "May 3rd, 2026", "12/5", "2026-05-03"."""

import calendar
import re
from datetime import date, datetime

from handlers.grammar.date_words import Reader, Rule, months_later
from language.days import MONTHS
from language.say import say

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


RULES: tuple[Rule, ...] = (
    Rule(ISO, _iso),
    Rule(DAY_MONTH, lambda match, reader: _named(match, reader, day=1, month=2)),
    Rule(MONTH_DAY, lambda match, reader: _named(match, reader, day=2, month=1)),
    Rule(SLASHED, _slashed, unclear=True),
    Rule(DAY_ALONE, _day_alone, unclear=True),
)
