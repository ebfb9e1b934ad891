"""Days in a text, for lines that are read by pieces."""

from datetime import date

from handlers.grammar.days.typed import Found, Prefer, find_days, one_date
from handlers.turn import Refusal

__all__ = ["Found", "day_in_other_words", "find_days"]


def day_in_other_words(
    text: str, *, today: date, prefer: Prefer, locale: str
) -> date | None:
    """Return the day that `text` as a whole says, or None.

    Args:
        today: the leader's local date.
        locale: as the platform says, e.g. "es-ES".
    """
    try:
        return one_date(text, today=today, prefer=prefer, locale=locale)
    except Refusal:  # it is no day
        return None
