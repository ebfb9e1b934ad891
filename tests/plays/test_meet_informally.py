from typing import Any

import pytest

from scheduler.situation import Situation
from tests.builders import a_situation, a_tie, days_ago, pausing, steps_of


def met(*formal: bool, **facts: Any) -> Situation:
    known = {"formal": formal, "contact_days": (days_ago(20), days_ago(6))}
    return a_situation(tie=a_tie(**(known | facts)))


def test_once_without_an_agenda() -> None:
    [step] = steps_of("C7", met(True, True, True))
    assert step.step == "Meet Dana once without an agenda: a coffee, a walk, a visit."
    assert step.because == (
        "the last three contacts were all formal, as far as logged",
        "the last contact was on Wed 25 March",
    )
    assert step.withdrawn_if == (
        "you log something informal (log Dana coffee, informal)."
    )
    assert (step.about, step.approach_id) == ("informal", "dana")


@pytest.mark.parametrize(
    ("formal", "steps"),
    [
        ((True, True), 0),
        ((True, True, True), 1),
        ((True, True, False), 0),
        ((False, True, True), 0),
    ],
)
def test_three_in_a_row(formal: tuple[bool, ...], steps: int) -> None:
    assert len(steps_of("C7", met(*formal))) == steps


@pytest.mark.parametrize(
    ("reason", "situation"),
    [
        ("never met", a_situation()),
        ("only invitations were declined", met(True, True, True, contact_days=())),
        (
            "invitations pause",
            a_situation(
                tie=pausing(formal=(True, True, True), contact_days=(days_ago(80),))
            ),
        ),
    ],
)
def test_it_is_silent_when(reason: str, situation: Situation) -> None:
    assert steps_of("C7", situation) == (), reason
