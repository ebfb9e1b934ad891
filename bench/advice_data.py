"""Other firms' data, brought in through the product's own import."""

import csv
import os
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bench.rows import Row, at_most
from bot.imports.contacts import Terms, import_contacts_of
from bot.imports.people import import_people
from bot.imports.progress import Progress
from bot.workspaces import workspace_meant
from storage.database.transactions import Database
from storage.database.vault import Vault
from storage.migrations.migrate import bring_up_to_date

BESIDE = Path(__file__).resolve().parent.parent.parent / "shared" / "data"
MAP = "from=sender,to=recipient,at=event_date"
QUICK = 60.0  # seconds for 100,000 rows


@dataclass(slots=True)
class Imported:
    """A database with one firm in it."""

    database: Database
    workspace_id: str
    rows: list[Row] = field(default_factory=list)


def data_folder() -> Path:
    """Return where the data should be."""
    return Path(os.environ.get("OUTREACH_BENCH_DATA") or BESIDE)


def rows_of(file: Path) -> Iterator[Mapping[str, str]]:
    """Yield a file's rows by its own column names."""
    with file.open(newline="") as text:
        yield from csv.DictReader(text)


@contextmanager
def empty(folder: Path, name: str) -> Iterator[Imported]:
    """Open a new database."""
    url = f"sqlite:///{folder}/{name}.db"
    bring_up_to_date(url)
    database = Database(url, vault=Vault([bytes(32)]))
    try:
        yield Imported(database, database.run_now(workspace_meant))
    finally:
        database.close()


def take_people(firm: Imported, folder: Path, managers: Mapping[str, str]) -> Progress:
    """Import people by id alone, with the id of whom they report to, or ""."""
    file = folder / "people.csv"
    with file.open("w", newline="") as text:
        out = csv.writer(text)
        out.writerow(("id", "manager"))
        out.writerows(managers.items())
    progress = Progress(_silent)
    import_people(
        firm.database, firm.workspace_id, file, typed="name=id", progress=progress
    )
    return progress


def take_contacts(firm: Imported, file: Path, typed: str = "") -> Progress:
    """Import a file of contacts whose people agreed."""
    progress = Progress(_silent)
    terms = Terms(ZoneInfo("UTC"), datetime.now(UTC), consented=True)
    import_contacts_of(
        firm.database, firm.workspace_id, file, terms, typed=typed, progress=progress
    )
    return progress


def write_ties(file: Path, ties: Iterable[tuple[str, str]]) -> None:
    """Write ties without a date as one meeting each, on one day."""
    with file.open("w", newline="") as text:
        out = csv.writer(text)
        out.writerow(("from", "to", "at", "kind"))
        out.writerows((one, other, "2020-01-01", "met") for one, other in ties)


@contextmanager
def imported_mail(data: Path, folder: Path) -> Iterator[Imported]:
    """Open a database with the manufacturer's people and mail in it."""
    mail = data / "manufacturing" / "communication.csv"
    managers = {
        row["id"]: row["reports_to_id"]
        for row in rows_of(data / "manufacturing" / "reportsto.csv")
    }
    for row in rows_of(mail):  # some accounts are in no chart
        managers.setdefault(row["sender"], "")
        managers.setdefault(row["recipient"], "")
    with empty(folder, "mail") as firm:
        take_people(firm, folder, managers)
        began = time.perf_counter()
        first = take_contacts(firm, mail, MAP)
        took = (time.perf_counter() - began) * 100_000 / first.read
        again = take_contacts(firm, mail, MAP)
        firm.rows = [
            at_most("import: 100,000 contacts", took, QUICK, "s"),
            at_most("import: days changed by a second import", again.changed, 0, ""),
        ]
        yield firm


def _silent(_: str) -> None:
    """Say nothing: a bench prints rows alone."""
