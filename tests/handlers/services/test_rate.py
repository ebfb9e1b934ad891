"""`rate`: whose mark for which service counts where, and what the gate says to it."""

import pytest

from storage.models import Rating
from tests.handlers.asking import asks, lines
from tests.handlers.company import Company

GATE_NOT_KNOWN = "The gate to Operations is not known yet: {} more people to rate."


def test_a_mark_is_noted_and_the_units_mean_is_told(company: Company) -> None:
    assert company.hears("Ada", "rate Payroll 4 by Rosa") == (
        "Noted for Payroll in Operations, today, Tue 31 March: 4 by Rosa Lim.\n"
        "Operations rates your services 4.0 of 5 (1 person), in the last 90 days.\n"
        "The gate to Operations is not known yet: 4 more people to rate."
    )


@pytest.mark.parametrize(
    "line",
    [
        "rate Payroll 3 by Rosa, 4.5 by Ben",
        "rate Payroll Rosa 3 and Ben 4,5",
        "rate 3 by Rosa, 4.5/5 by Ben Payroll",
        "rate payroll: Rosa: 3, Ben: 4.5 of 5",
        "rate Payroll for Operations 3 by Rosa; 4.5 by Ben",
        "rate Payroll Rosa Lim gave 3, Ben gave 4.5 stars",
        "rate Payroll\n3 by Rosa\n\n4.5 by Ben",
    ],
)
def test_several_marks_in_one_line(company: Company, line: str) -> None:
    said = company.hears("Ada", line)

    assert ": 3 by Rosa Lim and 4.5 by Ben Okoro." in said
    assert "3.7 of 5 (2 people)" in said  # 3.75, cut


@pytest.mark.parametrize(
    "line", ["rate Payroll 4 by Rosa and Ben", "rate Payroll Rosa and Ben 4"]
)
def test_people_in_a_row_share_a_mark(company: Company, line: str) -> None:
    assert ": 4 by Rosa Lim and 4 by Ben Okoro." in company.hears("Ada", line)


def test_the_day_may_be_said(company: Company) -> None:
    said = company.hears("Ada", "rate Payroll 4 by Rosa on 27 February")

    assert "in Operations, Fri 27 February: 4 by Rosa Lim." in said
    assert str(company.row(Rating).on) == "2026-02-27"


def test_a_mark_of_last_week_is_asked_for_its_day(company: Company) -> None:
    said = company.is_refused("Ada", "rate Payroll 4 by Rosa last week")

    assert said.startswith("“last week” is no single day. Write the day, like")


@pytest.mark.parametrize("score", ["1", "1.0", "5", "4.25"])
def test_one_to_five_are_marks(company: Company, score: str) -> None:
    company.hears("Ada", f"rate Payroll {score} by Rosa")

    assert company.row(Rating).score == float(score)


@pytest.mark.parametrize("score", ["0.9", "5.1", "6", "0", "-3", "99999"])
def test_beyond_one_to_five_is_none(company: Company, score: str) -> None:
    said = company.is_refused("Ada", f"rate Payroll {score} by Rosa, 4 by Ben")

    assert said == (
        f"A mark goes from 1 (poor) to 5 (excellent), so {score} is none. "
        "Type for example: /outreach rate Payroll 4 by Rosa"
    )
    assert company.count(Rating) == 0


def test_why_says_how_open_the_gate_is(company: Company) -> None:
    for name in ("Lea One", "Max Two"):
        company.person(name, "Operations")
    company.hears("Ada", "add Dana Whitfield")
    company.say("Ada", "rate Payroll 3 by Rosa, Ben, Dana, Lea and Max")
    assert "The gate to Operations is shut:" in company.hears("Ada", "why Dana")
    company.say("Ada", "rate Payroll 3.5 by Rosa, Ben, Dana, Lea and Max")
    assert company.hears("Ada", "why Dana").endswith(
        "The gate to Operations is open, with care:\n"
        "Operations rates your services 3.5 of 5 (5 people; 4.0 opens the gate)"
    )


def test_five_good_marks_open_the_gate_and_the_fifth_decides(company: Company) -> None:
    for name in ("Lea One", "Max Two"):
        company.person(name, "Operations")
    company.say("Ada", "rate Payroll 4 by Rosa, Ben, Dana and Lea")

    assert "1 more person to rate." in company.hears("Ada", "rate Payroll 4 by Lea")
    assert company.hears("Ada", "rate Payroll 4 by Max").endswith(
        "Operations rates your services 4.0 of 5 (5 people), in the last 90 days.\n"
        "The gate to Operations is open."
    )
    assert company.hears("Ada", "rate Payroll 3.9 by Max").endswith(
        "Operations rates your services 3.9 of 5 (5 people), in the last 90 days.\n"
        "The gate to Operations is open, with care:\n"
        "Operations rates your services 3.9 of 5 (5 people; 4.0 opens the gate)"
    )


