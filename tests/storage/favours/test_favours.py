"""The ledger of asks: what a logged meeting fulfils, and when another ask is due."""

from datetime import date, timedelta

import pytest

from storage.database.transactions import Database, Transaction
from storage.favours.facts import AskFact
from storage.favours.store import (
    asks_to,
    change_ask,
    fulfil_asks,
    given_to,
    open_asks,
    remember_ask,
    remember_given,
    too_soon,
    what_of,
)
from tests.books import Book

MAY_6, MAY_20 = date(2026, 5, 6), date(2026, 5, 20)


class Ledger:
    """Ada asks Rosa for a slot with Dana."""

    def __init__(self, database: Database) -> None:
        self.book = Book(database)
        self.dana = self.book.person("Dana Whitfield", "Operations")
        self.rosa = self.book.person("Rosa Lim", "Operations")

    def ask(self, type_: str = "review slot", *, to_dana: bool = True) -> str:
        return self.book.database.run_now(
            lambda tx: remember_ask(
                self.book.writer(tx, MAY_6),
                asked_id=self.rosa,
                type=type_,
                on=MAY_6,
                what="20 minutes",
                target_id=self.dana if to_dana else None,
            )
        )

    def change(self, ask_id: str, **columns: date) -> None:
        self.book.database.run_now(
            lambda tx: change_ask(self.book.writer(tx, MAY_6), ask_id, **columns)
        )

    def met(self, person_id: str, on: date) -> list[str]:
        return self.book.database.run_now(
            lambda tx: fulfil_asks(self.book.writer(tx, on), met_id=person_id, on=on)
        )

    def read(self) -> list[AskFact]:
        leader_id = self.book.whom.leader_id
        return self.book.database.run_now(
            lambda tx: asks_to(tx, leader_id=leader_id, asked_id=self.rosa)
        )


@pytest.fixture
def ledger(sqlite_database: Database) -> Ledger:
    return Ledger(sqlite_database)


def test_the_meeting_fulfils_what_was_promised(database: Database) -> None:
    ledger = Ledger(database)
    ask = ledger.ask()
    ledger.change(ask, agreed_on=MAY_6, agreed_for=MAY_20)

    assert ledger.met(ledger.dana, MAY_20) == [ask]
    assert ledger.read()[0].fulfilled_on == MAY_20
    assert ledger.met(ledger.dana, MAY_20) == []  # once


@pytest.mark.parametrize("type_", ["review slot", "intro", "meeting"])
def test_what_leads_to_a_meeting_is_fulfilled_by_it(ledger: Ledger, type_: str) -> None:
    ask = ledger.ask(type_)
    ledger.change(ask, agreed_on=MAY_6)

    assert ledger.met(ledger.dana, MAY_6) == [ask]


@pytest.mark.parametrize("type_", ["praise", "favour"])
def test_a_good_word_is_not_fulfilled_by_meeting(ledger: Ledger, type_: str) -> None:
    ledger.change(ledger.ask(type_), agreed_on=MAY_6)

    assert ledger.met(ledger.dana, MAY_20) == []


def test_a_chance_call_before_the_promised_day_is_not_the_meeting(
    ledger: Ledger,
) -> None:
    ask = ledger.ask()
    ledger.change(ask, agreed_on=MAY_6, agreed_for=MAY_20)

    assert ledger.met(ledger.dana, MAY_20 - timedelta(1)) == []
    assert ledger.met(ledger.dana, MAY_20 + timedelta(1)) == [ask]


def test_a_yes_without_a_day_counts_from_the_day_of_the_yes(ledger: Ledger) -> None:
    ask = ledger.ask()
    ledger.change(ask, agreed_on=MAY_6 + timedelta(2))

    assert ledger.met(ledger.dana, MAY_6 + timedelta(1)) == []
    assert ledger.met(ledger.dana, MAY_6 + timedelta(2)) == [ask]


def test_without_a_yes_nothing_is_fulfilled(ledger: Ledger) -> None:
    ledger.ask()

    assert ledger.met(ledger.dana, MAY_20) == []


@pytest.mark.parametrize("ended", ["declined_on", "dropped_on"])
def test_an_ended_ask_is_not_fulfilled(ledger: Ledger, ended: str) -> None:
    ledger.change(ledger.ask(), agreed_on=MAY_6, **{ended: MAY_6})

    assert ledger.met(ledger.dana, MAY_20) == []


def test_a_meeting_with_somebody_else_fulfils_nothing(ledger: Ledger) -> None:
    ledger.change(ledger.ask(), agreed_on=MAY_6)

    assert ledger.met(ledger.rosa, MAY_20) == []


def test_a_meeting_with_the_asked_themselves_needs_no_target(ledger: Ledger) -> None:
    ask = ledger.ask("meeting", to_dana=False)
    ledger.change(ask, agreed_on=MAY_6)

    assert ledger.met(ledger.rosa, MAY_20) == [ask]


def test_another_leaders_meeting_fulfils_nothing(ledger: Ledger) -> None:
    ledger.change(ledger.ask(), agreed_on=MAY_6)
    bob = Book(ledger.book.database, user="bob")

    found = bob.database.run_now(
        lambda tx: fulfil_asks(bob.writer(tx, MAY_20), met_id=ledger.dana, on=MAY_20)
    )

    assert found == []
    assert (
        bob.database.run_now(lambda tx: open_asks(tx, leader_id=bob.whom.leader_id))
        == []
    )


def test_thirty_days_rest_between_asks(ledger: Ledger) -> None:
    ask = ledger.ask()
    assert too_soon(ledger.read(), on=MAY_6 + timedelta(300))  # still open
    ledger.change(ask, fulfilled_on=MAY_20)

    assert too_soon(ledger.read(), on=MAY_6 + timedelta(29))
    assert too_soon(ledger.read(), on=MAY_6 + timedelta(30)) is None
    assert too_soon([], on=MAY_6) is None


def test_words_are_opened_for_the_leader_alone(ledger: Ledger) -> None:
    ledger.ask()
    leader_id = ledger.book.whom.leader_id

    def words(tx: Transaction) -> list[str]:
        return [what_of(tx, ask) for ask in open_asks(tx, leader_id=leader_id)]

    assert ledger.book.database.run_now(words) == ["20 minutes"]


def test_gifts_are_read_back_newest_first(ledger: Ledger) -> None:
    book = ledger.book

    def give(tx: Transaction) -> list[str]:
        writer = book.writer(tx, MAY_20)
        for what, on in (("late", MAY_20), ("early", MAY_6)):
            remember_given(writer, to_id=ledger.rosa, what=what, on=on)
        gifts = given_to(tx, leader_id=book.whom.leader_id, to_id=ledger.rosa)
        return [what_of(tx, gift) for gift in gifts]

    assert book.database.run_now(give) == ["late", "early"]
