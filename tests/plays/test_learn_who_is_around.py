from typing import Any

import pytest

from scheduler.situation import Situation
from storage.services.facts import ServiceFact
from storage.steps.facts import Earlier
from tests.builders import (
    TODAY,
    a_colleague,
    a_report,
    a_situation,
    a_standing,
    days_ago,
    steps_of,
)

PAYROLL = ServiceFact("payroll", "Payroll")


def new(**facts: Any) -> Situation:
    """Return Dana, put on the list today, of whom nothing else is known."""
    known: dict[str, Any] = {"since": TODAY, "standing": a_standing(services=())}
    return a_situation(**(known | facts))


def asked(situation: Situation) -> list[str]:
    return [step.step for step in steps_of("P19", situation)]


def test_of_somebody_new_three_things_are_asked() -> None:
    reports, knows, services = steps_of("P19", new())
    assert (reports.step, knows.step, services.step) == (
        "Tell me who reports to Dana.",
        "Tell me who knows Dana.",
        "Tell me which of your services Dana uses.",
    )
    assert reports.because == (
        "nobody who reports to Dana is on file",
        "a way to Dana often leads through them",
    )
    assert knows.because == (
        "nobody who knows both you and Dana is on file",
        "whoever knows Dana can put in a good word for you",
    )
    assert services.because == (
        "no service of yours is on file for Dana",
        "whether Dana is content with them comes before any ask",
    )
    assert reports.withdrawn_if == "somebody who reports to Dana is on file."


@pytest.mark.parametrize(
    ("facts", "left"),
    [
        ({"reports": (a_report(),)}, ["knows", "services"]),
        ({"mutual": (a_colleague(),)}, ["reports", "services"]),
        ({"standing": a_standing(services=(PAYROLL,))}, ["reports", "knows"]),
    ],
)
def test_what_is_on_file_is_not_asked(facts: dict[str, Any], left: list[str]) -> None:
    found = steps_of("P19", new(**facts))
    assert [step.about.partition(":")[0][2:] for step in found] == left


def test_two_of_the_three_are_enough() -> None:
    known = {"reports": (a_report(),), "mutual": (a_colleague(),)}
    assert asked(new(**known)) == []


def test_what_was_answered_is_not_asked_again() -> None:
    answered = Earlier("P19", "1 reports:dana", "done", days_ago(3))
    assert asked(new(earlier=(answered,)))[0] == "Tell me who knows Dana."


def test_an_answer_about_one_person_is_for_nobody_else() -> None:
    [reports, *_] = steps_of("P19", new())
    assert reports.about == "1 reports:dana"


@pytest.mark.parametrize(("days", "questions"), [(13, 3), (14, 0)])
def test_it_asks_for_two_weeks(days: int, questions: int) -> None:
    assert len(asked(new(since=days_ago(days)))) == questions


@pytest.mark.parametrize("facts", [{"since": None}, {"stakeholder": False}])
def test_of_nobody_who_is_not_on_the_list(facts: dict[str, Any]) -> None:
    assert asked(new(**facts)) == []
