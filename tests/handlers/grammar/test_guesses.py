"""A second reader only points at places of a line; what they say, we find out."""

from dataclasses import replace
from datetime import date

import pytest

from handlers.grammar.contacts.guesses import MOST_GUESSES, heard_by
from handlers.grammar.contacts.heard import Heard, line_of
from handlers.grammar.contacts.second_reading import Guess
from handlers.turn import Turn
from tests.handlers.company import Company
from tests.handlers.grammar.test_people import in_turn

YESTERDAY = date(2026, 3, 30)
TODAY = date(2026, 3, 31)
LINE = "had a floomp with Dana yesterday"
FLOOMP = Guess("happened", "met", "Dana", "floomp", "yesterday")


@pytest.fixture
def mine(company: Company) -> Company:
    for line in (
        "add Dana Whitfield, COO in Operations",
        "add Rosa Lim, Head of Plants in Operations",
        "add Kim Ito, CFO in Finance",
    ):
        company.hears("Ada", line)
    return company


def heard(company: Company, line: str, *guesses: Guess) -> tuple[Heard, ...]:
    return in_turn(company, line, lambda turn: heard_by(turn, line, guesses))


def lines(company: Company, line: str, *guesses: Guess) -> list[str]:
    """Return the canonical lines of what holds."""

    def work(turn: Turn) -> list[str]:
        return [line_of(turn, one) for one in heard_by(turn, line, guesses)]

    return in_turn(company, line, work)


def test_what_holds_is_a_canonical_line(mine: Company) -> None:
    assert lines(mine, LINE, FLOOMP) == [
        "log Dana Whitfield met 2026-03-30: had a floomp with Dana yesterday"
    ]


def test_a_line_that_is_explained_but_for_its_kind_has_only_its_note(
    mine: Company,
) -> None:
    line = "yesterday Dana and a call: she likes payroll"
    guess = Guess("happened", "call", "Dana", "call", "yesterday", "she likes payroll")
    assert lines(mine, line, guess) == [
        "log Dana Whitfield call 2026-03-30: she likes payroll"
    ]


@pytest.mark.parametrize(
    "guess",
    [
        Guess("happened", "met", "Dana Whitfield", "floomp", "yesterday"),
        Guess("happened", "met", "Dana", "long floomp", "yesterday"),
        Guess("happened", "met", "Dana", "floomp", "last Friday"),
        Guess("happened", "met", "Dana", "floomp", "yesterday", "about payroll"),
        Guess("happened", "met", "", "floomp", "yesterday"),
        Guess("happened", "met", "Dana", "", "yesterday"),
        Guess("happened", "met", "dana", "floomp", "yesterday"),
    ],
    ids=["person", "kind", "day", "note", "nobody", "nothing", "another spelling"],
)
def test_every_span_stands_in_the_line_as_it_is(mine: Company, guess: Guess) -> None:
    assert heard(mine, LINE, FLOOMP)
    assert heard(mine, LINE, guess) == ()


def test_a_span_is_whole_words(mine: Company) -> None:
    cut = Guess("happened", "met", "Dana", "wag", "yesterday")
    assert heard(mine, LINE, cut) == ()


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("had a floomp with Dana Smith", "Dana"),  # another surname
        ("had a floomp with Dana Smith", "Dana Smith"),
        ("had a floomp with Zoltan", "Zoltan"),
        ("had a floomp with payroll and Dana", "payroll"),
        ("had a floomp with another Dana", "Dana"),
    ],
)
def test_the_person_is_who_our_own_reader_is_sure_of(
    mine: Company, line: str, name: str
) -> None:
    assert heard(mine, line, Guess("happened", "met", name, "floomp")) == ()


def test_one_of_several_of_a_name_is_not_guessed(mine: Company) -> None:
    mine.hears("Ada", "add Dana Reyes in Sales")
    assert heard(mine, LINE, FLOOMP) == ()


def test_another_workspaces_people_are_nobody_here(mine: Company) -> None:
    other = Company(mine.database, tenant="globex")
    other.hears("Ada", "add Zoltan Nagy in Sales")
    guess = Guess("happened", "met", "Zoltan Nagy", "floomp")
    assert heard(mine, "had a floomp with Zoltan Nagy", guess) == ()


@pytest.mark.parametrize(
    ("line", "day", "on"),
    [
        ("floomp with Dana on Friday", "Friday", date(2026, 3, 27)),
        ("floomp with Dana on 3 March", "3 March", date(2026, 3, 3)),
        ("floomp with Dana", "", TODAY),
    ],
)
def test_the_day_is_what_our_own_reader_finds_there(
    mine: Company, line: str, day: str, on: date
) -> None:
    [one] = heard(mine, line, Guess("happened", "met", "Dana", "floomp", day))
    assert one.on == on


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("floomp with Dana tomorrow", "tomorrow"),  # not happened yet
        ("floomp with Dana last week", "last week"),  # which day of it?
        ("floomp with Dana since Friday", "since Friday"),
        ("floomp with Dana on 02/03", "02/03"),  # 2 March or 3 February
        ("floomp with Dana yesterday", ""),  # left out
        ("floomp with Dana at the plant", "plant"),  # no day at all
    ],
)
def test_a_day_that_does_not_hold_is_no_day(mine: Company, line: str, day: str) -> None:
    guess = Guess("happened", "met", "Dana", "floomp", day)
    assert heard(mine, line, guess) == ()


