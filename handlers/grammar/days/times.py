"""Times of day and lengths: "at half past three", "8:15-8:45", "for ten minutes"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import time

from handlers.grammar.days.words import DayWords
from handlers.grammar.words.tokens import Token, key_at

CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d\d))?$")
MILITARY = re.compile(r"([01]\d|2[0-3])([0-5]\d)$")  # 0930
DECIMAL_HOURS = re.compile(r"\d{1,2}\.\d{1,2}$")
MINUTES = re.compile(r"[0-5]\d$")
A_DAY_NUMBER = re.compile(r"\d{1,2}(?:st|nd|rd|th)?$")
LAST_OF_THE_NIGHT = 6  # o'clock; "at 3" is at 15:00, "at 7" in the morning. House rule
NOON = 12
LONGEST_LENGTH = 8  # tokens of "three quarters of an hour"; house rule


@dataclass(frozen=True, slots=True)
class ClockRead:
    """A time of day as far as it was read.

    `end` is the token after it. `half` is "am", "pm" or "" = not said. `written`: as
    15:00 or with am, so that it needs no "at". `early`: 03:00, meant as it stands.
    """

    end: int
    hour: int
    minute: int
    half: str = ""
    written: bool = False
    early: bool = False

    def on_the_clock(self, half: str) -> time | None:
        """Return the time, None if there is none such. `half`: of the end of a span."""
        half = self.half or half
        if self.minute > 59 or self.hour > 24:
            return None
        hour = self.hour % 24
        if half:
            if not 1 <= hour <= NOON:
                return time(hour, self.minute) if hour and half == "pm" else None
            return time(hour % NOON + (NOON if half == "pm" else 0), self.minute)
        if 1 <= hour <= LAST_OF_THE_NIGHT and not self.early:
            hour += NOON
        return time(hour, self.minute)


def time_at(
    words: DayWords, tokens: Sequence[Token], at: int
) -> tuple[int, time | None]:
    """Return how many tokens from `at` say a time of day, and the time.

    A part of the day, such as "in the afternoon", is understood and has no time. An
    hour up to 6 without am or pm is in the afternoon.
    """
    key = key_at(tokens, at)
    if key not in words.time_starters and not key[:1].isdecimal():
        return 0, None
    part, _ = words.phrases["parts"].at(tokens, at)
    before, _ = words.phrases["at"].at(tokens, at)
    start = at + before
    if before:
        start = words.past_words(("the",), tokens, start)
    named, hour = words.named_times.at(tokens, start)
    if hour is not None and named + start - at > part:
        return start + named - at, time(hour)
    read = _clock(words, tokens, start, said_at=bool(before))
    if read is None:
        return part, None
    later = _until(words, tokens, read)
    end, half = (later.end, later.half) if later else (read.end, "")
    by_day = bool(later) and _beside_a_day(words, tokens, at, end)
    if not (read.written or before or half or by_day):
        return part, None
    found = read.on_the_clock(half)
    if found is None or end - at < part:
        return part, None
    return end - at, found


def hour_said(words: DayWords, tokens: Sequence[Token]) -> time | None:
    """Return the one bare hour of a line that is asked about: "at 10 quick bite".

    Whatever follows it; None where none, or several, are said.
    """
    found: set[time] = set()
    for at in range(len(tokens)):
        before, _ = words.phrases["at"].at(tokens, at)
        key, after = key_at(tokens, at + before), key_at(tokens, at + before + 1)
        bare = before and key.isascii() and key.isdecimal() and len(key) < 3
        counted = after in ("%", ":", "/", ".") or after in words.units
        if not bare or counted or words.has("percent", after):
            continue
        if words.word(tokens, at + before + 1, marked=True)[0] == "month":
            continue
        hour = ClockRead(at, int(key), 0).on_the_clock("")
        if hour is not None:
            found.add(hour)
    return found.pop() if len(found) == 1 else None


def _beside_a_day(words: DayWords, tokens: Sequence[Token], at: int, end: int) -> bool:
    """Say whether bare hours stand beside a day: "Thursday 10-11", "12-13 today"."""
    month = words.word(tokens, end, marked=True)[0] == "month"
    before = _before_the_number(tokens, at)  # of "Friday 10th, 11 to 12"
    return not month and any(
        key in words.starters for key in (key_at(tokens, before), key_at(tokens, end))
    )


def _until(
    words: DayWords, tokens: Sequence[Token], read: ClockRead
) -> ClockRead | None:
    """Read the end of a span of time: "-8:45", "to 3pm"."""
    dash = key_at(tokens, read.end) == "-"
    if not dash and not words.is_in("till_hour", tokens, read.end):
        return None
    return _clock(words, tokens, read.end + 1, said_at=True)


def _clock(
    words: DayWords, tokens: Sequence[Token], at: int, *, said_at: bool
) -> ClockRead | None:
    read = _in_parts(words, tokens, at, said_at=said_at) or _in_figures(
        words, tokens, at, said_at=said_at
    )
    if read is None:
        return None
    for half in ("am", "pm"):
        length, _ = words.phrases[f"{half}_after"].at(tokens, read.end)
        if length or words.is_in(half, tokens, read.end):
            end = read.end + (length or 1)
            return ClockRead(end, read.hour, read.minute, half, written=True)
    return read


def _in_parts(
    words: DayWords, tokens: Sequence[Token], at: int, *, said_at: bool
) -> ClockRead | None:
    """Read "half past three", "quarter to five", "half 3" and "halb drei"."""
    if words.is_in("half_before", tokens, at):  # "halb drei" is 2:30
        length, hour = _hour(words, tokens, at + 1)
        return (
            ClockRead(at + 1 + length, hour - 1, 30, written=True) if length else None
        )
    one, number = words.number(tokens, at)
    if number == 1 and words.is_in("quarter", tokens, at + one):
        at += one  # "a quarter past two"
    start = at
    if words.is_in("half_hour", tokens, at):
        minutes, start = 30, at + 1
        if not words.is_in("past_hour", tokens, start):
            length, hour = _hour(words, tokens, start)
            last = start + length
            if not length or not (said_at or last == len(tokens)):
                return None
            return ClockRead(last, hour, 30, written=True)
    elif words.is_in("quarter", tokens, at):
        minutes, start = 15, at + 1
    else:
        length, minutes = words.number(tokens, at)
        start = at + length
        if not length or not 1 <= minutes <= 30:
            return None
    past = words.is_in("past_hour", tokens, start)
    if not past and not words.is_in("to_hour", tokens, start):
        return None
    length, hour = _hour(words, tokens, start + 1)
    named, noon = words.named_times.at(tokens, start + 1)
    if noon is not None:
        length, hour = named, noon
    if not length:
        return None
    end = start + 1 + length
    spelled = not key_at(tokens, at).isdecimal()
    since = words.is_in("from", tokens, at - 1)  # "from ten to eleven" is a span
    if minutes not in (15, 30) and not (said_at and spelled and not since):
        return None
    if past:
        return ClockRead(end, hour, minutes, written=True)
    return ClockRead(end, hour - 1, 60 - minutes, written=True)


def _hour(words: DayWords, tokens: Sequence[Token], at: int) -> tuple[int, int]:
    length, hour = words.number(tokens, at)
    return (length, hour) if length and 1 <= hour <= NOON else (0, 0)


def _in_figures(
    words: DayWords, tokens: Sequence[Token], at: int, *, said_at: bool
) -> ClockRead | None:
    key = key_at(tokens, at)
    match = CLOCK.match(key)
    after_a_day = _after_a_day(words, tokens, at)
    if match is None and (four := MILITARY.match(key)):
        if not (said_at or after_a_day) or not _ends_an_hour(words, tokens, at + 1):
            return None
        return ClockRead(at + 1, int(four[1]), int(four[2]), written=True, early=True)
    if match is None:
        length, hour = _hour(words, tokens, at)
        if not length or not said_at:
            return None
        return _spoken(words, tokens, at, ClockRead(at + length, hour, 0))
    minute = int(match[2] or 0)
    early = key.startswith("0")
    colon = ":" in key
    read = ClockRead(at + 1, int(match[1]), minute, written=colon, early=early)
    if match[2]:
        marked = any(
            words.is_in(name, tokens, at + 1) for name in ("am", "pm", "oclock")
        )
        if not (colon or said_at or marked):
            plain = MINUTES.match(match[2]) and _ends_an_hour(words, tokens, at + 1)
            if not (after_a_day and plain):
                return None
            return replace(read, written=True)  # "tomorrow 9.30"
        if words.is_in("oclock", tokens, at + 1):
            return ClockRead(at + 2, read.hour, minute, written=True, early=early)
        return read
    return _spoken(words, tokens, at, read)


def _after_a_day(words: DayWords, tokens: Sequence[Token], at: int) -> bool:
    """Say whether a day stands right before, or with a comma: "1st May, 7.30"."""
    before = _before_the_number(tokens, at)
    key = key_at(tokens, before)
    return key in words.day_words or bool(words.relative.at(tokens, before)[0])


def _before_the_number(tokens: Sequence[Token], at: int) -> int:
    """Return the place before a token, a comma and the number of a day passed."""
    before = at - 2 if key_at(tokens, at - 1) == "," else at - 1
    return before - 1 if A_DAY_NUMBER.match(key_at(tokens, before)) else before


def _spoken(
    words: DayWords, tokens: Sequence[Token], at: int, read: ClockRead
) -> ClockRead | None:
    """Read on after a bare hour: "o'clock", "h30", "y media", or nothing more."""
    end = read.end
    length, minutes = words.minutes_after.at(tokens, end)
    if minutes is not None:  # "tres y media", "cinco menos cuarto"
        hour = read.hour if minutes > 0 else read.hour - 1
        return ClockRead(end + length, hour, minutes % 60, written=True)
    if words.is_in("oclock", tokens, end):
        hour_sign = tokens[end].key == "h"
        if hour_sign and read.hour <= LAST_OF_THE_NIGHT + 1:
            return None  # "2h" is a length
        minute = key_at(tokens, end + 1)
        if MINUTES.match(minute) and key_at(tokens, end + 2) != "%":
            return ClockRead(end + 2, read.hour, int(minute), written=True)
        return ClockRead(end + 1, read.hour, 0, written=True)
    if any(words.is_in(half, tokens, end) for half in ("am", "pm")):
        return read
    if any(words.phrases[f"{half}_after"].at(tokens, end)[0] for half in ("am", "pm")):
        return read
    return read if _ends_an_hour(words, tokens, end) else None


def _ends_an_hour(words: DayWords, tokens: Sequence[Token], end: int) -> bool:
    """Say whether a bare number may be an hour, by what follows; no "at 3 sites"."""
    if end >= len(tokens):
        return True
    token = tokens[end]
    if token.key in ("%", ":", "/"):
        return False
    if token.key in words.units or words.has("lengths", token.key):
        return False
    if words.word(tokens, end, marked=True)[0] == "month":
        return False
    if words.has("percent", token.key):
        return False
    if words.has("till_hour", token.key):
        return key_at(tokens, end + 1)[:1].isdecimal()
    goes_on = words.has("goes_on", token.key) or token.key in words.starters
    return not token.word or goes_on or token.capital


# How long it took.


def length_at(words: DayWords, tokens: Sequence[Token], at: int) -> int:
    """Return how many tokens from `at` say a length, such as "for about ten minutes".

    "30 min", "half an hour", "2h", "an hour and a half", "1.5 hours"; 0 = none.
    """
    key = key_at(tokens, at)
    if key not in words.length_starters and not key[:1].isdecimal():
        return 0
    start = words.past_words(("for",), tokens, at)
    end = start
    while end < len(tokens) and end - start < LONGEST_LENGTH:
        length = words.number(tokens, end)[0]
        if not length and DECIMAL_HOURS.match(key_at(tokens, end)):
            length = 1
        if not length and words.is_in("half", tokens, end):
            length = 1
        joined = end > start and words.is_in("joins", tokens, end)
        if not length and not joined:
            break
        figures = key_at(tokens, end).isdecimal()
        if figures and end > start and key_at(tokens, end - 1).isdecimal():
            return 0
        end += length or 1
    if end == start or end >= len(tokens) or not words.is_in("lengths", tokens, end):
        return 0
    hours = words.is_in("oclock", tokens, end) and tokens[end].key == "h"
    number = words.number(tokens, end - 1)
    if hours and number[0] and number[1] > LAST_OF_THE_NIGHT + 1:
        return 0  # "15h" is a time of day
    after, _ = words.phrases["length_after"].at(tokens, end + 1)
    minutes = MINUTES.match(key_at(tokens, end + 1)) if hours else None
    return end + 1 + (after or (1 if minutes else 0)) - at


# A time of day in any text, as it is written: 3:30 is in the night.

TIME = re.compile(
    r"(?<![\w:.])(?:at )?(?:(\d{1,2})[:.](\d{2}) ?([ap]\.?m\b\.?)?|(\d{1,2}) ?"
    r"([ap]\.?m\b\.?)|(noon|midday))(?![\w:%])",
    re.IGNORECASE,
)


def time_of(match: re.Match[str]) -> time | None:
    """Return the time of day a `TIME` match says, or None if there is no such time."""
    if match.group(6):
        return time(12)
    hour = int(match.group(1) or match.group(4))
    minute = int(match.group(2) or 0)
    half = (match.group(3) or match.group(5) or "").casefold()
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None
