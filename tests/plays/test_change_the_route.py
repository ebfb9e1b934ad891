from datetime import date, timedelta

import pytest

from scheduler.advice.engine import advise
from scheduler.card.nudges import without_notices_said
from scheduler.situation import Situation
from tests.builders import TODAY, a_situation, deciding, notices_of, pausing, steps_of


def test_three_dates_and_the_end_of_the_pause() -> None:
    assert notices_of("P01", a_situation(tie=pausing())) == (
        "Dana postponed on Tue 3 March, Tue 17 March and Mon 30 March. You have made "
        "the effort: send no invitations through Wed 29 April.",
    )


def test_different_refusals_are_told_apart() -> None:
    attempts = (
        (date(2026, 3, 3), "declined"),
        (date(2026, 3, 17), "no reply"),
        (date(2026, 3, 30), "declined"),
    )
    [said] = notices_of("P01", a_situation(tie=pausing(attempts=attempts)))
    assert said.startswith(
        "Dana declined on Tue 3 March and Mon 30 March and did not reply on Tue 17 "
        "March."
    )


def test_only_the_last_three_refusals_are_named() -> None:
    days = [date(2026, 3, day) for day in (2, 3, 17, 30)]
    [said] = notices_of("P01", a_situation(tie=pausing(*days)))
    assert "Mon 2 March" not in said


def test_refusals_that_did_not_open_the_pause_are_not_named() -> None:
    days = [date(2026, 1, 29), date(2026, 3, 17), date(2026, 3, 30), date(2026, 4, 7)]
    tie = pausing(*days, since=date(2026, 3, 30))
    [said] = notices_of("P01", a_situation(today=date(2026, 4, 8), tie=tie))
    assert said.startswith("Dana postponed on Tue 17 March and Mon 30 March.")


def test_two_refusals_of_one_day_are_named_once() -> None:
    days = [date(2026, 3, 3), date(2026, 3, 17), date(2026, 3, 30), date(2026, 3, 30)]
    [said] = notices_of("P01", a_situation(tie=pausing(*days)))
    assert said.startswith("Dana postponed on Tue 3 March, Tue 17 March and Mon 30")


@pytest.mark.parametrize(
    ("on", "said"),
    [
        (date(2026, 4, 29), "send no invitations through Wed 29 April."),
        (date(2026, 4, 30), "may be invited again: the pause ended on Wed 29 April."),
        (date(2026, 5, 6), "may be invited again: the pause ended on Wed 29 April."),
        (date(2026, 5, 7), ""),
    ],
)
def test_the_end_of_the_pause_is_said_for_a_week(on: date, said: str) -> None:
    notices = notices_of("P01", a_situation(today=on, tie=pausing()))
    assert "".join(notices).endswith(said)
    assert len(notices) == bool(said)


@pytest.mark.parametrize(
    ("last_card_on", "on", "said"),
    [
        (None, date(2026, 3, 31), True),
        (date(2026, 3, 30), date(2026, 3, 31), True),
        (date(2026, 3, 31), date(2026, 4, 1), False),
        (date(2026, 4, 29), date(2026, 4, 30), True),
        (date(2026, 4, 30), date(2026, 5, 1), False),
    ],
)
def test_it_is_said_on_one_card_of_the_pause_and_on_one_after_it(
    last_card_on: date | None, on: date, said: bool
) -> None:
    advice = advise(a_situation(today=on, tie=pausing()))
    told = without_notices_said(advice, last_card_on).notices
    assert [one for one in told if not one.said] == list(advice.notices) * said
    assert all(one.short for one in told if one.said)


@pytest.mark.parametrize(
    ("reason", "situation"),
    [
        ("nobody refused", a_situation()),
        (
            "a meeting is on the calendar",
            a_situation(tie=pausing(next_meeting_on=TODAY)),
        ),
    ],
)
def test_it_is_silent_when(reason: str, situation: Situation) -> None:
    assert notices_of("P01", situation) == (), reason
    assert steps_of("P01", situation) == (), reason


@pytest.mark.parametrize(("days", "notes"), [(-1, 0), (0, 1), (14, 1), (15, 0)])
def test_a_decision_within_14_days_allows_one_short_note(days: int, notes: int) -> None:
    decision_on = TODAY + timedelta(days)
    situation = a_situation(tie=pausing(), agenda=deciding(decision_on))
    assert len(steps_of("P01", situation)) == notes
    assert len(notices_of("P01", situation)) == 1 - notes


def test_the_note_asks_for_nothing_else() -> None:
    situation = a_situation(tie=pausing(), agenda=deciding(date(2026, 4, 7)))
    [note] = steps_of("P01", situation)
    assert note.step == (
        "Send Dana one short note before the decision on Tue 7 April, and no "
        "invitation."
    )
    assert note.level == 2
