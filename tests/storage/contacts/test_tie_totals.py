"""Running totals equal what the whole history says, whatever happens to it."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.contacts.facts import KEPT_DAYS, KIND_WEIGHTS, ContactFact
from storage.contacts.store import (
    change_contact,
    list_person,
    remember_contact,
    totals_of,
)
from storage.contacts.totals import (
    PAUSE_DAYS,
    REFUSAL_WINDOW_DAYS,
    TieTotals,
    bond_of,
    in_order,
    rebuild,
    totals_from_json,
    totals_to_json,
    with_contact,
)
from storage.database.transactions import Database, Transaction
from storage.database.writer import Writer
from storage.people.store import add_person
from storage.upkeep.undo import change_with, undo_change
from tests.storage.ada import ada_writes

FIRST = date(2026, 1, 1)
AT = datetime(2026, 6, 1, 8, tzinfo=UTC)
OUTCOMES = ("met", "declined", "no reply", "postponed")

steps = st.builds(
    lambda day, minute, kind, outcome, listened, ahead, formal: ContactFact(
        "dana",
        on=FIRST + timedelta(day),
        at=AT + timedelta(minutes=minute),
        kind=kind,
        outcome=outcome,
        listened=listened if outcome == "met" else None,
        next_meeting_on=ahead and FIRST + timedelta(day + ahead),
        formal=formal,
    ),
    st.integers(0, 150),
    st.integers(0, 10**6),
    st.sampled_from(sorted(KIND_WEIGHTS)),
    st.sampled_from(OUTCOMES),
    st.none() | st.integers(0, 100),
    st.none() | st.integers(1, 60),
    st.none() | st.booleans(),
)
histories = st.lists(steps, max_size=25, unique_by=lambda contact: contact.at)


def a_step(day: int, outcome: str = "met", kind: str = "call") -> ContactFact:
    on = FIRST + timedelta(day)
    return ContactFact("dana", on, datetime.combine(on, time(9), UTC), kind, outcome)


def summed(history: list[ContactFact], today: date) -> float:
    """Return the strength straight from its definition, day by day."""
    days: dict[date, float] = {}
    for contact in history:
        days[contact.on] = max(days.get(contact.on, 0.0), contact.weight)
    return sum(
        weight * float(0.5 ** ((today - on).days / 30)) for on, weight in days.items()
    )


@given(histories)
def test_strength_is_the_decayed_sum_over_contact_days(
    history: list[ContactFact],
) -> None:
    today = FIRST + timedelta(200)
    assert rebuild(history).strength_at(today) == pytest.approx(
        summed(history, today), abs=1e-9
    )


@given(histories)
def test_the_bond_counts_each_contact_day_half_after_sixty(
    history: list[ContactFact],
) -> None:
    today = FIRST + timedelta(200)
    days = {contact.on for contact in history if contact.weight}
    assert rebuild(history).bond_at(today) == pytest.approx(
        sum(0.5 ** ((today - on).days / 60) for on in days), abs=1e-9
    )


def test_a_day_counts_once_for_the_bond_whatever_happened_on_it() -> None:
    day = [a_step(0, kind="email"), a_step(0), a_step(0, "declined")]

    assert rebuild(day).bond_at(FIRST) == 1.0
    assert rebuild(day).bond_at(FIRST + timedelta(60)) == 0.5
    assert TieTotals().bond_at(FIRST) == bond_of([], FIRST) == 0.0


@given(
    st.lists(st.integers(0, 150), max_size=KEPT_DAYS, unique=True), st.integers(0, 9)
)
def test_totals_saved_before_there_was_a_bond_have_it_from_their_contact_days(
    days: list[int], more: int
) -> None:
    told = rebuild(a_step(day) for day in days)
    saved = {key: kept for key, kept in totals_to_json(told).items() if key != "bond"}
    old, later = totals_from_json(saved), a_step(151 + more)

    today = FIRST + timedelta(200)
    assert old.bond_at(today) == pytest.approx(told.bond_at(today))
    assert with_contact(old, later).bond_at(today) == pytest.approx(
        with_contact(told, later).bond_at(today)
    )


@given(histories, st.randoms(use_true_random=False))
def test_the_order_of_telling_makes_no_difference(
    history: list[ContactFact], random: object
) -> None:
    shuffled = history.copy()
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert rebuild(shuffled) == rebuild(history)


@given(histories)
def test_adding_one_by_one_is_the_rebuild(history: list[ContactFact]) -> None:
    totals, told = TieTotals(), []
    for contact in history:
        told.append(contact)
        totals = (
            with_contact(totals, contact)
            if in_order(totals, contact)
            else rebuild(told)
        )
        assert totals == rebuild(told)


@given(histories)
def test_totals_survive_being_saved(history: list[ContactFact]) -> None:
    totals = rebuild(history)
    assert totals_from_json(totals_to_json(totals)) == totals


@pytest.mark.parametrize(
    ("reason", "third", "open_"),
    [
        ("inside the window", REFUSAL_WINDOW_DAYS - 1, True),
        ("the first is 60 days old", REFUSAL_WINDOW_DAYS, False),
    ],
)
def test_the_third_refusal_in_sixty_days_opens_the_pause(
    reason: str, third: int, open_: bool
) -> None:
    totals = rebuild([a_step(0, "declined"), a_step(5, "postponed")])
    assert totals.unreachable_since is None

    totals = with_contact(totals, a_step(third, "no reply"))

    on = FIRST + timedelta(third)
    assert totals.unreachable_since == (on if open_ else None), reason
    assert totals.pause_through == (on + timedelta(PAUSE_DAYS) if open_ else None)


def test_three_refusals_of_one_day_are_one() -> None:
    one_day = [a_step(0, "declined"), a_step(9, "postponed"), a_step(9, "no reply")]
    assert rebuild(one_day).unreachable_since is None
    assert rebuild([*one_day, a_step(10, "declined")]).pause_through is not None


@pytest.mark.parametrize(("fourth", "opens"), [(60, True), (61, False)])
def test_a_pause_opens_again_only_on_refusals_of_sixty_days(
    fourth: int, opens: bool
) -> None:
    first = rebuild([a_step(day, "postponed") for day in (0, 1, 2)])
    assert first.pause_through == FIRST + timedelta(2 + PAUSE_DAYS)

    again = with_contact(first, a_step(fourth, "declined"))

    opened = FIRST + timedelta(fourth + PAUSE_DAYS)
    assert (again.pause_through == opened) is opens
    assert again.unreachable_since == FIRST + timedelta(2)


def test_a_real_contact_closes_the_pause_and_a_message_does_not() -> None:
    refused = rebuild([a_step(day, "postponed") for day in (0, 1, 2)])

    assert with_contact(refused, a_step(3, kind="email")).unreachable_since is not None
    assert with_contact(refused, a_step(3, kind="call")).unreachable_since is None


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["log", "log", "log", "edit", "undo"]),
            st.integers(0, 60),
            st.sampled_from(sorted(KIND_WEIGHTS)),
            st.sampled_from(OUTCOMES),
        ),
        max_size=14,
    )
)
@settings(max_examples=25)
def test_late_edited_and_undone_contacts_give_the_totals_of_a_rebuild(
    sqlite_database: Database, doings: list[tuple[str, int, str, str]]
) -> None:
    def live_through(tx: Transaction) -> None:
        within = tx.connection.begin_nested()
        writer = ada_writes(tx, welcomed=AT, at=AT)
        dana = add_person(writer, "Dana Whitfield")
        list_person(writer, dana, today=FIRST)
        kept: list[tuple[str, str]] = []  # contact, change
        truth: dict[str, ContactFact] = {}
        before: list[dict[str, ContactFact]] = []
        for number, (what, day, kind, outcome) in enumerate(doings):
            on, at = FIRST + timedelta(day), AT + timedelta(minutes=number)
            writer = ada_writes(tx, welcomed=AT, at=at)
            if what == "log":
                before.append(truth.copy())
                told = ContactFact(dana, on, at, kind, outcome)
                contact = remember_contact(writer, told)
                truth[contact] = told
                kept.append((contact, writer.finish("logged")))
            elif what == "edit" and truth:
                contact = next(iter(truth))
                before.append(truth.copy())
                change_contact(writer, contact, kind=kind, on=on)
                old = truth[contact]
                truth[contact] = ContactFact(dana, on, old.at, kind, old.outcome)
                kept.append((contact, writer.finish("edited")))
            elif what == "undo" and kept:
                _, change_id = kept.pop()
                change = change_with(tx, change_id, leader_id=writer.leader_id)
                assert change is not None
                undo_change(tx, change, at=at)
                truth = before.pop()
            assert_totals(tx, writer, dana, list(truth.values()))
        within.rollback()

    sqlite_database.run_now(live_through)


def assert_totals(
    tx: Transaction, writer: Writer, person_id: str, truth: list[ContactFact]
) -> None:
    kept = totals_of(tx, leader_id=writer.leader_id, person_ids=[person_id])
    real, expected = kept[person_id], rebuild(truth)
    assert real.strength == pytest.approx(expected.strength, abs=1e-9)
    assert totals_to_json(real) | {"strength": 0} == totals_to_json(expected) | {
        "strength": 0
    }


def test_totals_kept_by_an_earlier_version_are_read_and_written_with_its_keys() -> None:
    earlier = {
        "strength": 1.5,
        "strength_on": "2026-03-02",
        "day_weight": 1.0,
        "last_on": "2026-03-03",
        "last_at": "2026-03-03T08:30:00+00:00",
        "contact_days": ["2026-02-02", "2026-03-02"],
        "substantive_days": ["2026-03-02"],
        "attempts": [["2026-03-03", "no reply"]],
        "answers": [["2026-03-02", True], ["2026-03-03", False]],
        "unreachable_since": None,
        "pause_through": None,
        "listened": [["2026-03-02", 60]],
        "formal": [False],
        "talks": [["2026-03-02", "enquiry", None]],
        "tense_on": None,
        "peak": 1.5,
        "next_meeting_on": None,
        "newest_without_next_on": "2026-03-02",
    }

    totals = totals_from_json(earlier)

    assert totals == TieTotals(
        strength=1.5,
        strength_on=date(2026, 3, 2),
        day_weight=1.0,
        last_on=date(2026, 3, 3),
        last_at=datetime(2026, 3, 3, 8, 30, tzinfo=UTC),
        contact_days=(date(2026, 2, 2), date(2026, 3, 2)),
        substantive_days=(date(2026, 3, 2),),
        attempts=((date(2026, 3, 3), "no reply"),),
        answers=((date(2026, 3, 2), True), (date(2026, 3, 3), False)),
        listened=((date(2026, 3, 2), 60),),
        formal=(False,),
        talks=((date(2026, 3, 2), "enquiry", None),),
        peak=1.5,
        newest_without_next_on=date(2026, 3, 2),
    )
    since: dict[str, object] = {
        "last_at": "2026-03-03T08:30:00Z",
        "bond": None,
        "next_meeting_at": None,
        "plans": [],
    }
    assert totals_to_json(totals) == earlier | since
    assert totals_from_json({"strength": 1, "unknown": 2}) == TieTotals(strength=1.0)
