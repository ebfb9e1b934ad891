"""Numbers in a text, for lines that are read by pieces."""

import re

from handlers.grammar.days.shares import share_of
from handlers.grammar.days.times import TIME, time_of

__all__ = ["SHARE", "TIME", "share_of", "time_of"]

SHARE = re.compile(
    r"(?<!\w)(?:(?:i )?listen(?:ed|ing)?(?: share)?(?: for| to| about| was| of|:)? ?"
    r"(-?\d+(?:[.,]\d+)?) ?(%|percent|per cent)?(?: of the time)?|"
    r"(-?\d+(?:[.,]\d+)?) ?(%|percent|per cent)(?: of)?(?: the time)?"
    r"(?: (?:i )?listen(?:ed|ing)?)?)(?!\w)",
    re.IGNORECASE,
)
