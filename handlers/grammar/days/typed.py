"""The day in a typed line, for every verb but those about contacts.

Such a verb cannot put a question, so a span that is to come is taken for one day of it,
and that is told: "next week" is its Monday. A span that is over is asked about.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from handlers.grammar.days.reader import DayReader, day_first_in
from handlers.grammar.days.said import Day, Mood
from handlers.grammar.words.lexicon import CODES, Lexicon, codes_for, lexicon
from handlers.grammar.words.tokens import Token, key_at, tokens_of
from handlers.turn import Refusal, Turn
from language.catalogues import ENGLISH
from language.say import current_language, mark, say
from language.words import quoted

Prefer = Literal["past", "future", "nearest"]
LONGEST_DAY = 100  # characters of an answer that is to be a day; house rule
MOST_PUT_RIGHT = 60  # words of a line in which misspelt ones are put right; house rule
BEFORE = re.compile(
    r"(?:\b(?:on|for|by|since|from|of|at|desde|para|del?|seit|vom|für)\s+)?$",
    re.IGNORECASE,
)
A_RATING = re.compile(r"(?<!on )\b\d[.,]\d+\b(?![./])|(?<!on )\b\d\s?/\s?5\b(?!/)")
ENDS = ("end of week", "end of month")
# Spans that are over, of which a verb has to know the day.
ASKED = "asked about"  # of a span that is to be asked about, whatever it is called
OVER = frozenset({"last week", "last weekend", "weekend", ASKED})


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
    each: bool = False,
) -> list[Found]:
    """Return every day in `text`, in order; a wrong one with its `problem`.

    Read are English and the language that is spoken.

    Args:
        prefer: "past" for what happened (a later day is a problem), "future" for what
            is planned (an earlier day is a problem), "nearest" for either.
        zone: the leader's; needed only for moments such as 2026-05-20T23:30Z.
        locale: e.g. "en-US", which reads 05/06 as 6 May; otherwise the day is first.
        each: a span is every day it may be, for a verb that can ask which.
    """
    tokens = tokens_of(text)
    readers = [
        DayReader(code, today, day_first_in(locale) is not False, zone)
        for code in dict.fromkeys((current_language(), ENGLISH))
        if code in CODES
    ]
    _put_relative_right(tokens, readers)
    return [
        found
        for start, end, day, hour in _days_in(tokens, readers)
        for one in (_each(day, today, prefer) if each else [day])
        if (found := _found(tokens[start:end], one, hour, today, prefer))
    ]


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

    Read are the language that is spoken, that of `locale`, English, and then the others
    of which there is a file.

    Raises:
        Refusal: it is no day, there is no such day, or it is on the wrong side.
    """
    typed = text.strip()
    problem = ""
    for code in _languages(locale) if len(typed) <= LONGEST_DAY else ():
        tokens = tokens_of(typed)
        reader = DayReader(code, today, day_first_in(locale) is not False, zone)
        _put_right(tokens, reader)
        day = _whole(tokens, reader)
        if day is None:
            continue
        meant = _single(day, today, prefer)
        if meant is None:
            problem = problem or _no_single_day(typed, prefer)
            continue
        on, wrong = _settled(meant, today, prefer)
        if not wrong:
            return on
        problem = problem or wrong
    if problem:
        raise Refusal(problem)
    near = "yesterday" if prefer == "past" else "tomorrow"
    words = mark(
        "I can't read {words} as a day. Write it like 12 May, {near} or {today}."
    )
    if not typed:
        words = mark("Which day? Write it like 12 May, {near} or {today}.")
    raise Refusal(say(words, words=quoted(typed), near=near, today=today))


def _languages(locale: str) -> list[str]:
    """Return the languages an answer is read in, the likely ones first."""
    spoken = current_language()
    first = [spoken] if spoken in CODES else []
    own = codes_for(locale)[:1] if locale else ()
    return list(dict.fromkeys((*first, *own, *CODES)))


# Reading a line.


