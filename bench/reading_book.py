"""A book in which a line is tried and then forgotten: all begin from the same rows."""

import asyncio
import time as clock
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

import sqlalchemy as sa
from sqlmodel import col

from bench.reading_cases import Case, KeptRow, Outcome, Rows
from handlers.answer import answer, answer_safely
from handlers.turn import Address, Doubt, Profile, Refusal, Reply, Said
from storage.database.transactions import Database, Transaction, Work, create_engine
from storage.database.vault import Vault
from storage.database.writer import AnyRow, Writer, table_of, text_of
from storage.leaders.leaders import leader_at
from storage.migrations.migrate import bring_up_to_date
from storage.models import (
    Accomplishment,
    AgendaItem,
    Ask,
    Contact,
    DeclaredTie,
    Given,
    Issue,
    Motivator,
    Need,
    Person,
    Rating,
    Remark,
    Service,
    Stance,
    Unit,
)
from storage.models.table import Table
from storage.people.store import add_person
from tests.fakes import FakeQueue
from tests.handlers.company import Company, words

NOW = datetime(2026, 3, 31, 8, tzinfo=UTC)  # a Tuesday, 09:00 in London
SCENE = (
    "add Dana Whitfield, COO in Operations",
    "add Rosa Lim in Operations reports to Dana Whitfield",
    "add Kim Osei, CFO in Finance",
    "add Mark Bell in Finance reports to Kim Osei",
    "add Will Chen, VP in Sales",
    "add May Tanaka in HR",
    "add Sam Ortiz in IT",
    "add Dana Reyes in Legal",
    "add Bill Price in Procurement",
    "add José Álvarez in Manufacturing",
    "add Zoë Müller in R&D",
    "add Grace Hill in Marketing",
    "service Payroll for Operations owned by Sam Ortiz",
    "issue open I-12 on Payroll due 20 April: new joiners are paid late",
)
ENTRY = "log Kim Osei call yesterday: about the budget"  # of the state "after"
SPEAKER = "Ada"
ENGLISH = "en-GB"  # what the lines behind an answer are written in
ELSEWHERE: tuple[type[Table], ...] = (
    Accomplishment, AgendaItem, Ask, DeclaredTie, Given, Issue, Motivator, Need, Person,
    Rating, Remark, Service, Stance, Unit,
)  # fmt: skip
KEY = bytes(range(32))
SYLLABLES = (
    "ba", "da", "fi", "go", "he", "ju", "ke", "lo", "mi", "nu", "pe", "ru",
)  # fmt: skip
FIRST_NAMES = 50  # of those who make a book large
T = TypeVar("T")


class NeverCommitted(Database):
    """A database within one open transaction: what is refused is undone, none kept."""

    def __init__(self, tx: Transaction) -> None:
        self.tx = tx
        self.refusal: Refusal | None = None  # the last one

    async def run(self, work: Work[T]) -> T:
        """Do as `run_now`."""
        return self.run_now(work)

    async def run_patiently(self, work: Work[T]) -> T:
        """Do as `run_now`."""
        return self.run_now(work)

    def run_now(self, work: Work[T]) -> T:
        """Run `work`, and undo what it wrote if it raises."""
        try:
            with savepoint(self.tx):
                return work(self.tx)
        except Refusal as refusal:
            self.refusal = refusal
            raise


