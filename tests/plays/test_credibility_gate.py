from scheduler.situation import Situation
from tests.builders import (
    GOOD,
    LOW,
    a_situation,
    a_standing,
    an_issue,
    days_ago,
    info_of,
    ratings,
    withheld_by,
)


def rated(*scores: float) -> Situation:
    return a_situation(standing=a_standing(ratings=ratings(*scores)))


def test_it_names_each_condition_that_failed() -> None:
    late = an_issue(due_on=days_ago(9))
    standing = a_standing(ratings=LOW, issues=(late,))
    assert withheld_by("P04", a_situation(standing=standing)) == (
        "Operations rates your services 3.4 of 5 (9 people; 4.0 opens the gate) and "
        "I-12 on Payroll is 9 days past due",
    )


def test_it_is_silent_from_three_and_a_half_and_speaks_below_it() -> None:
    assert withheld_by("P04", rated(4, 4, 4, 4, 4)) == ()
    assert withheld_by("P04", rated(3.5, 3.5, 3.5, 3.5, 3.5)) == ()
    assert withheld_by("P04", rated(3.5, 3.5, 3.5, 3.5, 3.4)) != ()


def test_it_is_silent_while_too_few_have_rated() -> None:
    assert withheld_by("P04", rated(1, 1, 1, 1)) == ()
    assert withheld_by("P04", rated(1, 1, 1, 1, 1)) != ()


def test_an_issue_shuts_it_however_few_have_rated() -> None:
    severe = a_standing(issues=(an_issue(severity=2),))
    assert withheld_by("P04", a_situation(standing=severe)) == (
        "I-12 on Payroll is open with severity 2",
    )


def test_a_satisfied_unit_without_issues_opens_it() -> None:
    assert withheld_by("P04", a_situation(standing=a_standing(ratings=GOOD))) == ()


def test_it_holds_back_the_good_word_the_reports_and_the_slot() -> None:
    assert info_of("P04").withholds == ("P06", "P07", "P08", "P12", "L3")
