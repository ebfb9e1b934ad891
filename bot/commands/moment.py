"""Moments as they are typed on a command line."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

YEARS = range(2000, 2100)  # what a calendar of working days is kept for; house rule


class NotAMoment(Exception):
    """The text names no moment. Its own text is shown as it is."""


def moment(text: str, *, zone: str) -> datetime:
    """Return the UTC instant that `text` names.

    Args:
        text: ISO 8601, e.g. "2026-03-31T08:00" or "2026-03-31T08:00+01:00"; a date
            alone means its midnight.
        zone: the IANA zone meant where the text has no offset.

    Raises:
        NotAMoment: it cannot be read, or is not in this century.
    """
    try:
        read = datetime.fromisoformat(text.strip())
        if read.tzinfo is None:
            read = read.replace(tzinfo=ZoneInfo(zone))
        at = read.astimezone(UTC)
    except (ValueError, OverflowError) as wrong:
        raise NotAMoment(_how(text)) from wrong
    if at.year not in YEARS:
        raise NotAMoment(_how(text))
    return at


def _how(text: str) -> str:
    return (
        f"“{text}” is no moment I can read. Write it like 2026-03-31T08:00, "
        "or with its zone like 2026-03-31T08:00+01:00."
    )
