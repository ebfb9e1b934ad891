"""What goes to a second reader: the line, with no name that we know, if so wished."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import pytest

from handlers.grammar.contacts.second_reading import (
    LONGEST_SENT,
    MOST_WORDS_SENT,
    Guess,
    MaskedReader,
    SecondReader,
    masks_for,
    names_in,
)
from tests.handlers.company import TODAY, Company
from tests.handlers.grammar.test_people import in_turn


@dataclass
class FakeReader:
    """Answers with its guesses, and remembers what it was told."""

    guesses: Sequence[Guess] = ()
    told: list[tuple[str, tuple[str, ...], date]] = field(default_factory=list)
    name: str = "made-up-1 (models.example.com)"

    async def read(
        self, line: str, names: Sequence[str], today: date
    ) -> Sequence[Guess]:
        self.told.append((line, tuple(names), today))
        return self.guesses


@pytest.fixture
def mine(company: Company) -> Company:
    company.hears("Ada", "add Dana Whitfield, COO in Operations")
    company.hears("Ada", "add Kim Ito, CFO in Finance")
    company.hears("Ada", "add Will May in Sales")
    return company


def names(company: Company, line: str) -> tuple[str, ...]:
    return in_turn(company, line, lambda turn: names_in(turn, line))


def masked(reader: SecondReader) -> SecondReader:
    return MaskedReader(reader)


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("floomp with Dana", ("Dana",)),
        ("floomp with Dana Whitfield and kim", ("Dana Whitfield",)),
        ("floomp with dana and kim", ("dana", "kim")),
        ("floomp with Dana, then Dana again", ("Dana",)),
        ("floomp with Dana at the Whitfield plant", ("Dana", "Whitfield")),
        ("will floomp with Dana", ("Dana",)),
    ],
)
def test_the_names_of_a_line_are_found_as_typed(
    mine: Company, line: str, found: tuple[str, ...]
) -> None:
    got = names(mine, line)
    assert set(found) <= set(got), got
    assert "will" not in got and "floomp" not in got


def test_an_address_is_a_name(mine: Company) -> None:
    got = names(mine, "floomp with Dana, see dana.whitfield@acme.com")
    assert "dana.whitfield@acme.com" in got


@pytest.mark.parametrize(
    "line",
    [
        "the plant is on fire",
        "floomp with Zoltan",
        "Dana",
        "Dana Whitfield.",
        "",
        "👍",
        "<!channel>",
        "floomp with Dana " + "x" * LONGEST_SENT,
    ],
)
def test_a_line_that_surely_names_nobody_or_only_somebody_stays_here(
    mine: Company, line: str
) -> None:
    assert names(mine, line) == ()


def test_the_longest_line_that_is_sent(mine: Company) -> None:
    line = "floomp with Dana "
    assert names(mine, line + "x" * (LONGEST_SENT - len(line)))
    assert not names(mine, line + "x" * (LONGEST_SENT - len(line) + 1))
    few = " x" * (MOST_WORDS_SENT - 3)
    assert names(mine, f"floomp with Dana{few}")
    assert not names(mine, f"floomp with Dana{few} x")


# Masks.


async def test_a_masked_reader_is_told_no_name_and_its_spans_get_them_back() -> None:
    reader = FakeReader([Guess("happened", "met", "P1", "floomp", "", "saw P2, P1")])

    guesses = await masked(reader).read(
        "floomp with Dana: saw Kim, Dana", ["Dana", "Kim"], TODAY
    )

    assert reader.told == [("floomp with P1: saw P2, P1", ("P1", "P2"), TODAY)]
    assert guesses == (Guess("happened", "met", "Dana", "floomp", "", "saw Kim, Dana"),)


async def test_a_longer_name_is_masked_before_a_part_of_it() -> None:
    reader = FakeReader()
    line = "Dana Whitfield, Whitfield plant, Danae"
    await masked(reader).read(line, ["Dana", "Whitfield", "Dana Whitfield"], TODAY)
    [(told, _, _)] = reader.told
    assert told == "P3, P2 plant, Danae"


async def test_a_mask_that_stands_in_the_line_is_not_given_to_anybody() -> None:
    assert masks_for("P1 of Dana: P2", ["Dana"]) == {"Dana": "P3"}
    reader = FakeReader([Guess("happened", "met", "P3", "incident P1")])
    [guess] = await masked(reader).read("incident P1 with Dana", ["Dana"], TODAY)
    assert reader.told[0][0] == "incident P1 with P2"
    assert (guess.person_span, guess.kind_span) == ("P3", "incident P1")


async def test_names_with_signs_of_patterns_are_masked_as_they_are() -> None:
    reader = FakeReader()
    await masked(reader).read("saw <@U1|x.y> (a+b)", ["<@U1|x.y>", "(a+b)"], TODAY)
    assert reader.told[0][0] == "saw P1 P2"


async def test_a_masked_reader_has_the_name_of_the_one_behind_it() -> None:
    reader = FakeReader()
    assert masked(reader).name == reader.name
    assert await masked(reader).read("a line", [], TODAY) == ()
    assert reader.told[0][0] == "a line"
