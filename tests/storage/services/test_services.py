"""A service, an issue and a unit are told alike, whoever reads them."""

from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar

import pytest

from storage.database.transactions import Database, Transaction
from storage.people.facts import PersonFact
from storage.services.facts import ServiceFact
from storage.services.standing import standings, unit_by_itself
from storage.services.store import (
    add_service,
    add_use,
    change_issue,
    issue_with_code,
    open_issue,
    open_issues,
    services_of,
    set_head,
)
from tests.books import TODAY, Book

T = TypeVar("T")


class Desk:
    """Ada's book with Payroll, owned by Sam, on which Operations relies."""

    def __init__(self, database: Database) -> None:
        self.book = Book(database)
        self.sam = self.book.person("Sam Ortiz", "Payroll office")
        self.rosa = self.book.person("Rosa Lim", "Operations")
        self.unit = self.book.situation(self._tied(self.rosa)).executive.unit_id
        self.payroll = self.run(self._add_payroll)

    def _tied(self, person_id: str) -> str:
        self.book.log(person_id, TODAY)
        return person_id

    def _add_payroll(self, tx: Transaction) -> str:
        writer = self.book.writer(tx, TODAY)
        service = add_service(writer, "Payroll", owner_id=self.sam)
        add_use(writer, service, self.unit)
        add_service(writer, "Archive")
        return service

    def run(self, work: Callable[[Transaction], T]) -> T:
        return self.book.database.run_now(work)

    @property
    def workspace(self) -> str:
        return self.book.whom.workspace_id


@pytest.fixture
def desk(database: Database) -> Desk:
    return Desk(database)


def test_services_come_by_name_with_who_relies_on_them(desk: Desk) -> None:
    archive, payroll = desk.run(lambda tx: services_of(tx, workspace_id=desk.workspace))

    assert (archive.name, archive.owner, archive.units) == ("Archive", None, {})
    sam = PersonFact(desk.sam, "Sam Ortiz")
    units = {desk.unit: "Operations"}
    assert payroll == ServiceFact(desk.payroll, "Payroll", sam, units)


def test_a_units_standing_leaves_out_who_else_relies_on_a_service(desk: Desk) -> None:
    found = desk.run(lambda tx: standings(tx, [desk.unit], today=TODAY))
    [payroll] = found[desk.unit].services

    assert payroll == ServiceFact(
        desk.payroll, "Payroll", PersonFact(desk.sam, "Sam Ortiz")
    )


def test_an_issue_is_the_same_by_its_code_in_the_list_and_for_its_unit(
    desk: Desk,
) -> None:
    def break_it(tx: Transaction) -> None:
        open_issue(
            desk.book.writer(tx, TODAY), code="I-12", service_id=desk.payroll,
            unit_id=desk.unit, on=TODAY - timedelta(9), title="salaries late",
            severity=2, due_on=TODAY,
        )  # fmt: skip

    desk.run(break_it)
    called = desk.run(
        lambda tx: issue_with_code(tx, workspace_id=desk.workspace, code="I-12")
    )
    listed = desk.run(lambda tx: open_issues(tx, workspace_id=desk.workspace))
    felt = desk.run(lambda tx: standings(tx, [desk.unit], today=TODAY))

    assert called is not None
    assert listed == [called] == [*felt[desk.unit].issues]
    assert (called.title, called.service, called.unit) == (
        "salaries late", "Payroll", "Operations",
    )  # fmt: skip
    assert called.owner == PersonFact(desk.sam, "Sam Ortiz")
    assert (called.severity, called.due_on, called.confirmed_by) == (2, TODAY, None)


def test_who_confirmed_an_issue_and_on_whose_word_is_told(desk: Desk) -> None:
    def mend(tx: Transaction) -> None:
        writer = desk.book.writer(tx, TODAY)
        issue = open_issue(
            writer, code="I-1", service_id=desk.payroll, unit_id=desk.unit, on=TODAY
        )
        change_issue(
            writer, issue,
            confirmed_on=TODAY, confirmed_by_id=desk.rosa, confirmed_by_word=True,
        )  # fmt: skip

    desk.run(mend)
    issue = desk.run(
        lambda tx: issue_with_code(tx, workspace_id=desk.workspace, code="I-1")
    )

    assert issue is not None
    assert issue.confirmed_by == PersonFact(desk.rosa, "Rosa Lim")
    assert issue.confirmed_by_word
    assert desk.run(lambda tx: open_issues(tx, workspace_id=desk.workspace)) == []


def test_a_unit_by_itself_is_told_with_its_people_head_and_answers(desk: Desk) -> None:
    ben = desk.book.person("Ben Adler", "Operations")
    desk.book.log(ben, TODAY - timedelta(2), outcome="declined")
    desk.book.log(ben, TODAY - timedelta(90), outcome="declined")
    desk.run(lambda tx: set_head(desk.book.writer(tx, TODAY), desk.unit, ben))

    unit = desk.run(
        lambda tx: unit_by_itself(
            tx,
            desk.unit,
            leader_id=desk.book.whom.leader_id,
            since=TODAY - timedelta(90),
            today=TODAY,
        )
    )

    assert unit.people == ("Ben Adler", "Rosa Lim")
    assert unit.head == PersonFact(ben, "Ben Adler")
    assert (unit.met, unit.attempts) == (1, 1)
    assert (unit.standing.unit_id, unit.standing.unit) == (desk.unit, "Operations")


def test_there_is_no_unit_that_is_not_there(desk: Desk) -> None:
    with pytest.raises(KeyError):
        desk.run(
            lambda tx: unit_by_itself(
                tx,
                "nowhere",
                leader_id=desk.book.whom.leader_id,
                since=TODAY,
                today=TODAY,
            )
        )