@contextmanager
def savepoint(tx: Transaction, *, keep: bool = True) -> Iterator[None]:
    """Undo what the block wrote if it raises, or in any case."""
    run = tx.connection.exec_driver_sql
    run("SAVEPOINT tried")
    try:
        yield
    except BaseException:
        run("ROLLBACK TO tried")
        raise
    else:
        if not keep:
            run("ROLLBACK TO tried")
    finally:
        run("RELEASE tried")


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of a line, what was said to it, and how long that took."""

    outcome: Outcome
    told: str  # all that a reader sees
    answers: tuple[str, ...]  # the labels of what can be pressed
    seconds: float


class ReadingBook:
    """Ada's book, in one transaction that is never committed."""

    def __init__(self, tx: Transaction, locale: str) -> None:
        self.tx = tx
        self.locale = locale
        self.by = Address("slack", "acme", SPEAKER)
        found = leader_at(tx, surface="slack", tenant="acme", user_key=SPEAKER)
        assert found is not None
        self.leader = found

    def try_case(self, case: Case) -> Tried:
        """Answer a case's line, press each of the answers, and forget all of it."""
        with savepoint(self.tx, keep=False):
            if case.state == "after":
                self._typed([ENTRY], NOW - timedelta(minutes=1))
            return self._tried(case.line)

    def seconds_for(self, line: str) -> float:
        """Return how long the answer to a line takes, without committing it."""
        with savepoint(self.tx, keep=False):
            _, _, seconds = self._answered(line)
        return seconds

    def fill(self, people: int) -> None:
        """Put so many further people into the directory, of as many names."""
        writer = Writer(
            self.tx,
            workspace_id=self.leader.workspace_id,
            leader_id=self.leader.leader_id,
            at=NOW,
        )
        for number in range(people):
            first, last = divmod(number, FIRST_NAMES)
            add_person(writer, f"{_syllables(last + 7)} {_syllables(first + 900)}")

    def offered(self, doubt: Doubt) -> Iterator[Rows]:
        """Yield the book as each choice leaves it; a refused one leaves no trace."""
        for choice in doubt.choices:
            with suppress(Refusal), savepoint(self.tx, keep=False):
                self._typed(choice.lines, NOW + timedelta(seconds=9))
                yield self._rows()

    def names(self) -> list[str]:
        """Return the names of everybody in the directory."""
        return list(self.tx.scalars(sa.select(col(Person.name))))

    def _tried(self, line: str) -> Tried:
        before, elsewhere = self._rows(), self._counts()
        reply, refusal, seconds = self._answered(line)
        doubt: Doubt | None = getattr(reply, "doubt", None)
        if doubt is None and refusal is not None:
            doubt = refusal.doubt
        outcome = Outcome(
            before=before,
            after=self._rows(),
            refused=reply.refused,
            asked=doubt is not None and bool(doubt.choices),
            offered=tuple(self.offered(doubt)) if doubt else (),
            elsewhere=tuple(
                name
                for name, count in self._counts().items()
                if count > elsewhere[name]
            ),
        )
        told = words(reply.message)
        answers = tuple(choice.label for choice in doubt.choices) if doubt else ()
        return Tried(outcome, told, answers, seconds)

    def _answered(self, line: str) -> tuple[Reply, Refusal | None, float]:
        database = NeverCommitted(self.tx)
        said = self._said(line, NOW, self.locale)
        with asyncio.Runner() as runner:
            runner.get_loop()  # made here, so that it does not count
            began = clock.perf_counter()
            reply = runner.run(answer_safely(database, said))
            seconds = clock.perf_counter() - began
        return reply, database.refusal, seconds

    def _typed(self, lines: Sequence[str], at: datetime) -> None:
        for line in lines:
            answer(self.tx, self._said(line, at, ENGLISH))

    def _said(self, line: str, at: datetime, locale: str) -> Said:
        profile = Profile(name=SPEAKER, zone="Europe/London", locale=locale)
        return Said(by=self.by, text=line, at=at, profile=profile)

    def _rows(self) -> Rows:
        query = (
            sa.select(table_of(Contact), col(Person.name).label("who"))
            .join(Person, col(Person.id) == col(Contact.person_id))
            .where(col(Contact.leader_id) == self.leader.leader_id)
            .order_by(col(Contact.id))
        )
        return tuple(self._row(row) for row in self.tx.execute(query))

    def _row(self, row: AnyRow) -> KeptRow:
        next_time = getattr(row, "next_meeting_at", None)
        return KeptRow(
            id=row.id,
            who=row.who,
            kind=row.kind,
            outcome=row.outcome,
            on=row.on,
            next_on=row.next_meeting_on,
            next_time=f"{next_time:%H:%M}" if next_time else "",
            listened=row.listened,
            note=text_of(self.tx, row, Contact.note),
        )

    def _counts(self) -> dict[str, int]:
        """Return how many rows there are of what a line about a contact leaves be."""
        tables = [table_of(model) for model in ELSEWHERE]
        counts = [
            sa.select(sa.func.count()).select_from(table).scalar_subquery()
            for table in tables
        ]
        found = self.tx.execute(sa.select(*counts)).one()
        return {table.name: count for table, count in zip(tables, found, strict=True)}


def _syllables(number: int) -> str:
    """Return a name of its own for a number below 1,728."""
    made = ""
    for _ in range(3):
        number, which = divmod(number, len(SYLLABLES))
        made += SYLLABLES[which]
    return made.title()


@contextmanager
def open_reading_book(folder: Path, locale: str = ENGLISH) -> Iterator[ReadingBook]:
    """Found the company in a database of its own, and open its book."""
    url = f"sqlite:///{folder}/reading.db"
    vault, queue = Vault([KEY]), FakeQueue()
    bring_up_to_date(url)
    database = Database(url, vault=vault, queue=queue)
    company = Company(database, tenant="acme", surface="slack")
    for line in SCENE:
        company.hears(SPEAKER, line, on=NOW.date() - timedelta(days=1))
    database.close()
    engine = create_engine(url)
    with engine.connect() as connection:
        opened = connection.begin()
        yield ReadingBook(Transaction(connection, vault=vault, queue=queue), locale)
        opened.rollback()
    engine.dispose()
