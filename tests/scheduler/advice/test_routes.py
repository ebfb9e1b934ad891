from datetime import date
from typing import Any

import pytest

from scheduler.advice.engine import advise
from scheduler.situation import Colleague, Situation
from storage.contacts.facts import TieFact
from storage.people.facts import PersonFact
from tests.builders import (
    FEMI,
    a_colleague,
    a_report,
    a_result,
    an_earlier,
    days_ago,
    every_way,
)

RESULT = a_result(confirmed_on=days_ago(10))
TALKED = TieFact(strength=1.5, live=True, substantive_days=(days_ago(20), days_ago(15)))


def omar(**facts: Any) -> Colleague:
    return a_colleague(**({"results": (RESULT,)} | facts))


def plays_of(situation: Situation, **how: Any) -> list[str]:
    return [step.play for step in advise(situation, **how).steps]


def test_with_five_or_fewer_mutual_contacts_the_report_comes_first() -> None:
    advice = advise(every_way())
    assert [step.play for step in advice.steps] == ["P07"]
    assert advice.considered == (
        "P06 Ask for a good word: ranked behind P07 because you share one contact with "
        "Dana, five or fewer",
        "P05 Build the reputation where it is welcome: waits while Ask for a good word "
        "(P06) is in hand",
    )


@pytest.mark.parametrize(("shared", "first"), [(5, "P07"), (6, "P06")])
def test_above_five_the_good_word_comes_first(shared: int, first: str) -> None:
    mutual = tuple(omar(person=PersonFact(str(n), str(n))) for n in range(shared))
    advice = advise(every_way(mutual=mutual))
    assert [step.play for step in advice.steps] == [first]
    if first == "P06":
        assert advice.considered[0] == (
            "P07 Build with the direct reports: ranked behind P06 because you share "
            "six contacts with Dana, more than five"
        )


def test_the_review_slot_comes_before_both() -> None:
    rosa = a_report(tie=TALKED)
    lee = a_report(person=PersonFact("lee", "Lee Wong"))
    advice = advise(every_way(reports=(rosa, lee), results=(RESULT,)))
    routes = [
        step.play for step in advice.steps if step.level == 4 or step.play == "P08"
    ]
    assert routes == ["P08"]
    assert (
        "P07 Build with the direct reports: ranked behind P08 Ask for the review "
        in ("\n".join(advice.considered))
    )


def test_a_way_that_has_to_wait_anyway_is_told_as_considered() -> None:
    advice = advise(every_way(mutual=(omar(results=()),)))
    assert advice.withheld == ()
    assert advice.considered[-1] == (
        "P06 Ask for a good word: ranked behind P07 because you share one contact with "
        "Dana, five or fewer; besides, there is no confirmed result yet that Omar had "
        "a part in"
    )


def test_without_another_way_it_is_held_back_in_the_open() -> None:
    advice = advise(every_way(reports=(), units=(), mutual=(omar(results=()),)))
    assert [line.play for line in advice.withheld] == ["P06"]


def test_another_unit_is_the_way_when_no_direct_one_fires() -> None:
    assert plays_of(every_way(reports=(), mutual=())) == ["P05"]


def test_a_way_that_was_refused_leaves_room_for_another_unit() -> None:
    refused = an_earlier("P07", "rosa", "refused", returns_on=date(2026, 4, 30))
    assert plays_of(every_way(mutual=(), earlier=(refused,))) == ["P05"]


def test_a_way_in_hand_does_not() -> None:
    accepted = an_earlier("P07", "rosa", "accepted", returns_on=date(2026, 4, 14))
    assert plays_of(every_way(mutual=(), earlier=(accepted,))) == []


@pytest.mark.parametrize(("state", "about"), [("accepted", []), ("refused", ["rosa"])])
def test_a_second_report_waits_for_the_first(state: str, about: list[str]) -> None:
    lee = a_report(person=PersonFact("lee", "Lee Wong"))
    earlier = an_earlier("P07", "lee", state, returns_on=date(2026, 4, 30))
    situation = every_way(
        mutual=(), units=(), reports=(a_report(), lee), earlier=(earlier,)
    )
    assert [step.about for step in advise(situation).steps] == about


@pytest.mark.parametrize(("days", "about"), [(59, []), (60, ["lee"])])
def test_an_accepted_way_is_open_for_60_days(days: int, about: list[str]) -> None:
    lee = a_report(person=PersonFact("lee", "Lee Wong"))
    met = a_report(tie=TieFact(substantive_days=(days_ago(8), days_ago(4))))
    accepted = an_earlier(
        "P07", "rosa", "accepted", suggested_on=days_ago(days), returns_on=days_ago(9)
    )
    situation = every_way(mutual=(), units=(), reports=(met, lee), earlier=(accepted,))
    assert [step.about for step in advise(situation).steps] == about


def test_one_person_is_approached_for_one_thing_at_a_time() -> None:
    femi = omar(person=FEMI)
    slot = an_earlier(
        "P08",
        "femi:other",
        "accepted",
        returns_on=date(2026, 4, 10),
        approach_id="femi",
    )
    situation = every_way(reports=(), units=(), mutual=(femi,), earlier=(slot,))
    advice = advise(situation)
    assert advice.steps == ()
    assert advice.considered == (
        "P06 Ask for a good word: Ask for the review slot (P08) with Femi Cole is "
        "still open",
    )


@pytest.mark.parametrize(
    ("first", "about"), [("P05", "finance"), ("P07", "omar")]
)  # fmt: skip
def test_what_a_way_builds_on_does_not_block_it(first: str, about: str) -> None:
    earlier = an_earlier(
        first, about, "accepted", returns_on=date(2026, 5, 30), approach_id="omar"
    )
    situation = every_way(reports=(), units=(), earlier=(earlier,))
    assert plays_of(situation) == (["P06"] if first == "P05" else [])


def test_the_review_slot_follows_the_meetings_with_that_report() -> None:
    accepted = an_earlier(
        "P07", "rosa", "accepted", returns_on=date(2026, 5, 30), approach_id="rosa"
    )
    situation = every_way(
        reports=(a_report(tie=TALKED),), results=(RESULT,), earlier=(accepted,)
    )
    assert "P08" in plays_of(situation)
