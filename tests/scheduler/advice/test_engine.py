from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from scheduler.advice.engine import NOTHING, advise, advise_day
from scheduler.playbook import PLAYS
from scheduler.situation import Situation
from storage.people.facts import PersonFact
from tests.builders import (
    GOOD,
    LIVE,
    LOW,
    TODAY,
    a_situation,
    a_standing,
    a_tie,
    an_earlier,
    an_issue,
    days_ago,
    every_way,
    pausing,
    ratings,
)


def plays_of(situation: Situation, **how: Any) -> list[str]:
    return [step.play for step in advise(situation, **how).steps]


def test_a_quiet_stakeholder_costs_and_says_nothing() -> None:
    quiet = a_situation(tie=LIVE, standing=a_standing(ratings=GOOD))
    assert advise(quiet) is NOTHING


def test_a_step_says_its_play_its_rule_and_whom_it_is_for() -> None:
    [step] = advise(every_way(mutual=(), units=())).steps
    assert (step.play, step.name) == ("P07", "Build with the direct reports")
    assert (step.level, step.source) == (4, "S7")
    assert step.rule.startswith("Cultivate relationships and build credibility")
    assert (step.person_id, step.person) == ("dana", "Dana Whitfield")
    assert step.key == ("P07", "dana", "rosa")


def test_a_notice_says_its_play_too() -> None:
    [notice] = advise(every_way()).notices
    assert (notice.play, notice.source, notice.person_id) == ("P01", "S1", "dana")


def test_the_engine_judges_a_unit_nobody_judged() -> None:
    situation = Situation(
        today=TODAY,
        executive=PersonFact("dana", "Dana Whitfield"),
        standing=a_standing(ratings=LOW),
    )
    assert plays_of(situation) == ["P03"]


def test_a_shut_gate_holds_back_all_three_while_invitations_pause() -> None:
    bare = a_situation(tie=pausing(), standing=a_standing(ratings=LOW))
    withheld = advise(bare).withheld
    assert sorted(line.play for line in withheld) == ["P06", "P07", "P08"]
    assert {line.because for line in withheld} == {
        "Operations rates your services 3.4 of 5 (9 people; 4.0 opens the gate)"
    }
    assert {line.person for line in withheld} == {"Dana Whitfield"}


def test_towards_a_cold_executive_it_holds_back_what_would_have_fired() -> None:
    cold = every_way(tie=a_tie(), standing=a_standing(ratings=LOW))
    assert sorted(line.play for line in advise(cold).withheld) == ["P06", "P07"]
    bare = a_situation(standing=a_standing(ratings=LOW))
    assert advise(bare).withheld == ()


def test_an_unknown_gate_lets_outreach_pass_with_a_warning() -> None:
    unknown = every_way(standing=a_standing(ratings=ratings(5, 5)))
    asked = an_earlier("P02", "operations", "accepted", returns_on=date(2026, 4, 14))
    advice = advise(replace(unknown, earlier=(asked,)))
    [step] = [step for step in advice.steps if step.play == "P07"]
    assert step.cautions == (
        "whether Operations is satisfied with your services is not known: two people "
        "rated them in 90 days, five are needed",
    )
    assert advice.withheld == ()


def test_an_open_gate_needs_no_warning() -> None:
    [step] = advise(every_way()).steps
    assert step.cautions == ()


LATE = a_standing(ratings=GOOD, issues=(an_issue(due_on=days_ago(9)),))


def test_another_unit_waits_until_the_service_was_answered() -> None:
    advice = advise(every_way(standing=LATE))
    assert [step.play for step in advice.steps] == ["P03"]
    assert advice.considered == (
        "P05 Build the reputation where it is welcome: waits until you have answered "
        "Get it resolved (P03)",
    )


@pytest.mark.parametrize(
    ("state", "plays"),
    [
        ("accepted", ["P05"]),
        ("done", ["P05"]),
        ("later", []),
        ("refused", []),
        ("suggested", []),
    ],
)
def test_taking_it_on_is_an_answer(state: str, plays: list[str]) -> None:
    [step] = advise(every_way(standing=LATE)).steps
    earlier = an_earlier(
        "P03", "i12", state, returns_on=date(2026, 4, 9), facts_key=step.facts_key
    )
    assert plays_of(every_way(standing=LATE, earlier=(earlier,))) == plays


def test_an_answer_about_an_issue_holds_when_its_fix_waits_to_be_confirmed() -> None:
    fixed = an_issue(due_on=days_ago(9), resolved_on=days_ago(1))
    accepted = an_earlier("P03", "i12", "accepted", returns_on=date(2026, 4, 9))
    standing = a_standing(ratings=GOOD, issues=(fixed,))
    situation = every_way(standing=standing, reports=(), mutual=(), earlier=(accepted,))
    assert plays_of(situation) == ["P03", "P05"]


def test_an_ask_while_the_gate_is_careful_says_what_to_take_care_of() -> None:
    late = a_standing(ratings=GOOD, issues=(an_issue(due_on=days_ago(6)),))
    way = next(s for s in advise(every_way(standing=late)).steps if s.play == "P07")
    assert way.cautions == ("go carefully: I-12 on Payroll is 6 days past due",)
    fine = next(s for s in advise(every_way()).steps if s.play == "P07")
    assert fine.cautions == ()
    shut = a_standing(ratings=GOOD, issues=(an_issue(due_on=days_ago(7)),))
    assert "P07" not in plays_of(every_way(standing=shut))


def test_where_the_service_is_fine_no_answer_is_needed() -> None:
    assert plays_of(every_way(reports=(), mutual=())) == ["P05"]


def test_an_answer_for_another_stakeholder_of_the_unit_counts() -> None:
    accepted = an_earlier(
        "P03", "i12", "accepted", returns_on=date(2026, 4, 9), approach_id="sam"
    )
    lee = a_situation(
        executive=PersonFact("lee", "Lee Wong"),
        tie=LIVE,
        standing=LATE,
        earlier=(accepted,),
    )
    day = advise_day([every_way(standing=LATE), lee])
    assert [step.play for step in day.steps] == ["P05"]


def test_a_play_left_out_says_nothing_and_the_others_go_on() -> None:
    situation = every_way()
    plays = [info for info in PLAYS if info.id != "P07"]
    [step] = advise(situation, plays=plays).steps
    assert [step.play for step in advise(situation).steps] == ["P07"]
    assert step.play == "P06"
    assert advise_day([situation], plays=plays).steps == (step,)