@pytest.mark.parametrize(
    "guess",
    [
        Guess("happened", "met", "Dana", "with Dana", "yesterday"),
        Guess("happened", "met", "Dana", "floomp", "yesterday", "Dana yesterday"),
        Guess("happened", "met", "Dana", "Dana", "yesterday"),
    ],
)
def test_spans_do_not_overlap(mine: Company, guess: Guess) -> None:
    assert heard(mine, LINE, guess) == ()


@pytest.mark.parametrize(
    "line",
    [
        "a floomp that was not with Dana",
        "floomp never with Dana",
        "floomp I would want with Dana",
        "floomp: must have it with Dana",
        "floomp will be with Dana",
        "did not floomp with Dana",
        "should floomp with Dana",
        "remind me of a floomp with Dana",
        "floomp, remind me, with Dana",
        "floomp ? with Dana",
        "floomp with Dana?",
        "did I floomp with Dana about payroll",
        "floomp with Dana, she declined",
        "floomp with Dana sin falta, no",
    ],
)
def test_what_is_denied_wished_told_or_asked_has_not_happened(
    mine: Company, line: str
) -> None:
    assert heard(mine, line, Guess("happened", "met", "Dana", "floomp")) == ()


def test_what_is_denied_in_another_language_has_not_happened(mine: Company) -> None:
    line = "gestern kein Flomp mit Dana"
    guess = Guess("happened", "met", "Dana", "Flomp", "gestern")
    assert heard(mine, line, guess) == ()
    told = line.replace("kein", "ein")
    assert heard(mine, told, guess)


def test_a_negation_in_the_note_denies_the_note_alone(mine: Company) -> None:
    line = "floomp with Dana yesterday, she does not like payroll"
    note = "she does not like payroll"
    guess = Guess("happened", "met", "Dana", "floomp", "yesterday", note)
    assert len(heard(mine, line, guess)) == 1
    assert heard(mine, line, replace(guess, note_span="")) == ()


def test_a_negation_before_the_contact_cannot_be_called_a_note(mine: Company) -> None:
    line = "did not floomp with Dana"
    guess = Guess("happened", "met", "Dana", "floomp", "", "did not")
    assert heard(mine, line, guess) == ()


def test_a_denied_plan_is_no_plan(mine: Company) -> None:
    guess = Guess("planned", "met", "Dana", "floomp", "tomorrow")
    assert lines(mine, "floomp with Dana tomorrow", guess)[0].startswith(
        "plan Dana Whitfield met 2026-04-01"
    )
    assert lines(mine, "no floomp with Dana tomorrow", guess) == []


@pytest.mark.parametrize("mood", ["declined", "no reply", "postponed"])
def test_an_outcome_is_told_by_its_own_word(mine: Company, mood: str) -> None:
    guess = Guess(mood, "met", "Dana", "", "yesterday")  # type: ignore[arg-type]
    [one] = heard(mine, "Dana blew me away yesterday", guess)
    assert (one.outcome, one.on) == (mood, YESTERDAY)


def test_our_own_word_for_the_kind_is_not_overruled(mine: Company) -> None:
    line = "yesterday Dana, a splendid call"
    [one] = heard(mine, line, Guess("happened", "met", "Dana", "call", "yesterday"))
    assert one.kind == "call"


@pytest.mark.parametrize(("share", "holds"), [(0, True), (100, True), (101, False)])
def test_a_share_that_cannot_be_is_not_guessed_past(
    mine: Company, share: int, holds: bool
) -> None:
    line = f"floomp with Dana yesterday, listened {share}%"
    found = heard(mine, line, FLOOMP)
    assert [one.listened for one in found] == ([share] if holds else [])


def test_never_half_of_a_line(mine: Company) -> None:
    line = "floomp with Dana yesterday and a zibble with Kim"
    dana, kim = FLOOMP, Guess("happened", "met", "Kim", "zibble")
    assert heard(mine, line, dana) == ()
    assert heard(mine, line, dana, Guess("happened", "met", "Zoltan", "zibble")) == ()
    assert [one.people[0].name for one in heard(mine, line, dana, kim)] == [
        "Dana Whitfield",
        "Kim Ito",
    ]


def test_no_contact_and_too_many_are_nothing(mine: Company) -> None:
    assert heard(mine, LINE) == ()
    assert heard(mine, LINE, Guess("none", "met", "Dana")) == ()
    assert heard(mine, LINE, *[FLOOMP] * MOST_GUESSES)
    assert heard(mine, LINE, *[FLOOMP] * (MOST_GUESSES + 1)) == ()


@pytest.mark.parametrize(
    "span",
    ["", " ", "\x00", "a" * 4000, "(((((", "<!channel>", "مرحبا", "👍" * 200, "\n"],
)
def test_odd_spans_are_no_spans(mine: Company, span: str) -> None:
    odd = Guess("happened", "met", span, span, span, span)
    assert heard(mine, LINE, odd) == ()
    assert heard(mine, LINE * 20, odd) == ()
