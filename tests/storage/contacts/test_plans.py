"""A plan stands beside the contacts, counts for nothing, gives the next meeting."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
import sqlalchemy as sa

from storage.contacts.facts import PLANNED, ContactFact
from storage.contacts.plans import (
    PlanFact,
    drop_meeting,
    meeting_with,
    meetings_between,
    move_meeting,
)
from storage.contacts.store import (
    contact_with,
    latest_contacts,
    newest_logged,
    remember_contact,
    tie_seen,
    totals_of,
)
from storage.contacts.totals import TieTotals, rebuild, totals_from_json, totals_to_json
from storage.database.transactions import Database, Transaction
from storage.database.writer import Writer, row_as_json, row_from_json, table_of
from storage.models import Contact
from storage.people.store import add_person
from storage.upkeep.undo import change_with, undo_change
from tests.storage.ada import ada_writes

TODAY = date(2026, 3, 31)
TUESDAY = date(2026, 4, 7)
AT = datetime(2026, 3, 31, 9, tzinfo=UTC)
THREE = time(15)


class Book:
    """Ada's book with Rosa in it, inside one transaction."""

    def __init__(self, tx: Transaction) -> None:
        self.tx = tx
        self.at = AT
        writer = self.writer()
        self.leader_id = writer.leader_id
        self.rosa = add_person(writer, "Rosa Lim")

    def writer(self) -> Writer:
        self.at += timedelta(minutes=1)
        return ada_writes(self.tx, welcomed=AT, at=self.at)

    def plan(self, on: date, at: time | None = None, kind: str = "lunch") -> str:
        writer = self.writer()
        return remember_contact(
            writer,
            ContactFact(
                self.rosa,
                TODAY,
                writer.at,
                kind,
                PLANNED,
                next_meeting_on=on,
                next_meeting_at=at,
                note="bring the numbers",
            ),
        )

    def log(self, on: date, outcome: str = "met", next_on: date | None = None) -> str:
        """Log a contact, and return the id that undoes it."""
        writer = self.writer()
        fact = ContactFact(self.rosa, on, writer.at, "call", outcome)
        remember_contact(writer, replace(fact, next_meeting_on=next_on))
        return writer.finish("a contact")

    def totals(self) -> TieTotals:
        return totals_of(self.tx, leader_id=self.leader_id, person_ids=[self.rosa])[
            self.rosa
        ]

    def open(self, since: date = date.min) -> list[PlanFact]:
        return meetings_between(self.tx, self.leader_id, since=since)

    def undo(self, change_id: str) -> None:
        change = change_with(self.tx, change_id, leader_id=self.leader_id)
        assert change is not None
        undo_change(self.tx, change, at=self.at)


def days(found: list[PlanFact]) -> list[date]:
    return [one.on for one in found]


async def test_a_plan_is_no_contact_but_gives_the_tie_its_next_meeting(
    database: Database,
) -> None:
    def work(tx: Transaction) -> None:
        book = Book(tx)
        plan_id = book.plan(TUESDAY, THREE)
        totals = book.totals()
        assert totals == TieTotals(plans=(((TUESDAY, THREE), True),))
        tie = tie_seen(totals, today=TUESDAY)
        assert (tie.next_meeting_on, tie.next_meeting_at) == (TUESDAY, THREE)
        after = tie_seen(totals, today=TUESDAY + timedelta(1))
        assert (after.next_meeting_on, after.next_meeting_at) == (None, None)
        assert (tie.last_on, tie.strength, tie.live) == (None, 0.0, False)
        mine = book.leader_id
        assert latest_contacts(tx, leader_id=mine) == []
        assert newest_logged(tx, leader_id=mine) is None
        assert contact_with(tx, plan_id, leader_id=mine) is None

    await database.run(work)


async def test_a_plan_is_read_with_its_time_its_kind_and_its_note(
    database: Database,
) -> None:
    def work(tx: Transaction) -> None:
        book = Book(tx)
        plan_id = book.plan(TUESDAY, THREE)
        [plan] = book.open()
        assert plan == PlanFact(
            plan_id, book.rosa, "Rosa Lim", "lunch", TUESDAY, THREE, "bring the numbers"
        )
        assert meeting_with(tx, plan_id, leader_id=book.leader_id) == plan
        assert meeting_with(tx, plan_id, leader_id="somebody-else") is None
        assert meeting_with(tx, "made-up", leader_id=book.leader_id) is None

    await database.run(work)


async def test_of_several_plans_the_next_meeting_is_the_soonest_from_today_on(
    database: Database,
) -> None:
    def work(tx: Transaction) -> None:
        book = Book(tx)
        book.plan(TUESDAY, None, "call")
        book.plan(TUESDAY, THREE)
        book.plan(TODAY + timedelta(1))
        totals = book.totals()
        assert totals.next_meeting(TODAY) == (TODAY + timedelta(1), None)
        assert totals.next_meeting(TUESDAY) == (TUESDAY, THREE)
        assert totals.next_meeting(TUESDAY + timedelta(1)) is None
        promised = TUESDAY - timedelta(1)
        assert totals.next_meeting(TODAY + timedelta(2), promised) == (promised, None)
        assert [one.kind for one in book.open(TUESDAY)] == ["lunch", "call"]

    await database.run(work)


