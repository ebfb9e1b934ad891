"""Days as people type them, with today being Tuesday 31 March 2026."""

from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.grammar.days.typed import Prefer, find_date, one_date
from handlers.turn import Refusal
from language.say import speaking
from language.words import day_beside_today, day_said, listed

TODAY = date(2026, 3, 31)
LONDON = ZoneInfo("Europe/London")


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("yesterday", "2026-03-30"),
        ("Yesterday morning", "2026-03-30"),
        ("last night", "2026-03-30"),
        ("the day before yesterday", "2026-03-29"),
        ("today", "2026-03-31"),
        ("this morning", "2026-03-31"),
        ("monday", "2026-03-30"),
        ("on Tuesday", "2026-03-31"),
        ("last tuesday", "2026-03-24"),
        ("last Friday", "2026-03-27"),
        ("last sun", "2026-03-29"),
        ("3 days ago", "2026-03-28"),
        ("a week ago", "2026-03-24"),
        ("two months ago", "2026-01-31"),
        ("on 3 March", "2026-03-03"),
        ("3rd of March", "2026-03-03"),
        ("March 3rd, 2025", "2025-03-03"),
        ("20 December", "2025-12-20"),
        ("2026-03-05", "2026-03-05"),
        ("5.3.2026", "2026-03-05"),
        ("5.3.", "2026-03-05"),
        ("5-3-2026", "2026-03-05"),
        ("5/3/26", "2026-03-05"),
        ("2026-03-30T23:30Z", "2026-03-31"),
    ],
)
def test_what_happened_is_read(typed: str, day: str) -> None:
    assert one_date(typed, today=TODAY, prefer="past", zone=LONDON) == (
        date.fromisoformat(day)
    )


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("tomorrow", "2026-04-01"),
        ("friday", "2026-04-03"),
        ("tuesday", "2026-04-07"),
        ("this tuesday", "2026-03-31"),
        ("next monday", "2026-04-06"),
        ("in 2 weeks", "2026-04-14"),
        ("3 days from now", "2026-04-03"),
        ("in a month", "2026-04-30"),
        ("12 May", "2026-05-12"),
        ("12 January", "2027-01-12"),
        ("end of the month", "2026-03-31"),
        ("end of week", "2026-04-03"),
        ("12/5", "2026-05-12"),
    ],
)
def test_what_is_planned_is_read(typed: str, day: str) -> None:
    assert one_date(typed, today=TODAY, prefer="future") == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("locale", "day", "how_read"),
    [
        ("", date(2026, 6, 5), "05/06 read as Fri 5 June"),
        ("en-GB", date(2026, 6, 5), "05/06 read as Fri 5 June"),
        ("de_DE", date(2026, 6, 5), "05/06 read as Fri 5 June"),
        ("en-US", date(2026, 5, 6), "05/06 read as Wed 6 May"),
    ],
)
def test_an_unclear_date_is_read_by_the_locale_and_explained(
    locale: str, day: date, how_read: str
) -> None:
    found = find_date("due 05/06", today=TODAY, prefer="future", locale=locale)

    assert found is not None
    assert (found.date, found.how_read) == (day, how_read)


def test_a_clear_date_needs_no_explanation() -> None:
    found = find_date("5 June", today=TODAY, prefer="future")

    assert found is not None
    assert found.how_read == ""


@pytest.mark.parametrize(
    ("typed", "prefer", "says"),
    [
        ("31 February", "past", "There is no 31 February."),
        ("31/02", "nearest", "There is no 31 February."),
        ("29 Feb", "past", "There is no 29 February 2026."),
        ("13/13", "nearest", "There is no month 13."),
        ("tomorrow", "past", "Wed 1 April is still ahead"),
        ("3 May", "past", "Sun 3 May is still ahead"),
        ("05/06", "past", "05/06 read as Fri 5 June is still ahead"),
        ("yesterday", "future", "Mon 30 March has passed."),
        ("30 March", "future", "Mon 30 March has passed."),
        ("900 years ago", "past", "more than ten years away"),
        ("1 May 9999", "future", "more than ten years away"),
        ("10", "past", "I can't read “10” as a day."),
        ("may", "past", "I can't read “may” as a day."),
        ("the week after next but one", "past", "I can't read"),
        ("", "past", "Which day?"),
        ("yesterday 5 apples", "past", "I can't read"),
        ("9" * 5000, "past", "I can't read"),
    ],
)
def test_what_is_no_such_day_is_refused(typed: str, prefer: Prefer, says: str) -> None:
    with pytest.raises(Refusal) as refused:
        one_date(typed, today=TODAY, prefer=prefer)

    assert says in refused.value.text


