"""The agenda as it is gathered from rows: items, owners, needs and stances."""

import json
from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from scheduler.advice.planning import plan_day
from storage.database.transactions import Database, Transaction
from storage.database.vault import place
from storage.ids import new_id
from storage.models import AgendaItem, AgendaPart, Motivator, Need, Person, Stance
from tests.books import TODAY, Book


@pytest.fixture
def book(database: Database) -> Book:
    return Book(database)


def days_ago(days: int) -> date:
    return TODAY - timedelta(days)


def sealed(book: Book, row_id: str, text: str, field: str) -> bytes:
    about = place(book.whom.workspace_id, row_id, field)
    return book.database.run_now(lambda tx: tx.vault.seal(text, about=about))


def item(book: Book, code: str = "A-1", **facts: Any) -> str:
    row_id = new_id()
    row = AgendaItem(
        id=row_id, workspace_id=book.whom.workspace_id,
        leader_id=book.whom.leader_id, code=code,
        title=sealed(book, row_id, f"Plan {code}", "title"),
        measure=sealed(book, row_id, "no errors", "measure"),
        **{"opened_on": days_ago(20), **facts},
    )  # fmt: skip
    book.database.run_now(lambda tx: book.writer(tx, TODAY).add(row))
    return row_id


def part(book: Book, item_id: str, person_id: str, name: str) -> None:
    row = AgendaPart(item_id=item_id, person_id=person_id, part=name)
    book.database.run_now(lambda tx: book.writer(tx, TODAY).add(row))


def stance(
    book: Book,
    item_id: str,
    person_id: str,
    said: dict[str, str] | None = None,
    **facts: Any,
) -> None:
    text = sealed(book, f"{item_id}:{person_id}", json.dumps(said or {}), "stance")
    row = Stance(
        item_id=item_id, person_id=person_id, workspace_id=book.whom.workspace_id,
        leader_id=book.whom.leader_id, stance=text, on=TODAY, **facts,
    )  # fmt: skip
    book.database.run_now(lambda tx: book.writer(tx, TODAY).add(row))


def need(book: Book, person_id: str, text: str, item_id: str | None = None) -> None:
    row_id = new_id()
    row = Need(
        id=row_id, workspace_id=book.whom.workspace_id,
        leader_id=book.whom.leader_id, person_id=person_id, item_id=item_id,
        text=sealed(book, row_id, text, "text"), on=days_ago(4),
    )  # fmt: skip
    book.database.run_now(lambda tx: book.writer(tx, TODAY).add(row))


def test_an_item_touches_its_owners_and_whoever_has_a_stance_or_a_need(
    book: Book,
) -> None:
    dana = book.person("Dana Whitfield", "Operations", listed=True)
    omar = book.person("Omar Haddad", "Legal", listed=True)
    femi = book.person("Femi Cole", "Finance", listed=True)
    ben = book.person("Ben Okafor", "Sales", listed=True)
    plan = item(book)
    part(book, plan, dana, "process")
    stance(book, plan, omar, {"current": "neutral"})
    need(book, femi, "a quick close", plan)

    touched = {one.executive.id: one.agenda for one in book.everyone()}

    [hers] = touched[dana]
    assert (hers.item.code, hers.item.title) == ("A-1", "Plan A-1")
    assert (hers.item.measure, hers.item.opened_on) == ("no errors", days_ago(20))
    assert (hers.owns, hers.parts) == (("process",), ("process",))
    assert touched[omar][0].stance.current == "neutral"
    assert [one.text for one in touched[femi][0].needs] == ["a quick close"]
    assert touched[ben] == ()


