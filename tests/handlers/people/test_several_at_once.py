"""Two names joined by a word of any language are two people; one surname is one."""

import pytest

from tests.handlers.company import Company


@pytest.mark.parametrize(
    "line",
    [
        "add Ana Smith and Peter Jones",
        "add Ana Smith y Peter Jones",
        "añade a Ana Smith y a Peter Jones",
        "add Ana Smith und Peter Jones",
    ],
)
def test_two_names_are_two_people(company: Company, line: str) -> None:
    company.hears("Ada", line)
    assert company.people("Ana Smith")
    assert company.people("Peter Jones")


def test_a_spanish_surname_with_y_is_one_person(company: Company) -> None:
    company.hears("Ada", "add Santiago Ramón y Cajal")
    assert company.people("Santiago Ramón y Cajal")