@pytest.mark.parametrize("prefer", ["past", "future"])
def test_today_is_neither_ahead_nor_past(prefer: Prefer) -> None:
    assert one_date("31 March", today=TODAY, prefer=prefer) == TODAY


def test_a_day_300_days_ahead_is_the_next_one_and_a_day_more_is_a_slip() -> None:
    last = TODAY + timedelta(days=300)
    said = day_said(last, last).partition(" ")[2]
    assert one_date(said, today=TODAY, prefer="future") == last

    after = last + timedelta(days=1)
    said = day_said(after, after).partition(" ")[2]
    with pytest.raises(Refusal, match="has passed"):
        one_date(said, today=TODAY, prefer="future")


def test_a_time_of_day_goes_with_its_day() -> None:
    found = find_date("on 20 March 11:00 with Dana", today=TODAY, prefer="past")

    assert found is not None
    assert (found.date, found.hour) == (date(2026, 3, 20), time(11))
    assert "on 20 March 11:00 with Dana"[found.start : found.end] == "on 20 March 11:00"


@pytest.mark.parametrize(
    "text", ["rated 4.5", "24 people", "1:1", "may be", "sat down"]
)
def test_numbers_and_words_that_are_no_days_are_left_alone(text: str) -> None:
    assert find_date(text, today=TODAY, prefer="nearest") is None


@pytest.mark.parametrize(
    ("typed", "locale", "day"),
    [
        ("vorgestern", "de-DE", date(2026, 3, 29)),
        ("3. März", "de", date(2026, 3, 3)),
        ("hier", "fr", date(2026, 3, 30)),
        ("vorgestern", "fr", None),
        ("3. März", "no such locale", None),
    ],
)
def test_a_whole_answer_is_read_in_the_readers_language(
    typed: str, locale: str, day: date | None
) -> None:
    if day is None:
        with pytest.raises(Refusal, match="I can't read"):
            one_date(typed, today=TODAY, prefer="past", locale=locale)
    else:
        assert one_date(typed, today=TODAY, prefer="past", locale=locale) == day


@given(st.dates(min_value=date(2020, 1, 1), max_value=date(2032, 12, 31)))
def test_a_day_said_in_words_is_read_as_that_day(day: date) -> None:
    said = day_said(day, date(1999, 1, 1)).partition(" ")[2]

    assert one_date(said, today=TODAY, prefer="nearest") == day


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        found = find_date(text, today=TODAY, prefer="nearest")
    except Refusal:
        return
    assert found is None or 0 <= found.start < found.end <= len(text)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 3, 30), "yesterday, Mon 30 March"),
        (date(2026, 3, 31), "today, Tue 31 March"),
        (date(2026, 4, 1), "tomorrow, Wed 1 April"),
        (date(2026, 5, 12), "Tue 12 May"),
        (date(2027, 5, 12), "Wed 12 May 2027"),
    ],
)
def test_a_day_is_said_as_people_say_it(day: date, words: str) -> None:
    assert day_beside_today(day, TODAY) == words


def test_lists_are_said_as_people_say_them() -> None:
    assert [listed(list(names)) for names in ("", "a", "ab", "abc")] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]


@pytest.mark.parametrize("typed", ["3 de marzo", "3. März", "3 March"])
def test_a_day_is_also_read_in_the_language_the_reader_chose(typed: str) -> None:
    with speaking("es"):
        day = one_date(typed, today=TODAY, prefer="past", locale="de-DE")
    assert day == date(2026, 3, 3)
