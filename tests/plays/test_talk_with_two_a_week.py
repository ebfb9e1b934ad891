from datetime import date, timedelta
from typing import Any

import pytest

from scheduler.book import Book
from scheduler.situation import Situation
from storage.people.facts import PersonFact
from tests.builders import (
    a_book,
    a_colleague,
    a_situation,
    a_tie,
    an_earlier,
    book_steps_of,
    pausing,
)

WEDNESDAY = date(2026, 4, 15)
MONDAY = date(2026, 4, 13)


def ago(days: int) -> date:
    return WEDNESDAY - timedelta(days)


def somebody(name: str, silent: int = 60, **facts: Any) -> Situation:
    """Return a stakeholder last met this many days ago."""
    known = {
        "today": WEDNESDAY,
        "executive": PersonFact(name.lower(), f"{name} Moss", unit_id=name),
        "tie": a_tie(contact_days=(ago(silent),), last_on=ago(silent)),
    }
    return a_situation(**(known | facts))


def week(*people: Situation, **facts: Any) -> Book:
    known = {"today": WEDNESDAY, "days_left": 3}
    return a_book(*people, **(known | facts))


def names(*people: Situation, **facts: Any) -> list[str]:
    return [s.person_id for s in book_steps_of("C1", week(*people, **facts))]


def test_the_two_whose_turn_came_longest_ago() -> None:
    book = week(somebody("Ann", 40), somebody("Bea", 90), somebody("Cy", 60))
    first, second = book_steps_of("C1", book)
    assert first.step == "Talk with Bea one to one this week."
    assert first.because == (
        "no one-to-ones with your stakeholders are logged or planned this week, two "
        "are a good week",
        "the last logged contact with Bea was on Thu 15 January",
    )
    assert first.withdrawn_if == (
        "you log a contact with Bea, or two other one-to-ones."
    )
    assert (first.about, first.approach_id, first.person) == ("week", "bea", "Bea Moss")
    assert second.step == "Talk with Cy one to one this week."
    assert (first.overdue, second.overdue) == (3.0, 2.0)


def met_this_week(name: str) -> Situation:
    days = (ago(2),)
    return somebody(
        name, tie=a_tie(contact_days=days, substantive_days=days, last_on=ago(2))
    )


def planned(name: str, in_days: int) -> Situation:
    tie = a_tie(contact_days=(ago(60),), next_meeting_on=ago(-in_days))
    return somebody(name, tie=tie)


@pytest.mark.parametrize(
    ("others", "steps"),
    [
        ((), 2),
        ((met_this_week("Dee"),), 1),
        ((met_this_week("Dee"), met_this_week("Eve")), 0),
        ((met_this_week("Dee"), planned("Eve", 4)), 0),  # on Sunday
        ((met_this_week("Dee"), planned("Eve", 5)), 1),  # on Monday
    ],
)
def test_only_as_many_as_are_missing(others: tuple[Situation, ...], steps: int) -> None:
    assert len(names(somebody("Ann"), somebody("Bea"), *others)) == steps


def test_one_talk_is_said_as_one() -> None:
    [step] = book_steps_of("C1", week(somebody("Ann"), met_this_week("Dee")))
    assert step.because[0].startswith("one one-to-one with your stakeholders is logged")


@pytest.mark.parametrize(("left", "steps"), [(0, 0), (1, 1), (2, 2), (3, 2)])
def test_no_more_than_there_are_days_left(left: int, steps: int) -> None:
    people = somebody("Ann"), somebody("Bea")
    assert len(names(*people, days_left=left)) == steps


@pytest.mark.parametrize(("day", "steps"), [(0, 0), (1, 0), (2, 1), (4, 1)])
def test_from_wednesday_on(day: int, steps: int) -> None:
    today = MONDAY + timedelta(day)
    assert len(names(somebody("Ann"), today=today)) == steps


@pytest.mark.parametrize(("silent", "steps"), [(30, 0), (31, 1)])
def test_nobody_before_their_turn(silent: int, steps: int) -> None:
    assert len(names(somebody("Ann", silent))) == steps


def test_somebody_never_met_has_a_turn_too_but_not_in_their_first_week() -> None:
    new = somebody("Ann", tie=a_tie(), since=ago(3))
    [step] = book_steps_of("C1", week(new))
    assert step.because[1] == "Ann is on your list and no talk is logged yet"
    assert names(somebody("Ann", tie=a_tie(), since=MONDAY)) == []
    assert names(somebody("Ann", tie=a_tie(), since=None)) == []


@pytest.mark.parametrize("state", ["suggested", "accepted", "later"])
def test_who_was_proposed_stays_the_choice(state: str) -> None:
    proposed = an_earlier(
        "C1", "week", state, suggested_on=ago(1), returns_on=ago(-6), approach_id="ann"
    )
    people = somebody("Ann", 40, earlier=(proposed,)), somebody("Bea"), somebody("Cy")
    assert names(*people) == ["ann", "bea"]


@pytest.mark.parametrize(
    ("reason", "person"),
    [
        ("invitations pause", somebody("Ann", tie=pausing(contact_days=(ago(60),)))),
        ("a meeting is on the calendar", planned("Ann", 20)),
        (
            "they were tried this week",
            somebody("Ann", tie=a_tie(contact_days=(ago(60),), last_on=MONDAY)),
        ),
        (
            "never met, and somebody else may open the door",
            somebody("Ann", tie=a_tie(), since=ago(30), mutual=(a_colleague(),)),
        ),
        (
            "another step waits for them",
            somebody(
                "Ann",
                earlier=(
                    an_earlier(
                        "L1", "x", "suggested", suggested_on=ago(1),
                        returns_on=ago(-6), approach_id="ann",
                    ),
                ),
            ),
        ),
    ],
)  # fmt: skip
def test_it_is_silent_when(reason: str, person: Situation) -> None:
    assert names(person) == [], reason


@pytest.mark.parametrize(("days", "steps"), [(29, ["bea"]), (30, ["ann", "bea"])])
def test_whoever_was_refused_rests_and_the_next_one_is_named(
    days: int, steps: list[str]
) -> None:
    refused = an_earlier("C1", "week", "refused", suggested_on=ago(days))
    people = somebody("Ann", 90), somebody("Bea", 60)
    assert names(*people, earlier={"ann": (refused,)}) == steps


def test_an_empty_book_says_nothing() -> None:
    assert names() == []
