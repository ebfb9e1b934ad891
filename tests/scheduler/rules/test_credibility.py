from datetime import date
from typing import Any

import pytest

from scheduler.rules.credibility import (
    fix_not_felt_yet,
    judge,
    past_due,
    rated,
    satisfied,
)
from storage.services.facts import Gate, RatingFact, Standing
from tests.builders import GOOD, LOW, TODAY, a_standing, an_issue, days_ago, ratings


def gate_of(**facts: Any) -> Gate:
    return judge(a_standing(**facts), TODAY).gate


def test_nothing_known_is_unknown() -> None:
    assert judge(Standing(), TODAY).gate is Gate.UNKNOWN
    assert judge(Standing(), TODAY).mean is None


@pytest.mark.parametrize(
    ("scores", "gate"),
    [
        ((5, 5, 5, 5), Gate.UNKNOWN),
        ((4, 4, 4, 4, 4), Gate.OPEN),
        ((4, 4, 4, 4, 3.99), Gate.CAREFUL),
        ((3.5, 3.5, 3.5, 3.5, 3.5), Gate.CAREFUL),
        ((3.5, 3.5, 3.5, 3.5, 3.49), Gate.SHUT),
        ((1, 1, 1, 1, 1), Gate.SHUT),
        ((1, 1, 1, 1), Gate.UNKNOWN),
    ],
)
def test_under_three_and_a_half_it_is_shut_and_from_four_open(
    scores: tuple[float, ...], gate: Gate
) -> None:
    assert gate_of(ratings=ratings(*scores)) is gate


@pytest.mark.parametrize(("age", "gate"), [(89, Gate.OPEN), (90, Gate.UNKNOWN)])
def test_ratings_count_for_90_days(age: int, gate: Gate) -> None:
    assert gate_of(ratings=ratings(4, 4, 4, 5, 4, on=days_ago(age))) is gate


def test_a_rating_from_tomorrow_does_not_count_today() -> None:
    assert gate_of(ratings=ratings(4, 4, 4, 5, 4, on=days_ago(-1))) is Gate.UNKNOWN


def test_only_the_newest_day_of_a_rater_counts() -> None:
    changed = (
        RatingFact("rater 0", "desk", 1, days_ago(40)),
        RatingFact("rater 0", "payroll", 5, days_ago(10)),
        RatingFact("rater 0", "mail", 1, days_ago(20)),
    )
    credible = judge(a_standing(ratings=changed), TODAY)
    assert (credible.mean, credible.raters) == (5, 1)


def test_marks_of_one_day_are_one_rating_with_their_mean() -> None:
    both = (
        RatingFact("rater 0", "payroll", 5, days_ago(10)),
        RatingFact("rater 0", "desk", 2, days_ago(10)),
        RatingFact("rater 1", "desk", 4, days_ago(10)),
    )
    credible = judge(a_standing(ratings=both), TODAY)
    assert (credible.mean, credible.raters) == (3.75, 2)


def test_thirds_that_add_up_to_the_line_are_on_the_line() -> None:
    three = [
        RatingFact(f"rater {n}", service, score, days_ago(5))
        for n in range(5)
        for service, score in (("a", 3.9), ("b", 4.0), ("c", 4.1))
    ]
    assert gate_of(ratings=tuple(three)) is Gate.OPEN


@pytest.mark.parametrize(
    ("facts", "gate"),
    [
        ({"severity": 1}, Gate.SHUT),
        ({"severity": 2}, Gate.SHUT),
        ({"severity": 3}, Gate.CAREFUL),
        ({"due_on": TODAY}, Gate.CAREFUL),
        ({"due_on": days_ago(6)}, Gate.CAREFUL),
        ({"due_on": days_ago(7)}, Gate.SHUT),
        ({"due_on": days_ago(9), "resolved_on": days_ago(1)}, Gate.CAREFUL),
        ({"severity": 1, "resolved_on": days_ago(1)}, Gate.CAREFUL),
        ({"severity": 3, "confirmed_on": days_ago(1)}, Gate.OPEN),
        ({"severity": 1, "confirmed_on": days_ago(1)}, Gate.OPEN),
        ({"due_on": days_ago(9), "confirmed_on": TODAY}, Gate.OPEN),
    ],
)
def test_what_an_issue_does_to_a_satisfied_unit(
    facts: dict[str, Any], gate: Gate
) -> None:
    assert gate_of(ratings=GOOD, issues=(an_issue(**facts),)) is gate


def test_an_issue_shuts_it_even_with_few_ratings() -> None:
    assert gate_of(ratings=(), issues=(an_issue(severity=2),)) is Gate.SHUT
    assert gate_of(ratings=(), issues=(an_issue(severity=3),)) is Gate.CAREFUL


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"due_on": days_ago(9)}, "I-12 on Payroll is 9 days past due"),
        ({"due_on": days_ago(1)}, "I-12 on Payroll is 1 day past due"),
        ({"severity": 1}, "I-12 on Payroll is open with severity 1"),
        (
            {"severity": 1, "resolved_on": TODAY},
            "I-12 on Payroll is resolved, but nobody in Operations has confirmed it",
        ),
    ],
)
def test_the_failing_condition_in_words(facts: dict[str, Any], words: str) -> None:
    standing = a_standing(ratings=GOOD, issues=(an_issue(**facts),))
    credible = judge(standing, TODAY)
    assert credible.failing + credible.doubts == (words,)


def test_the_failing_mean_in_words() -> None:
    assert judge(a_standing(ratings=LOW), TODAY).failing == (
        "Operations rates your services 3.4 of 5 (9 people; 4.0 opens the gate)",
    )


def test_what_asks_for_care_in_words() -> None:
    standing = a_standing(ratings=ratings(4, 4, 4, 4, 3), issues=(an_issue(),))
    credible = judge(standing, TODAY)
    assert (credible.gate, credible.failing) == (Gate.CAREFUL, ())
    assert credible.doubts == (
        "Operations rates your services 3.8 of 5 (5 people; 4.0 opens the gate)",
        "I-12 on Payroll is open with severity 3",
    )


def test_a_unit_is_satisfied_at_the_line_whatever_small_issue_is_open() -> None:
    def one(**facts: Any) -> bool:
        return satisfied(judge(a_standing(**facts), TODAY))

    assert one(ratings=GOOD)
    assert one(ratings=GOOD, issues=(an_issue(),))
    assert not one(ratings=GOOD, issues=(an_issue(severity=1),))
    assert not one(ratings=ratings(4, 4, 4, 4, 3.9))
    assert not one(ratings=ratings(5, 5, 5, 5))


def test_a_mean_just_under_the_line_never_looks_like_it() -> None:
    standing = a_standing()
    assert "3.9 of 5" in rated(standing, 3.96, 25)
    assert "4.2 of 5 (1 person)" in rated(standing, 4.2, 1)


@pytest.mark.parametrize(("resolved_on", "late"), [(None, True), (days_ago(9), False)])
def test_past_due_counts_to_the_day_it_was_resolved(
    resolved_on: date | None, late: bool
) -> None:
    assert (
        past_due(an_issue(due_on=days_ago(9), resolved_on=resolved_on), TODAY) is late
    )


@pytest.mark.parametrize(("age", "fresh"), [(0, True), (14, True), (15, False)])
def test_a_fix_is_fresh_for_14_days(age: int, fresh: bool) -> None:
    standing = a_standing(ratings=LOW, issues=(an_issue(confirmed_on=days_ago(age)),))
    assert (fix_not_felt_yet(standing, TODAY) is not None) is fresh
