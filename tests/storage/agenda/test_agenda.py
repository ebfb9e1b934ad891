"""An item of the agenda and a stance are told alike, whoever reads them."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from storage.agenda.facts import ItemFact, StanceFact
from storage.agenda.stances import change_stance, stance_on, stances_of, stances_on
from storage.agenda.store import (
    Agenda,
    add_item,
    add_part,
    agenda_of,
    change_item,
    drop_parts,
    item_with,
    items_of,
    parts_of,
)
from storage.database.transactions import Database, Transaction
from tests.books import TODAY, Book

DECISION = date(2026, 6, 12)


class Shelf:
    """Ada's book with one item, which Dana and Kim have a part in."""

    def __init__(self, database: Database) -> None:
        self.book = Book(database)
        self.dana = self.book.person("Dana Whitfield", "Operations", listed=True)
        self.kim = self.book.person("Kim Ito", "Finance")
        self.run = database.run_now
        self.item_id = self.run(self._add_item)

    def _add_item(self, tx: Transaction) -> str:
        writer = self.book.writer(tx, TODAY)
        found = add_item(writer, "Cut-over", on=TODAY, decision_on=DECISION)
        change_item(writer, found, measure="fewer late payslips")
        for person_id, part in (
            (self.kim, "sponsor"), (self.dana, "process"), (self.dana, "sponsor"),
        ):  # fmt: skip
            assert add_part(writer, found, person_id, part)
        return found

    def change(self, **changes: object) -> StanceFact:
        return self.run(
            lambda tx: change_stance(
                self.book.writer(tx, TODAY),
                self.item_id,
                self.dana,
                on=TODAY,
                **changes,
            )
        )

    def item(self) -> ItemFact:
        leader_id = self.book.whom.leader_id
        found = self.run(lambda tx: item_with(tx, self.item_id, leader_id=leader_id))
        assert found is not None
        return found

    def agenda(self, today: date = TODAY) -> Agenda:
        whom = self.book.whom
        return self.run(
            lambda tx: agenda_of(tx, whom.leader_id, whom.person_id, today=today)
        )


@pytest.fixture
def shelf(database: Database) -> Shelf:
    return Shelf(database)


def test_an_item_is_the_same_by_itself_in_the_list_and_live(shelf: Shelf) -> None:
    by_itself = shelf.item()
    leader_id = shelf.book.whom.leader_id
    listed = shelf.run(lambda tx: items_of(tx, leader_id=leader_id))
    [live] = shelf.agenda().items

    assert by_itself == ItemFact(
        shelf.item_id, "A-1", "Cut-over", TODAY, DECISION, measure="fewer late payslips"
    )
    assert listed == [by_itself]
    nobody = replace(live, owners=(), sponsors=(), outside_sponsors=0)
    assert nobody == by_itself
    assert [one.person.name for one in live.owners] == ["Dana Whitfield"]
    assert [one.name for one in live.sponsors] == ["Dana Whitfield", "Kim Ito"]


def test_another_leaders_item_is_nobodys(shelf: Shelf) -> None:
    found = shelf.run(lambda tx: item_with(tx, shelf.item_id, leader_id="somebody"))

    assert found is None


@pytest.mark.parametrize(("days", "live"), [(0, True), (1, False)])
def test_a_parked_item_is_live_again_on_its_day(
    shelf: Shelf, days: int, live: bool
) -> None:
    until = TODAY + timedelta(days)
    shelf.run(
        lambda tx: change_item(
            shelf.book.writer(tx, TODAY), shelf.item_id, parked_until=until
        )
    )

    assert shelf.item().parked_until == until
    assert bool(shelf.agenda().items) is live


def test_parts_come_by_part_and_name(shelf: Shelf) -> None:
    parts = shelf.run(lambda tx: parts_of(tx, shelf.item_id))

    assert {part: [one.name for one in who] for part, who in parts.items()} == {
        "process": ["Dana Whitfield"],
        "sponsor": ["Dana Whitfield", "Kim Ito"],
    }
    assert list(parts) == ["process", "sponsor"]
    assert parts["sponsor"][1].unit == "Finance"


def test_a_part_is_given_once_and_taken_back(shelf: Shelf) -> None:
    def work(tx: Transaction) -> tuple[bool, int, int]:
        writer = shelf.book.writer(tx, TODAY)
        again = add_part(writer, shelf.item_id, shelf.kim, "sponsor")
        taken = drop_parts(writer, shelf.item_id, "sponsor", [shelf.kim])
        return again, taken, drop_parts(writer, shelf.item_id, "decider")

    assert shelf.run(work) == (False, 1, 0)


def test_a_stance_is_the_same_by_itself_on_its_item_of_its_person_and_live(
    shelf: Shelf,
) -> None:
    kept = shelf.change(
        current="resistant", desired="supportive", view="fears March",
        heard_on=TODAY, anyway="safety", proposed_on=TODAY,
    )  # fmt: skip
    dana, whom = shelf.dana, shelf.book.whom
    alone = shelf.run(lambda tx: stance_on(tx, item_id=shelf.item_id, person_id=dana))
    on_item = shelf.run(lambda tx: stances_on(tx, shelf.item_id))
    of_person = shelf.run(
        lambda tx: stances_of(tx, leader_id=whom.leader_id, person_id=dana)
    )
    [live] = shelf.agenda().touching[dana]

    assert kept == StanceFact(
        current="resistant", desired="supportive", view="fears March",
        anyway="safety", heard_on=TODAY, gap_since=TODAY, proposed_on=TODAY,
    )  # fmt: skip
    assert alone == live.stance == kept
    assert on_item == [("Dana Whitfield", kept)]
    assert of_person == [("A-1", kept)]


def test_nothing_on_record_is_no_stance(shelf: Shelf) -> None:
    found = shelf.run(
        lambda tx: stance_on(tx, item_id=shelf.item_id, person_id=shelf.kim)
    )

    assert found is None


def test_a_gap_keeps_its_day_until_it_closes(shelf: Shelf) -> None:
    shelf.change(current="neutral", desired="leading", gap_since=date(2026, 1, 5))
    assert shelf.change(current="supportive").gap_since == date(2026, 1, 5)
    assert shelf.change(current="leading").gap_since is None


def test_a_stance_has_no_field_of_another_name(shelf: Shelf) -> None:
    with pytest.raises(TypeError):
        shelf.change(mood="sour")
