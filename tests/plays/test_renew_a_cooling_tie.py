from datetime import timedelta

import pytest

from scheduler.situation import Situation
from storage.contacts.facts import TieFact
from tests.builders import TODAY, a_situation, pausing, steps_of


def silent_for(days: int, *, gap: int = 0, contacts: int = 1) -> TieFact:
    last = TODAY - timedelta(days)
    met = tuple(last - timedelta(gap * n) for n in reversed(range(contacts)))
    return TieFact(contact_days=met)


def states(tie: TieFact) -> list[str]:
    steps = steps_of("L1", a_situation(tie=tie))
    return [step.about.partition(":")[2] for step in steps]


def test_a_light_contact_with_a_reason() -> None:
    tie = silent_for(31, gap=10, contacts=6)
    [step] = steps_of("L1", a_situation(tie=tie))
    assert step.step == (
        "Get back in touch with Dana, lightly and with a reason: the tie is cooling."
    )
    assert step.because == (
        "the last logged contact was on Sat 28 February, 31 days ago",
        "until then you were in touch about every ten days",
    )
    assert step.about == "2026-02-28:cooling"


def test_without_a_rhythm_once_a_month_is_taken() -> None:
    [step] = steps_of("L1", a_situation(tie=silent_for(91)))
    assert step.because[1] == (
        "once a month is the pace taken until there is one of your own"
    )


@pytest.mark.parametrize(
    ("days", "said"),
    [(30, []), (31, ["cooling"]), (80, ["cooling"]), (81, ["at risk"])],
)
def test_three_and_eight_times_the_own_rhythm(days: int, said: list[str]) -> None:
    assert states(silent_for(days, gap=10, contacts=5)) == said


@pytest.mark.parametrize(
    ("days", "said"),
    [(90, []), (91, ["cooling"]), (240, ["cooling"]), (241, ["at risk"])],
)
def test_with_four_contact_days_the_cadence_is_30_days(
    days: int, said: list[str]
) -> None:
    assert states(silent_for(days, gap=10, contacts=4)) == said


@pytest.mark.parametrize(
    ("days", "said"),
    [(13, []), (14, ["cooling"]), (29, ["cooling"]), (30, ["at risk"])],
)
def test_a_fast_tie_gets_two_weeks_and_a_month(days: int, said: list[str]) -> None:
    assert states(silent_for(days, gap=2, contacts=8)) == said


def test_a_gap_of_seven_days_is_not_fast() -> None:
    assert states(silent_for(21, gap=7, contacts=8)) == []
    assert states(silent_for(22, gap=7, contacts=8)) == ["cooling"]


def test_the_rhythm_is_the_median_gap() -> None:
    last = TODAY - timedelta(40)
    ages = (120, 23, 22, 12, 0)  # gaps 97, 1, 10, 12: the median is 11
    tie = TieFact(contact_days=tuple(last - timedelta(age) for age in ages))
    [step] = steps_of("L1", a_situation(tie=tie))
    assert step.because[1] == "until then you were in touch about every eleven days"


@pytest.mark.parametrize(
    ("reason", "situation"),
    [
        ("never met", a_situation()),
        (
            "others are colder, and a quarter is told",
            a_situation(
                tie=TieFact(contact_days=(TODAY - timedelta(200),)),
                among_coldest=False,
            ),
        ),
        (
            "the next meeting is set",
            a_situation(
                tie=TieFact(
                    contact_days=(TODAY - timedelta(200),), next_meeting_on=TODAY
                )
            ),
        ),
        (
            "invitations pause",
            a_situation(tie=pausing(contact_days=(TODAY - timedelta(200),))),
        ),
    ],
)
def test_it_is_silent_when(reason: str, situation: Situation) -> None:
    assert steps_of("L1", situation) == (), reason
