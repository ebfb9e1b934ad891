"""What moves people, bad words and topics, as they are gathered from rows."""

from datetime import date, timedelta
from typing import Any

import pytest

from storage.database.transactions import Database, Transaction
from storage.database.vault import place
from storage.ids import new_id
from storage.models import Motivator, Remark, Topic
from storage.motives.store import REMARK_DAYS
from tests.books import TODAY, Book

Row = Motivator | Remark | Topic


@pytest.fixture
def book(database: Database) -> Book:
    return Book(database)


def days_ago(days: int) -> date:
    return TODAY - timedelta(days)


def keep(
    book: Book, model: type[Row], person_id: str, text: str, on: date, **facts: Any
) -> None:
    """Write one row with a sealed text."""
    row_id, whom = new_id(), book.whom
    about = place(whom.workspace_id, row_id, "text")

    def insert(tx: Transaction) -> None:
        row = model(
            id=row_id, workspace_id=whom.workspace_id, leader_id=whom.leader_id,
            person_id=person_id, text=tx.vault.seal(text, about=about),
            on=on, **facts,
        )  # fmt: skip
        book.writer(tx, on).add(row)

    book.database.run_now(insert)


def test_motivators_come_newest_first_and_say_who_told(book: Book) -> None:
    dana = book.person("Dana Whitfield", "Operations", listed=True)
    rosa = book.person("Rosa Lim", "Operations", reports_to=dana)
    keep(book, Motivator, dana, "overtime", days_ago(9), confirmed=True)
    keep(book, Motivator, dana, "her team", days_ago(2), told_by_id=rosa)

    newest, oldest = book.situation(dana).motivators

    assert (newest.text, newest.told_by, newest.confirmed) == (
        "her team", "Rosa Lim", False,
    )  # fmt: skip
    assert (oldest.text, oldest.told_by, oldest.confirmed) == ("overtime", "", True)


def test_what_moves_those_who_may_open_the_door_is_known_too(book: Book) -> None:
    dana = book.person("Dana Whitfield", "Operations", listed=True)
    rosa = book.person("Rosa Lim", "Operations", reports_to=dana)
    kim = book.person("Kim Park", "Legal")
    book.log(kim, days_ago(3))
    book.knows(kim, dana, days_ago(10))
    keep(book, Motivator, rosa, "her own time", days_ago(9))
    keep(book, Motivator, kim, "clean contracts", days_ago(9))

    situation = book.situation(dana)

    [report], [mutual] = situation.reports, situation.mutual
    assert [one.text for one in report.motivators] == ["her own time"]
    assert [one.text for one in mutual.motivators] == ["clean contracts"]
    assert situation.motivators == ()


def test_only_topics_not_used_yet_are_counted(book: Book) -> None:
    dana = book.person("Dana Whitfield", listed=True)
    for n in range(3):
        keep(book, Topic, dana, f"topic {n}", days_ago(1))
    keep(book, Topic, dana, "an old one", days_ago(40), used_on=days_ago(30))

    assert book.situation(dana).topics == 3


def said(book: Book, person_id: str, days: int = 3, **facts: Any) -> None:
    keep(book, Remark, person_id, "payroll is late", days_ago(days), **facts)


def test_a_bad_word_by_somebody_who_knows_the_executive(book: Book) -> None:
    dana = book.person("Dana Whitfield", "Operations", listed=True)
    kim = book.person("Kim Park", "Legal")
    said(book, kim)
    assert book.situation(dana).remarks == ()

    book.knows(kim, dana, days_ago(180))
    [remark] = book.situation(dana).remarks

    assert (remark.person.name, remark.person.unit) == ("Kim Park", "Legal")
    assert (remark.text, remark.on, remark.met_on) == (
        "payroll is late", days_ago(3), None,
    )  # fmt: skip


def test_an_acquaintance_said_too_long_ago_is_none(book: Book) -> None:
    dana = book.person("Dana Whitfield", "Operations", listed=True)
    kim = book.person("Kim Park", "Legal")
    said(book, kim)
    book.knows(kim, dana, days_ago(181))

    assert book.situation(dana).remarks == ()


def test_a_bad_word_by_a_report_by_the_boss_and_by_themselves(book: Book) -> None:
    boss = book.person("Bo Grant", "Board")
    dana = book.person("Dana Whitfield", "Operations", listed=True, reports_to=boss)
    rosa = book.person("Rosa Lim", "Operations", reports_to=dana)
    for person_id in (boss, rosa, dana):
        said(book, person_id)
    said(book, book.person("Zoe Quist", "Sales"))

    remarks = book.situation(dana).remarks

    assert {one.person.id for one in remarks} == {boss, rosa, dana}


def test_the_last_talk_with_whoever_said_it(book: Book) -> None:
    dana = book.person("Dana Whitfield", "Operations", listed=True)
    rosa = book.person("Rosa Lim", "Operations", reports_to=dana)
    said(book, rosa, 9)
    book.log(rosa, days_ago(5), kind="call")
    book.log(rosa, days_ago(1), kind="email")  # no talk

    [remark] = book.situation(dana).remarks
    assert remark.met_on == days_ago(5)


@pytest.mark.parametrize(("days", "counts"), [(REMARK_DAYS, 1), (REMARK_DAYS + 1, 0)])
def test_an_old_word_is_not_taken_up_again(book: Book, days: int, counts: int) -> None:
    dana = book.person("Dana Whitfield", listed=True)
    said(book, dana, days)

    assert len(book.situation(dana).remarks) == counts


def test_a_word_that_was_put_right_is_gone(book: Book) -> None:
    dana = book.person("Dana Whitfield", listed=True)
    said(book, dana, repaired_on=days_ago(1))

    assert book.situation(dana).remarks == ()


def test_what_another_leader_keeps_stays_theirs(book: Book, database: Database) -> None:
    dana = book.person("Dana Whitfield", "Operations", listed=True)
    other = Book(database, user="bea")
    other.log(dana, days_ago(2))
    for model in (Motivator, Topic, Remark):
        keep(other, model, dana, "hers alone", days_ago(1))
    keep(book, Topic, dana, "mine", days_ago(1))

    situation = book.situation(dana)

    assert (situation.motivators, situation.remarks) == ((), ())
    assert situation.topics == 1
