"""Days as the reader's language writes them."""

from datetime import date
from functools import lru_cache

from language.catalogues import ENGLISH
from language.pseudo import PSEUDO
from language.say import current_language

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August",
    "September", "October", "November", "December",
)  # fmt: skip


def day_said(day: date, today: date) -> str:
    """Return "Tue 31 March", with the year when it is not this year's."""
    return _said(day, "EEEd MMMM", with_year=day.year != today.year)


def date_said(day: date, today: date) -> str:
    """Return "31 March", as one would type it; with the year if not that of `today`."""
    return _said(day, "d MMMM", with_year=day.year != today.year)


def typed_day(day: date, today: date) -> str:
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
