"""A day as it was said: "Friday", "3 March", "the 23rd". Which one is meant waits.

It waits for the mood of the sentence: a past verb takes the latest such day, a plan the
next one. Every `today` and every day returned is a local date of the leader.
"""

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from language.say import say
from language.words import MONTHS, date_said, day_said, quoted, weekday_said

Mood = Literal["past", "future", ""]
Kind = Literal["on", "weekday", "span", "yearless", "monthday"]
WEEKS = {"last week": -7, "this week": 0, "earlier this week": 0, "next week": 7}
FARTHEST = 3653  # days: ten years; more is a slip of the keyboard. House rule
FAR_AHEAD = 300  # days; "next 30 March" said on 31 March is a slip. House rule


@dataclass(frozen=True, slots=True)
class Day:
    """A day as said.

    Attributes:
        kind: "on" is one date; "weekday" one of every week; "span" several days or no
            day at all, such as "last week": never a day; "yearless" is e.g. 3 March;
            "monthday" e.g. the 3rd.
        days: for "on" that date, for "span" the days it may be, likely ones first.
        months: for "yearless" (day, month), twice where 05/06 can be read both ways;
            for "monthday" the day and 0.
        weekday: 0 = Monday. For "weekday" the one said; else one said beside the date,
            which has to agree.
        tense: -1 = said to be past, 1 = said to be to come, 0 = not said.
        this: "this Friday": of this week where the past is told of.
        text: what was typed.
        role: "till", "from" or "for_day": by the word before it; "" = none.
        unclear: it is to be said how it was read, e.g. for 05/06.
        name: of a span that the language files name, e.g. "last week", or of the week
            that a day is said to be in; "" = none.
        vague: "later", "just now": today, yet too vague to be a date to keep.
        hour: of the day it begins at, for "this afternoon"; 0 = the whole day.
        missing: a date that is in no calendar, e.g. "31 February"; "" = none.
    """

    kind: Kind
    days: tuple[date, ...] = ()
    months: tuple[tuple[int, int], ...] = ()
    weekday: int | None = None
    tense: int = 0
    this: bool = False
    text: str = ""
    role: str = ""
    unclear: bool = False
    name: str = ""
    vague: bool = False
    hour: int = 0
    missing: str = ""

    @property
    def is_wide(self) -> bool:
        """Whether it is several days, but not the two that "next Friday" may be."""
        return self.kind == "span" and not (self.tense > 0 and not self.name)

    def dates(self, mood: Mood, today: date) -> list[date]:
        """Return the days it can be, the likely ones first; none where none fits.

        Args:
            mood: "past" takes the latest up to today, "future" the next after today,
                or today where a date says so; "" both.
        """
        past = mood != "future" and self.tense <= 0
        future = mood != "past" and self.tense >= 0
        found = [
            day
            for day in dict.fromkeys(self._meant(mood, today))
            if (past or day >= today)
            and (future or day <= today)
            and abs((day - today).days) <= FARTHEST
        ]
        if self.weekday is not None:
            found = [day for day in found if day.weekday() == self.weekday]
        return found

    def _meant(self, mood: Mood, today: date) -> Iterable[date]:
        past = mood != "future" and self.tense <= 0
        future = mood != "past" and self.tense >= 0
        if self.kind in ("on", "span"):
            yield from self.days
        elif self.kind == "weekday":
            yield from self._weekdays(mood, today)
        elif self.kind == "yearless":
            for day, month in self.months:
                yield from _years(day, month, mood, today)
        else:
            every = _monthdays(self.months[0][0], today)
            if past:
                yield from [day for day in every if day <= today][-1:]
            if future:
                yield from [day for day in every if day >= today][:1]

    def _weekdays(self, mood: Mood, today: date) -> list[date]:
        wanted = self.weekday or 0
        back = (today.weekday() - wanted) % 7  # 0 = today
        if self.this:
            of_this_week = today + timedelta(wanted - today.weekday())
            ahead = today + timedelta(-back % 7)
            return [ahead if mood == "future" else of_this_week]
        past, future = today - timedelta(back), today + timedelta(7 - back)
        return [past] * (mood != "future") + [future] * (mood != "past")

    def in_week(self, week: "Day") -> "Day":
        """Return a weekday as the one of the week another day is of: "last week"."""
        named = week.name in WEEKS and week.days
        if self.kind != "weekday" or self.this or not named:
            return self
        monday = week.days[0] - timedelta(week.days[0].weekday())
        on = monday + timedelta(self.weekday or 0)
        return replace(self, kind="on", days=(on,), weekday=None, tense=week.tense)

    def problem(self, mood: Mood, today: date) -> str:
        """Say why no day fits; "" where one does, and where no single day was said."""
        if self.kind == "span" or self.dates(mood, today):
            return ""
        if self.missing:
            return say(
                "There is no {day}. Write the day like 12 May or yesterday.",
                day=self.missing,
            )
        if self.kind == "on" and not self.days:
            return say(
                "{words} is too far away. Write the day like 12 May 2026.",
                words=quoted(self.text),
            )
        either = [
            day
            for kind in (mood, "")
            for day in self._meant("" if kind == "" else mood, today)
        ]
        if not either:
            return _no_such(*self.months[0], today)
        return self._wrong(either[0], mood, today)

    def _wrong(self, day: date, mood: Mood, today: date) -> str:
        if self.weekday is not None and day.weekday() != self.weekday:
            said = f"{day.day} {MONTHS[day.month - 1]} {day.year}"
            return say(
                "{day} is a {weekday}, not a {typed}. Write the day alone, like {day}.",
                day=said,
                weekday=weekday_said(day.weekday()),
                typed=weekday_said(self.weekday),
            )
        said = self.how_read(day, today) or day_said(day, today)
        if abs((day - today).days) > FARTHEST:
            return say(
                "{day} is more than ten years away. Write the day like 12 May 2026.",
                day=said,
            )
        if day > today:
            return say(
                "{day} is still ahead, so it can't have happened yet. Write the day it "
                "happened, like yesterday or {example}.",
                day=said,
                example=f"{day.day} {MONTHS[day.month - 1]} {day.year - 1}",
            )
        return say(
            "{day} has passed. Write a day from today on, like tomorrow or 12 May.",
            day=said,
        )

    def how_read(self, day: date, today: date) -> str:
        """Say how it was read, e.g. "05/06 read as Fri 5 June"; "" if it is clear."""
        if not self.unclear:
            return ""
        return say("{typed} read as {day}", typed=self.text, day=day_said(day, today))


