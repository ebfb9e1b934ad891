"""Steps end by themselves: withdrawn when facts changed, expired in silence."""

from datetime import timedelta
from typing import Any

import pytest

from scheduler.advice.engine import advise
from scheduler.advice.planning import (
    EXPIRED,
    UNANSWERED_DAYS,
    WITHDRAWN,
    Ended,
    after,
    ended_steps,
)
from scheduler.situation import Situation
from storage.people.facts import PersonFact
from tests.builders import (
    GOOD,
    TODAY,
    a_report,
    a_situation,
    a_standing,
    an_earlier,
    an_issue,
    days_ago,
    pausing,
    steps_of,
)

P07 = ("P07", "dana", "rosa")
P03 = ("P03", "dana", "i12")
BAD = a_standing(ratings=GOOD, issues=(an_issue(severity=1),))
FINE = a_standing(ratings=GOOD)


def unreachable(state: str, **facts: Any) -> Situation:
    """Return Dana, with a step towards Rosa in `state`."""
    known: dict[str, Any] = {"suggested_on": days_ago(3), "returns_on": days_ago(-4)}
    standing = facts.pop("standing", FINE)
    reports = facts.pop("reports", (a_report(),))
    earlier = an_earlier("P07", "rosa", state, **(known | facts))
    return a_situation(
        tie=pausing(), standing=standing, reports=reports, earlier=(earlier,)
    )


def ended(situation: Situation) -> list[Ended]:
    return ended_steps([situation], None)


@pytest.mark.parametrize("state", ["suggested", "later"])
def test_a_step_whose_facts_still_fire_stays(state: str) -> None:
    assert ended(unreachable(state)) == []


@pytest.mark.parametrize("state", ["suggested", "later"])
def test_a_step_whose_facts_no_longer_fire_is_withdrawn(state: str) -> None:
    assert ended(unreachable(state, reports=())) == [Ended(P07, WITHDRAWN)]


def test_a_step_that_a_gate_holds_back_by_now_is_withdrawn() -> None:
    assert ended(unreachable("suggested", standing=BAD)) == [Ended(P07, WITHDRAWN)]


@pytest.mark.parametrize("state", ["done", "refused", "expired", "withdrawn"])
def test_what_has_ended_does_not_end_again(state: str) -> None:
    assert ended(unreachable(state, reports=())) == []


@pytest.mark.parametrize(("days", "gone"), [(1, False), (0, True)])
def test_what_was_taken_on_is_withdrawn_only_when_its_date_has_come(
    days: int, gone: bool
) -> None:
    back = TODAY + timedelta(days)
    situation = unreachable("accepted", reports=(), returns_on=back)
    assert bool(ended(situation)) is gone


@pytest.mark.parametrize(
    ("days", "over"), [(UNANSWERED_DAYS - 1, False), (UNANSWERED_DAYS, True)]
)
def test_a_step_without_an_answer_for_thirty_days_expires(
    days: int, over: bool
) -> None:
    found = ended(unreachable("suggested", first_on=days_ago(days)))
    rest = TODAY + timedelta(14)
    assert found == ([Ended(P07, EXPIRED, rest)] if over else [])


def test_what_damages_trust_never_expires() -> None:
    earlier = an_earlier("P03", "i12", "suggested", first_on=days_ago(90))
    assert ended(a_situation(standing=BAD, earlier=(earlier,))) == []


@pytest.mark.parametrize(("asked", "over"), [(None, False), (days_ago(7), True)])
def test_nobody_saying_whether_it_happened_ends_it(asked: Any, over: bool) -> None:
    found = ended(unreachable("accepted", returns_on=TODAY, asked_on=asked))
    assert [one.state for one in found] == ([EXPIRED] if over else [])


def test_a_step_that_expired_makes_way_for_another() -> None:
    ben = a_report(person=PersonFact("ben", "Ben Okoro", "", "operations"))
    rosa = steps_of("P07", unreachable("withdrawn"))[0]
    situation = unreachable(
        "suggested",
        first_on=days_ago(40),
        facts_key=rosa.facts_key,
        reports=(a_report(), ben),
    )
    assert "rosa" not in [step.about for step in advise(situation).steps]
    later = after(situation, ended(situation))
    assert [step.about for step in advise(later).steps] == ["ben"]


def test_a_withdrawn_step_may_come_back_when_its_facts_do() -> None:
    gone = after(
        unreachable("suggested", reports=()), ended(unreachable("later", reports=()))
    )
    assert [one.state for one in gone.earlier] == [WITHDRAWN]
    again = unreachable(WITHDRAWN, returns_on=None)
    assert [step.about for step in advise(again).steps] == ["rosa"]
