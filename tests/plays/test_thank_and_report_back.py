from datetime import date
from typing import Any

import pytest

from tests.builders import DANA, OMAR, ROSA, a_situation, an_ask, steps_of

MAY_20 = date(2026, 5, 20)


def test_thanks_go_to_who_was_asked_the_same_day() -> None:
    ask = an_ask(fulfilled_on=MAY_20)
    [step] = steps_of("L2", a_situation(today=MAY_20, asks=(ask,)))
    assert step.step == (
        "Thank Rosa for the review slot with Dana, and say what came of it."
    )
    assert step.because == ("you asked on Wed 6 May", "it came about on Wed 20 May")
    assert (step.approach_id, step.about) == ("rosa", "ask")
    assert step.due_on == date(2026, 5, 22)
    assert step.draft == (
        "Rosa, thank you for getting me time with Dana. It came about on Wed 20 May. "
        "I would like to tell you what came of it; no need to answer if you are busy."
    )


def test_it_is_one_step_whoever_of_the_two_it_is_read_from() -> None:
    ask = an_ask(fulfilled_on=MAY_20)
    [to_dana] = steps_of("L2", a_situation(today=MAY_20, asks=(ask,)))
    [to_rosa] = steps_of("L2", a_situation(today=MAY_20, asks=(ask,), executive=ROSA))
    assert to_dana == to_rosa


@pytest.mark.parametrize(("day", "overdue"), [(22, False), (23, True)])
def test_thanks_are_overdue_after_two_days(day: int, overdue: bool) -> None:
    ask = an_ask(fulfilled_on=MAY_20)
    [step] = steps_of("L2", a_situation(today=date(2026, 5, day), asks=(ask,)))
    assert (step.because[-1] == "thanks were due by Fri 22 May") is overdue


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"type": "praise"}, "Thank Rosa for the good word to Dana, and"),
        ({"type": "intro"}, "Thank Rosa for the introduction with Dana, and"),
        ({"type": "favour", "target": None}, "Thank Rosa for the favour, and"),
        (
            {"type": "meeting", "asked": DANA},
            "Thank Dana for the meeting, and",
        ),
    ],
)
def test_it_says_what_for(facts: dict[str, Any], words: str) -> None:
    ask = an_ask(fulfilled_on=MAY_20, **facts)
    [step] = steps_of("L2", a_situation(today=MAY_20, asks=(ask,)))
    assert step.step.startswith(words)


@pytest.mark.parametrize(
    ("reason", "facts"),
    [
        ("still open", {}),
        ("declined", {"declined_on": MAY_20}),
        ("dropped", {"dropped_on": MAY_20}),
        ("thanked", {"fulfilled_on": MAY_20, "thanked_on": MAY_20}),
    ],
)
def test_it_is_silent_about_an_ask(reason: str, facts: dict[str, Any]) -> None:
    situation = a_situation(today=MAY_20, asks=(an_ask(**facts),))
    assert steps_of("L2", situation) == (), reason


def test_each_ask_is_thanked_for() -> None:
    asks = (
        an_ask(fulfilled_on=MAY_20),
        an_ask(id="other", asked=OMAR, type="praise", fulfilled_on=MAY_20),
    )
    steps = steps_of("L2", a_situation(today=MAY_20, asks=asks))
    assert [step.approach_id for step in steps] == ["rosa", "omar"]
