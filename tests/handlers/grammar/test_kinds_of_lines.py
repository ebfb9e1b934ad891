"""Kinds of lines that busy people type, and what each of them comes to."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.reading_book import ENGLISH, ReadingBook, Tried, open_reading_book
from bench.reading_cases import Case


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ReadingBook]:
    folder: Path = tmp_path_factory.mktemp("kinds")
    with open_reading_book(folder, ENGLISH) as opened:
        yield opened


def tried(book: ReadingBook, line: str, *, state: str = "base") -> Tried:
    return book.try_case(Case("", "", state, line, "ask"))


def kept(book: ReadingBook, line: str) -> list[tuple[str, str, str, str]]:
    after = tried(book, line).outcome.after
    return [(one.who, one.kind, one.outcome, str(one.on)[5:]) for one in after]


@pytest.mark.parametrize(
    ("line", "rows"),
    [
        (
            "Townhall with Rosa, Sam and 40 others yesterday",
            [("Rosa Lim", "met", "met", "03-30"), ("Sam Ortiz", "met", "met", "03-30")],
        ),
        (
            "texted Rosa on Friday, she rang yesterday about the rota",
            [
                ("Rosa Lim", "message", "met", "03-27"),
                ("Rosa Lim", "call", "met", "03-30"),
            ],
        ),
        (
            "stood up by José at lunch yesterday 😤",
            [("José Álvarez", "met", "declined", "03-30")],
        ),
        (
            "met both Danas yesterday about the union",
            [
                ("Dana Reyes", "met", "met", "03-30"),
                ("Dana Whitfield", "met", "met", "03-30"),
            ],
        ),
        ("met Kim, she called Rosa yesterday", [("Kim Osei", "met", "met", "03-31")]),
        ("met Kim and more people yesterday", [("Kim Osei", "met", "met", "03-30")]),
    ],
)
def test_what_follows_a_contact_is_not_swallowed(
    book: ReadingBook, line: str, rows: list[tuple[str, str, str, str]]
) -> None:
    assert sorted(kept(book, line)) == sorted(rows)


def test_a_refusal_with_another_date_is_a_meeting_put_off(book: ReadingBook) -> None:
    [row] = tried(
        book, "Rosa cancelled, flu, let's do it next Monday at 10"
    ).outcome.after
    assert (row.outcome, str(row.next_on), row.next_time) == (
        "postponed",
        "2026-04-06",
        "10:00",
    )


@pytest.mark.parametrize(
    ("line", "hour"),
    [
        ("lunch with Kim on 9 April 1230", "12:30"),
        ("dinner with Kim on 9 April, 7.30", "19:30"),
        ("coffee with Kim on 9 April 9.30", "09:30"),
        ("dinner with Kim on 9 April 7.30pm", "19:30"),
    ],
)
def test_an_hour_is_read_behind_a_day(book: ReadingBook, line: str, hour: str) -> None:
    [row] = tried(book, line).outcome.after
    assert (row.outcome, row.next_time) == ("planned", hour)


@pytest.mark.parametrize(
    ("line", "listened"),
    [
        ("met Rosa yesterday, she got maybe 20% of the airtime", 20),
        ("met Rosa, seventy percent was him, good", 70),
        ("saw Will Chen yesterday, did three quarters of the talking myself", 25),
        ("call with Sam, two thirds me", 33),
    ],
)
def test_who_talked_says_how_much_was_listened(
    book: ReadingBook, line: str, listened: int
) -> None:
    [row] = tried(book, line).outcome.after
    assert row.listened == listened


@pytest.mark.parametrize(
    "line",
    [
        "met with rosa, sorry, it was a phone call, about the shifts",
        "met Kim and talked to Rosa yesterday",
        "dinner last Thursday with Zoë and her husband, plus Kim",
        "popped over to Sam's desk, nobody there",
        "Rosa can't do Thursday",
        "Mon coffee Sam / Fri call Rosa",
    ],
)
def test_what_could_be_either_is_asked_about(book: ReadingBook, line: str) -> None:
    outcome = tried(book, line).outcome
    assert outcome.asked
    assert not outcome.after


def test_an_outcome_that_is_offered_is_of_today_whatever_was_put_off(
    book: ReadingBook,
) -> None:
    offered = tried(book, "Rosa can't do this week").outcome.offered
    days = {
        str(row.on) for rows in offered for row in rows if row.outcome == "declined"
    }
    assert days == {"2026-03-31"}


def test_one_more_person_is_added_to_the_last_entry(book: ReadingBook) -> None:
    rows = tried(book, "oh and Sam was on it too", state="after").outcome.after
    assert {(one.who, one.kind, str(one.on)) for one in rows} == {
        ("Kim Osei", "call", "2026-03-30"),
        ("Sam Ortiz", "call", "2026-03-30"),
    }


def test_other_words_take_the_place_of_those_in_the_note(book: ReadingBook) -> None:
    [row] = tried(book, "not the budget, the audit fee", state="after").outcome.after
    assert row.note == "about the audit fee"


def test_a_next_date_is_added_with_its_hour(book: ReadingBook) -> None:
    line = "and we meet again on 9 April at 10"
    [row] = tried(book, line, state="after").outcome.after
    assert (str(row.next_on), row.next_time) == ("2026-04-09", "10:00")


def test_what_is_added_to_an_entry_makes_no_person(book: ReadingBook) -> None:
    for state in ("base", "after"):
        outcome = tried(book, "add: follow up on 8 April", state=state).outcome
        assert not outcome.elsewhere


def test_an_entry_is_taken_back_in_other_words(book: ReadingBook) -> None:
    line = "ignore my last message, the call never took place"
    assert not tried(book, line, state="after").outcome.after
