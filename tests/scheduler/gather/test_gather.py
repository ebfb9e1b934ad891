"""What is gathered is what was logged, seen on a day."""

from datetime import date, timedelta
from typing import Any

import pytest

from storage.database.transactions import Database
from storage.database.writer import Writer
from storage.favours.store import change_ask, remember_ask
from storage.models import Given, Person, Unit
from storage.services.store import (
    add_rating,
    add_service,
    add_use,
    change_issue,
    open_issue,
)
from tests.books import TODAY, Book


@pytest.fixture
def book(database: Database) -> Book:
    return Book(database)


def days_ago(days: int) -> date:
    return TODAY - timedelta(days)


def test_only_the_people_on_the_list_have_situations(book: Book) -> None:
    dana = book.person("Dana Whitfield", "Operations", listed=True)
    rosa = book.person("Rosa Lim", "Operations")
    book.log(rosa, days_ago(1))

    assert [one.executive.id for one in book.everyone()] == [dana]
    assert book.situation(rosa).executive.name == "Rosa Lim"  # asked for by name


@pytest.mark.parametrize(("days", "live"), [(45, True), (46, False)])
def test_one_call_keeps_a_tie_live_for_about_45_days(
    book: Book, days: int, live: bool
) -> None:
    dana = book.person("Dana Whitfield", listed=True)
    book.log(dana, days_ago(days), kind="call")

    assert book.situation(dana).tie.live is live


@pytest.mark.parametrize(("listed", "told"), [(7, 1), (8, 2)])
def test_the_coldest_quarter_is_that_of_the_whole_list_whoever_is_asked_about(
    book: Book, listed: int, told: int
) -> None:
    names = (
        "Ann Ash",
        "Bo Beck",
        "Cy Cole",
        "Di Dahl",
        "Eve Ek",
        "Flo Fry",
        "Gil Gray",
    )
    people = [book.person(name, listed=True) for name in (*names, "Hal Holt")[:listed]]
    for number, one in enumerate(people):
        book.log(one, days_ago(100 + number))
    rosa = book.person("Rosa Lim")  # known, but not on the list
    book.log(rosa, days_ago(300))

    on_the_list = {one.executive.id: one.among_coldest for one in book.everyone()}

    assert [id for id in people if on_the_list[id]] == people[-told:]
    asked = {id: book.situation(id).among_coldest for id in people}
    assert asked == on_the_list


def test_three_refusals_close_the_direct_way_until_they_meet(book: Book) -> None:
    dana = book.person("Dana Whitfield", listed=True)
    for day in (date(2026, 3, 3), date(2026, 3, 17)):
        book.log(dana, day, outcome="postponed")
    assert not book.situation(dana).unreachable

    book.log(dana, date(2026, 3, 31), outcome="postponed")
    tie = book.situation(dana).tie
    assert tie.unreachable_since == date(2026, 3, 31)
    assert tie.pause_through == date(2026, 4, 30)
    assert [on.day for on, _ in tie.attempts] == [3, 17, 31]

    book.log(dana, TODAY, kind="met")
    assert not book.situation(dana).unreachable


def test_reports_and_mutual_contacts_are_read_for_somebody_cold(book: Book) -> None:
    dana = book.person("Dana Whitfield", "Operations", listed=True)
    rosa = book.person("Rosa Lim", "Operations", reports_to=dana)
    kim = book.person("Kim Park", "Legal")
    book.log(kim, days_ago(3))
    book.knows(kim, dana, days_ago(10))

    situation = book.situation(dana)

    assert [one.person.id for one in situation.reports] == [rosa]
    [mutual] = situation.mutual
    assert mutual.person.id == kim
    assert mutual.tie.live
    assert mutual.tie_to_executive == 1.0


@pytest.mark.parametrize(("days", "counts"), [(180, True), (181, False)])
def test_a_declared_tie_counts_for_180_days(
    book: Book, days: int, counts: bool
) -> None:
    dana = book.person("Dana Whitfield", listed=True)
    kim = book.person("Kim Park")
    book.log(kim, days_ago(1))
    book.knows(kim, dana, days_ago(days))

    assert bool(book.situation(dana).mutual) is counts


def test_somebody_in_the_leaders_own_line_is_marked(book: Book) -> None:
    ada = book.whom.person_id
    dana = book.person("Dana Whitfield", "Operations", listed=True, reports_to=ada)
    book.person("Rosa Lim", "Operations", reports_to=dana)

    [rosa] = book.situation(dana).reports
    assert rosa.in_own_line


def test_a_units_accept_rate_counts_answers_of_90_days(book: Book) -> None:
    dana = book.person("Dana Whitfield", "Operations", listed=True)
    finn = book.person("Finn Moss", "Finance")
    for days, outcome in ((91, "met"), (89, "met"), (20, "met"), (5, "declined")):
        book.log(finn, days_ago(days), outcome=outcome)

    [finance] = book.situation(dana).units
    assert (finance.met, finance.attempts) == (2, 1)


