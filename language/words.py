"""How days, counts, lists and quotes are said in a sentence: one vocabulary. Pure.

A day as the reader's language writes it, a count in figures or in words, several things
in a row, what somebody typed in quotes.
"""

import re
from collections.abc import Sequence
from datetime import date, time
from functools import lru_cache

from language.catalogues import ENGLISH
from language.pseudo import PSEUDO
from language.say import current_language, mark, say, say_count, say_of

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August",
    "September", "October", "November", "December",
)  # fmt: skip
BESIDE = {-1: mark("yesterday"), 0: mark("today"), 1: mark("tomorrow")}

NUMBERS = (
    mark("one"), mark("two"), mark("three"), mark("four"), mark("five"), mark("six"),
    mark("seven"), mark("eight"), mark("nine"), mark("ten"), mark("eleven"),
    mark("twelve"),
)  # fmt: skip

# Where Spanish says "e" and "u" for "y" and "o" (Real Academia Española, Diccionario
# panhispánico de dudas): before the same sound, and not where it begins a diphthong.
I_SOUND = re.compile(r"[“\"#]?h?[ií](?![aeouáéóú])", re.IGNORECASE)
O_SOUND = re.compile(r"[“\"#]?(?:h?[oó]|(?:8|11)(?!\d))", re.IGNORECASE)

MENTION = re.compile(r"<@[A-Z0-9]+(?:\|([^<>]*))?>")  # of a person, as Slack writes it
# How much of what somebody typed is quoted, in characters; house rules.
IN_PASSING = 60  # a name, a word that was not understood
AT_LENGTH = 120  # a title, a need, an objection
NEARLY_WHOLE = 160  # what is told of a person, where each line is about one such text
WHOLE_NOTE = 300  # a note said back


def day_said(day: date, today: date) -> str:
    """Return "Tue 31 March", with the year when it is not this year's."""
    return _said(day, "EEEd MMMM", with_year=day.year != today.year)


def day_beside_today(day: date, today: date) -> str:
    """Return e.g. "today, Tue 31 March" or "Tue 12 May 2027"."""
    beside = BESIDE.get((day - today).days)
    said = day_said(day, today)
    return say("{beside}, {day}", beside=say(beside), day=said) if beside else said


def with_time(day: str, at: time | None) -> str:
    """Return e.g. "Tue 31 March at 15:00" for a day as it is said; None = no time."""
    return day if at is None else say("{day} at {time}", day=day, time=f"{at:%H:%M}")


def date_said(day: date, today: date) -> str:
    """Return "31 March", as one would type it; with the year if not that of `today`."""
    return _said(day, "d MMMM", with_year=day.year != today.year)


def date_typed(day: date, today: date) -> str:
    """Return "31 March" in English, whoever reads it: to be typed in a command."""
    return _english(day, "d MMMM", with_year=day.year != today.year)


def weekday_said(number: int) -> str:
    """Return "Mon" for 0, as the reader's language writes it."""
    language = current_language()
    if language in (ENGLISH, PSEUDO):
        return WEEKDAYS[number]
    from babel import Locale

    return str(Locale(language).days["format"]["abbreviated"][number])


def month_said(day: date) -> str:
    """Return "March 2027"."""
    return _said(day, "MMMM", with_year=True)


def _said(day: date, fields: str, *, with_year: bool) -> str:
    language = current_language()
    if language in (ENGLISH, PSEUDO):
        return _english(day, fields, with_year=with_year)
    return _localized(language, fields.replace(" ", ""), day, with_year)


def _english(day: date, fields: str, *, with_year: bool) -> str:
    """Day before month, the month a word: read alike in every English (house rule)."""
    parts = [MONTHS[day.month - 1]]
    if "d" in fields:
        parts.insert(0, str(day.day))
    if "EEE" in fields:
        parts.insert(0, WEEKDAYS[day.weekday()])
    if with_year:
        parts.append(str(day.year))
    return " ".join(parts)


@lru_cache(maxsize=1_000)
def _localized(language: str, fields: str, day: date, with_year: bool) -> str:
    from babel.dates import format_skeleton  # here: English alone never needs it

    skeleton = f"y{fields}" if with_year else fields
    said = format_skeleton(skeleton.replace("EEE", "E"), day, locale=language)
    return said.replace(",", "")  # days are parts of lists, where a comma ends a part


def counted(one: str, many: str, number: int) -> str:
    """Return e.g. "1 day" for "{n} day" and "{n} days"; "3 days", "1,000 days"."""
    return say_count(one, many, number, n=f"{number:,}")


def counted_in_words(one: str, many: str, number: int) -> str:
    """Return e.g. "nine days" for "one day" and "{n} days"; "30 days", "no days"."""
    return say_count(one, many, number, n=number_word(number))


def people_in_words(number: int) -> str:
    """Return "nobody", "one person" or "nine people"."""
    if not number:
        return say("nobody")
    return counted_in_words("one person", "{n} people", number)


def number_word(number: int) -> str:
    """Return a number before a plural: "no", "nine", "30"."""
    if number == 0:
        return say_of("number before a plural", "no")
    return say(NUMBERS[number - 1]) if number <= len(NUMBERS) else str(number)


def listed(parts: Sequence[str], *, either: bool = False) -> str:
    """Return "a, b and c", "a and b", "a" or ""; with `either`, "a, b or c"."""
    if len(parts) < 2:
        return "".join(parts)
    before, last = ", ".join(parts[:-1]), parts[-1]
    return or_last(before, last) if either else with_last(before, last)


def with_last(before: str, last: str) -> str:
    """Return "Dana, Kim and Lee" for "Dana, Kim" and "Lee"."""
    if I_SOUND.match(last):
        return say_of("before an i", "{before} and {last}", before=before, last=last)
    return say("{before} and {last}", before=before, last=last)


def or_last(before: str, last: str) -> str:
    """Return "Dana, Kim or Lee" for "Dana, Kim" and "Lee"."""
    if O_SOUND.match(last):
        return say_of("before an o", "{before} or {last}", before=before, last=last)
    return say("{before} or {last}", before=before, last=last)


def quoted(text: str, limit: int = IN_PASSING) -> str:
    """Return what somebody typed in curly quotes, on one line, cut at `limit`.

    A mention of the platform's is shown by the name in it, never by its id.
    """
    text = MENTION.sub(lambda said: f"@{said.group(1) or '…'}", text)
    return say("“{words}”", words=clipped(" ".join(text.split()), limit))


def clipped(text: str, limit: int) -> str:
    """Return `text`, its end replaced by an ellipsis when it is longer than `limit`."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def sentence(text: str) -> str:
    """Return `text` with a capital letter in front and a full stop at the end."""
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "?", "…", "”")) else f"{text}."
