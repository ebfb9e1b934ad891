"""How warm a tie still is."""

from datetime import date, timedelta

import pytest

from scheduler.rules.introducers import (
    CADENCE_DAYS,
    coldest,
    cooling,
    usual_gap,
    warmth,
)
from storage.contacts.facts import TieFact

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


def silent(*days: int) -> dict[str, TieFact]:
    """Return ties that were last in touch so many days ago, named "0", "1", ...."""
    return {str(n): TieFact(contact_days=ago(day)) for n, day in enumerate(days)}


@pytest.mark.parametrize(
    ("ties", "told"),
    [(1, 1), (3, 1), (4, 1), (7, 1), (8, 2), (11, 2), (12, 3)],
)
def test_a_leader_hears_of_a_quarter_of_their_ties_at_most(
    ties: int, told: int
) -> None:
    cold = silent(*range(100, 100 + ties))
    assert all(cooling(tie, TODAY) for tie in cold.values())
    assert len(coldest(cold, TODAY)) == told


def test_those_are_the_coldest_and_none_that_does_not_cool() -> None:
    ties = silent(95, 200, 90, 91, 1, 1, 1, 1)
    assert coldest(ties, TODAY) == {"0", "1"}
    assert coldest(silent(90, 1, 1, 1), TODAY) == frozenset()
    assert coldest(silent(91, 1, 1, 1), TODAY) == {"0"}
    assert coldest({}, TODAY) == frozenset()


def test_equals_go_by_id_and_who_was_never_met_is_no_tie() -> None:
    never = {str(n): TieFact() for n in range(4, 8)}
    assert coldest(silent(100, 100, 100, 100) | never, TODAY) == {"0"}
    assert coldest(silent(*[100] * 8), TODAY) == {"0", "1"}


@pytest.mark.parametrize(
    "tie",
    [
        TieFact(contact_days=ago(200), next_meeting_on=TODAY),
        TieFact(contact_days=ago(200), unreachable_since=TODAY),
    ],
)
def test_a_tie_with_a_next_meeting_or_a_pause_leaves_its_place(tie: TieFact) -> None:
    ties = silent(*[100] * 3) | {"a": tie}
    assert coldest(ties, TODAY) == {"0"}
