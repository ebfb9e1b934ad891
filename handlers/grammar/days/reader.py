"""Reading days from the words of a line, in one language.

What is read is kept as said (`handlers.grammar.days.said`). Days of several, such as
"last week" or "23-25 March", are read too, as spans: none of them is a day.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

from handlers.grammar.days.numbered import (
    DAY_NUMBER,
    LONGEST_MONTH,
    NOTHING,
    DateReader,
    Read,
)
from handlers.grammar.days.said import WEEKS, Day, months_later, span_named
from handlers.grammar.days.shares import share_at
from handlers.grammar.days.times import length_at, time_at
from handlers.grammar.days.words import day_words
from handlers.grammar.words.lexicon import Lexicon
from handlers.grammar.words.tokens import Token, key_at, typed_of

MONTH_FIRST = frozenset({"US", "PH", "PR", "GU", "VI", "AS", "UM", "FM", "MH"})
YEAR = re.compile(r"\d{4}$")


def day_first_in(locale: str) -> bool | None:
    """Return whether 05/06 is 5 June where `locale` is spoken, None if that is unknown.

    Args:
        locale: e.g. "en-US"; English without a country says nothing.
    """
    language, _, country = locale.replace("_", "-").partition("-")
    country = country.rpartition("-")[2].upper()
    if country in MONTH_FIRST:
        return False
    return None if language.casefold() in ("", "en") and not country else True


class DayReader:
    """Reads days, times, lengths and shares in one language.

    Args:
        lexicon: the language, or its code.
        today: the leader's local date.
        day_first: whether 05/06 is 5 June; None = not known, so it may be either.
        zone: the leader's; the day of a moment such as 2026-05-20T23:30Z is the day
            there. None = as written.
    """

    def __init__(
        self,
        lexicon: Lexicon | str,
        today: date,
        day_first: bool | None = None,
        zone: ZoneInfo | None = None,
    ) -> None:
        code = lexicon if isinstance(lexicon, str) else lexicon.code
        self.code = code
        self.words = day_words(code)
        self.today = today
        self.dates = DateReader(self.words, today, day_first, zone)

    def at(self, tokens: Sequence[Token], at: int) -> Read:
        """Return how many tokens from `at` say a day, and the day, or (0, None)."""
        key = key_at(tokens, at)
        figure = key[:1].isdecimal()
        if figure and _is_glued(tokens, at):
            return NOTHING
        if not figure and key not in self.words.starters:
            return NOTHING
        length, day = self._said_at(tokens, at)
        if not length or day is None:
            return NOTHING
        start = at + 1 if self.words.is_in("on", tokens, at) else at
        return length, replace(day, text=typed_of(tokens[start : at + length]))

    def time_at(self, tokens: Sequence[Token], at: int) -> tuple[int, time | None]:
        """Return how many tokens say a time of day, and the time where one is said.

        "in the afternoon" is understood, and no time.
        """
        return time_at(self.words, tokens, at)

    def length_at(self, tokens: Sequence[Token], at: int) -> int:
        """Return how many tokens say how long it took, such as "for half an hour"."""
        return length_at(self.words, tokens, at)

    def share_at(self, tokens: Sequence[Token], at: int) -> tuple[int, int | None]:
        """Return how many tokens say how much the leader listened, and the per cent.

        What was typed may be above 100: `check_share` tells what is wrong with it.
        """
        return share_at(self.words, tokens, at)

    # Days said by a word of their own, or by their distance from today.

    def _said_at(self, tokens: Sequence[Token], at: int) -> Read:
        if tokens[at].key[:1].isdecimal():
            counted, by_count = self._counted(tokens, at)
            return (counted, by_count) if counted else self._dated(tokens, at)
        length, distance = self.words.relative.at(tokens, at)
        vague, moment = self.words.moments.at(tokens, at)
        counted, by_count = self._counted(tokens, at)
        spanned, span = self._span(tokens, at)
        if spanned > max(length, vague, counted):
            return spanned, span
        if counted > max(length, vague):
            return counted, by_count
        found = moment if vague > length else distance
        if found is not None:
            day = Day(
                "on",
                (self.today + timedelta(found.days),),
                tense=found.tense,
                vague=vague > length,
                hour=found.hour,
            )
            return max(length, vague), day
        return self._dated(tokens, at)

    def _counted(self, tokens: Sequence[Token], at: int) -> Read:
        """Read "three weeks ago", "in ten days", "vor zwei Wochen", "hace dos días"."""
        words = self.words
        before, sign = words.ago.at(tokens, at)
        start = at + before
        length, number = words.number(tokens, start)
        unit_at = start + length
        if not length or unit_at >= len(tokens):
            return NOTHING
        unit = words.units.get(tokens[unit_at].key)
        after, sign_after = words.ago.at(tokens, unit_at + 1)
        if after:
            sign = sign_after
        if unit is None or not sign:
            return NOTHING
        end = unit_at + 1 + after
        try:
            day = self._away(sign * number, unit)
        except (OverflowError, ValueError):  # before year 1 or after 9999
            return end - at, Day("on", tense=sign)
        return end - at, Day("on", (day,), tense=sign)

    def _away(self, count: int, unit: str) -> date:
        if unit in ("month", "year"):
            return months_later(self.today, count * (12 if unit == "year" else 1))
        return self.today + timedelta(
            count * {"moment": 0, "day": 1, "week": 7, "fortnight": 14}[unit]
        )

    # Spans: several days, or none in particular.

    def _span(self, tokens: Sequence[Token], at: int) -> Read:
        length, name = self.words.spans.at(tokens, at)
        if name is not None:
            if name in WEEKS:
                after = at + length
                if self.words.is_in("on", tokens, after):
                    after += 1
                kind, weekday = self.words.word(tokens, after, marked=True)
                if kind == "weekday":
                    return after + 1 - at, self._of_week(name, weekday)
            days, tense = span_named(name, self.today)
            return length, Day("span", days, tense=tense, name=name)
        return self._month_alone(tokens, at)

    def _of_week(self, name: str, weekday: int) -> Day:
        monday, offset = self.today - timedelta(self.today.weekday()), WEEKS[name]
        day = monday + timedelta(offset + weekday)
        tense = (offset > 0) - (offset < 0)
        return Day("on", (day,), tense=tense, name=name)

    def _month_alone(self, tokens: Sequence[Token], at: int) -> Read:
        """Read "in January", "in early March 2025", "last April", "in 2019"."""
        words = self.words
        length, _ = words.phrases["part_of_month"].at(tokens, at)
        tense = 0
        if not length:
            tense = self._tense(tokens, at)
            length = 1 if tense else 0
        start = at + length
        if not length or start >= len(tokens):
            return NOTHING
        kind, month = self.words.word(tokens, start, marked=True)
        end = start
        if kind == "month":
            end += 1
            if DAY_NUMBER.match(key_at(tokens, end)):
                return NOTHING
            end = words.past_words(("of",), tokens, end)
            year = key_at(tokens, end)
        else:
            year, month = key_at(tokens, start), 0
            if not words.is_in("in", tokens, at) or length > 1:
                return NOTHING
        if YEAR.match(year) and abs(int(year) - self.today.year) <= 100:
            then, now = int(year) * 12 + month, self.today.year * 12
            now += self.today.month - 1 if kind == "month" else 0
            return end + 1 - at, Day("span", tense=(then > now) - (then < now))
        if kind != "month":
            return NOTHING
        while words.is_in("of", tokens, end - 1):
            end -= 1
        return end - at, Day("span", tense=tense)

    def _tense(self, tokens: Sequence[Token], at: int) -> int:
        if self.words.is_in("last", tokens, at):
            return -1
        ahead = self.words.is_in("next", tokens, at)
        return 1 if ahead or self.words.is_in("coming", tokens, at) else 0

    # Weekdays and dates, with "on", "the", "last", "next" before them.

    def _dated(self, tokens: Sequence[Token], at: int) -> Read:
        words = self.words
        start = words.past_words(("on", "the"), tokens, at)
        marked = start > at
        if start >= len(tokens):
            return NOTHING
        only_the = marked and not any(
            words.is_in("on", tokens, place) for place in range(at, start)
        )
        read = self._weekday_at(tokens, start, marked=marked, only_the=only_the)
        if not read[0]:
            read = self.dates.several(tokens, start, marked=marked)
        if not read[0]:
            read = self.dates.date_at(tokens, start, marked=marked)
        length, day = read
        return (start - at + length, day) if length else NOTHING

    def _weekday_at(
        self, tokens: Sequence[Token], at: int, *, marked: bool, only_the: bool
    ) -> Read:
        """Read a weekday and what goes with it.

        "the Friday" alone is no day: it belongs to something, as "the Friday release".
        """
        words = self.words
        before, _ = words.phrases["before_last"].at(tokens, at)
        later, _ = words.phrases["week_later"].at(tokens, at)
        tense = self._tense(tokens, at)
        this = words.is_in("this", tokens, at)
        coming = words.is_in("coming", tokens, at)
        skipped = before or later or (1 if tense or this else 0)
        place = at + skipped
        dot_after = key_at(tokens, place + 1) == "."
        dated = self.dates.date_at(tokens, place + 1)[0]  # "sat 4 April"
        kind, weekday = self.words.word(
            tokens, place, marked=marked or bool(skipped or dated) or dot_after
        )
        if kind != "weekday":
            return NOTHING
        back = (self.today.weekday() - weekday) % 7 or 7
        if before:
            day = self.today - timedelta(back + 7)
            return skipped + 1, Day("on", (day,), tense=-1)
        if later:  # "a week on Friday"
            day = self.today + timedelta(14 - back % 7)
            return skipped + 1, Day("on", (day,), tense=1)
        length, day_said = self._weekday(
            tokens, place, weekday, tense=tense, this=this, coming=coming
        )
        if only_the and length == 1 and not skipped:
            return NOTHING
        return skipped + length, day_said

    def _weekday(
        self,
        tokens: Sequence[Token],
        at: int,
        weekday: int,
        *,
        tense: int,
        this: bool,
        coming: bool,
    ) -> tuple[int, Day]:
        """Read on after a weekday: "before last", "last week", "27 March"."""
        words, today = self.words, self.today
        back, ahead = (today.weekday() - weekday) % 7, (weekday - today.weekday()) % 7
        end = at + 1
        short = len(tokens[at].key) <= 3 and key_at(tokens, end) == "."
        if short and key_at(tokens, end + 1)[:1].isdecimal():
            end += 1
        if length := words.phrases["before_last"].at(tokens, end)[0]:
            day = today - timedelta((back or 7) + 7)
            return end + length - at, Day("on", (day,), tense=-1)
        if length := words.phrases["after_next"].at(tokens, end)[0]:
            day = today + timedelta((ahead or 7) + 7)
            return end + length - at, Day("on", (day,), tense=1)
        of = end + 1 if words.is_in("of", tokens, end) else end
        length, name = words.spans.at(tokens, of)
        if name in WEEKS:
            return of + length - at, self._of_week(name, weekday)
        if length := words.phrases["last_after"].at(tokens, end)[0]:
            tense, end = -1, end + length
        elif length := words.phrases["next_after"].at(tokens, end)[0]:
            tense, coming, end = 1, True, end + length
        if not tense and not this:
            length, beside = self._date_beside(tokens, end, weekday)
            if beside is not None:
                return end + length - at, beside
            if other := self._to_weekday(tokens, end, weekday):
                return end + 2 - at, other
        if tense < 0:
            return end - at, Day("on", (today - timedelta(back or 7),), tense=-1)
        if tense > 0:
            return end - at, self._next_weekday(ahead or 7, coming=coming)
        return end - at, Day("weekday", weekday=weekday, this=this)

    def _next_weekday(self, ahead: int, *, coming: bool) -> Day:
        """Return "next Friday": that of next week, or, said on a Tuesday, either."""
        day = self.today + timedelta(ahead)
        same_week = ahead < 7 and self.today.weekday() + ahead < 7
        if same_week and not coming:
            return Day("span", (day + timedelta(7), day), tense=1, unclear=True)
        return Day("on", (day,), tense=1)

    def _date_beside(self, tokens: Sequence[Token], at: int, weekday: int) -> Read:
        """Read a date right after a weekday: "Mon 23rd", "Friday, 27 March"."""
        if self.words.is_in("till", tokens, at):
            return NOTHING  # "del jueves al 14 de abril": from one day to another
        comma = 1 if key_at(tokens, at) == "," else 0
        start = at + comma
        the = self.words.past_words(("on", "the"), tokens, start) - start
        counted, number, ordinal = self.dates.number_at(tokens, start + the)
        end = start + the + counted
        own = Day("monthday", months=((number, 0),), weekday=weekday)
        agrees = 1 <= number <= LONGEST_MONTH and bool(own.dates("", self.today))
        least = 0 if self.words.bare_monthday and self._on_before(tokens, at) else 12
        bare = number > least and not comma
        timed = self.time_at(tokens, end + (key_at(tokens, end) == ","))[0]
        if agrees and not bare:
            hour_after = self.words.bare_monthday or timed
            bare = ordinal or bool(hour_after and not comma)
        length, day = self.dates.date_at(
            tokens, start + the, marked=bool(the), beside=bare or bool(the)
        )
        if day is None and agrees and bare and (ordinal or timed):
            cut = self.dates.goes_on(tokens, end)  # "Friday 10th lunch with Rosa"
            length, day = (0, None) if cut else (counted, own)
        if day is None or day.kind == "span":
            return NOTHING
        unclear = day.unclear and day.kind != "monthday"  # "Mon 23rd" is plain
        return comma + the + length, replace(day, weekday=weekday, unclear=unclear)

    def _on_before(self, tokens: Sequence[Token], at: int) -> bool:
        """Say whether "on" stands before the weekday that ends here: "el jueves 9"."""
        return self.words.is_in("on", tokens, at - 2)

    def _to_weekday(self, tokens: Sequence[Token], at: int, first: int) -> Day | None:
        """Read "-Wed" of "Mon-Wed" as the days from one to the other."""
        if key_at(tokens, at) != "-":
            return None
        kind, last = self.words.word(tokens, at + 1, marked=True)
        if kind != "weekday":
            return None
        start = self.today - timedelta((self.today.weekday() - first) % 7)
        many = (last - first) % 7 + 1
        return Day("span", tuple(start + timedelta(step) for step in range(many)))


def _is_glued(tokens: Sequence[Token], at: int) -> bool:
    """Say whether a figure is the end of something longer, as in I-12 and Q3."""
    before = tokens[at - 1] if at else None
    if before is None or before.end != tokens[at].start:
        return False
    return before.key[-1:].isalnum() or before.key in ("-", "/", ".", "#", "_")