@pytest.mark.parametrize(
    ("logged_on", "outcome", "left"),
    [
        (TUESDAY - timedelta(1), "met", 1),
        (TUESDAY - timedelta(1), "no reply", 1),
        (TUESDAY - timedelta(1), "declined", 0),
        (TUESDAY - timedelta(1), "postponed", 0),
        (TUESDAY, "met", 0),
        (TUESDAY, "no reply", 0),
        (TUESDAY + timedelta(1), "met", 0),
    ],
)
async def test_a_contact_on_the_day_or_later_settles_a_plan_and_undo_brings_it_back(
    database: Database, logged_on: date, outcome: str, left: int
) -> None:
    def work(tx: Transaction) -> None:
        book = Book(tx)
        book.plan(TUESDAY, THREE)
        change_id = book.log(logged_on, outcome)
        assert len(book.open()) == left
        assert len(book.totals().plans) == left
        assert book.totals().last_on == logged_on
        book.undo(change_id)
        assert [(one.on, one.at) for one in book.open()] == [(TUESDAY, THREE)]
        assert book.totals() == TieTotals(plans=(((TUESDAY, THREE), True),))

    await database.run(work)


@pytest.mark.parametrize(
    ("kind", "meets"), [("call", True), ("event", True), ("email", False),
                        ("message", False)],
)  # fmt: skip
async def test_what_is_to_be_written_is_no_meeting_and_is_settled_all_the_same(
    database: Database, kind: str, meets: bool
) -> None:
    def work(tx: Transaction) -> None:
        book = Book(tx)
        book.plan(TUESDAY, None, kind)
        assert (book.totals().next_meeting(TODAY) is not None) is meets
        assert days(book.open()) == [TUESDAY]
        book.log(TUESDAY)
        assert book.open() == []

    await database.run(work)


async def test_what_was_declined_before_its_day_is_the_soonest_plan_alone(
    database: Database,
) -> None:
    def work(tx: Transaction) -> None:
        book = Book(tx)
        book.plan(TUESDAY + timedelta(7))
        book.plan(TUESDAY)
        book.log(TODAY, "declined")
        assert days(book.open()) == [TUESDAY + timedelta(7)]
        book.plan(TUESDAY)
        book.log(TUESDAY, "declined")
        assert days(book.open()) == [TUESDAY + timedelta(7)]

    await database.run(work)


async def test_a_plan_told_after_the_talk_of_the_same_day_stays_open(
    database: Database,
) -> None:
    def work(tx: Transaction) -> None:
        book = Book(tx)
        book.log(TODAY)
        book.plan(TODAY, time(17))
        assert days(book.open()) == [TODAY]
        assert book.totals().next_meeting(TODAY) == (TODAY, time(17))

    await database.run(work)


async def test_the_next_date_told_with_a_contact_is_a_meeting_too(
    database: Database,
) -> None:
    def work(tx: Transaction) -> None:
        book = Book(tx)
        book.log(TODAY, next_on=TUESDAY)
        [told] = book.open()
        assert (told.kind, told.on, told.with_contact) == ("met", TUESDAY, True)
        book.plan(TUESDAY, THREE)
        assert [one.with_contact for one in book.open()] == [False]
        book.log(TODAY, next_on=TUESDAY + timedelta(1))  # another date is told
        assert days(book.open()) == [TUESDAY, TUESDAY + timedelta(1)]
        book.log(TUESDAY + timedelta(1))
        assert book.open() == []

    await database.run(work)


async def test_a_meeting_moves_and_falls_whichever_way_it_was_told(
    database: Database,
) -> None:
    def work(tx: Transaction) -> None:
        book = Book(tx)
        friday = TUESDAY + timedelta(3)
        for with_contact in (False, True):
            if with_contact:
                book.log(TODAY, next_on=TUESDAY)
            else:
                book.plan(TUESDAY)
            [plan] = book.open()
            writer = book.writer()
            move_meeting(writer, plan, friday, THREE)
            moved = writer.finish("moved")
            assert book.totals().next_meeting(TODAY) == (friday, THREE)
            [plan] = book.open()
            writer = book.writer()
            drop_meeting(writer, plan)
            dropped = writer.finish("dropped")
            assert book.open() == []
            assert book.totals().next_meeting(TODAY) is None
            book.undo(dropped)
            assert book.totals().next_meeting(TODAY) == (friday, THREE)
            book.undo(moved)
            assert book.totals().next_meeting(TODAY) == (TUESDAY, None)
            drop_meeting(book.writer(), book.open()[0])

    await database.run(work)


def test_totals_are_the_same_in_whatever_order_plans_were_told() -> None:
    met = ContactFact("rosa", TODAY, AT)
    later = ContactFact(
        "rosa", TODAY, AT, "lunch", PLANNED, next_meeting_on=TUESDAY,
        next_meeting_at=THREE,
    )  # fmt: skip
    sooner = replace(later, next_meeting_at=None, next_meeting_on=TODAY)
    totals = rebuild([later, met, sooner])
    assert totals == rebuild([sooner, later, met])
    assert totals.plans == (((TODAY, None), True), ((TUESDAY, THREE), True))
    assert replace(totals, plans=()) == rebuild([met])
    assert totals_from_json(totals_to_json(totals)) == totals


def test_undo_keeps_a_time_of_day_as_it_was() -> None:
    table = table_of(Contact)
    row = {"next_meeting_at": time(15, 30), "on": TODAY, "at": AT}
    assert row_from_json(table, row_as_json(row)) == row
    assert isinstance(table.c.next_meeting_at.type, sa.Time)
