from typing import Any

import pytest

from scheduler.book import Book
from scheduler.situation import Situation
from storage.agenda.facts import NeedFact
from storage.motives.facts import MotivatorFact
from storage.people.facts import PersonFact
from tests.builders import (
    DANA,
    FEMI,
    LIVE,
    OMAR,
    a_book,
    a_motivator,
    a_need,
    a_situation,
    a_tie,
    an_earlier,
    an_item,
    book_steps_of,
    days_ago,
    pausing,
)


def needing(who: PersonFact = DANA, item_id: str = "a1", **facts: Any) -> Situation:
    needs: tuple[NeedFact, ...] = (a_need(person_id=who.id, item_id=item_id),)
    return a_situation(**({"executive": who, "tie": LIVE, "needs": needs} | facts))


def moved(who: PersonFact, currency: str) -> Situation:
    motivators: tuple[MotivatorFact, ...] = (a_motivator(currency=currency),)
    return a_situation(executive=who, tie=LIVE, motivators=motivators)


BOTH = needing(), needing(FEMI)


def book(*situations: Situation, **facts: Any) -> Book:
    return a_book(*situations, **({"items": (an_item(),)} | facts))


def pairs(*situations: Situation, **facts: Any) -> list[tuple[str, str]]:
    steps = book_steps_of("L8", book(*situations, **facts))
    return [(step.person_id, step.about) for step in steps]


def test_two_whom_one_item_serves_are_introduced() -> None:
    [step] = book_steps_of("L8", book(*BOTH))
    assert step.step == (
        "Introduce Dana to Femi, once each has told you they would like it."
    )
    assert step.because == (
        "A-1 serves a need of both Dana and Femi",
        "nothing says that Dana and Femi know each other",
    )
    assert step.withdrawn_if == (
        "you note that they do: Dana Whitfield knows Femi Cole"
    )
    assert (step.about, step.approach_id, step.person) == (
        "with:femi", "dana", "Dana Whitfield",
    )  # fmt: skip


def test_the_same_currency_will_do() -> None:
    [step] = book_steps_of("L8", book(moved(DANA, "task"), moved(FEMI, "task")))
    assert step.because[0] == ("what moves Dana and Femi is of one kind: task")
    assert pairs(moved(DANA, "task"), moved(FEMI, "position")) == []
    assert pairs(moved(DANA, ""), moved(FEMI, "")) == []


def test_one_pair_at_a_time_and_a_shared_need_before_a_currency() -> None:
    people = moved(DANA, "task"), needing(FEMI), needing(OMAR), moved(OMAR, "task")
    assert pairs(*people[:3]) == [("femi", "with:omar")]


@pytest.mark.parametrize("state", ["refused", "done"])
def test_an_answer_lets_the_next_pair_come(state: str) -> None:
    said = an_earlier("L8", "with:femi", state, suggested_on=days_ago(9))
    people = *BOTH, needing(OMAR)
    assert pairs(*people) == [("dana", "with:femi")]
    assert pairs(*people, earlier={"dana": (said,)}) == [("dana", "with:omar")]


NEIGHBOUR = PersonFact("lee", "Lee Wong", "", "operations", "Operations")


@pytest.mark.parametrize(
    ("reason", "situations", "facts"),
    [
        ("there is only one", BOTH[:1], {}),
        ("they need different things", (needing(), needing(FEMI, "a2")), {}),
        ("nothing serves the needs", (needing(item_id=""), needing(FEMI, "")), {}),
        ("the item is closed", BOTH, {"items": ()}),
        (
            "they know each other",
            BOTH,
            {"acquainted": frozenset({frozenset(("dana", "femi"))})},
        ),
        ("they work in one unit", (needing(), needing(NEIGHBOUR)), {}),
        ("one tie is not live", (needing(), needing(FEMI, tie=a_tie())), {}),
        (
            "invitations to one of them pause",
            (needing(tie=pausing(live=True)), needing(FEMI)),
            {},
        ),
        (
            "another step waits for one of them",
            BOTH,
            {
                "earlier": {
                    "femi": (
                        an_earlier(
                            "P18", "owner", "accepted", suggested_on=days_ago(1)
                        ),
                    )
                }
            },
        ),
    ],
)
def test_it_is_silent_when(
    reason: str, situations: tuple[Situation, ...], facts: dict[str, Any]
) -> None:
    assert pairs(*situations, **facts) == [], reason
