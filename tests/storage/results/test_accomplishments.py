"""Joint results: nothing is posted that anybody has not said yes to."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from storage.database.transactions import Database, Transaction
from storage.leaders.accounts import Channel, choose_channel
from storage.models import Accomplishment
from storage.people.store import unit_id_for
from storage.results.facts import ResultFact
from storage.results.sharing import (
    MOST_IN_ONE_SUMMARY,
    note_posted,
    ready_results,
    result_and_named_by_code,
    result_by_code,
    results_to_post,
)
from storage.results.store import (
    change_named,
    change_result,
    confirmed_results,
    remember_result,
    results_of_leader,
)
from storage.services.store import add_service, change_issue, open_issue
from tests.books import Book

MAY_5, MAY_29 = date(2026, 5, 5), date(2026, 5, 29)
AT = datetime(2026, 5, 6, 9, tzinfo=UTC)


class Shelf:
    """Ada posts to #wins; Rosa of Operations is her partner, Ben is named."""

    def __init__(self, database: Database) -> None:
        self.book = Book(database)
        self.rosa = self.book.person("Rosa Lim", "Operations")
        self.ben = self.book.person("Ben Okoro", "Operations")
        self.sam = self.book.person("Sam Osei", "IT")
        self.unit = database.run_now(
            lambda tx: unit_id_for(self.book.writer(tx, MAY_5), "Operations")
        )
        self.told: dict[str, Any] = {
            "partner_id": self.rosa,
            "unit_id": self.unit,
            "title": "Cut-over a week early",
            "evidence": "https://wiki.example/1",
            "next_step": "pilot in Finance",
            "on": MAY_5,
            "code_hash": "hash-rosa",
        }
        self.choose("wins")

    def choose(self, key: str) -> None:
        self.book.database.run_now(
            lambda tx: choose_channel(self.book.writer(tx, MAY_5), Channel(key, key))
        )

    def add(self, *, named: bool = True, **changes: object) -> str:
        told = self.told | changes
        people = [(self.sam, True, "hash-sam"), (self.ben, False, "hash-ben")]

        def work(tx: Transaction) -> str:
            writer = self.book.writer(tx, MAY_5)
            return remember_result(writer, people if named else [], **told)

        return self.book.database.run_now(work)

    def confirm(self, result_id: str, *, on: date = date(2026, 5, 6)) -> None:
        self.change(result_id, confirmed_on=on, confirmed_at=AT)

    def agree(self, result_id: str) -> None:
        def work(tx: Transaction) -> None:
            writer = self.book.writer(tx, MAY_5)
            for person in (self.ben, self.sam):
                change_named(writer, result_id, person, agreed_at=AT)

        self.book.database.run_now(work)

    def change(self, result_id: str, **columns: object) -> None:
        self.book.database.run_now(
            lambda tx: change_result(self.book.writer(tx, MAY_5), result_id, **columns)
        )

    def to_post(
        self, *, today: date = MAY_29, channel: str = "wins"
    ) -> list[ResultFact]:
        workspace_id = self.book.whom.workspace_id
        return self.book.database.run_now(
            lambda tx: results_to_post(
                tx, workspace_id=workspace_id, channel_key=channel, today=today
            )
        )

    def yes_from_all(self) -> str:
        result_id = self.add()
        self.confirm(result_id)
        self.agree(result_id)
        return result_id


@pytest.fixture
def shelf(sqlite_database: Database) -> Shelf:
    return Shelf(sqlite_database)


def test_what_all_said_yes_to_is_posted_with_its_words(database: Database) -> None:
    shelf = Shelf(database)
    result_id = shelf.yes_from_all()

    [result] = shelf.to_post()

    assert result.id == result_id
    assert (result.leader.name, result.partner.name, result.unit) == (
        "Ada Novak",
        "Rosa Lim",
        "Operations",
    )
    assert (result.title, result.evidence, result.next_step) == (
        "Cut-over a week early",
        "https://wiki.example/1",
        "pilot in Finance",
    )
    assert [one.name for one in result.named] == ["Ben Okoro", "Sam Osei"]  # ours last
    assert result.waits_for == ()


def test_without_the_partners_word_nothing_is_posted(shelf: Shelf) -> None:
    shelf.agree(result_id := shelf.add())

    assert shelf.to_post() == []
    shelf.confirm(result_id)
    assert len(shelf.to_post()) == 1


def test_one_missing_yes_holds_it_back(shelf: Shelf) -> None:
    shelf.confirm(result_id := shelf.add())
    assert shelf.to_post() == []

    shelf.agree(result_id)
    assert len(shelf.to_post()) == 1


def test_nobody_named_needs_nobodys_yes(shelf: Shelf) -> None:
    shelf.confirm(shelf.add(named=False))

    assert len(shelf.to_post()) == 1


def test_private_withdrawn_and_posted_results_are_not_posted(shelf: Shelf) -> None:
    shelf.confirm(shelf.add(named=False, shareable=False))
    shelf.change(shelf.yes_from_all(), withdrawn_on=MAY_5)
    shelf.change(shelf.yes_from_all(), posted_on=MAY_5)

    assert shelf.to_post() == []


