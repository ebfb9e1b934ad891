import pytest

from scheduler.advice.engine import advise
from scheduler.situation import Situation
from tests.builders import (
    LIVE,
    a_colleague,
    a_motivator,
    a_report,
    a_result,
    a_situation,
    days_ago,
    every_way,
    info_of,
)

IN_PERSON = "ask in person or on a call"
TOLD = (a_result(confirmed_on=days_ago(10)),)


def lines(situation: Situation) -> tuple[str, ...]:
    """Return the small print of the ask for a good word."""
    [step] = [step for step in advise(situation).steps if step.play == "P06"]
    return step.cautions


def only_omar(*words: str, **facts: object) -> Situation:
    motivators = tuple(a_motivator(text=text) for text in words)
    omar = a_colleague(results=TOLD, motivators=motivators)
    return every_way(reports=(), units=(), mutual=(omar,), **facts)


def test_a_good_word_is_asked_for_in_person_or_on_a_call() -> None:
    assert lines(only_omar())[0] == IN_PERSON


@pytest.mark.parametrize(
    "words",
    [
        "her own time", "saves time", "always busy", "Fewer meetings", "a full diary",
        "keep it short", "time-poor",
    ],
)  # fmt: skip
def test_whoever_values_time_gets_two_lines(words: str) -> None:
    assert lines(only_omar(words))[0] == (
        "two lines of text are enough, because Omar values time"
    )


@pytest.mark.parametrize(
    "words",
    ["payslips on time", "overtime below 3 %", "time to market", "a short list"],
)
def test_work_that_must_be_on_time_is_something_else(words: str) -> None:
    assert lines(only_omar(words))[0] == IN_PERSON


def test_an_executive_who_values_time_counts_as_well() -> None:
    hurried = only_omar(motivators=(a_motivator(text="too many meetings"),))
    assert lines(hurried)[0] == (
        "two lines of text are enough, because Dana values time"
    )


def test_it_goes_with_asks_alone_and_only_to_the_one_who_is_asked() -> None:
    assert info_of("L9").cautions == ("P06", "P08")
    hurried = a_report(motivators=(a_motivator(text="her own time"),))
    situation = every_way(reports=(hurried,), mutual=())
    [step] = advise(situation).steps
    assert (step.play, step.cautions) == ("P07", ())


@pytest.mark.parametrize(
    ("reason", "situation"),
    [
        ("there is nobody to ask", a_situation()),
        ("the executive is reached", every_way(tie=LIVE)),
    ],
)
def test_it_is_silent_when(reason: str, situation: Situation) -> None:
    assert info_of("L9").play(situation) == (), reason
