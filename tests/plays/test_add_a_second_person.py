from typing import Any

import pytest

from scheduler.book import Book
from storage.agenda.facts import DeciderFact, OwnerFact
from storage.people.facts import PersonFact
from tests.builders import (
    DANA,
    FEMI,
    LIVE,
    LOW,
    ROSA,
    TODAY,
    a_book,
    a_report,
    a_situation,
    a_standing,
    a_tie,
    an_earlier,
    an_item,
    book_steps_of,
    days_ago,
    pausing,
)

IVY = PersonFact("ivy", "Ivy Chan", unit_id="finance", unit="Finance")
WITH_FEMI = a_situation(executive=FEMI, tie=LIVE)


def book(**facts: Any) -> Book:
    known = {"situations": (WITH_FEMI,), "live_by_unit": {"Finance": (FEMI,)}}
    return a_book(**(known | facts))


def units(**facts: Any) -> list[str]:
    return [step.about for step in book_steps_of("L4", book(**facts))]


def test_a_second_person_beside_the_only_one() -> None:
    [step] = book_steps_of("L4", book(known_by_unit={"Finance": (IVY,)}))
    assert (step.step, step.more) == (
        "Get to know a second person in Finance, beside Femi.",
        "Ivy is a place to start.",
    )
    assert step.because == ("Femi is your only live tie to Finance, as far as logged",)
    assert step.withdrawn_if == "you log a talk with somebody else in Finance."
    assert (step.about, step.approach_id) == ("unit:Finance", "ivy")
    assert (step.person_id, step.person) == ("femi", "Femi Cole")


def test_where_nobody_else_is_known_nobody_is_named() -> None:
    [step] = book_steps_of("L4", book())
    assert step.step == "Get to know a second person in Finance, beside Femi."


def test_somebody_on_the_list_is_named_first() -> None:
    cold = a_situation(
        executive=PersonFact("zoe", "Zoe Quist", "", "finance", "Finance")
    )
    known = {"Finance": (IVY, cold.executive)}
    [step] = book_steps_of(
        "L4", book(situations=(WITH_FEMI, cold), known_by_unit=known)
    )
    assert step.approach == "Zoe Quist"


@pytest.mark.parametrize(("people", "steps"), [((), 0), ((FEMI,), 1), ((FEMI, IVY), 0)])
def test_two_live_ties_are_enough(people: tuple[PersonFact, ...], steps: int) -> None:
    assert len(units(live_by_unit={"Finance": people})) == steps


@pytest.mark.parametrize(
    "item",
    [
        an_item(owners=(OwnerFact("pnl", FEMI),)),
        an_item(owners=(), deciders=(DeciderFact(FEMI),)),
        an_item(owners=(), sponsors=(FEMI,)),
    ],
)
def test_a_part_in_a_live_item_makes_a_unit_matter(item: Any) -> None:
    assert units(situations=(), items=(item,)) == ["unit:Finance"]
    assert units(situations=()) == []


TWO = {
    "situations": (WITH_FEMI, a_situation(tie=LIVE, heads_unit=True)),
    "live_by_unit": {"Finance": (FEMI,), "Operations": (DANA,)},
}


def test_one_unit_at_a_time_the_most_salient_first() -> None:
    assert units(**TWO) == ["unit:Operations"]


@pytest.mark.parametrize("state", ["refused", "done"])
def test_an_answer_lets_the_next_unit_come(state: str) -> None:
    said = an_earlier("L4", "unit:Operations", state, suggested_on=days_ago(9))
    assert units(**TWO, earlier={"dana": (said,)}) == ["unit:Finance"]


def test_a_refusal_rests_for_30_days_and_no_longer() -> None:
    said = an_earlier("L4", "unit:Finance", "refused", suggested_on=days_ago(29))
    assert units(earlier={"femi": (said,)}) == []
    said = an_earlier("L4", "unit:Finance", "refused", suggested_on=days_ago(30))
    assert units(earlier={"femi": (said,)}) == ["unit:Finance"]


@pytest.mark.parametrize(
    ("reason", "facts"),
    [
        ("it is the leader's own unit", {"own_unit": "Finance"}),
        (
            "the month's step names somebody there",
            {
                "known_by_unit": {"Finance": (IVY,)},
                "earlier": {
                    "ivy": (
                        an_earlier(
                            "P18", "unit", "suggested", suggested_on=days_ago(1),
                            returns_on=TODAY.replace(month=4, day=7),
                        ),
                    )
                },
            },
        ),
        (
            "a way into that unit is looked for already",
            {
                "situations": (a_situation(tie=pausing()),),
                "live_by_unit": {"Operations": (ROSA,)},
            },
        ),
        (
            "the unit is not satisfied with the service",
            {
                "situations": (
                    a_situation(tie=LIVE, standing=a_standing(ratings=LOW)),
                ),
                "live_by_unit": {"Operations": (DANA,)},
            },
        ),
        (
            "a first meeting with somebody there is planned",
            {
                "situations": (a_situation(tie=a_tie(next_meeting_on=TODAY)),),
                "live_by_unit": {"Operations": (ROSA,)},
            },
        ),
        (
            "direct reports are the way to somebody cold",
            {
                "situations": (a_situation(reports=(a_report(),)),),
                "live_by_unit": {"Operations": (ROSA,)},
            },
        ),
    ],
)  # fmt: skip
def test_it_is_silent_when(reason: str, facts: dict[str, Any]) -> None:
    assert units(**facts) == [], reason
