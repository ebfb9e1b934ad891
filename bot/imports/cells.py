"""What may stand in a cell of an imported file. Reasons are the end of a sentence."""

import unicodedata
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

LONGEST_NAME = 80  # characters; as in what is typed
LONGEST_TEXT = 200  # characters of an id, a title, a unit or an address; house rule
JOINERS = frozenset("\u200c\u200d")  # part of words in Persian and of emoji
FIRST_YEAR = 1990  # house rule


class BadCell(Exception):
    """A row that cannot be taken. Its text says why."""


def text(value: str, what: str, *, longest: int = LONGEST_TEXT) -> str:
    """Return a cell with single spaces; "" stays "".

    Raises:
        BadCell: it is too long, or holds characters that nobody sees.
    """
    if len(value) > longest:
        raise BadCell(f"its {what} has {len(value):,} characters, up to {longest} fit")
    for letter in value:
        hidden = unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Co", "Cn")
        if hidden and letter not in JOINERS and not letter.isspace():
            raise BadCell(f"its {what} holds a character that cannot be shown")
    return " ".join(value.split())


def needed(value: str, what: str, *, longest: int = LONGEST_TEXT) -> str:
    """Return a cell that must not be empty.

    Raises:
        BadCell: as `text`, or it is empty.
    """
    cell = text(value, what, longest=longest)
    if not cell:
        raise BadCell(f"its {what} is empty")
    return cell


def moment_and_day(
    value: str, *, zone: ZoneInfo, now: datetime
) -> tuple[datetime, date]:
    """Return the UTC instant a cell names, and its date in `zone`.

    Args:
        value: ISO 8601, e.g. "2026-03-31" or "2026-03-31 08:00:10".
        zone: meant where the cell has no offset.

    Raises:
        BadCell: it names no moment, or one in the future or before 1990.
    """
    try:
        read = datetime.fromisoformat(value)
        local = (read if read.tzinfo else read.replace(tzinfo=zone)).astimezone(zone)
        at = local.astimezone(UTC)
    except (ValueError, OverflowError) as wrong:
        raise BadCell(
            f"“{value[:40]}” is no date like 2026-03-31 or 2026-03-31 08:00"
        ) from wrong
    if at > now:
        raise BadCell(f"{value[:40]} is in the future")
    if local.year < FIRST_YEAR:
        raise BadCell(f"{value[:40]} is before {FIRST_YEAR}")
    return at, local.date()
