"""What plays about all stakeholders together read, as it is gathered from rows."""

from datetime import date, timedelta
from typing import Any

import pytest

from scheduler.advice.planning import plan_day, step_now
from scheduler.book import Book as WholeBook
from scheduler.gather.book import book_of
from scheduler.gather.situations import situations
from storage.agenda.store import agenda_of
from storage.database.transactions import Database, Transaction
from storage.models import AgendaItem, AgendaPart, Leader, Person
from storage.steps.store import show_steps
from tests.books import TODAY, Book, noon


@pytest.fixture
def book(database: Database) -> Book:
    return Book(database)


def days_ago(days: int) -> date:
    return TODAY - timedelta(days)


def whole(book: Book, today: date = TODAY) -> WholeBook:
    whom = book.whom

    def gather(tx: Transaction) -> WholeBook:
        whose = whom.leader_id, whom.person_id
        agenda = agenda_of(tx, *whose, today=today)
        found = situations(tx, whom, today=today, agenda=agenda)
        return book_of(tx, whom, found, agenda=agenda, today=today)

    return book.database.run_now(gather)


def names(people: tuple[object, ...]) -> list[str]:
    return [getattr(person, "name") for person in people]  # noqa: B009


@pytest.mark.parametrize(("days", "live"), [(45, True), (46, False)])
def test_people_of_a_unit_are_parted_by_whether_their_tie_is_live(
    book: Book, days: int, live: bool
) -> None:
    femi = book.person("Femi Cole", "Finance")
    book.log(femi, days_ago(days), kind="call")
    found = whole(book)

    assert names(found.live_by_unit.get("Finance", ())) == ["Femi Cole"] * live
    assert names(found.known_by_unit.get("Finance", ())) == ["Femi Cole"] * (not live)


def test_reports_of_stakeholders_are_known_and_strangers_are_not(book: Book) -> None:
    dana = book.person("Dana Whitfield", "Operations", listed=True)
    book.person("Rosa Lim", "Operations", reports_to=dana)
    book.person("Tom Reed", "Operations")

    known = whole(book).known_by_unit

    assert names(known["Operations"]) == ["Dana Whitfield", "Rosa Lim"]


def test_the_leader_is_nobody_of_their_own_unit(book: Book) -> None:
    dana = book.person("Dana Whitfield", "Operations", listed=True)
    unit_id = book.situation(dana).executive.unit_id
    book.database.run_now(
        lambda tx: book.writer(tx, TODAY).update(
            Person,
            book.whom.person_id,
            unit_id=unit_id,
            manager_id=dana,
        )
    )

    found = whole(book)

    assert found.own_unit == "Operations"
    assert names(found.known_by_unit["Operations"]) == ["Dana Whitfield"]


def test_two_know_each_other_by_word_by_line_and_by_team(book: Book) -> None:
    bo = book.person("Bo Grant", listed=True)
    dana = book.person("Dana Whitfield", listed=True, reports_to=bo)
    femi = book.person("Femi Cole", listed=True, reports_to=bo)
    kim = book.person("Kim Park", listed=True)
    old = book.person("Omar Haddad", listed=True)
    book.knows(kim, dana, days_ago(180))
    book.knows(old, dana, days_ago(181))

    acquainted = whole(book).acquainted

    for pair in ((bo, dana), (bo, femi), (dana, femi), (kim, dana)):
        assert frozenset(pair) in acquainted
    for pair in ((kim, femi), (old, dana)):
        assert frozenset(pair) not in acquainted


@pytest.mark.parametrize(
    ("day", "left"),
    [
        (date(2026, 4, 6), 4),  # Easter Monday, a holiday of England
        (date(2026, 4, 7), 4),
        (date(2026, 4, 10), 1),
        (date(2026, 4, 11), 0),
        (date(2026, 3, 30), 4),  # before Good Friday
    ],
)
def test_the_working_days_left_are_the_leaders_own(
    book: Book, day: date, left: int
) -> None:
    book.person("Dana Whitfield", listed=True)
    assert whole(book, day).days_left == left


def test_a_leader_of_three_days_has_fewer_left(book: Book) -> None:
    book.database.run_now(
        lambda tx: book.writer(tx, TODAY).update(
            Leader, book.whom.leader_id, working_days="012"
        )
    )
    assert whole(book, date(2026, 4, 14)).days_left == 2


def test_the_live_agenda_comes_with_its_owners(book: Book) -> None:
    dana = book.person("Dana Whitfield", "Operations", listed=True)

    def write(tx: Transaction) -> None:
        writer = book.writer(tx, TODAY)
        whose: dict[str, Any] = {
            "workspace_id": book.whom.workspace_id,
            "leader_id": book.whom.leader_id,
        }
        for code, closed_on in (("A-1", None), ("A-2", TODAY)):
            item = AgendaItem(**whose, code=code, opened_on=TODAY, closed_on=closed_on)
            writer.add(item)
            writer.add(AgendaPart(item_id=item.id, person_id=dana, part="pnl"))

    book.database.run_now(write)
    [item] = whole(book).items

    assert item.code == "A-1"
    assert [(one.p, one.person.id, one.live_tie) for one in item.owners] == [
        ("pnl", dana, False)
    ]


def test_what_another_leader_keeps_stays_theirs(book: Book, database: Database) -> None:
    dana = book.person("Dana Whitfield", "Operations", listed=True)
    femi = book.person("Femi Cole", "Finance", listed=True)
    other = Book(database, user="bea")
    other.log(femi, days_ago(1))
    other.knows(dana, femi, days_ago(1))

    found = whole(book)

    assert found.live_by_unit == {}
    assert found.acquainted == frozenset()
    assert whole(other).situations == ()


WEDNESDAY = date(2026, 4, 15)


def test_a_step_about_the_book_is_shown_rests_and_comes_back(book: Book) -> None:
    dana = book.person("Dana Whitfield", listed=True)
    whom, run = book.whom, book.database.run_now

    def plays(today: date) -> list[tuple[str, str]]:
        advice = run(lambda tx: plan_day(tx, whom, today=today))
        steps = [step for step in advice.steps if step.play == "C1"]
        return [(step.play, step.person_id) for step in steps]

    def show(tx: Transaction) -> None:
        show_steps(
            tx, plan_day(tx, whom, today=WEDNESDAY).steps[-1:],
            workspace_id=whom.workspace_id, leader_id=whom.leader_id,
            today=WEDNESDAY, returns_on=WEDNESDAY + timedelta(7), at=noon(WEDNESDAY),
        )  # fmt: skip

    assert plays(WEDNESDAY) == [("C1", dana)]
    run(show)

    assert [plays(WEDNESDAY + timedelta(days)) for days in (1, 2, 6)] == [[], [], []]
    assert plays(WEDNESDAY + timedelta(7)) == [("C1", dana)]
    thursday, key = WEDNESDAY + timedelta(1), ("C1", dana, "week")
    back = run(lambda tx: step_now(tx, whom, key, today=thursday))
    assert back is not None
    assert back.step == "Talk with Dana one to one this week."
