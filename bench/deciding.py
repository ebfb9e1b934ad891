"""What a plan costs: all plays over 50 stakeholders, and gathering over long histories.

The claim is flatness: what is read for a plan does not grow with what was logged.
"""

import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from statistics import median

import sqlalchemy as sa

from bench.rows import Row, at_most, floor
from scheduler.advice.engine import advise_book, advise_day
from scheduler.book import Book
from scheduler.gather.book import book_of
from scheduler.gather.situations import situations
from scheduler.situation import Situation
from storage.agenda.store import agenda_of
from storage.contacts.store import list_person, refresh_tie
from storage.database.transactions import Database, Transaction
from storage.database.vault import Vault
from storage.database.writer import Writer, table_of
from storage.ids import new_id
from storage.leaders.facts import ForWhom
from storage.leaders.leaders import leader_at, welcome_leader
from storage.migrations.migrate import bring_up_to_date
from storage.models import Contact
from storage.people.store import add_person, unit_id_for

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
STAKEHOLDERS = 50
HISTORIES = (100, 1_000, 10_000, 100_000)  # contacts in the book
TIMES = 40
FLAT = 1.5  # the longest history may cost this much more than the shortest


def measure() -> list[Row]:
    """Return the rows of deciding, and of gathering and deciding."""
    rows: list[Row] = []
    costs: list[float] = []
    for size in HISTORIES:
        with tempfile.TemporaryDirectory() as folder:
            database, whom = _book(Path(folder), size)
            gathered = database.run_now(partial(_gather, whom))
            cost = median(_plans(database, whom))
            costs.append(cost)
            rows.append(floor(f"gather + decide, {size:,} contacts", cost, "ms"))
            if size == HISTORIES[1]:
                decided = _milliseconds(partial(advise_day, gathered))
                rows.append(
                    at_most(f"decide, {len(gathered)} stakeholders", decided, 0.5, "ms")
                )
                book = database.run_now(partial(_whole, whom, gathered))
                decided = _milliseconds(partial(advise_book, book))
                name = f"decide the book, {len(gathered)} stakeholders"
                rows.append(at_most(name, decided, 0.5, "ms"))
            database.close()
    name = f"gather + decide, {HISTORIES[-1]:,} over {HISTORIES[0]:,} contacts"
    return [*rows, at_most(name, costs[-1] / costs[0], FLAT, "x")]


def _gather(whom: ForWhom, tx: Transaction) -> list[Situation]:
    return situations(tx, whom, today=TODAY)


def _whole(whom: ForWhom, gathered: list[Situation], tx: Transaction) -> Book:
    whose = whom.leader_id, whom.person_id
    agenda = agenda_of(tx, *whose, today=TODAY)
    return book_of(tx, whom, gathered, agenda=agenda, today=TODAY)


def _plans(database: Database, whom: ForWhom) -> list[float]:
    return database.run_now(
        lambda tx: [
            _milliseconds(
                lambda: advise_day(_gather(whom, tx)),
                times=1,
            )
            for _ in range(TIMES)
        ]
    )


def _milliseconds(work: Callable[[], object], times: int = TIMES) -> float:
    took = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        took.append((time.perf_counter() - began) * 1000)
    return median(took)


def _book(folder: Path, contacts: int) -> tuple[Database, ForWhom]:
    """Make a leader with 50 stakeholders in ten units and a history of this length."""
    url = f"sqlite:///{folder}/book.db"
    bring_up_to_date(url)
    database = Database(url, vault=Vault([bytes(32)]))

    def fill(tx: Transaction) -> ForWhom:
        where = {"surface": "local", "tenant": "bench", "user_key": "ada"}
        welcome_leader(
            tx, **where, name="Ada Novak", zone="UTC", zone_source="default",
            country="", at=NOW,
        )  # fmt: skip
        ada = leader_at(tx, **where)
        assert ada is not None
        writer = Writer(
            tx, workspace_id=ada.workspace_id, leader_id=ada.leader_id, at=NOW
        )
        people = [
            add_person(
                writer, f"Person {n}", unit_id=unit_id_for(writer, f"Unit {n % 10}")
            )
            for n in range(STAKEHOLDERS)
        ]
        for person in people:
            list_person(writer, person, today=TODAY - timedelta(400))
        one = Contact(
            id="", workspace_id=ada.workspace_id, leader_id=ada.leader_id, person_id="",
            at=NOW, on=TODAY, kind="",
        )  # fmt: skip
        plain = one.model_dump()  # once: it costs more than the rest of a row
        rows = [
            plain
            | {
                "id": new_id(),
                "person_id": people[n % STAKEHOLDERS],
                "at": NOW - timedelta(days=n * 365 / contacts),
                "on": TODAY - timedelta(days=n * 365 // contacts),
                "kind": ("met", "call", "email")[n % 3],
                "next_meeting_on": TODAY + timedelta(5) if n < STAKEHOLDERS else None,
            }
            for n in range(contacts)
        ]
        tx.execute(sa.insert(Contact), rows)
        assert table_of(Contact).name == "contact"
        for person in people:
            refresh_tie(tx, ada.leader_id, person)
        return ForWhom(ada.leader_id, ada.workspace_id, ada.person_id)

    return database, database.run_now(fill)