def test_a_stance_is_read_with_all_its_days(book: Book) -> None:
    dana = book.person("Dana Whitfield", listed=True)
    plan = item(book)
    said = {
        "current": "resistant", "desired": "supportive", "view": "too early",
        "objection": "no hands",
    }  # fmt: skip
    days: dict[str, Any] = {
        "heard_on": days_ago(9), "gap_since": days_ago(8), "objection_on": days_ago(7),
        "answered_on": days_ago(6), "proposed_on": days_ago(5),
    }  # fmt: skip
    stance(book, plan, dana, said, **days, outcome="objection", priority="low")

    found = book.situation(dana).agenda[0].stance

    assert {name: getattr(found, name) for name in said} == said
    assert {name: getattr(found, name) for name in days} == days
    assert (found.outcome, found.priority, found.gap) == ("objection", "low", 2)


@pytest.mark.parametrize(
    ("facts", "live"),
    [
        ({}, True),
        ({"closed_on": TODAY}, False),
        ({"parked_until": TODAY + timedelta(1)}, False),
        ({"parked_until": TODAY}, True),
    ],
)
def test_what_is_closed_or_parked_is_not_live(
    book: Book, facts: dict[str, Any], live: bool
) -> None:
    dana = book.person("Dana Whitfield", listed=True)
    plan = item(book, **facts)
    part(book, plan, dana, "process")
    stance(book, plan, dana)

    assert bool(book.situation(dana).agenda) is live


def test_an_owner_is_known_with_tie_list_motivator_need_rank_and_sponsorship(
    book: Book,
) -> None:
    dana = book.person("Dana Whitfield", "Operations", listed=True)
    femi = book.person("Femi Cole", "Finance")
    plan = item(book)
    part(book, plan, dana, "process")
    part(book, plan, dana, "sponsor")
    part(book, plan, femi, "pnl")
    stance(book, plan, dana, priority="low")
    need(book, dana, "fewer late payslips", plan)
    book.log(dana, days_ago(2), kind="call")
    row_id = new_id()
    motivator = Motivator(
        id=row_id, workspace_id=book.whom.workspace_id,
        leader_id=book.whom.leader_id, person_id=dana, on=days_ago(2),
        text=sealed(book, row_id, "overtime", "text"),
    )  # fmt: skip
    book.database.run_now(lambda tx: book.writer(tx, TODAY).add(motivator))

    found = {one.person.id: one for one in book.situation(dana).agenda[0].item.owners}

    hers, his = found[dana], found[femi]
    assert (hers.p, hers.listed, hers.live_tie, hers.sponsor) == (
        "process", True, True, True,
    )  # fmt: skip
    assert (hers.priority, hers.needs_served, hers.motivated) == ("low", True, True)
    assert (his.p, his.listed, his.live_tie, his.sponsor) == (
        "pnl", False, False, False,
    )  # fmt: skip
    assert (his.priority, his.needs_served, his.motivated) == ("", False, False)
    assert (his.person.name, his.person.unit) == ("Femi Cole", "Finance")


def test_an_owner_met_but_not_on_the_list_is_not_listed(book: Book) -> None:
    dana = book.person("Dana Whitfield", listed=True)
    femi = book.person("Femi Cole", "Finance")
    book.log(femi, days_ago(2), kind="call")
    plan = item(book)
    part(book, plan, dana, "process")
    part(book, plan, femi, "pnl")

    [_, his] = sorted(
        book.situation(dana).agenda[0].item.owners, key=lambda one: one.p, reverse=True
    )
    assert (his.person.id, his.live_tie, his.listed) == (femi, True, False)


def test_sponsors_of_the_leaders_own_unit_are_no_outside_sponsors(book: Book) -> None:
    dana = book.person("Dana Whitfield", "Operations", listed=True)
    sam = book.person("Sam Ortiz", "Systems")
    unit_id = book.situation(dana).executive.unit_id
    book.log(sam, days_ago(2))
    systems = book.situation(sam).executive.unit_id
    assert systems and systems != unit_id
    book.database.run_now(
        lambda tx: book.writer(tx, TODAY).update(
            Person, book.whom.person_id, unit_id=systems
        )
    )
    plan = item(book)
    part(book, plan, dana, "process")
    part(book, plan, sam, "sponsor")
    assert book.situation(dana).agenda[0].item.outside_sponsors == 0

    part(book, plan, dana, "sponsor")
    found = book.situation(dana).agenda[0].item
    assert found.outside_sponsors == 1
    assert [one.name for one in found.sponsors] == ["Dana Whitfield", "Sam Ortiz"]