def test_the_head_of_a_unit_is_named(book: Book) -> None:
    dana = book.person("Dana Whitfield", "Operations", listed=True)
    finn = book.person("Finn Moss", "Finance")
    book.log(finn, days_ago(2))
    unit_id = book.situation(finn).executive.unit_id
    book.database.run_now(
        lambda tx: book.writer(tx, TODAY).update(Unit, unit_id, head_id=finn)
    )

    [finance] = book.situation(dana).units
    assert finance.head is not None
    assert finance.head.name == "Finn Moss"


def test_ratings_are_each_raters_newest_of_90_days(book: Book) -> None:
    dana = book.person("Dana Whitfield", "Operations", listed=True)
    unit_id = book.situation(dana).executive.unit_id

    def rate(writer: Writer) -> None:
        service = add_service(writer, "Payroll")
        add_use(writer, service, unit_id)
        for score, days in ((2.0, 90), (3.0, 89), (4.0, 3)):
            add_rating(
                writer, service_id=service, unit_id=unit_id, by_id=dana, score=score,
                on=days_ago(days),
            )  # fmt: skip

    book.database.run_now(lambda tx: rate(book.writer(tx, TODAY)))
    standing = book.situation(dana).standing

    assert [one.score for one in standing.ratings] == [4.0]
    assert standing.newest_rating_on == days_ago(3)
    assert [service.name for service in standing.services] == ["Payroll"]


@pytest.mark.parametrize(("days", "shown"), [(89, True), (90, False)])
def test_an_issue_is_shown_until_90_days_after_it_was_confirmed(
    book: Book, days: int, shown: bool
) -> None:
    dana = book.person("Dana Whitfield", "Operations", listed=True)
    unit_id = book.situation(dana).executive.unit_id

    def break_and_mend(writer: Writer) -> None:
        service = add_service(writer, "Payroll")
        issue = open_issue(
            writer, code="I-12", service_id=service, unit_id=unit_id, title="late",
            on=days_ago(200),
        )  # fmt: skip
        change_issue(writer, issue, confirmed_on=days_ago(days), confirmed_by_id=dana)

    book.database.run_now(lambda tx: break_and_mend(book.writer(tx, TODAY)))
    issues = book.situation(dana).standing.issues

    assert bool(issues) is shown
    if shown:
        assert issues[0].title == "late"
        assert issues[0].confirmed_by is not None


def test_a_promised_day_counts_as_the_next_meeting(book: Book) -> None:
    dana = book.person("Dana Whitfield", "Operations", listed=True)
    rosa = book.person("Rosa Lim", "Operations", reports_to=dana)

    def promise(writer: Writer) -> None:
        ask = remember_ask(
            writer,
            asked_id=rosa,
            target_id=dana,
            type="review slot",
            on=TODAY,
        )
        change_ask(writer, ask, agreed_on=TODAY, agreed_for=TODAY + timedelta(20))

    book.database.run_now(lambda tx: promise(book.writer(tx, TODAY)))
    situation = book.situation(dana)

    assert situation.tie.next_meeting_on == TODAY + timedelta(20)
    assert not situation.cold
    assert [ask.asked.name for ask in situation.asks] == ["Rosa Lim"]


def test_the_last_gift_to_the_executive_is_known_where_something_was_asked(
    book: Book,
) -> None:
    dana = book.person("Dana Whitfield", "Operations", listed=True)
    kim = book.person("Kim Park", "Legal")

    def write(writer: Writer) -> None:
        whose: dict[str, Any] = {
            "workspace_id": book.whom.workspace_id, "leader_id": book.whom.leader_id
        }  # fmt: skip
        for days, to in ((9, dana), (4, dana), (1, kim)):
            writer.add(Given(**whose, to_id=to, on=days_ago(days)))
        remember_ask(writer, asked_id=dana, type="favour", on=days_ago(5))

    book.database.run_now(lambda tx: write(book.writer(tx, TODAY)))

    assert book.situation(dana).last_given_on == days_ago(4)


def test_another_leaders_book_shows_nothing_of_mine(
    book: Book, database: Database
) -> None:
    dana = book.person("Dana Whitfield", "Operations", listed=True)
    kim = book.person("Kim Park", "Legal")
    book.log(kim, days_ago(1))
    book.knows(kim, dana, days_ago(1))
    given = Given(
        workspace_id=book.whom.workspace_id, leader_id=book.whom.leader_id,
        to_id=kim, on=TODAY,
    )  # fmt: skip
    database.run_now(lambda tx: book.writer(tx, TODAY).add(given))
    other = Book(database, user="bea")
    other.log(dana, days_ago(200))

    situation = other.situation(dana)

    assert other.everyone() == []
    assert situation.mutual == ()
    assert book.situation(dana).mutual[0].last_given_on == TODAY


def test_the_leaders_own_unit_is_no_place_to_build_a_reputation(book: Book) -> None:
    dana = book.person("Dana Whitfield", "Operations", listed=True)
    sam = book.person("Sam Ortiz", "Systems")
    book.log(sam, days_ago(2))
    assert len(book.situation(dana).units) == 1

    unit_id = book.situation(sam).executive.unit_id
    book.database.run_now(
        lambda tx: book.writer(tx, TODAY).update(
            Person, book.whom.person_id, unit_id=unit_id
        )
    )
    assert book.situation(dana).units == ()
