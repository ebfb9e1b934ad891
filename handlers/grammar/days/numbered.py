"""Dates of the calendar: "3 March", "March 3rd, 2025", "12/5", "the 23rd"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from handlers.grammar.days.said import Day, date_or_none, no_such_day
from handlers.grammar.days.times import time_at
from handlers.grammar.days.words import DayWords
from handlers.grammar.words.tokens import Token, key_at

NUMERIC = re.compile(r"(\d{1,4})([./])(\d{1,2})(?:[./](\d{4}|\d{2}))?(\.?)$")
DAY_NUMBER = re.compile(r"(\d{1,2})(st|nd|rd|th|o|a)?$")  # º and ª fold to o and a
FULL_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)$")
DASHED = re.compile(r"(?:(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})-(\d{1,2})-(\d{4}))$")
# A year; "14 April 0930" is an hour.
FOUR_DIGITS = re.compile(r"(?:1[89]|2[01])\d\d$|(?!(?:[01]\d|2[0-3])[0-5]\d)\d{4}$")
TWO_DIGITS = re.compile(r"\d\d$")
ZONED = re.compile(r"t\d{2}:\d{2}(?::\d{2})?(?:z|[+-]\d{2}:\d{2})?$")
LONGEST_MOMENT = 10  # tokens of "T23:30:15+02:00"
SPLIT_NUMBERS = ("%", ":", "-", "/")
NO_DAYS = frozenset({"24/7"})  # looks like a day, and is said of every day
NEAR_YEARS = 2  # years around today's, for two digits after a month; house rule
LONGEST_MONTH = 31  # days
FIRST_FEW = 3  # "on the first" is of a list as well; house rule

Read = tuple[int, Day | None]  # how many tokens, and the day they say
NOTHING: Read = (0, None)


@dataclass(frozen=True, slots=True)
class DateReader:
    """Reads dates with a number in them. The arguments are those of `DayReader`."""

    words: DayWords
    today: date
    day_first: bool | None
    zone: ZoneInfo | None

    def date_at(
        self,
        tokens: Sequence[Token],
        at: int,
        *,
        marked: bool = False,
        beside: bool = False,
    ) -> Read:
        """Return how many tokens from `at` are a date, and the date.

        Args:
            marked: "on" or "the" stands before it.
            beside: a number alone is the day of a month, as in "Friday the 26".
        """
        key = key_at(tokens, at)
        spelled = not key[:1].isdecimal() and self.number_at(tokens, at)[0]
        if spelled or (key.isdecimal() and key_at(tokens, at + 1) != "-"):
            return self._day_month(tokens, at, marked=marked, beside=beside)
        if key[:1].isdecimal():
            if match := FULL_DATE.match(key):
                return self._full(tokens, at, match)
            if (dashed := self._dashed(tokens, at))[0]:
                return dashed
            if match := NUMERIC.match(key):
                day = None if key in NO_DAYS else self._numeric(match, marked=marked)
                return (1, day) if day else NOTHING
            return self._day_month(tokens, at, marked=marked, beside=beside)
        return self._month_day(tokens, at)

    def number_at(self, tokens: Sequence[Token], at: int) -> tuple[int, int, bool]:
        """Return how many tokens number a day, which, and whether as "the third".

        "3", "3rd", "third", "twenty-first"; in Spanish "veinte" too. 0 = none do.
        """
        if match := DAY_NUMBER.match(key_at(tokens, at)):
            return 1, int(match[1]), bool(match[2])
        length, number = self.words.ordinals.at(tokens, at)
        return (length, number, True) if number else (0, 0, False)

    def several(self, tokens: Sequence[Token], at: int, *, marked: bool) -> Read:
        """Read "23-25 March" and "3 or 4 March" as a span of the days it may be."""
        either = self.words.is_in("or", tokens, at + 1)
        through = key_at(tokens, at + 1) == "-" or (
            self.words.is_in("till", tokens, at + 1)
            and not self.words.is_in("from", tokens, at - 1)
        )
        if not (either or through):
            return NOTHING
        first = DAY_NUMBER.match(key_at(tokens, at))
        last = DAY_NUMBER.match(key_at(tokens, at + 2))
        if not first or not last:
            return NOTHING
        length, day = self._day_month(tokens, at + 2, marked=marked, beside=False)
        if day is None or day.kind != "yearless":
            return NOTHING
        low, high, month = int(first[1]), int(last[1]), day.months[0][1]
        if not 1 <= low < high:
            return NOTHING
        numbers = (low, high) if either else range(low, high + 1)
        each = (
            Day("yearless", months=((number, month),)).dates("", self.today)
            for number in numbers
        )
        return 2 + length, Day("span", tuple(found[0] for found in each if found))

    # Written in figures.

    def _full(self, tokens: Sequence[Token], at: int, match: re.Match[str]) -> Read:
        """Read a full date, or the local day of a moment such as 2026-05-20T23:30Z."""
        year, month, day = (int(part) for part in match.groups())
        read = date_or_none(year, month, day)
        if read is None:
            return 1, Day("on", missing=no_such_day(day, month, year))
        written, end = "", at + 1
        while end - at <= LONGEST_MOMENT and end < len(tokens):
            if tokens[end].start != tokens[end - 1].end:
                break
            written += tokens[end].key
            end += 1
            if ZONED.match(written) and not self._goes_on(tokens, end):
                moment = datetime.fromisoformat(f"{read}{written.upper()}")
                if moment.tzinfo and self.zone:
                    moment = moment.astimezone(self.zone)
                return end - at, Day("on", (moment.date(),))
        return 1, Day("on", (read,))

    @staticmethod
    def _goes_on(tokens: Sequence[Token], end: int) -> bool:
        """Say whether a moment goes on after this token: a zone, or seconds."""
        follows = end < len(tokens) and tokens[end].start == tokens[end - 1].end
        return follows and (tokens[end].key in ("z", "+", "-", ":"))

    def _dashed(self, tokens: Sequence[Token], at: int) -> Read:
        """Read "5-3-2026" and "2026-3-5", written without a space."""
        five = tokens[at : at + 5]
        if len(five) < 5 or five[4].end - five[0].start != sum(
            len(token.text) for token in five
        ):
            return NOTHING
        match = DASHED.match("".join(token.key for token in five))
        if not match:
            return NOTHING
        year, month, day = (
            (match[1], match[2], match[3])
            if match[1]
            else (match[6], match[5], match[4])
        )
        return 5, self._on(int(day), int(month), int(year), unclear=not match[1])

    def _numeric(self, match: re.Match[str], *, marked: bool) -> Day | None:
        """Read "12/5", "5.3." and "5.3.2026"; 2.5 is a number, not a day."""
        first, sign, second, year, dot = match.groups()
        if len(first) > 2:
            full = len(first) == 4 and bool(year) and len(year) == 2
            if not full:
                return None
            return self._on(int(year), int(second), int(first), unclear=True)
        if sign == "." and not year and not dot and not marked:
            return None
        a, b = int(first), int(second)
        orders = self._orders(a, b, dotted=sign == ".")
        if not orders:
            return None
        if year:
            full_year = int(year) + (2000 if len(year) == 2 else 0)
            days = [
                day
                for number, month in orders
                if (day := date_or_none(full_year, month, number))
            ]
            if len(days) > 1:
                return Day("span", tuple(days), unclear=True)
            return self._on(*orders[0], full_year, unclear=True)
        return self._yearless(orders, unclear=True)

    def _orders(self, a: int, b: int, *, dotted: bool) -> list[tuple[int, int]]:
        """Return what 05/06 may be as (day, month)."""
        if dotted or a > 12:
            orders = [(a, b)]
        elif b > 12 or self.day_first is False:
            orders = [(b, a)]
        elif self.day_first or a == b:
            orders = [(a, b)]
        else:
            orders = [(a, b), (b, a)]
        return [one for one in orders if 1 <= one[0] <= LONGEST_MONTH and one[1]]

    def _on(self, day: int, month: int, year: int, *, unclear: bool = False) -> Day:
        read = date_or_none(year, month, day)
        if read is None:
            return Day("on", missing=no_such_day(day, month, year))
        return Day("on", (read,), unclear=unclear)

    def _yearless(
        self, orders: Sequence[tuple[int, int]], *, unclear: bool = False
    ) -> Day:
        """Return a day of any year, or what is missing; a leap year has 29 February."""
        real = [one for one in orders if date_or_none(2024, one[1], one[0])]
        if not real:
            return Day("on", missing=no_such_day(*orders[0], None))
        return Day("yearless", months=tuple(real), unclear=unclear)

    # With the name of a month, or as the day of one.

    def _day_month(
        self, tokens: Sequence[Token], at: int, *, marked: bool, beside: bool
    ) -> Read:
        """Read "3 March 2026", "3rd of March", "3. März", and "the 3rd"."""
        length, number, ordinal = self.number_at(tokens, at)
        if not number:
            return NOTHING
        spelled = ordinal and not key_at(tokens, at)[:1].isdecimal()
        end = self._past(("of",), ".", tokens, at + length)
        kind, month = self.words.word(tokens, end, marked=True)
        if marked and key_at(tokens, end) in self.words.months_after:
            kind, month = "month", self.words.months_after[key_at(tokens, end)]
        of = end > at + length or not self.words.sets["of"]
        if kind == "month" and (of or not spelled):  # "a second May meeting"
            return self._with_year(tokens, at, end + 1, number, month + 1)
        if spelled:
            beside = beside or self._ends_a_date(tokens, at, at + length)
            marked = False
        last = at + length - 1
        found, day = self._of_a_month(
            tokens, last, number, ordinal=ordinal, marked=marked, beside=beside
        )
        return (found + length - 1, day) if found else NOTHING

    def _ends_a_date(self, tokens: Sequence[Token], at: int, end: int) -> bool:
        """Say whether "on the" stands before a number in words, and no noun after it.

        "The first" alone is of a list as well.
        """
        words = self.words
        timed = time_at(words, tokens, end)[1] is not None  # "el ocho a las once"
        on = words.is_in("on", tokens, at - 1) if timed else False
        on_the = words.is_in("the", tokens, at - 1) and (
            on or words.is_in("on", tokens, at - 2)
        )
        if not on_the or self.number_at(tokens, at)[1] <= FIRST_FEW:
            return False
        after = tokens[end] if end < len(tokens) else None
        return after is None or not after.word or after.key in words.goes_on_plainly

    def _past(
        self, names: Sequence[str], sign: str, tokens: Sequence[Token], at: int
    ) -> int:
        """Return the place after small words and one sign."""
        end = at + 1 if key_at(tokens, at) == sign else at
        return self.words.past_words(names, tokens, end)

    def _month_day(self, tokens: Sequence[Token], at: int) -> Read:
        """Read "March 3rd, 2026" and "March the 5th"."""
        kind, month = self.words.word(tokens, at, marked=True)
        if kind != "month":
            return NOTHING
        end = self._past(("the",), ".", tokens, at + 1)
        length, number, _ = self.number_at(tokens, end)
        after = key_at(tokens, end + length)
        if not number or self._counts(after):
            return NOTHING
        if self.words.word(tokens, end + length, marked=True)[0] == "month":
            return NOTHING  # "lunch with May 3 April"
        return self._with_year(tokens, at, end + length, number, month + 1)

    def _counts(self, after: str) -> bool:
        """Say whether a number before this word counts something, or is a time."""
        words = self.words
        return (
            after in ("%", ":")
            or after in words.units
            or any(
                words.has(name, after)
                for name in ("counted", "lengths", "am", "pm", "oclock", "percent")
            )
        )

    def _with_year(
        self, tokens: Sequence[Token], at: int, end: int, day: int, month: int
    ) -> Read:
        """Read on after day and month, for a year."""
        place = end
        if key_at(tokens, place) == "." and place + 1 < len(tokens):
            place += 1
        place = self._past(("of",), ",", tokens, place)
        year, after = key_at(tokens, place), key_at(tokens, place + 1)
        full = bool(FOUR_DIGITS.match(year))
        near = (
            place == end
            and bool(TWO_DIGITS.match(year))
            and abs(2000 + int(year) - self.today.year) <= NEAR_YEARS
        )
        if (full or near) and not self._counts(after):
            number = int(year) + (0 if full else 2000)
            return place + 1 - at, self._on(day, month, number)
        return end - at, self._yearless([(day, month)])

    def _of_a_month(
        self,
        tokens: Sequence[Token],
        at: int,
        day: int,
        *,
        ordinal: bool,
        marked: bool,
        beside: bool,
    ) -> Read:
        """Read "the 3rd"; "the 2nd time" and "the 3rd floor" are no days."""
        bare = beside or (
            marked and (self.words.bare_monthday or self._the(tokens, at))
        )
        end = at + 1
        dotted = marked and self.words.dotted_monthday and key_at(tokens, end) == "."
        if not 1 <= day <= LONGEST_MONTH or not (ordinal or bare or dotted):
            return NOTHING
        if ordinal and not (marked or beside):
            return NOTHING
        end += 1 if dotted else 0
        after = tokens[end] if end < len(tokens) else None
        if after and self.goes_on(tokens, end):
            return NOTHING
        if after and after.word and not self.words.has("goes_on", after.key):
            return NOTHING
        return end - at, Day("monthday", months=((day, 0),), unclear=True)

    def goes_on(self, tokens: Sequence[Token], end: int) -> bool:
        """Say whether a number that ends here is but a part: "10%", "2nd time".

        A dash that stands apart begins something else: "8th - coffee".
        """
        key = key_at(tokens, end)
        apart = key == "-" and tokens[end].start > tokens[end - 1].end
        return (key in SPLIT_NUMBERS and not apart) or self._counts(key)

    def _the(self, tokens: Sequence[Token], at: int) -> bool:
        """Say whether "on the" stands before it; or "the", and it ends a clause."""
        if not self.words.is_in("the", tokens, at - 1):
            return False
        ends = at + 1 == len(tokens) or tokens[at + 1].key in (",", ";", ".", "\n")
        return ends or self.words.is_in("on", tokens, at - 2)
