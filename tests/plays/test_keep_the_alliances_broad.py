from datetime import date
from typing import Any

import pytest

from scheduler.book import Book
from storage.agenda.facts import ItemFact, OwnerFact
from storage.people.facts import PersonFact
from tests.builders import (
    DANA,
    FEMI,
    LIVE,
    OMAR,
    ROSA,
    a_book,
    a_situation,
    a_tie,
    an_earlier,
    an_item,
    book_steps_of,
    pausing,
)

FIRST = date(2026, 4, 1)


def owned(*owners: OwnerFact, **facts: Any) -> ItemFact:
    return an_item(owners=owners, **facts)


A_1 = owned(
    OwnerFact("process", DANA), OwnerFact("pnl", FEMI), OwnerFact("people", OMAR)
)
A_2 = owned(OwnerFact("pnl", FEMI), id="a2", code="A-2")


def book(*items: ItemFact, **facts: Any) -> Book:
    return a_book(**({"today": FIRST, "items": items} | facts))


def names(found: Book) -> list[str]:
    return [step.person_id for step in book_steps_of("P18", found)]


def test_the_owner_with_the_most_parts_is_the_next_partner() -> None:
    [step] = book_steps_of("P18", book(A_1, A_2))
    assert step.step == "Start the next partnership with Femi Cole in Finance."
    assert step.because == (
        "0 of 3 owners on your live agenda have a live tie to you; Femi, Dana and Omar "
        "have none",
        "Femi owns a part of A-1 and A-2",
    )
    assert step.withdrawn_if == "you log a first talk with Femi."
    assert (step.about, step.approach_id, step.person) == ("owner", "femi", "Femi Cole")
    assert step.returns_on == date(2026, 5, 1)


def live(n: int) -> ItemFact:
    people = DANA, FEMI, OMAR, ROSA
    return owned(*(OwnerFact("pnl", who, k < n) for k, who in enumerate(people)))


@pytest.mark.parametrize(("ties", "steps"), [(0, 1), (1, 1), (2, 0), (4, 0)])
def test_half_of_the_owners_are_enough(ties: int, steps: int) -> None:
    assert len(names(book(live(ties)))) == steps


@pytest.mark.parametrize(("day", "steps"), [(1, 1), (7, 1), (8, 0), (30, 0)])
def test_in_the_first_days_of_a_month(day: int, steps: int) -> None:
    assert len(names(book(A_1, today=date(2026, 4, day)))) == steps


def test_a_step_put_off_comes_back_later_in_the_month() -> None:
    later = an_earlier("P18", "owner", "later", suggested_on=FIRST)
    earlier = {"dana": (later,)}
    assert names(book(A_1, today=date(2026, 4, 15), earlier=earlier)) == ["dana"]
    assert names(book(A_1, today=date(2026, 5, 15), earlier=earlier)) == []


ALONE = {
    "situations": (a_situation(executive=FEMI, tie=LIVE),),
    "live_by_unit": {"Finance": (FEMI,)},
    "known_by_unit": {"Finance": (PersonFact("ivy", "Ivy Chan", unit="Finance"),)},
}


def test_a_unit_that_hangs_on_one_tie_is_the_next_place() -> None:
    [step] = book_steps_of("P18", book(**ALONE))
    assert step.step == "Start the next partnership with Ivy Chan in Finance."
    assert step.because == ("Femi is your only live tie to Finance",)
    assert (step.about, step.approach_id) == ("unit", "ivy")


@pytest.mark.parametrize("state", ["refused", "done"])
def test_an_answer_moves_on_to_the_next_partner(state: str) -> None:
    said = an_earlier("P18", "owner", state, suggested_on=date(2026, 3, 4))
    assert names(book(A_1, A_2, earlier={"femi": (said,)})) == ["dana"]


def test_a_partner_who_is_met_anyway_or_cannot_be_met_is_left_out() -> None:
    unreachable = a_situation(tie=pausing())
    soon = a_situation(executive=FEMI, tie=a_tie(next_meeting_on=FIRST))
    people = {"situations": (unreachable, soon)}
    assert names(book(A_1, A_2, **people)) == ["omar"]


@pytest.mark.parametrize(
    ("reason", "found"),
    [
        ("nothing is known", book()),
        ("no item has an owner", book(owned())),
        ("nobody else is known in the unit", book(**(ALONE | {"known_by_unit": {}}))),
    ],
)
def test_it_is_silent_when(reason: str, found: Book) -> None:
    assert names(found) == [], reason
