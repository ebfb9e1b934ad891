from datetime import date, timedelta

import pytest

from scheduler.situation import Situation
from tests.builders import TODAY, a_result, a_situation, a_tie, days_ago, steps_of

THURSDAY = date(2026, 4, 2)


def meeting(on: date | None, **facts: object) -> Situation:
    return a_situation(tie=a_tie(next_meeting_on=on), **facts)


def test_five_topics_about_the_person_and_the_work() -> None:
    [step] = steps_of("C3", meeting(THURSDAY))
    assert (step.step, step.more) == (
        "Write down five topics for Thu 2 April with Dana.",
        "They are about the person and the work. Type for example: topic "
        "Dana: a question about the team",
    )
    assert step.because == ("you meet Dana on Thu 2 April", "no topic is prepared")
    assert step.withdrawn_if == (
        "five topics are written, or the meeting is moved or held."
    )
    assert (step.about, step.approach_id, step.due_on) == ("topics", "dana", THURSDAY)


@pytest.mark.parametrize(
    ("topics", "said"),
    [
        (0, "no topic is prepared"),
        (1, "one topic is prepared"),
        (4, "four topics are prepared"),
    ],
)
def test_it_says_how_many_there_are(topics: int, said: str) -> None:
    [step] = steps_of("C3", meeting(THURSDAY, topics=topics))
    assert step.because[-1] == said


@pytest.mark.parametrize(("topics", "steps"), [(4, 1), (5, 0), (6, 0)])
def test_five_are_enough(topics: int, steps: int) -> None:
    assert len(steps_of("C3", meeting(THURSDAY, topics=topics))) == steps


@pytest.mark.parametrize(("days", "steps"), [(0, 1), (2, 1), (3, 0)])
def test_two_days_before_and_not_earlier(days: int, steps: int) -> None:
    assert len(steps_of("C3", meeting(TODAY + timedelta(days)))) == steps


def test_each_topic_written_does_not_bring_it_back_at_once() -> None:
    [before] = steps_of("C3", meeting(THURSDAY))
    [after] = steps_of("C3", meeting(THURSDAY, topics=2))
    assert before.facts_key == after.facts_key
    [moved] = steps_of("C3", meeting(TODAY))
    assert moved.facts_key != before.facts_key


@pytest.mark.parametrize(
    ("reason", "situation"),
    [
        ("no meeting is planned", meeting(None)),
        (
            "the meeting reviews a joint result, which P09 prepares",
            meeting(THURSDAY, results=(a_result(confirmed_on=days_ago(20)),)),
        ),
    ],
)
def test_it_is_silent_when(reason: str, situation: Situation) -> None:
    assert steps_of("C3", situation) == (), reason


def test_a_result_that_was_shown_already_does_not_replace_topics() -> None:
    tie = a_tie(next_meeting_on=THURSDAY, substantive_days=(days_ago(10),))
    shown = a_result(confirmed_on=days_ago(20))
    assert len(steps_of("C3", a_situation(tie=tie, results=(shown,)))) == 1
