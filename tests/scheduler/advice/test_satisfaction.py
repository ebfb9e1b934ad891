"""How units rate the leader's services: in words, lowest first, and as a figure."""

from scheduler.advice.overview import MOST_UNITS, satisfaction
from scheduler.situation import Situation
from storage.message import Bar
from tests.builders import GOOD, LOW, TODAY, a_situation, a_standing, days_ago, ratings


def rated(unit: str, *scores: float, days: int = 30) -> Situation:
    marks = ratings(*scores, on=days_ago(days))
    standing = a_standing(unit_id=unit, unit=unit, ratings=marks)
    return a_situation(standing=standing)


def test_units_are_told_lowest_first_each_once() -> None:
    operations = a_situation(standing=a_standing(ratings=LOW))
    finance = a_situation(
        standing=a_standing(unit_id="finance", unit="Finance", ratings=GOOD)
    )
    found = satisfaction([finance, operations, operations], TODAY)

    assert found is not None
    assert found.text == "How units rate your services"
    assert found.facts == (
        "Operations: 3.4 of 5 (9 people)",
        "Finance: 4.2 of 5 (5 people)",
    )
    assert found.figure is not None
    assert found.figure.bars == (
        Bar(label="Operations", value=3.4),
        Bar(label="Finance", value=4.2),
    )


def test_a_mean_just_below_the_line_is_not_shown_as_the_line() -> None:
    found = satisfaction([rated("Legal", 4, 4, 4, 3.9)], TODAY)

    assert found is not None
    assert found.facts == ("Legal: 3.9 of 5 (4 people)",)


def test_nobody_who_rated_in_ninety_days_is_no_section() -> None:
    assert satisfaction([], TODAY) is None
    assert satisfaction([rated("Legal", 4, days=90)], TODAY) is None
    assert satisfaction([rated("Legal", 4, days=89)], TODAY) is not None


def test_a_unit_without_a_name_is_left_out() -> None:
    assert satisfaction([rated("", 4)], TODAY) is None


def test_the_words_and_the_figure_stop_at_the_same_unit() -> None:
    many = [rated(f"Unit {n:02}", 4) for n in range(MOST_UNITS + 2)]
    found = satisfaction(many, TODAY)

    assert found is not None and found.figure is not None
    assert len(found.figure.bars) == MOST_UNITS
    assert found.facts[-1] == "And 2 more"
    few = satisfaction(many[:MOST_UNITS], TODAY)
    assert few is not None
    assert few.facts[-1].startswith("Unit")
