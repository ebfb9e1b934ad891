from datetime import date, timedelta

import pytest

from scheduler.situation import Situation
from tests.builders import TODAY, a_situation, a_tie, days_ago, pausing, steps_of

MAY_20 = date(2026, 5, 20)


def test_the_next_date_while_the_conversation_is_warm() -> None:
    situation = a_situation(today=MAY_20, tie=a_tie(no_next_date_since=MAY_20))
    [step] = steps_of("C2", situation)
    assert (step.step, step.more) == (
        "Fix the next date with Dana.",
        "Offer help, ask for feedback, or visit.",
    )
    assert step.because == ("you talked on Wed 20 May", "no next date is logged")
    assert (step.about, step.approach_id) == ("2026-05-20", "dana")


@pytest.mark.parametrize(("days", "steps"), [(0, 1), (7, 1), (8, 0)])
def test_after_seven_days_it_would_be_a_new_invitation(days: int, steps: int) -> None:
    talked = a_tie(no_next_date_since=MAY_20)
    situation = a_situation(today=MAY_20 + timedelta(days), tie=talked)
    assert len(steps_of("C2", situation)) == steps


@pytest.mark.parametrize(
    ("reason", "situation"),
    [
        ("never met", a_situation()),
        (
            "the next meeting is set",
            a_situation(
                tie=a_tie(no_next_date_since=days_ago(1), next_meeting_on=TODAY)
            ),
        ),
        (
            "invitations pause",
            a_situation(tie=pausing(no_next_date_since=days_ago(1))),
        ),
    ],
)
def test_it_is_silent_when(reason: str, situation: Situation) -> None:
    assert steps_of("C2", situation) == (), reason
