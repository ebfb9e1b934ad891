"""How days, counts and lists are said in a sentence. Pure."""

from collections.abc import Sequence
from datetime import date

from language.days import day_said
from language.say import mark, say, say_count, say_of
from scheduler.listing import with_last

NUMBERS = (
    mark("one"), mark("two"), mark("three"), mark("four"), mark("five"), mark("six"),
    mark("seven"), mark("eight"), mark("nine"), mark("ten"), mark("eleven"),
    mark("twelve"),
)  # fmt: skip


def spelled(day: date, today: date) -> str:
    """Return "Tue 31 March", with the year when it is not this year's."""
    return day_said(day, today)


def number_word(number: int) -> str:
    """Return a number before a plural: "no", "nine", "30"."""
    if number == 0:
        return say_of("number before a plural", "no")
    return say(NUMBERS[number - 1]) if number <= len(NUMBERS) else str(number)


def counted(one: str, many: str, number: int) -> str:
    """Return e.g. "nine days" for "one day" and "{n} days"; "30 days", "no days"."""
    return say_count(one, many, number, n=number_word(number))


def people(number: int) -> str:
    """Return "nobody", "one person" or "nine people"."""
    return counted("one person", "{n} people", number) if number else say("nobody")


def joined(parts: Sequence[str]) -> str:
    """Return "a", "a and b" or "a, b and c"."""
    if len(parts) < 2:
        return "".join(parts)
    return with_last(", ".join(parts[:-1]), parts[-1])


def quoted(text: str, limit: int = 120) -> str:
    """Return what somebody typed in curly quotes, on one line, cut at `limit`."""
    return say("“{words}”", words=clipped(" ".join(text.split()), limit))


def clipped(text: str, limit: int) -> str:
    """Return `text`, its end replaced by an ellipsis when it is longer than `limit`."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def sentence(text: str) -> str:
    """Return `text` with a capital letter in front and a full stop at the end."""
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "?", "…", "”")) else f"{text}."