def _days_in(
    tokens: Sequence[Token], readers: Sequence[DayReader]
) -> Iterator[tuple[int, int, Day, time | None]]:
    """Yield first token, the one after the last, day and time of every day."""
    at = 0
    while at < len(tokens):
        read = [(*reader.at(tokens, at), reader) for reader in readers]
        length, day, reader = max(read, key=lambda one: one[0])
        if day is None or day.vague:
            part = max(one.time_at(tokens, at)[0] for one in readers)
            at += max(part, length, 1)
            continue
        end, hour = at + length, None
        comma = 1 if key_at(tokens, end) == "," else 0
        timed, read_hour = reader.time_at(tokens, end + comma)
        if timed and (read_hour or not comma):
            end, hour = end + comma + timed, read_hour
        yield at, end, day, hour
        at = end


def _found(
    said: Sequence[Token],
    day: Day,
    hour: time | None,
    today: date,
    prefer: Prefer,
) -> Found | None:
    meant = _single(day, today, prefer)
    start, end = said[0].start, said[-1].end
    if meant is not None:
        on, problem = _settled(meant, today, prefer)
        how_read = meant.how_read(on, today)
        return Found(on, start, end, how_read=how_read, hour=hour, problem=problem)
    if day.name in OVER or (not day.name and len(day.days) > 1):
        problem = _no_single_day(day.text, prefer)
        return Found(today, start, end, hour=hour, problem=problem)
    return None


def _single(day: Day, today: date, prefer: Prefer) -> Day | None:
    """Return a single day, a span taken for one, or None: it may be any of several."""
    if day.kind != "span":
        return day
    on = taken_for(day, today) if prefer != "past" else None
    return replace(day, kind="on", days=(on,), unclear=True) if on else None


def _each(day: Day, today: date, prefer: Prefer) -> list[Day]:
    """Return the days a span may be, as days of their own; a single day as it is."""
    if day.kind != "span":
        return [day]
    mood: Mood = "" if prefer == "nearest" else prefer
    days = sorted(day.dates(mood, today))
    return [replace(day, kind="on", days=(on,), unclear=False) for on in days] or [
        replace(day, name=ASKED)
    ]


def _settled(day: Day, today: date, prefer: Prefer) -> tuple[date, str]:
    """Return the day meant and what is wrong with it; today where there is none."""
    mood: Mood = "" if prefer == "nearest" else prefer
    problem = day.problem(mood, today)
    dates = day.dates(mood, today) or day.dates("", today) or [today]
    return dates[0], problem


def taken_for(span: Day, today: date) -> date | None:
    """Return the day that a span to come is taken for, None if it may be any."""
    monday = today - timedelta(today.weekday())
    month = today.replace(day=28) + timedelta(4)
    named = {
        "next week": monday + timedelta(7),
        "next month": month.replace(day=1),
    }
    if span.name in named:
        return named[span.name]
    ahead = [day for day in span.days if day >= today]
    if span.name in (*ENDS, "weekend", "next weekend"):
        return (ahead or list(span.days))[0]
    if not span.name and span.tense > 0 and ahead:
        return min(ahead)  # "next Friday", said early in a week
    return None


def _no_single_day(typed: str, prefer: Prefer) -> str:
    return say(
        "{words} is no single day. Write the day, like {near} or 12 May.",
        words=quoted(typed),
        near="yesterday" if prefer == "past" else "tomorrow",
    )


def _whole(tokens: Sequence[Token], reader: DayReader) -> Day | None:
    """Return the day that all the tokens say, with a time or a part of the day."""
    length, day = reader.at(tokens, 0)
    if day is None or day.vague:
        return None
    if key_at(tokens, length) == ",":
        length += 1
    length += reader.time_at(tokens, length)[0] if length < len(tokens) else 0
    ended = all(token.key in (".", "!") for token in tokens[length:])
    return day if ended else None


def _put_right(tokens: Sequence[Token], reader: DayReader) -> None:
    """Put right misspelt words for days, in an answer that is to be a day."""
    words = lexicon(reader.code)
    for token in tokens:
        right = words.corrected(token.key)
        if right and right in reader.words.starters:
            token.key = right


def _put_relative_right(tokens: Sequence[Token], readers: Sequence[DayReader]) -> None:
    """Put right "yesterdy" and the like; weekdays are too like names: Mondal."""
    languages: list[Lexicon] = [lexicon(reader.code) for reader in readers]
    for token in tokens[:MOST_PUT_RIGHT]:
        for words in languages:
            if token.capital or not token.word:
                continue
            right = words.corrected(token.key)
            if right and right in words.days["relative"]:
                token.key = right


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
