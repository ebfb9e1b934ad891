"""Each requirement of the platforms has a row, an answer, and a test that is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROW = re.compile(r"^\| (R\d+) \| (.+?) \| (.+?) \| (\S+) \|$", re.MULTILINE)
ROWS = ROW.findall((ROOT / "docs" / "contracts.md").read_text())
SLACK, TEAMS, PEOPLE = range(1, 51), range(51, 66), range(90, 101)
HOUSE = range(110, 112)  # ours, which no platform asks for


def test_each_requirement_has_one_row_in_order() -> None:
    numbers = [*SLACK, *TEAMS, *PEOPLE, *HOUSE]
    assert [row[0] for row in ROWS] == [f"R{number}" for number in numbers]


@pytest.mark.parametrize(("number", "what", "answer", "test"), ROWS)
def test_a_row_says_what_answers_it_and_names_a_test(
    number: str, what: str, answer: str, test: str
) -> None:
    assert what, number
    assert answer.strip("- "), number
    assert re.search(r"^(async )?def test_", (ROOT / test).read_text(), re.MULTILINE)
