from datetime import date
from typing import Any

import pytest

from scheduler.advice.engine import advise
from scheduler.situation import Situation
from storage.motives.facts import RemarkFact
from tests.builders import (
    DANA,
    GOOD,
    TODAY,
    a_remark,
    a_situation,
    a_standing,
    an_earlier,
    an_issue,
    days_ago,
    pausing,
    steps_of,
)


def heard(*remarks: RemarkFact, **facts: Any) -> Situation:
    return a_situation(remarks=remarks or (a_remark(),), **facts)


def test_whoever_said_it_is_met_first() -> None:
    [step] = steps_of("L7", heard())
    assert (step.step, step.more) == (
        "Meet Omar about what was said of your service, and listen.",
        "Do so before you ask anybody for a good word.",
    )
    assert step.because == (
        "Omar said on Tue 10 March: “payroll is always late”",
        "Omar and Dana know each other",
    )
    assert step.withdrawn_if == "you log a talk with Omar after Tue 10 March."
    assert (step.about, step.approach_id) == ("omar", "omar")


def test_the_executives_own_word_counts_too() -> None:
    [step] = steps_of("L7", heard(a_remark(person=DANA)))
    assert step.approach_id == "dana"
    assert len(step.because) == 1


@pytest.mark.parametrize(
    ("met_on", "steps"),
    [(None, 1), (date(2026, 3, 9), 1), (date(2026, 3, 10), 1), (date(2026, 3, 11), 0)],
)
def test_a_later_talk_repairs_it(met_on: date | None, steps: int) -> None:
    assert len(steps_of("L7", heard(a_remark(met_on=met_on)))) == steps


def test_one_person_is_one_step_with_the_newest_word() -> None:
    newer = a_remark(id="newer", text="and nobody answers", on=days_ago(2))
    [step] = steps_of("L7", heard(a_remark(), newer))
    assert step.because[0] == "Omar said on Sun 29 March: “and nobody answers”"
    [before] = steps_of("L7", heard())
    assert before.facts_key != step.facts_key


@pytest.mark.parametrize(
    ("on", "steps"), [(days_ago(1), 0), (TODAY, 1)], ids=["before", "after"]
)
def test_what_was_done_about_it_holds_until_the_next_word(on: date, steps: int) -> None:
    done = an_earlier("L7", "omar", "done", suggested_on=days_ago(1))
    situation = heard(a_remark(on=on), earlier=(done,))
    assert len(steps_of("L7", situation)) == steps


def test_service_first_then_the_bad_word_then_the_rest() -> None:
    standing = a_standing(ratings=GOOD, issues=(an_issue(due_on=days_ago(9)),))
    steps = advise(heard(standing=standing)).steps
    assert [step.play for step in steps] == ["P03", "L7"]


@pytest.mark.parametrize(
    ("reason", "situation"),
    [
        ("nobody said anything", a_situation()),
        (
            "it is the executive's own word, and invitations pause",
            heard(a_remark(person=DANA), tie=pausing()),
        ),
    ],
)
def test_it_is_silent_when(reason: str, situation: Situation) -> None:
    assert steps_of("L7", situation) == (), reason