def test_without_a_name_it_is_the_speakers_own_mark(company: Company) -> None:
    assert "2 by Rosa Lim." in company.hears("Rosa Lim", "rate Payroll 2")
    assert "3 by Rosa Lim." in company.hears("Rosa Lim", "rate Payroll 3 by me")


def test_a_speaker_who_does_not_use_it_is_asked_whose_mark(company: Company) -> None:
    company.hears("Ada", "add Rosa Lim")

    doubt = company.doubt("Ada", "rate Payroll 4")

    assert doubt.text.startswith("Whose mark is that? You are not in a unit that uses")
    assert (doubt.about, doubt.line) == ("who", "rate Payroll 4 by {}")
    assert doubt.choices[0].lines == ("rate Payroll 4 by Rosa Lim",)


def test_the_mark_counts_for_the_raters_unit_when_it_uses_the_service(
    company: Company,
) -> None:
    company.say("Ada", "service Payroll for Finance")

    assert "in Finance, today" in company.hears("Ada", "rate Payroll 4 by Kim")
    both = company.hears("Ada", "rate Payroll 4 by Kim, 3 by Rosa")
    assert "in Finance and Operations, today" in both


def test_somebody_of_no_using_unit_is_taken_and_said(company: Company) -> None:
    said = company.hears("Ada", "rate Payroll 4 by Kim")

    assert said.endswith(
        "Kim Ito is in Finance, as far as I know; the mark counts for Operations."
    )


def test_with_several_units_such_a_mark_needs_one(company: Company) -> None:
    company.say("Ada", "service Payroll for Legal")

    said = company.is_refused("Ada", "rate Payroll 4 by Kim")

    assert said == (
        "For which unit does Kim Ito speak: Legal or Operations? Type for example: "
        "/outreach rate Payroll 4 for Legal by Kim Ito"
    )
    assert "in Legal, today" in company.hears("Ada", "rate Payroll 4 for Legal by Kim")


@pytest.mark.parametrize("unit", ["Finance", "Marketing"])
def test_a_unit_that_does_not_use_it_is_refused(company: Company, unit: str) -> None:
    said = company.is_refused("Ada", f"rate Payroll 4 for {unit} by Rosa")

    assert said == (
        f"Payroll is used by Operations, as far as I know, and not by “{unit}”. If it "
        "is, first type: /outreach service Payroll for UNIT"
    )


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("rate", "Which service: Payroll?"),
        ("rate 4 by Rosa", "I know no service in “4 by Rosa”. I know Payroll."),
        ("rate Payroll", "Which mark, from 1 (poor) to 5 (excellent)?"),
        ("rate Payroll by Rosa", "Which mark, from 1 (poor) to 5 (excellent)?"),
        ("rate Payroll 4 by Nobody", "I don't know “Nobody”."),
        ("rate Payroll 4 by 🙂", "I don't know “🙂”."),
        ("rate Payroll 4 by <!channel>", "I don't know “<!channel>”."),
        ("rate Payroll 3 by Rosa, 4 by Rosa", "Rosa Lim is there twice."),
        ("rate Payroll 4 by Rosa on 31 February", "There is no 31 February."),
        ("rate Payroll 4 by Rosa on 3 May", "Sun 3 May is still ahead"),
    ],
)
def test_what_cannot_be_is_refused(company: Company, line: str, said: str) -> None:
    assert company.is_refused("Ada", line).startswith(said)
    assert company.count(Rating) == 0


def test_two_of_one_name_are_asked_about(company: Company) -> None:
    company.person("Rosa Diaz", "Operations")

    asked = asks(company, "Ada", "rate Payroll 4 by Rosa")

    assert ("rate Payroll 4 by Rosa Diaz",) in lines(asked)


def test_a_remark_is_not_kept_and_said_so(company: Company) -> None:
    said = company.hears("Ada", "rate Payroll 2 by Rosa: always late")

    assert ": 2 by Rosa Lim." in said
    assert said.endswith("the words after the colon are not kept.")


def test_every_leader_of_the_workspace_sees_the_same_mean(company: Company) -> None:
    company.say("Ada", "rate Payroll 3 by Rosa")

    assert "3.5 of 5 (2 people)" in company.hears("Kim Ito", "rate Payroll 4 by Ben")


def test_undo_takes_all_marks_of_the_line_away(company: Company) -> None:
    company.undo(company.say("Ada", "rate Payroll 3 by Rosa, 4 by Ben"))

    assert company.count(Rating) == 0
