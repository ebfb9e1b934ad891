"""`unit`: its people, standing, accept rate, and head."""

from datetime import date

import pytest

from storage.models import Unit
from tests.handlers.company import Company, words


def test_a_unit_is_shown_with_people_answers_and_standing(company: Company) -> None:
    for line in ("log Dana call", "log Rosa met", "log Ben declined"):
        company.say("Ada", line)

    assert company.hears("Ada", "unit operations").startswith(
        "Operations.\n"
        "3 people on file: Ben Okoro, Dana Whitfield and Rosa Lim.\n"
        "Accepted 67% of what you offered in 90 days (2 of 3)\n"
        "Nobody in Operations has rated your services in 90 days."
    )


def test_a_rate_is_said_from_three_answers_on(company: Company) -> None:
    company.say("Ada", "log Dana call", on=date(2025, 12, 31))  # 90 days ago: too old
    company.say("Ada", "log Dana call", on=date(2026, 1, 1))
    company.say("Ada", "log Ben declined")

    assert "2 answers to you in 90 days" in company.hears("Ada", "unit Operations")
    assert "0 answers to you" in company.hears("Kim Ito", "unit Operations")


@pytest.mark.parametrize(
    "line", ["unit Finance headed by Kim", "unit finance, led by Kim Ito"]
)
def test_a_head_is_named_and_undone(company: Company, line: str) -> None:
    reply = company.say("Ada", line)

    assert words(reply.message).startswith("Noted: Kim Ito heads Finance.")
    assert company.row(Unit, name="Finance").head_id == company.person_id("Kim Ito")
    assert "Finance, headed by Kim Ito." in company.hears("Ada", "unit Finance")
    company.undo(reply)
    assert company.row(Unit, name="Finance").head_id is None


def test_a_head_from_elsewhere_is_said(company: Company) -> None:
    said = company.hears("Ada", "unit Finance headed by Dana")

    assert "Dana Whitfield is in Operations, as far as I know." in said


def test_all_units_are_listed(company: Company) -> None:
    assert company.hears("Ada", "unit").startswith(
        "3 units: Finance, IT and Operations."
    )


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("unit Finanse", "I know no unit called “Finanse”. Did you mean Finance?"),
        ("unit 🙂", "I know no unit called “🙂”."),
        ("unit <!channel>", "I know no unit called “<!channel>”."),
        (f"unit {'x' * 3000}", "I know no unit called “xxx"),
        ("unit Finance headed by Nobody", "I don't know “Nobody”."),
        ("unit Finance headed by", "I know no unit called “Finance headed by”."),
    ],
)
def test_what_cannot_be_is_refused(company: Company, line: str, said: str) -> None:
    assert company.is_refused("Ada", line).startswith(said)


def test_a_unit_nobody_is_in_yet_is_told_how_it_begins(company: Company) -> None:
    begins = "A unit begins with its first person, for example: /outreach add"

    assert begins in company.is_refused("Ada", "unit Sales headed by Dana")
    assert begins not in company.is_refused("Ada", "unit Finanse")
