"""How warm a tie still is."""

from datetime import date, timedelta

import pytest

from scheduler.rules.introducers import CADENCE_DAYS, usual_gap, warmth

TODAY = date(2026, 3, 31)


def ago(*days: int) -> tuple[date, ...]:
    return tuple(TODAY - timedelta(n) for n in days)


def test_no_contact_is_no_warmth() -> None:
    assert warmth((), TODAY) == 0.0


def test_more_days_and_later_days_are_warmer() -> None:
    assert warmth(ago(20, 10), TODAY) > warmth(ago(10), TODAY) > warmth(ago(11), TODAY)


def test_the_same_silence_weighs_more_in_a_quick_rhythm() -> None:
    quick, slow = ago(34, 33, 32, 31, 30), ago(150, 120, 90, 60, 30)
    strength = [
        sum(0.5 ** ((TODAY - day).days / 90) for day in days) for days in (quick, slow)
    ]

    assert warmth(quick, TODAY) == pytest.approx(strength[0] / 31**0.2)
    assert warmth(slow, TODAY) == pytest.approx(strength[1] / 2**0.2)


@pytest.mark.parametrize(
    ("days", "gap"), [((9, 6, 3, 0), CADENCE_DAYS), ((12, 9, 6, 3, 0), 3)]
)
def test_five_days_make_a_rhythm(days: tuple[int, ...], gap: float) -> None:
    assert usual_gap(ago(*days)) == gap


def test_only_the_last_eleven_days_count() -> None:
    eleven = ago(*range(11, 0, -1))

    assert warmth(ago(50, 40) + eleven, TODAY) == warmth(eleven, TODAY)
