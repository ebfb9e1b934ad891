"""Moments on the command line: read exactly, or refused in words."""

from datetime import UTC, datetime

import pytest

from bot.commands.moment import NotAMoment, moment

LONDON = "Europe/London"


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("2026-03-31T08:00", datetime(2026, 3, 31, 7, tzinfo=UTC)),
        ("2026-03-27T08:00", datetime(2026, 3, 27, 8, tzinfo=UTC)),
        ("2026-03-31 08:00:30", datetime(2026, 3, 31, 7, 0, 30, tzinfo=UTC)),
        ("2026-03-31T08:00Z", datetime(2026, 3, 31, 8, tzinfo=UTC)),
        ("2026-03-31T08:00-05:00", datetime(2026, 3, 31, 13, tzinfo=UTC)),
        ("2026-03-31", datetime(2026, 3, 30, 23, tzinfo=UTC)),
        ("2000-01-01T00:00Z", datetime(2000, 1, 1, tzinfo=UTC)),
        ("2099-12-31T23:59Z", datetime(2099, 12, 31, 23, 59, tzinfo=UTC)),
    ],
)
def test_a_moment_without_an_offset_is_in_the_zone(text: str, at: datetime) -> None:
    assert moment(text, zone=LONDON) == at


@pytest.mark.parametrize(
    "text",
    [
        "tomorrow",
        "",
        "31.3.2026",
        "2026-02-30",
        "2026-03-31T25:00",
        "1999-12-31T23:59Z",
        "2100-01-01T00:00Z",
        "0001-01-01",
        "9999-12-31T23:59-12:00",
    ],
)
def test_anything_else_is_refused_in_words(text: str) -> None:
    with pytest.raises(NotAMoment) as refused:
        moment(text, zone=LONDON)
    assert str(refused.value) == (
        f"“{text}” is no moment I can read. Write it like 2026-03-31T08:00, "
        "or with its zone like 2026-03-31T08:00+01:00."
    )
