from datetime import timedelta
from typing import Any

import pytest

from scheduler.situation import Situation
from tests.builders import TODAY, a_situation, a_tie, days_ago, steps_of, withheld_by


def listened(*shares: int, ahead: int = 2, **facts: Any) -> Situation:
    """Dana, met once a week until a week ago, and to be met in `ahead` days."""
    days = [days_ago(7 * n) for n in range(len(shares), 0, -1)]
    known: dict[str, Any] = {
        "substantive_days": tuple(days),
        "listened": tuple(zip(days, shares, strict=True)),
        "next_meeting_on": TODAY + timedelta(ahead),
    }
    return a_situation(tie=a_tie(**(known | facts)))


def test_before_the_next_meeting_the_leader_is_asked_to_listen() -> None:
    [step] = steps_of("P10", listened(60, 50, 40))
    assert (step.step, step.more) == (
        "When you meet Dana on Thu 2 April, listen two thirds of the time.",
        "Write down open questions before, and log the share after, for "
        "example `log Dana met today, listened 67%`.",
    )
    assert step.because == (
        "your last three together were under 57 %",
        "you listened 60 % on Tue 10 March",
        "you listened 50 % on Tue 17 March",
        "you listened 40 % on Tue 24 March",
    )
    assert step.withdrawn_if == "you listen 57 % or more, or the meeting is moved."
    assert (step.about, step.approach_id) == ("2026-04-02", "dana")
    assert step.due_on == TODAY + timedelta(2)


@pytest.mark.parametrize(
    ("shares", "steps"),
    [
        ((58, 57, 56), 0),  # the mean is the line itself
        ((57, 57, 56), 1),
        ((50, 50), 0),  # two are no three
        ((80, 35), 0),
        ((80, 34), 1),
        ((34, 50), 1),
        ((20, 30, 57), 0),  # the newest made up for it
        ((20, 30, 56), 1),
    ],
)
def test_what_is_too_little(shares: tuple[int, ...], steps: int) -> None:
    assert len(steps_of("P10", listened(*shares))) == steps


def test_one_talk_far_under_the_line_is_named() -> None:
    [step] = steps_of("P10", listened(80, 34))
    assert step.because[0] == "one conversation was under 35 %"


@pytest.mark.parametrize(("ahead", "steps"), [(0, 1), (2, 1), (3, 0)])
def test_it_comes_two_days_before(ahead: int, steps: int) -> None:
    assert len(steps_of("P10", listened(30, ahead=ahead))) == steps


@pytest.mark.parametrize("logged", [(), ((days_ago(30), 20),)])
def test_a_share_nobody_logged_is_asked_for_and_not_guessed(logged: Any) -> None:
    situation = listened(30, listened=logged)
    assert steps_of("P10", situation) == ()
    assert withheld_by("P10", situation) == (
        "how much you listened to Dana on Tue 24 March is not logged; type `edit Dana "
        "listened 60%`, with your own figure",
    )


@pytest.mark.parametrize(
    ("reason", "situation"),
    [
        ("no meeting is planned", listened(20, next_meeting_on=None)),
        ("they never talked", listened(20, substantive_days=())),
        ("the leader listens", listened(70, 60, 67)),
    ],
)
def test_it_is_silent_when(reason: str, situation: Situation) -> None:
    assert steps_of("P10", situation) == (), reason
    assert withheld_by("P10", situation) == (), reason
