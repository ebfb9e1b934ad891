"""Finding the day that somebody typed, and saying how it was read.

Own rules read English; what they leave goes to `other_languages` when a whole text must
be a day. `today` and every day returned are the leader's local dates.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from handlers.grammar.date_words import CALENDAR_RULES as BY_CALENDAR
from handlers.grammar.date_words import RULES as BY_DISTANCE
from handlers.grammar.date_words import NoSuchDay, Prefer, Reader, Rule, weekday_before
from handlers.grammar.numbers import TIME, time_of
from handlers.turn import Refusal, Turn
from language.catalogues import ENGLISH
from language.say import current_language, mark, say
from language.words import MONTHS, day_said, quoted, weekday_said

LONGEST = 100  # characters
BARE = re.compile(r"\d+|\w{1,3}", re.UNICODE)  # "10", "may": too little to go by
FARTHEST = 3653  # days: ten years; more is a slip of the keyboard. House rule
RULES: tuple[Rule, ...] = (*BY_CALENDAR, *BY_DISTANCE)
BEFORE = re.compile(r"(?:\b(?:on|for|by|since|from|of|at)\s+)?$", re.IGNORECASE)
A_RATING = re.compile(r"(?<!on )\b\d[.,]\d+\b(?![./])|(?<!on )\b\d\s?/\s?5\b(?!/)")


@dataclass(frozen=True, slots=True)
class Found:
    """A day in a text, from `start` to `end`. `problem` is what is wrong with it."""

    date: date
    start: int
    end: int
    how_read: str = ""  # e.g. "05/06 read as Fri 5 June"; "" = nothing to explain
    hour: time | None = None  # local time of day
    problem: str = ""


@dataclass(frozen=True, slots=True)
class CutDay:
    """The day in a line, or None; the line without it; how an unclear day was read."""

    day: date | None
    rest: str
    how_read: str = ""


def find_days(
    text: str,
    *,
    today: date,
    prefer: Prefer,
    zone: ZoneInfo | None = None,
    locale: str = "",
) -> list[Found]:
    """Return every day in `text`, in order; a wrong one with its `problem`.

    Args:
        prefer: "past" for what happened (a later day is a problem), "future" for what
            is planned (an earlier day is a problem), "nearest" for either.
        zone: the leader's; needed only for moments such as 2026-05-20T23:30Z.
        locale: e.g. "en-US", which reads 05/06 as 6 May; otherwise the day is first.
    """
    reader = Reader(today, prefer, zone, locale)
    found: list[Found] = []
    for rule in RULES:
        for match in rule.pattern.finditer(text):
            if _free(match.start(), match.end(), found):
                one = _read(rule, match, reader)
                by_calendar = rule in BY_CALENDAR
                found.append(_with_weekday(one, text) if by_calendar else one)
    return sorted((_with_time(one, text) for one in found), key=lambda one: one.start)


def find_date(
    text: str,
    *,
    today: date,
    prefer: Prefer,
    zone: ZoneInfo | None = None,
    locale: str = "",
) -> Found | None:
    """Return the first day in `text`, or None. Arguments as for `find_days`.

    Raises:
        Refusal: there is no such day, or it is on the wrong side of today.
    """
    days = find_days(text, today=today, prefer=prefer, zone=zone, locale=locale)
    if not days:
        return None
    if days[0].problem:
        raise Refusal(days[0].problem)
    return days[0]


def one_date(
    text: str,
    *,
    today: date,
    prefer: Prefer,
    zone: ZoneInfo | None = None,
    locale: str = "",
) -> date:
    """Return the day that the whole of `text` says. Arguments as for `find_days`.

    Raises:
        Refusal: it is no day, there is no such day, or it is on the wrong side.
    """
    typed = text.strip()
    found = find_date(typed, today=today, prefer=prefer, zone=zone, locale=locale)
    if found is not None and not (typed[: found.start] + typed[found.end :]).strip():
        return found.date
    day = day_in_other_words(typed, today=today, prefer=prefer, locale=locale)
    if day is None:
        near = "yesterday" if prefer == "past" else "tomorrow"
        words = mark(
            "I can't read {words} as a day. Write it like 12 May, {near} or {today}."
        )
        if not typed:
            words = mark("Which day? Write it like 12 May, {near} or {today}.")
        raise Refusal(say(words, words=quoted(typed), near=near, today=today))
    if problem := _wrong_side(day, Reader(today, prefer)):
        raise Refusal(problem)
    return day


def _free(start: int, end: int, found: Iterable[Found]) -> bool:
    return not any(start < one.end and one.start < end for one in found)


def _read(rule: Rule, match: re.Match[str], reader: Reader) -> Found:
    typed = match.group().removeprefix("on ")
    try:
        day = rule.read(match, reader)
    except NoSuchDay as wrong:
        problem = say(
            "There is no {day}. Write the day like 12 May or yesterday.", day=wrong
        )
        return Found(reader.today, match.start(), match.end(), problem=problem)
    except (OverflowError, ValueError):
        problem = say(
            "{words} is too far away. Write the day like 12 May 2026.",
            words=quoted(typed),
        )
        return Found(reader.today, match.start(), match.end(), problem=problem)
    how_read = (
        say("{typed} read as {day}", typed=typed, day=day_said(day, reader.today))
        if rule.unclear
        else ""
    )
    return Found(
        day,
        match.start(),
        match.end(),
        how_read=how_read,
        problem=_wrong_side(day, reader, how_read),
    )


def _wrong_side(day: date, reader: Reader, how_read: str = "") -> str:
    said = how_read or day_said(day, reader.today)
    if abs((day - reader.today).days) > FARTHEST:
        return say(
            "{day} is more than ten years away. Write the day like 12 May 2026.",
            day=said,
        )
    if reader.prefer == "past" and day > reader.today:
        return say(
            "{day} is still ahead, so it can't have happened yet. Write the day it "
            "happened, like yesterday or {example}.",
            day=said,
            example=_a_year_back(day),
        )
    if reader.prefer == "future" and day < reader.today:
        return say(
            "{day} has passed. Write a day from today on, like tomorrow or 12 May.",
            day=said,
        )
    return ""


def _a_year_back(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year - 1}"


def _with_weekday(found: Found, text: str) -> Found:
    """Take in a weekday that stands before a date: "Mon 30 March"."""
    before = weekday_before(text, found.start)
    if before is None:
        return found
    start, weekday = before
    found = replace(found, start=start)
    if found.problem or weekday == found.date.weekday():
        return found
    said = f"{found.date.day} {MONTHS[found.date.month - 1]} {found.date.year}"
    problem = say(
        "{day} is a {weekday}, not a {typed}. Write the day alone, like {day}.",
        day=said,
        weekday=weekday_said(found.date.weekday()),
        typed=weekday_said(weekday),
    )
    return replace(found, problem=problem)


def _with_time(found: Found, text: str) -> Found:
    """Take in a time of day that follows: "on 20 May 11:00", "yesterday at 3pm"."""
    for separator in (" ", ", "):
        if text.startswith(separator, found.end):
            match = TIME.match(text, found.end + len(separator))
            if match is not None and (at := time_of(match)) is not None:
                return replace(found, hour=at, end=match.end())
    return found


# Taking the day out of a typed line, so that the rest can be read without it.


def cut_day(turn: Turn, text: str, *, prefer: Prefer) -> CutDay:
    """Return the first day in `text` and what is left of the line.

    A rating such as 3.5 or 4/5 is no day, unless “on” stands before it.

    Args:
        prefer: "past", "future" or "nearest", as for `find_date`.

    Raises:
        Refusal: there is no such day, or it is on the wrong side of today.
    """
    masked = A_RATING.sub(lambda match: "_" * len(match.group()), text)
    found = find_date(
        masked,
        today=turn.today,
        prefer=prefer,
        zone=turn.speaker.zone,
        locale=turn.speaker.locale,
    )
    if found is None:
        return CutDay(None, text)
    before = BEFORE.sub("", text[: found.start])
    rest = " ".join(f"{before} {text[found.end :]}".split())
    return CutDay(found.date, rest, found.how_read)


# Days in other wordings and languages, through dateparser, kept on a short lead. It
# reads “10” and “may” as days and takes 0.9 s for 20 000 characters, hence the guards:
# short texts only, and only those that say both day and month, or a distance.


def day_in_other_words(
    text: str, *, today: date, prefer: Prefer, locale: str
) -> date | None:
    """Return the day that `text` as a whole says, or None.

    Args:
        today: the leader's local date.
        locale: as the platform says; tried are the language that is spoken now (the
            reader may have chosen it), the locale's, and English.
    """
    text = text.strip()
    if not text or len(text) > LONGEST or BARE.fullmatch(text):
        return None
    import dateparser  # here: it takes 0.16 s to load, and few lines need it

    languages = [
        one.replace("_", "-").partition("-")[0].lower()
        for one in (current_language(), locale or ENGLISH, ENGLISH)
    ]
    try:
        read = dateparser.parse(
            text,
            languages=list(dict.fromkeys(languages)),
            settings={
                "RELATIVE_BASE": datetime.combine(today, time(12)),
                "PREFER_DATES_FROM": "future" if prefer == "future" else "past",
                "DATE_ORDER": "DMY",
                "REQUIRE_PARTS": ["day", "month"],
                "RETURN_AS_TIMEZONE_AWARE": False,
            },
        )
    except (ValueError, OverflowError):  # an unknown language, a year out of range
        return None
    return read.date() if read else None
