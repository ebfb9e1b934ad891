"""Whoever ignores the cards gets fewer, then one question, then silence."""

from datetime import UTC, date, datetime, timedelta

import pytest

from scheduler.card.daily_card import (
    ASKED_AFTER,
    SILENT,
    CardOrNot,
    LastCard,
    card_or_not,
    go_on_question,
    ignored_so_far,
)
from scheduler.local_time import Calendar

MONDAY = date(2026, 3, 30)
SENT = LastCard(datetime(2026, 3, 30, 7, 30, tzinfo=UTC), MONDAY)
WORKDAYS = Calendar()


def test_the_first_card_ignores_nothing() -> None:
    assert ignored_so_far(3, None, None) == 0


@pytest.mark.parametrize(
    ("heard", "ignored"),
    [
        (None, 3),
        (SENT.queued_at - timedelta(seconds=1), 3),
        (SENT.queued_at, 0),
        (SENT.queued_at + timedelta(hours=20), 0),
    ],
)
def test_a_card_is_ignored_when_nothing_came_after_it(
    heard: datetime | None, ignored: int
) -> None:
    assert ignored_so_far(2, SENT, heard) == ignored


def test_silence_is_counted_no_further() -> None:
    assert ignored_so_far(SILENT, SENT, None) == SILENT


@pytest.mark.parametrize(
    ("ignored", "days_later", "turn"),
    [
        (0, 1, CardOrNot.CARD),
        (3, 1, CardOrNot.CARD),
        (4, 1, CardOrNot.SKIP),
        (4, 2, CardOrNot.CARD),
        (5, 1, CardOrNot.SKIP),
        (5, 2, CardOrNot.CARD),
        (6, 1, CardOrNot.SKIP),
        (6, 2, CardOrNot.ASK),
        (7, 2, CardOrNot.SKIP),
        (7, 90, CardOrNot.SKIP),
    ],
)
def test_after_four_every_second_day_after_six_one_question_then_silence(
    ignored: int, days_later: int, turn: CardOrNot
) -> None:
    today = MONDAY + timedelta(days_later)
    assert card_or_not(ignored, SENT, today, WORKDAYS) is turn


def test_every_second_day_counts_working_days() -> None:
    friday = LastCard(SENT.queued_at, date(2026, 3, 27))
    assert card_or_not(4, friday, date(2026, 3, 30), WORKDAYS) is CardOrNot.SKIP
    assert card_or_not(4, friday, date(2026, 3, 31), WORKDAYS) is CardOrNot.CARD


def test_the_question_says_what_happens_and_how_to_answer() -> None:
    asked = go_on_question("Ada Novak")

    assert asked.headline == "Ada, are these cards of use to you?"
    assert str(ASKED_AFTER) in asked.sections[0].text
    assert [one.action for one in asked.buttons] == ["go_on", "settings", "stop_cards"]