def test_who_is_behind_on_an_item_longest_first(book: Book) -> None:
    dana = book.person("Dana Whitfield", listed=True)
    femi = book.person("Femi Cole", "Finance")
    omar = book.person("Omar Haddad", "Legal")
    kim = book.person("Kim Park")
    plan = item(book)
    gap = {"current": "neutral", "desired": "supportive"}
    none = {"current": "supportive", "desired": "supportive"}
    stance(book, plan, dana, {"current": "leading", "desired": "leading"})
    stance(book, plan, femi, gap, gap_since=days_ago(3))
    stance(book, plan, omar, gap, gap_since=days_ago(40))
    stance(book, plan, kim, none, gap_since=days_ago(50))

    behind = book.situation(dana).agenda[0].item.behind

    assert [(one.name, one.unit, on) for one, on in behind] == [
        ("Omar Haddad", "Legal", days_ago(40)),
        ("Femi Cole", "Finance", days_ago(3)),
    ]


def test_deciders_say_when_they_were_heard_or_proposed_to(book: Book) -> None:
    dana = book.person("Dana Whitfield", listed=True)
    femi = book.person("Femi Cole")
    plan = item(book, decision_on=TODAY + timedelta(5))
    part(book, plan, dana, "decider")
    part(book, plan, femi, "decider")
    stance(book, plan, dana, heard_on=days_ago(8), proposed_on=days_ago(4))

    found = book.situation(dana)

    assert found.decision_on == TODAY + timedelta(5)
    met = {one.person.name: one.met_on_it for one in found.agenda[0].item.deciders}
    assert met == {"Dana Whitfield": days_ago(4), "Femi Cole": None}


def test_needs_that_no_item_serves_are_on_record_without_an_agenda(book: Book) -> None:
    dana = book.person("Dana Whitfield", listed=True)
    need(book, dana, "fewer late payslips")

    situation = book.situation(dana)

    assert situation.agenda == ()
    assert [(one.text, one.item_id) for one in situation.needs] == [
        ("fewer late payslips", "")
    ]


def test_what_another_leader_plans_stays_theirs(book: Book, database: Database) -> None:
    dana = book.person("Dana Whitfield", listed=True)
    other = Book(database, user="bea")
    other.log(dana, days_ago(2))
    hers = item(other)
    part(other, hers, dana, "process")
    stance(other, hers, dana, {"view": "hers alone"})
    need(other, dana, "hers alone", hers)

    situation = book.situation(dana)

    assert (situation.agenda, situation.needs) == ((), ())
    assert other.situation(dana).agenda[0].stance.view == "hers alone"


def test_the_manner_of_the_last_talks_is_known(book: Book) -> None:
    dana = book.person("Dana Whitfield", listed=True)
    book.log(dana, days_ago(9), kind="call", mode="enquiry", listened=70)
    book.log(dana, days_ago(5), kind="call")
    book.log(dana, days_ago(2), kind="met", mode="advocacy")

    assert book.situation(dana).tie.talks == (
        (days_ago(9), "enquiry", 70),
        (days_ago(2), "advocacy", None),
    )


def test_a_plan_of_the_day_reads_the_agenda_once(book: Book) -> None:
    dana = book.person("Dana Weber", listed=True)
    part(book, item(book), dana, "decider")
    read: list[str] = []

    def count(*executed: Any) -> None:
        read.append(executed[2])

    def plan(tx: Transaction) -> None:
        sa.event.listen(tx.connection, "before_cursor_execute", count)
        plan_day(tx, book.whom, today=TODAY)

    book.database.run_now(plan)
    for table in (AgendaItem, Need):
        rows = f"SELECT {table.__tablename__}.id"
        assert sum(one.startswith(rows) for one in read) == 1, table