def test_a_confirmation_of_tomorrow_waits(shelf: Shelf) -> None:
    shelf.confirm(shelf.add(named=False), on=MAY_29 + timedelta(1))

    assert shelf.to_post() == []
    assert len(shelf.to_post(today=MAY_29 + timedelta(1))) == 1


def test_only_the_chosen_channel_gets_it(shelf: Shelf) -> None:
    shelf.yes_from_all()

    assert shelf.to_post(channel="other") == []
    shelf.choose("")
    assert shelf.to_post(channel="") == []


def test_another_workspace_with_a_channel_of_that_name_gets_nothing(
    shelf: Shelf,
) -> None:
    shelf.yes_from_all()
    other = Book(shelf.book.database, tenant="other")

    found = other.database.run_now(
        lambda tx: results_to_post(
            tx,
            workspace_id=other.whom.workspace_id,
            channel_key="wins",
            today=MAY_29,
        )
    )

    assert found == []


def test_leaders_of_one_channel_share_its_summary(shelf: Shelf) -> None:
    shelf.yes_from_all()
    bob = Shelf.__new__(Shelf)
    bob.book = Book(shelf.book.database, user="bob")
    bob.told, bob.rosa, bob.ben, bob.sam = shelf.told, shelf.rosa, shelf.ben, shelf.sam
    bob.choose("wins")
    bob.yes_from_all()

    assert [result.leader.name for result in shelf.to_post()] == [
        "Ada Novak",
        "Bob Novak",
    ]
    own = shelf.book.database.run_now(
        lambda tx: ready_results(tx, leader_id=bob.book.whom.leader_id, today=MAY_29)
    )
    assert [result.leader.name for result in own] == ["Bob Novak"]


@pytest.mark.parametrize(("severity", "posted"), [(1, 0), (2, 0), (3, 1), (4, 1)])
def test_an_outage_in_the_unit_holds_praise_back(
    shelf: Shelf, severity: int, posted: int
) -> None:
    shelf.yes_from_all()

    def work(tx: Transaction) -> str:
        writer = shelf.book.writer(tx, MAY_5)
        service = add_service(writer, "Payroll")
        return open_issue(
            writer, code="I-1", service_id=service, unit_id=shelf.unit, on=MAY_5,
            severity=severity,
        )  # fmt: skip

    issue = shelf.book.database.run_now(work)
    assert len(shelf.to_post()) == posted

    shelf.book.database.run_now(
        lambda tx: change_issue(
            shelf.book.writer(tx, MAY_5), issue, resolved_on=MAY_5, confirmed_on=MAY_5
        )
    )
    assert len(shelf.to_post()) == 1


def test_one_summary_takes_fifteen_and_the_next_the_rest(shelf: Shelf) -> None:
    for _ in range(MOST_IN_ONE_SUMMARY + 1):
        shelf.confirm(shelf.add(named=False))

    first = [result.id for result in shelf.to_post()]
    shelf.book.database.run_now(
        lambda tx: note_posted(tx, first, on=MAY_29, delivery_id="d1")
    )

    assert len(first) == MOST_IN_ONE_SUMMARY
    assert len(shelf.to_post()) == 1


def test_a_leader_reads_their_own_results_only(shelf: Shelf) -> None:
    shelf.yes_from_all()
    shelf.add()
    bob = Book(shelf.book.database, user="bob")

    def both(tx: Transaction) -> list[tuple[int, int]]:
        return [
            (
                len(results_of_leader(tx, leader_id=who)),
                len(confirmed_results(tx, leader_id=who)),
            )
            for who in (shelf.book.whom.leader_id, bob.whom.leader_id)
        ]

    assert shelf.book.database.run_now(both) == [(2, 1), (0, 0)]


def test_codes_are_found_in_their_workspace_only(shelf: Shelf) -> None:
    shelf.add()
    here = shelf.book.whom.workspace_id
    there = Book(shelf.book.database, tenant="other").whom.workspace_id

    def look(tx: Transaction, workspace_id: str) -> list[object]:
        return [
            result_by_code(tx, workspace_id=workspace_id, code_hash="hash-rosa"),
            result_and_named_by_code(
                tx, workspace_id=workspace_id, code_hash="hash-ben"
            ),
        ]

    found = shelf.book.database.run_now(lambda tx: look(tx, here))
    assert all(one is not None for one in found)
    assert shelf.book.database.run_now(lambda tx: look(tx, there)) == [None, None]


def test_the_words_are_sealed_each_to_its_own_column(shelf: Shelf) -> None:
    shelf.add()

    def sealed(tx: Transaction) -> list[bytes]:
        row = tx.execute(sa.select(Accomplishment)).one()
        return [row.title, row.evidence, row.next_step]

    for column in shelf.book.database.run_now(sealed):
        assert b"Cut-over" not in column
        assert b"wiki" not in column
        assert b"pilot" not in column
