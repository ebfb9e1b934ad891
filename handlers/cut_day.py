"""Taking the day out of a typed line, so that the rest can be read without it."""

import re
from dataclasses import dataclass
from datetime import date

from handlers.grammar.date_words import Prefer
from handlers.grammar.dates import find_date
from handlers.request import Turn

BEFORE = re.compile(r"(?:\b(?:on|for|by|since|from|of|at)\s+)?$", re.IGNORECASE)
A_MARK = re.compile(r"(?<!on )\b\d[.,]\d+\b(?![./])|(?<!on )\b\d\s?/\s?5\b(?!/)")


@dataclass(frozen=True, slots=True)
class CutDay:
    """The day in a line, or None; the line without it; how an unclear day was read."""

    day: date | None
    rest: str
    how_read: str = ""


def cut_day(turn: Turn, text: str, *, prefer: Prefer) -> CutDay:
    """Return the first day in `text` and what is left of the line.

    A mark such as 3.5 or 4/5 is no day, unless “on” stands before it.

    Args:
        prefer: "past", "future" or "nearest", as for `find_date`.

    Raises:
        Refusal: there is no such day, or it is on the wrong side of today.
    """
    masked = A_MARK.sub(lambda match: "_" * len(match.group()), text)
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
