from datetime import date

import pytest

from language.say import speaking
from scheduler.listing import or_last
from scheduler.wording import (
    clipped,
    counted,
    joined,
    people,
    quoted,
    sentence,
    spelled,
)


def test_a_day_is_spelled_out_with_the_year_when_it_is_another() -> None:
    today = date(2026, 3, 31)
    assert spelled(date(2026, 3, 31), today) == "Tue 31 March"
    assert spelled(date(2025, 12, 1), today) == "Mon 1 December 2025"


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "no days"), (1, "one day"), (12, "twelve days"), (13, "13 days")],
)
def test_numbers_up_to_twelve_are_words(number: int, words: str) -> None:
    assert counted("one day", "{n} days", number) == words


def test_people_are_counted_as_people() -> None:
    assert [people(n) for n in (0, 1, 2)] == ["nobody", "one person", "two people"]


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
        assert joined(("Dana", last)) == said
    assert joined(("Dana", last)) == f"Dana and {last}"


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
    assert or_last("Dana", last) == f"Dana or {last}"


def test_a_list_is_joined_as_one_says_it() -> None:
    assert joined(()) == ""
    assert joined(("a",)) == "a"
    assert joined(("a", "b")) == "a and b"
    assert joined(("a", "b", "c")) == "a, b and c"


def test_what_was_typed_is_quoted_on_one_line_and_cut() -> None:
    assert quoted("  one\n two ") == "“one two”"
    assert quoted("x" * 200, 10) == "“" + "x" * 9 + "…”"
    assert clipped("abc", 3) == "abc"


def test_a_sentence_starts_with_a_capital_and_ends() -> None:
    assert sentence("you talked") == "You talked."
    assert sentence("Is it?") == "Is it?"
