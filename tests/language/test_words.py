"""Days, counts, lists and quotes are said the same way everywhere."""

from datetime import date

import pytest

from language.say import speaking
from language.words import (
    AT_LENGTH,
    clipped,
    counted,
    counted_in_words,
    date_said,
    date_typed,
    day_beside_today,
    day_said,
    listed,
    month_said,
    number_word,
    or_last,
    people_in_words,
    quoted,
    sentence,
    weekday_said,
)

TODAY = date(2026, 3, 2)
DAY = date(2026, 3, 31)


@pytest.mark.parametrize("locale", ["", "en-US", "en-GB"])
def test_an_english_day_spells_its_month_so_that_nobody_mistakes_it(
    locale: str,
) -> None:
    with speaking(locale):
        assert day_said(DAY, TODAY) == "Tue 31 March"
        assert date_said(DAY, TODAY) == "31 March"
        assert month_said(DAY) == "March 2026"


def test_the_year_is_told_when_it_is_another() -> None:
    assert day_said(date(2027, 3, 31), TODAY) == "Wed 31 March 2027"
    assert date_said(date(2025, 12, 31), date(2026, 1, 1)) == "31 December 2025"


def test_a_day_is_spelled_out_with_the_year_when_it_is_another() -> None:
    today = date(2026, 3, 31)
    assert day_said(date(2026, 3, 31), today) == "Tue 31 March"
    assert day_said(date(2025, 12, 1), today) == "Mon 1 December 2025"


def test_a_spanish_day_is_written_the_spanish_way() -> None:
    with speaking("es-ES"):
        assert day_said(DAY, TODAY) == "mar 31 de marzo"
        assert date_said(DAY, TODAY) == "31 de marzo"
        assert date_said(date(2027, 3, 31), TODAY) == "31 de marzo de 2027"
        assert month_said(DAY) == "marzo de 2026"
        assert weekday_said(0) == "lun"


def test_a_date_to_be_typed_is_english_whoever_reads_it() -> None:
    with speaking("es-ES"):
        assert date_typed(DAY, TODAY) == "31 March"
        assert date_typed(date(2027, 3, 31), TODAY) == "31 March 2027"


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 3, 1), "yesterday, Sun 1 March"),
        (TODAY, "today, Mon 2 March"),
        (date(2026, 3, 3), "tomorrow, Tue 3 March"),
        (date(2026, 3, 4), "Wed 4 March"),
        (date(2027, 5, 12), "Wed 12 May 2027"),
    ],
)
def test_a_day_beside_today_is_said_so(day: date, words: str) -> None:
    assert day_beside_today(day, TODAY) == words


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "no days"), (1, "one day"), (12, "twelve days"), (13, "13 days")],
)
def test_numbers_up_to_twelve_are_words(number: int, words: str) -> None:
    assert counted_in_words("one day", "{n} days", number) == words


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "0 days"), (1, "1 day"), (12, "12 days"), (1_000, "1,000 days")],
)
def test_a_count_is_in_figures(number: int, words: str) -> None:
    assert counted("{n} day", "{n} days", number) == words


def test_a_number_before_a_plural_is_a_word() -> None:
    assert [number_word(n) for n in (0, 1, 12, 13)] == ["no", "one", "twelve", "13"]


def test_people_are_counted_as_people() -> None:
    assert [people_in_words(n) for n in (0, 1, 2)] == [
        "nobody",
        "one person",
        "two people",
    ]


@pytest.mark.parametrize(
    ("last", "said"),
    [
        ("I-12", "Dana e I-12"),
        ("Ines", "Dana e Ines"),
        ("Hilda", "Dana e Hilda"),
        ("“iris”", "Dana e “iris”"),
        ("Rosa", "Dana y Rosa"),
        ("hielo", "Dana y hielo"),
        ("Yolanda", "Dana y Yolanda"),
        ("", "Dana y "),
    ],
)
def test_spanish_joins_what_begins_with_its_own_and_by_another(
    last: str, said: str
) -> None:
    with speaking("es"):
        assert listed(("Dana", last)) == said
    assert listed(("Dana", last)) == f"Dana and {last}"


@pytest.mark.parametrize(
    ("last", "said"),
    [
        ("Omar", "Dana u Omar"),
        ("11", "Dana u 11"),
        ("115", "Dana o 115"),
        ("Kim", "Dana o Kim"),
    ],
)
def test_spanish_has_another_or_before_an_o(last: str, said: str) -> None:
    with speaking("es"):
        assert or_last("Dana", last) == said
        assert listed(("Dana", last), either=True) == said
    assert or_last("Dana", last) == f"Dana or {last}"


def test_a_list_is_joined_as_one_says_it() -> None:
    assert listed(()) == ""
    assert listed(("a",)) == "a"
    assert listed(("a", "b")) == "a and b"
    assert listed(("a", "b", "c")) == "a, b and c"
    assert listed(("a", "b", "c"), either=True) == "a, b or c"


def test_what_was_typed_is_quoted_on_one_line_and_cut() -> None:
    assert quoted("  one\n two ") == "“one two”"
    assert quoted("x" * 200, 10) == "“" + "x" * 9 + "…”"
    assert clipped("abc", 3) == "abc"


def test_what_is_quoted_in_passing_is_cut_earlier() -> None:
    assert quoted("x" * 60) == f"“{'x' * 60}”"
    assert quoted("x" * 61) == f"“{'x' * 59}…”"
    assert quoted("x" * 120, AT_LENGTH) == f"“{'x' * 120}”"
    assert quoted("x" * 121, AT_LENGTH) == f"“{'x' * 119}…”"


def test_a_sentence_starts_with_a_capital_and_ends() -> None:
    assert sentence("you talked") == "You talked."
    assert sentence("Is it?") == "Is it?"
