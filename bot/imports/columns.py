"""A CSV file read: which of its columns is which of ours, and what a cell may hold.

Where a column is missing, what to type is said.
"""

import csv
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

OFTEN = {  # what other systems call it, folded
    "id": ("employee_id", "person_id", "user_id", "account", "key"),
    "name": ("full_name", "display_name", "displayname", "employee", "id"),
    "manager": ("reports_to_id", "manager_id", "reports_to", "supervisor"),
    "unit": ("department", "dept", "division", "business_unit"),
    "title": ("job_title", "role", "position"),
    "email": ("mail", "email_address", "e-mail"),
    "from": ("sender", "source", "from_id", "author"),
    "to": ("recipient", "target", "to_id", "receiver"),
    "at": ("event_date", "date", "time", "timestamp", "sent_at", "day"),
    "kind": ("type", "channel"),
}
LONGEST_TEXT = 200  # characters of an id, a title, a unit or an address; house rule
JOINERS = frozenset("\u200c\u200d")  # part of words in Persian and of emoji
FIRST_YEAR = 1990  # house rule


class CannotRead(Exception):
    """The file cannot be taken at all. Its text says why, and what to type."""


class BadCell(Exception):
    """A row that cannot be taken. Its text says why."""


@dataclass(frozen=True, slots=True)
class FileRow:
    """One row of the file, by our names; a column it has not is ""."""

    number: int  # of the line in the file; the header is 1
    values: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.values.get(column, "")


def lines(
    file: Path, columns: Sequence[str], needed: Sequence[str], typed: str
) -> Iterator[FileRow]:
    """Yield the rows of a CSV file one by one, holding no more than one.

    Args:
        columns: all of ours; `needed` are those a file must have.
        typed: what --map was given, "" for nothing.

    Raises:
        CannotRead: no such file, no text, no header, or a needed column is missing.
    """
    chosen = mapping(typed, columns)
    try:
        with file.open(encoding="utf-8-sig", newline="") as text:
            rows = csv.reader(text)
            header = [cell.strip() for cell in next(rows, [])]
            places = _places(header, columns, needed, chosen)
            for row in rows:
                if any(cell.strip() for cell in row):
                    yield FileRow(rows.line_num, _named(row, places))
    except UnicodeDecodeError as wrong:
        raise CannotRead(
            f"{file} is not UTF-8 text. Save it as CSV UTF-8, and import it again."
        ) from wrong
    except csv.Error as wrong:
        raise CannotRead(
            f"{file} is no table: {wrong}. Save it as CSV UTF-8, and import it again."
        ) from wrong
    except OSError as wrong:
        raise CannotRead(
            f"{file} cannot be read: {wrong.strerror or wrong}. Check its name, and "
            "import it again."
        ) from wrong


def mapping(typed: str, columns: Sequence[str]) -> dict[str, str]:
    """Read `from=sender,to=recipient` as our column -> the file's.

    Raises:
        CannotRead: it is something else, or names a column we do not have.
    """
    chosen: dict[str, str] = {}
    for part in typed.split(",") if typed.strip() else ():
        ours, sign, theirs = part.partition("=")
        ours, theirs = ours.strip().casefold(), theirs.strip()
        if not sign or not theirs or ours not in columns or ours in chosen:
            raise CannotRead(
                f"I can't read “{part.strip()[:80]}” in --map. Our columns are "
                f"{', '.join(columns)}. Type for example: "
                f"--map {columns[0]}=THEIR_COLUMN"
            )
        chosen[ours] = theirs
    return chosen


def _named(row: Sequence[str], places: Mapping[str, int]) -> dict[str, str]:
    return {
        ours: row[at].strip() if at < len(row) else "" for ours, at in places.items()
    }


def _places(
    header: Sequence[str],
    columns: Sequence[str],
    needed: Sequence[str],
    chosen: Mapping[str, str],
) -> dict[str, int]:
    folded = [cell.casefold() for cell in header]
    places = {
        ours: folded.index(name)
        for ours in columns
        if (name := chosen.get(ours, ours).casefold()) in folded
    }
    lost = [ours for ours in columns if ours in chosen and ours not in places]
    missing = [ours for ours in needed if ours not in places]
    if not lost and not missing:
        return places
    if not header:
        raise CannotRead(
            "The file is empty. Its first line names the columns, for example: "
            f"{','.join(columns)}"
        )
    asked = list(dict.fromkeys([*chosen, *missing]))
    proposal = ",".join(f"{ours}={_guess(ours, header, chosen)}" for ours in asked)
    what = [chosen.get(ours, ours) for ours in dict.fromkeys([*lost, *missing])]
    raise CannotRead(
        f"There is no column {' nor '.join(f'“{name[:80]}”' for name in what)}; the "
        f"file has {', '.join(header)[:300]}. If it is called otherwise, add: "
        f"--map {proposal}"
    )


def _guess(ours: str, header: Sequence[str], chosen: Mapping[str, str]) -> str:
    """Return the file's column that is most likely ours, else a place to fill in."""
    folded = {cell.casefold(): cell for cell in header}
    for name in (chosen.get(ours, ours), *OFTEN[ours]):
        if name.casefold() in folded:
            return folded[name.casefold()]
    return "THEIR_COLUMN"


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
