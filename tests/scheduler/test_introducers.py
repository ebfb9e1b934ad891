"""Who could open the door: the order, from days alone."""

from datetime import date, timedelta

import pytest

from scheduler.introducers import Days, Introducer, introducer, ranked

ON = date(2026, 3, 31)


def ago(*days: int) -> frozenset[date]:
    return frozenset(ON - timedelta(n) for n in days)


def test_without_days_in_common_it_is_the_order_of_the_product() -> None:
    found = [Introducer("a", 4, 1), Introducer("b", 2, 3), Introducer("c", 9, 0.1)]

    assert [one.person_id for one in ranked(found)] == ["b", "a", "c"]


def test_a_day_with_both_comes_before_as_many_days_with_each() -> None:
    same = introducer("same", Days(ago(3)), Days(ago(3)), on=ON)
    apart = introducer("apart", Days(ago(3)), Days(ago(2)), on=ON)

    assert [one.person_id for one in ranked([apart, same])] == ["same", "apart"]


def test_a_day_counts_half_after_sixty() -> None:
    one = introducer("a", Days(ago(60)), Days(ago(60, 120)), on=ON)

    assert one.to_leader == pytest.approx(0.5)
    assert one.to_target == pytest.approx(0.75)
    assert one.together == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("days", "strength"), [(0, 0.0), (-1, 0.0), (1, 0.5 ** (1 / 60))]
)
def test_only_days_before_count(days: int, strength: float) -> None:
    known = Days(ago(days))

    assert introducer("a", known, known, on=ON).to_leader == pytest.approx(strength)


def test_who_is_only_written_to_counts_a_tenth_and_never_as_together() -> None:
    one = introducer("a", Days(heard=ago(60)), Days(ago(60)), on=ON)

    assert one.to_leader == pytest.approx(0.05)
    assert one.together == 0.0


def test_what_somebody_told_counts_where_it_is_more() -> None:
    told = Days(ago(60), declared=1.0)

    assert introducer("a", told, told, on=ON).to_leader == 1.0


def test_nobody_is_named_who_knows_only_one_and_equals_go_by_id() -> None:
    found = [Introducer("b", 1, 1), Introducer("a", 1, 1), Introducer("c", 9, 0.0)]

    assert [one.person_id for one in ranked(found)] == ["a", "b"]
    assert ranked([]) == []