def date_or_none(year: int, month: int, day: int) -> date | None:
    """Return a date, or None where the calendar has none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def no_such_day(day: int, month: int, year: int | None) -> str:
    """Return what to call a date that is in no calendar."""
    if not 1 <= month <= 12:
        return say("month {month}", month=month)
    first = date(2000, month, 1)  # of any year: the reader's language writes the month
    said = date_said(first, first).replace("1", str(day), 1)
    return f"{said} {year}" if year is not None and (day, month) == (29, 2) else said


def months_later(day: date, months: int) -> date:
    """Return the same day `months` later, or the last day of a shorter month.

    Raises:
        ValueError: the year is out of range.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def _no_such(day: int, month: int, today: date) -> str:
    missing = no_such_day(day, month, today.year)
    return say(
        "There is no {day}. Write the day like 12 May or yesterday.", day=missing
    )


def _years(day: int, month: int, mood: Mood, today: date) -> Sequence[date]:
    """Return the day of the year that makes sense, none where none does.

    What happened is the nearest: "3 May" said in March is not of last year, and so is
    asked about. A plan is the next one, unless it is more than 300 days off.
    """
    around = [
        found
        for step in (-1, 0, 1)
        if (found := date_or_none(today.year + step, month, day))
        and abs((found - today).days) <= FAR_AHEAD
    ]
    if mood == "future":
        ahead = [one for one in around if one >= today]
        if ahead:
            return ahead[:1]
    return sorted(around, key=lambda one: abs((one - today).days))[:1]


def _monthdays(day: int, today: date) -> list[date]:
    """Return this day of the months around, in order."""
    first = today.replace(day=1)
    months = [months_later(first, step) for step in range(-2, 3)]
    return [
        found
        for month in months
        if (found := date_or_none(month.year, month.month, day))
    ]


def span_named(name: str, today: date) -> tuple[tuple[date, ...], int]:
    """Return the days that a span of the language files may mean, and its tense.

    A span too wide for a choice has no days. Days of work come first; the names are
    those of `[days.spans]`.
    """
    monday = today - timedelta(today.weekday())
    week = [monday + timedelta(step) for step in range(5)]
    weekend = [monday + timedelta(step) for step in (-2, -1, 5, 6)]
    before = [today - timedelta(step) for step in range(1, 8)]
    spans: dict[str, tuple[Sequence[date], int]] = {
        "last week": ([day - timedelta(7) for day in week], -1),
        "next week": ([day + timedelta(7) for day in week], 1),
        "this week": (week, 0),
        "earlier this week": ([day for day in week if day < today], -1),
        "later this week": ([day for day in week if day > today], 1),
        "weekend": (weekend, 0),
        "last weekend": (weekend[:2], -1),
        "next weekend": (weekend[2:], 1),
        "recently": ([day for day in before if day.weekday() < 5], -1),
        "end of week": (week[4:], 0),
        "end of month": ([_month_end(today)], 0),
        "past": ((), -1),
        "future": ((), 1),
        "next month": ((), 1),
        "some time": ((), 0),
    }
    days, tense = spans[name]
    return tuple(days), tense


def _month_end(today: date) -> date:
    return today.replace(day=calendar.monthrange(today.year, today.month)[1])
