"""Names as people and other systems write them: folded, surname first, with titles."""

import pytest

from storage.models import Person
from storage.people.facts import PersonFact
from tests.handlers.asking import asks, carry_out
from tests.handlers.company import Company


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Sean O'Brien", "Sean O’Brien"),
        ("Renée Faure", "Rene\u0301e Faure"),
        ("Renée Faure", "Renee Faure"),
        ("Łukasz Żak", "Lukasz Zak"),
        ("Straße Weiss", "Strasse Weiss"),
        ("Tom Abara", "Tom\u200b Abara"),
        ("Tom Abara", "*Tom Abara*"),
        ("Tom Abara", "TOM  ABARA"),
    ],
)
def test_the_same_name_written_otherwise_is_the_same_person(
    company: Company, first: str, second: str
) -> None:
    company.hears("Ada", f"add {first} in IT")
    people = company.count(Person)

    said = company.hears("Ada", f"add {second} in IT")

    assert "on your list already" in said
    assert company.count(Person) == people


def test_a_name_from_a_mac_file_is_found_when_typed(company: Company) -> None:
    company.person("Rene\u0301e Faure", "Finance")

    for typed in ("Renée", "Renee", "RENÉE FAURE", "Rene\u0301e", "re\u200bnée"):
        assert "Faure" in company.hears("Ada", f"who {typed}")


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("Dr. Anna Weiss", "Anna"), ("Prof. Dr. Anna Weiss", "Anna"),
        ("Anna Weiss", "Anna"), ("Don", "Don"), ("Dr. Who", "Who"), ("", ""),
        ("Mr Bean", "Bean"), ("田中太郎", "田中太郎"),
    ],
)  # fmt: skip
def test_a_courtesy_is_no_first_name(name: str, first: str) -> None:
    assert PersonFact("1", name).first_name == first


def test_somebody_with_a_courtesy_is_written_to_by_the_first_name(
    company: Company,
) -> None:
    company.hears("Ada", "add Dr. Anna Weiss in Medical")

    assert "Anna," in company.hears("Ada", "draft Weiss introduction to Dana")
    for typed in ("Anna", "Weiss", "Dr Weiss", "Dr. Weiss", "Anna Weiss", "Prof Weiss"):
        assert "Anna Weiss" in company.hears("Ada", f"who {typed}")


@pytest.mark.parametrize("line", ["add Smith, John in IT", "add Quill, Nora"])
def test_a_surname_in_front_is_asked_about(company: Company, line: str) -> None:
    people = company.count(Person)
    asked = asks(company, "Ada", line)
    assert company.count(Person) == people

    last, first = line.removeprefix("add ").removesuffix(" in IT").split(", ")
    assert asked.choices[0].label == f"{first} {last}"
    assert f"{first} {last}" in carry_out(company, "Ada", asked.choices[0])
    assert company.row(Person, name=f"{first} {last}").title == ""


def test_a_title_that_looks_like_a_name_is_the_other_answer(company: Company) -> None:
    asked = asks(company, "Ada", "add Smith, Baker in IT")

    assert asked.choices[1].label == "Smith, whose title is Baker"
    carry_out(company, "Ada", asked.choices[1])
    row = company.row(Person, name="Smith")
    assert (row.title, row.last_key) == ("Baker", "smith")


@pytest.mark.parametrize(
    "line",
    ["add Smith, Manager", "add Smith, CFO", "add Smith, COO in Operations",
     "add Ann Smith, Baker", "add Smith, Head of IT", "add Smith, payroll"],
)  # fmt: skip
def test_a_plain_title_is_not_asked_about(company: Company, line: str) -> None:
    assert "Added to your list" in company.hears("Ada", line)


def test_a_nickname_in_quotes_is_retyped_as_it_is(company: Company) -> None:
    company.hears("Ada", 'add Robert "Bob" Stone')

    for typed in ("Bob Stone", "Robert Stone", "Bob", 'Robert "Bob" Stone'):
        assert "Stone" in company.hears("Ada", f"who {typed}")
    asked = asks(company, "Ada", "thanks Bob Stown: for it")
    assert asked.choices[0].lines == ('thanks Robert "Bob" Stone: for it',)


def test_a_family_name_alone_in_a_script_without_spaces_asks(company: Company) -> None:
    company.hears("Ada", "add 田中太郎")

    for typed in ("田中", "田中さん"):
        asked = asks(company, "Ada", f"who {typed}")
        assert asked.choices[0].label == "田中太郎"
    assert "田中太郎" in company.hears("Ada", "who 田中太郎さん")
