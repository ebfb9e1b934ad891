"""Who could open the door: one order, for the card and for `outreach introducers`."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scheduler.gather.routes import Days, introducer, introducers_between
from scheduler.gather.situations import situations
from scheduler.rules.asking import witnesses
from scheduler.rules.introducers import Introducer, ranked
from storage.contacts.declared import declare_tie
from storage.contacts.facts import KIND_WEIGHTS, ContactFact
from storage.contacts.observed import Observed, save_days
from storage.contacts.store import list_person, remember_contact
from storage.database.transactions import Database, Transaction
from storage.people.store import add_person
from tests.books import TODAY, Book

ON = date(2026, 3, 31)


def ago(*days: int) -> frozenset[date]:
    return frozenset(ON - timedelta(n) for n in days)


def test_it_is_the_order_of_the_product() -> None:
    found = [Introducer("a", 4, 1), Introducer("b", 2, 3), Introducer("c", 9, 0.1)]

    assert [one.person_id for one in ranked(found)] == ["b", "a", "c"]
    uneven = [Introducer("a", 2, 1), Introducer("b", 9, 0.5)]
    assert [one.person_id for one in ranked(uneven)] == ["b", "a"]


def test_days_with_both_at_once_count_as_days_with_each() -> None:
    same = introducer("same", Days(ago(3)), Days(ago(3)), on=ON)
    apart = introducer("apart", Days(ago(3)), Days(ago(2)), on=ON)

    assert [one.person_id for one in ranked([same, apart])] == ["apart", "same"]


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


def test_a_day_that_was_imported_and_logged_counts_once() -> None:
    one = introducer("a", Days(ago(60), ago(60)), Days(ago(60)), on=ON)

    assert one.to_leader == pytest.approx(0.5)
    assert one.together == pytest.approx(0.5)


def test_what_somebody_told_counts_where_it_is_more() -> None:
    told = Days(ago(60), declared=True)

    assert introducer("a", told, told, on=ON).to_leader == 1.0


def test_nobody_is_named_who_knows_only_one_and_equals_go_by_id() -> None:
    found = [Introducer("b", 1, 1), Introducer("a", 1, 1), Introducer("c", 9, 0.0)]

    assert [one.person_id for one in ranked(found)] == ["a", "b"]
    assert ranked([]) == []


def test_what_differs_in_the_last_digit_of_a_sum_is_equal() -> None:
    found = [Introducer("b", 0.1 + 0.2, 1), Introducer("a", 0.3, 1)]

    assert [one.person_id for one in ranked(found)] == ["a", "b"]


AGES = st.lists(st.integers(1, 200) | st.integers(1, 20), max_size=5)
KNOWN = st.fixed_dictionaries(
    {
        "logged": st.lists(
            st.tuples(st.integers(1, 60), st.sampled_from(sorted(KIND_WEIGHTS))),
            min_size=1,
            max_size=5,
        ),
        "mine": AGES,
        "theirs": AGES,
        "told of me": st.booleans(),
        "told of them": st.booleans(),
    }
)


@given(st.lists(KNOWN, min_size=2, max_size=4))
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_the_card_asks_in_the_order_of_the_command(
    sqlite_database: Database, people: list[dict[str, Any]]
) -> None:
    """The one reads running totals, the other all days: logged, imported and told."""
    book = Book(sqlite_database)
    me, workspace_id = book.whom.person_id, book.whom.workspace_id

    def live_through(tx: Transaction) -> None:
        writer = book.writer(tx, TODAY)
        dana = add_person(writer, "Dana Whitfield")
        list_person(writer, dana, today=TODAY)
        for number, known in enumerate(people):
            one = add_person(writer, f"Colleague {number}")
            for age, kind in known["logged"]:
                on = TODAY - timedelta(age)
                remember_contact(writer, ContactFact(one, on, writer.at, kind))
            for other, consented in ((me, False), (dana, True)):
                ages = known["theirs" if consented else "mine"]
                seen = [
                    Observed(one, other, TODAY - timedelta(age), "email")
                    for age in ages
                ]
                save_days(tx, workspace_id, seen, consented=consented)
            for other, told in ((me, "told of me"), (dana, "told of them")):
                if known[told]:
                    declare_tie(writer, one, other, on=TODAY - timedelta(1))
        [found] = situations(tx, book.whom, today=TODAY, person_ids=[dana])
        card = [colleague.person.id for colleague in witnesses(found)]
        ids = {"workspace_id": workspace_id, "me": me, "them": dana}
        command = [
            one.person_id for one in introducers_between(tx, **ids, before=TODAY)
        ]
        assert card == [one for one in command if one in card]
        assert set(card) <= set(command)
        tx.connection.rollback()

    sqlite_database.run_now(live_through)
