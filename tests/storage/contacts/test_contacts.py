"""Running totals are what a rebuild from history gives, whatever order things come in.

Late, corrected and undone contacts all go through the real commands, on SQLite.
"""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import col

from handlers.answer import answer
from handlers.turn import Address, Profile, Refusal, Said
from storage.contacts.facts import ContactFact
from storage.contacts.totals import TieTotals, rebuild, totals_from_json
from storage.database.transactions import Database, Transaction
from storage.database.vault import Vault
from storage.models import Contact, Tie
from tests.conftest import KEY
from tests.fakes import FakeQueue

START = datetime(2026, 3, 31, 9, tzinfo=UTC)
WITHIN = 1e-9  # of strengths
KINDS = ("met", "call", "message", "email", "event")
OUTCOMES = ("declined", "no reply", "postponed")

how = st.sampled_from((*KINDS, *OUTCOMES))
logging = st.tuples(
    st.just("log"),
    how,
    st.integers(0, 120),  # days ago
    st.none() | st.integers(0, 100),  # listened
    st.none() | st.integers(0, 60),  # next meeting in days
)
editing = st.tuples(
    st.just("edit"),
    st.sampled_from(KINDS),
    st.integers(0, 120),
    st.none() | st.integers(0, 100),
    st.none() | st.integers(0, 60),
)
undoing = st.tuples(
    st.just("undo"), st.just(""), st.just(0), st.just(None), st.just(None)
)
Doing = tuple[str, str, int, int | None, int | None]


def line_of(doing: Doing, today: date) -> str:
    """Return what a leader types for it."""
    verb, kind, ago, listened, ahead = doing
    if verb == "undo":
        return "undo"
    words = [verb, "Dana", kind, f"on {today - timedelta(days=ago)}"]
    if listened is not None and kind not in OUTCOMES:
        words.append(f"listened {listened}%")
    if ahead is not None:
        words.append(f"next {today + timedelta(days=ahead)}")
    return " ".join(words)


def type_all(database: Database, doings: list[Doing]) -> None:
    """Type each line in its own transaction, a minute apart; some are refused."""
    ada = Address("terminal", "acme", "ada")
    lines = ["add Dana Whitfield", *(line_of(one, START.date()) for one in doings)]
    for minute, line in enumerate(lines):
        at = START + timedelta(minutes=minute)
        said = Said(ada, line, at, profile=Profile(name="Ada Novak"))
        try:
            database.run_now(partial(answer, said=said))
        except Refusal:
            continue


def kept_and_rebuilt(tx: Transaction) -> tuple[TieTotals, TieTotals]:
    """Return the totals in the tie's row, and those that its history gives."""
    kept = tx.execute(sa.select(col(Tie.totals))).scalar_one_or_none()
    rows = tx.execute(sa.select(Contact))
    history = rebuild(
        ContactFact(
            row.person_id,
            on=row.on,
            at=row.at,
            kind=row.kind,
            outcome=row.outcome,
            listened=row.listened,
            next_meeting_on=row.next_meeting_on,
            formal=row.formal,
        )
        for row in rows
    )
    return totals_from_json(kept or {}), history


@contextmanager
def copied(template: Path) -> Iterator[Database]:
    """Open an empty database with all tables, gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "outreach.sqlite"
        shutil.copy(template, path)
        database = Database(f"sqlite:///{path}", vault=Vault([KEY]), queue=FakeQueue())
        try:
            yield database
        finally:
            database.close()


def without_floats(totals: TieTotals) -> TieTotals:
    return replace(totals, strength=0.0, last_at=None)


@settings(max_examples=25)
@given(doings=st.lists(logging | editing | undoing, max_size=12))
def test_totals_are_those_of_a_rebuild_whatever_was_typed(
    sqlite_template: Path, doings: list[Doing]
) -> None:
    with copied(sqlite_template) as database:
        type_all(database, doings)
        kept, history = database.run_now(kept_and_rebuilt)

    assert abs(kept.strength - history.strength) <= WITHIN
    assert without_floats(kept) == without_floats(history)


def test_a_late_contact_counts_on_its_own_day(sqlite_template: Path) -> None:
    with copied(sqlite_template) as database:
        type_all(
            database,
            [("log", "call", 0, None, None), ("log", "call", 30, None, None)],
        )
        kept, history = database.run_now(kept_and_rebuilt)

    assert abs(kept.strength - 1.5) <= WITHIN  # today, and half of a month ago
    assert kept.strength == history.strength
    assert kept.last_on == START.date()
