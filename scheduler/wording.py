"""How days, counts and lists are said in a sentence. Pure."""

from collections.abc import Sequence
from datetime import date

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August",
    "September", "October", "November", "December",
)  # fmt: skip
NUMBERS = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
    "ten", "eleven", "twelve",
)  # fmt: skip


def spelled(day: date, today: date) -> str:
    """Return "Tue 31 March", with the year when it is not this year's."""
    text = f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"
    return text if day.year == today.year else f"{text} {day.year}"


def counted(number: int, thing: str) -> str:
    """Return "nine days", "one day", "30 days"; `thing` is the singular."""
    word = NUMBERS[number] if 0 <= number < len(NUMBERS) else str(number)
    return f"{word} {thing}" if number == 1 else f"{word} {thing}s"


def people(number: int) -> str:
    """Return "nobody", "one person" or "nine people"."""
    if number == 0:
        return "nobody"
    return counted(number, "person").replace("persons", "people")


def joined(parts: Sequence[str]) -> str:
    """Return "a", "a and b" or "a, b and c"."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def quoted(text: str, limit: int = 120) -> str:
    """Return what somebody typed in curly quotes, on one line, cut at `limit`."""
    return f"“{clipped(' '.join(text.split()), limit)}”"


def clipped(text: str, limit: int) -> str:
    """Return `text`, its end replaced by an ellipsis when it is longer than `limit`."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def sentence(text: str) -> str:
    """Return `text` with a capital letter in front and a full stop at the end."""
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "?", "…", "”")) else f"{text}."
