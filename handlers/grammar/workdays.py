"""Weekdays people type: "mon-thu", "Monday, Wednesday and Friday", "weekdays"."""

import re

from handlers.grammar.spoken import listed
from language.days import WEEKDAYS, weekday_said
from language.say import say

STARTS = [day.casefold() for day in WEEKDAYS]
DAY = (
    r"(?:mon(?:days?)?|tue(?:s(?:days?)?)?|wed(?:nesdays?)?|thu(?:r(?:s(?:days?)?)?)?|"
    r"fri(?:days?)?|sat(?:urdays?)?|sun(?:days?)?)"
)
SPAN = re.compile(
    rf"(?<!\w)({DAY})(?:\s*(?:-|–|to|through|till|until)\s*({DAY}))?(?!\w)",
    re.IGNORECASE,
)
WEEKDAY_WORDS = re.compile(
    r"(?<!\w)(?:on )?(?:(weekdays|working days)|(every ?day|daily))(?!\w)",
    re.IGNORECASE,
)
BETWEEN = re.compile(r"(?<!\w)(?:and|on|only)(?!\w)|[,&+]", re.IGNORECASE)


def cut_days(text: str) -> tuple[str, str]:
    """Return the weekdays named in `text` as digits, 0 = Monday, and the rest.

    "" when none is named.
    """
    if match := WEEKDAY_WORDS.search(text):
        days = "01234" if match.group(1) else "0123456"
        return days, text[: match.start()] + text[match.end() :]
    found: set[int] = set()
    for match in SPAN.finditer(text):
        first = STARTS.index(match.group(1)[:3].casefold())
        last = STARTS.index(match.group(2)[:3].casefold()) if match.group(2) else first
        found |= {(first + step) % 7 for step in range((last - first) % 7 + 1)}
    if not found:
        return "", text
    return "".join(str(day) for day in sorted(found)), BETWEEN.sub(
        " ", SPAN.sub(" ", text)
    )


def spoken_days(digits: str) -> str:
    """Return "Mon to Thu" for "0123", "Sun to Thu" for "01236", "Mon and Wed"."""
    days = [int(digit) for digit in digits]
    if days == list(range(7)):
        return say("every day")
    for first in days if len(days) > 2 else ():
        span = [(first + step) % 7 for step in range(len(days))]
        if sorted(span) == days:
            return say(
                "{first} to {last}",
                first=weekday_said(first),
                last=weekday_said(span[-1]),
            )
    return listed([weekday_said(day) for day in days])
