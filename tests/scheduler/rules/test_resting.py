from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from scheduler.advice.engine import advise
from scheduler.rules.resting import shared_by, why_it_rests
from scheduler.situation import Situation
from storage.steps.facts import Earlier, Suggestion
from tests.builders import (
    DANA,
    ROSA,
    TODAY,
    a_situation,
    a_standing,
    a_tie,
    an_earlier,
    an_issue,
    days_ago,
    every_way,
)

STANDING = a_standing(issues=(an_issue(severity=1),))


def step() -> Suggestion:
    [step] = advise(a_situation(standing=STANDING)).steps
    return step


def before(state: str, **facts: Any) -> Situation:
    known: dict[str, Any] = {
        "suggested_on": TODAY - timedelta(1),
        "returns_on": TODAY + timedelta(1),
        "facts_key": step().facts_key,
        "approach_id": "sam",
    }
    if state != "suggested":
        known["answered_on"] = TODAY - timedelta(1)
    return a_situation(
        standing=STANDING, earlier=(Earlier("P03", "i12", state, **(known | facts)),)
    )


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("suggested", "shown on Mon 30 March; it comes back on Wed 1 April"),
        ("accepted", "you are on it; it comes back on Wed 1 April"),
        ("later", "you put it off; it comes back on Wed 1 April"),
        (
            "refused",
            "you said on Mon 30 March that it is not relevant; not before Wed 1 April",
        ),
        ("done", "you marked it done on Mon 30 March"),
    ],
)
def test_a_step_rests_until_its_day_and_says_so(state: str, words: str) -> None:
    advice = advise(before(state))
    assert advice.steps == ()
    assert advice.considered == (f"P03 Get it resolved: {words}",)


@pytest.mark.parametrize("state", ["suggested", "accepted", "later", "refused"])
def test_it_comes_back_when_its_day_has_come(state: str) -> None:
    assert advise(before(state, returns_on=TODAY)).steps


def test_what_was_withdrawn_does_not_rest() -> None:
    assert advise(before("withdrawn", returns_on=None)).steps


def test_what_expired_rests_until_its_day_unless_its_facts_change() -> None:
    advice = advise(before("expired"))
    assert advice.steps == ()
    assert advice.considered == (
        "P03 Get it resolved: it had no answer for long; it comes back on Wed 1 April",
    )
    assert advise(before("expired", returns_on=TODAY)).steps
    assert advise(before("expired", facts_key="other")).steps


@pytest.mark.parametrize(
    ("state", "steps"),
    [("suggested", 1), ("accepted", 0), ("later", 0), ("refused", 0), ("done", 0)],
)
def test_changed_facts_bring_back_only_what_nobody_answered(
    state: str, steps: int
) -> None:
    assert len(advise(before(state, facts_key="other")).steps) == steps


def test_a_done_step_comes_back_only_with_new_facts_and_after_its_day() -> None:
    long_ago = {"returns_on": TODAY - timedelta(50)}
    assert advise(before("done", **long_ago)).steps == ()
    assert advise(before("done", facts_key="other", **long_ago)).steps
    assert advise(before("done", facts_key="other")).steps == ()


@pytest.mark.parametrize(
    ("state", "steps"),
    [("suggested", 1), ("accepted", 0), ("later", 0), ("refused", 0), ("done", 0)],
)
def test_a_leader_who_asks_sees_what_was_shown_and_not_answered(
    state: str, steps: int
) -> None:
    assert len(advise(before(state), asked=True).steps) == steps


@pytest.mark.parametrize(
    ("state", "days", "rests"),
    [
        ("suggested", 0, False),
        ("accepted", 6, True),
        ("accepted", 7, False),
        ("refused", 29, True),
        ("refused", 30, False),
    ],
)
def test_without_a_day_of_its_own(state: str, days: int, rests: bool) -> None:
    on = TODAY - timedelta(days)
    situation = before(state, returns_on=None, suggested_on=on, answered_on=on)
    assert bool(why_it_rests(step(), situation, {}, asked=False)) is rests


def test_another_step_of_the_same_play_does_not_rest() -> None:
    situation = a_situation(
        standing=STANDING,
        earlier=(Earlier("P03", "i13", "refused", TODAY, TODAY, date(2026, 5, 1)),),
    )
    assert advise(situation).steps


def test_an_answer_given_for_one_stakeholder_counts_for_all() -> None:
    for_dana = before("accepted")
    for_rosa = a_situation(executive=ROSA, standing=STANDING)
    shared = shared_by([for_dana, for_rosa])
    assert advise(for_rosa).steps
    assert advise(for_rosa, shared=shared).steps == ()
    assert DANA.id not in {key[0] for key in shared}


def refused(reason: str, **facts: Any) -> Earlier:
    known: dict[str, Any] = {
        "suggested_on": TODAY - timedelta(1),
        "answered_on": TODAY - timedelta(1),
        "returns_on": TODAY + timedelta(29),
        "approach_id": "sam",
        "reason": reason,
    }
    return Earlier("P03", "i13", "refused", **(known | facts))


def test_a_wrong_person_is_wrong_for_the_play_whatever_it_is_about() -> None:
    advice = advise(
        a_situation(
            standing=a_standing(issues=(an_issue(due_on=TODAY - timedelta(9)),)),
            earlier=(refused("wrong_person"),),
        )
    )
    assert advice.steps == ()
    assert advice.considered == (
        "P03 Get it resolved: you said on Mon 30 March that Sam Ortiz is the wrong "
        "person; not before Wed 29 April",
    )


@pytest.mark.parametrize(
    "facts",
    [{"approach_id": "somebody else"}, {"returns_on": TODAY}, {"reason": "wrong_time"}],
)
def test_another_person_another_day_another_reason_do_not_count(
    facts: dict[str, Any],
) -> None:
    earlier = replace(refused("wrong_person"), **facts)
    assert advise(a_situation(standing=STANDING, earlier=(earlier,))).steps


def test_who_disagrees_is_spared_the_play_but_never_what_damages_trust() -> None:
    ways = every_way()
    [way] = advise(ways).steps
    disagreed = replace(
        ways,
        earlier=(replace(refused("disagree"), play=way.play, about="something else"),),
    )
    assert way.play not in [step.play for step in advise(disagreed).steps]
    trouble = a_situation(standing=STANDING, earlier=(refused("disagree"),))
    assert [step.play for step in advise(trouble).steps] == ["P03"]


def test_what_was_taken_on_is_asked_about_once() -> None:
    due = before("accepted", returns_on=TODAY)
    [asked] = advise(due).steps
    assert asked.taken_on == TODAY - timedelta(1)

    waiting = before("accepted", returns_on=TODAY + timedelta(5), asked_on=TODAY)
    assert advise(waiting).considered == (
        "P03 Get it resolved: you are on it; I asked on Tue 31 March whether it "
        "happened",
    )
    silent = before("accepted", returns_on=TODAY, asked_on=TODAY - timedelta(7))
    assert advise(silent).steps == ()


def test_what_is_for_today_is_not_asked_about_before_it_was() -> None:
    meeting = a_tie(next_meeting_on=TODAY, tense_on=days_ago(5))
    taken = an_earlier(
        "C4", "reflect", "accepted", suggested_on=days_ago(2), returns_on=TODAY
    )
    [step] = [
        one
        for one in advise(a_situation(tie=meeting, earlier=(taken,))).steps
        if one.play == "C4"
    ]
    assert step.taken_on is None
