from datetime import date
from typing import Any

import pytest

from scheduler.situation import Situation
from storage.services.facts import Standing, UnitFact
from tests.builders import (
    GOOD,
    LIVE,
    TODAY,
    a_result,
    a_situation,
    a_tie,
    a_unit,
    an_issue,
    pausing,
    ratings,
    steps_of,
)


def welcomed_by(*units: UnitFact, **facts: Any) -> Situation:
    return a_situation(**({"tie": pausing(), "units": units} | facts))


def test_one_visible_result_with_the_unit_that_takes_meetings() -> None:
    [step] = steps_of("P05", welcomed_by(a_unit()))
    assert (step.step, step.more) == (
        "Deliver one visible result with Finance, and record it.",
        "Start with Femi, who heads it.",
    )
    assert step.because == (
        "Finance took 4 of 5 meetings in the last 90 days (80%)",
        "Finance rates your services 4.2 of 5 (5 people)",
    )
    assert (step.about, step.approach_id) == ("finance", "femi")
    assert step.returns_on == date(2026, 5, 30)


def test_somebody_there_who_knows_the_executive_is_told() -> None:
    [step] = steps_of("P05", welcomed_by(a_unit(tie_to_executive=1.0)))
    assert step.because[-1] == "somebody in Finance knows Dana"


def test_a_unit_without_a_known_head_is_named_alone() -> None:
    [step] = steps_of("P05", welcomed_by(a_unit(head=None)))
    assert step.step == "Deliver one visible result with Finance, and record it."
    assert step.approach_id == ""


@pytest.mark.parametrize(
    ("met", "attempts", "steps"),
    [(2, 2, 1), (2, 3, 0), (2, 0, 0), (3, 0, 1), (2, 1, 1)],
)
def test_half_of_three_or_more_meetings_is_a_welcome(
    met: int, attempts: int, steps: int
) -> None:
    situation = welcomed_by(a_unit(met=met, attempts=attempts))
    assert len(steps_of("P05", situation)) == steps


@pytest.mark.parametrize(
    ("reason", "standing"),
    [
        ("nobody rated", Standing("finance", "Finance")),
        ("low", Standing("finance", "Finance", ratings=ratings(3, 3, 3, 3, 3))),
        (
            "an issue is open",
            Standing(
                "finance", "Finance", ratings=GOOD, issues=(an_issue(severity=1),)
            ),
        ),
    ],
)
def test_the_gate_of_that_unit_must_be_open(reason: str, standing: Standing) -> None:
    assert steps_of("P05", welcomed_by(a_unit(standing=standing))) == (), reason


@pytest.mark.parametrize(("results", "steps"), [(1, 1), (2, 0)])
def test_two_confirmed_results_are_enough(results: int, steps: int) -> None:
    confirmed = tuple(
        a_result(id=str(n), confirmed_on=date(2026, 3, 20)) for n in range(results)
    )
    unit = a_unit(results=(*confirmed, a_result(id="open", confirmed_on=None)))
    assert len(steps_of("P05", welcomed_by(unit))) == steps


def test_one_confirmed_result_is_told() -> None:
    unit = a_unit(results=(a_result(confirmed_on=date(2026, 3, 20)),))
    [step] = steps_of("P05", welcomed_by(unit))
    assert step.because[-1] == "one result there is confirmed already, on Fri 20 March"


def test_a_tie_to_the_executive_goes_before_the_rate_and_the_rate_before_the_mean() -> (
    None
):
    def unit(name: str, **facts: Any) -> UnitFact:
        scores = ratings(*facts.pop("scores", (4, 4, 4, 4, 4)))
        return a_unit(standing=Standing(name, name, ratings=scores), **facts)

    units = (
        unit("satisfied", met=3, attempts=2, scores=(5, 5, 5, 5, 5)),
        unit("medium", met=3, attempts=2),
        unit("keen", met=5, attempts=0),
        unit("close", met=3, attempts=3, tie_to_executive=1.0),
    )
    steps = steps_of("P05", welcomed_by(*units))
    assert [step.about for step in steps] == ["close", "keen", "satisfied", "medium"]


@pytest.mark.parametrize(
    ("reason", "situation"),
    [
        ("the tie is live", welcomed_by(a_unit(), tie=LIVE)),
        (
            "a meeting is planned",
            welcomed_by(a_unit(), tie=pausing(next_meeting_on=TODAY)),
        ),
        ("not on the list", welcomed_by(a_unit(), tie=a_tie(), stakeholder=False)),
        ("no other unit", welcomed_by()),
    ],
)
def test_it_is_silent_when(reason: str, situation: Situation) -> None:
    assert steps_of("P05", situation) == (), reason


def test_a_cold_executive_is_reason_enough() -> None:
    assert steps_of("P05", welcomed_by(a_unit(), tie=a_tie()))
