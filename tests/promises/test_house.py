"""The rules of the house that can be counted, each with a ceiling that only falls."""

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from bench.typed_line import typed
from tests.promises.house import CHAPTER, File, House
from tests.promises.tracked import ROOT

FILES = 399  # of the product; a new verb, play, button, table or surface adds its own
LONG_FILES = 0  # above a chapter without a reason
FILES_IN_A_FOLDER = 15  # without __init__, and but for plays and tables
ONLY_CHILDREN = 0
PAIRS_OF_SHAPES = 0  # that do not say what for
SHAPES_A_THING = 2.5  # on average
NAMES_TWICE = 0
CONSTANTS_TWICE = 0
SIBLINGS_OUT_OF_ORDER = 0  # imports the contract in pyproject.toml lets be
CIRCLES = 0  # of files
FILES_OF_A_TYPED_LOG = 74  # besides the plays; 29 of them read the line, each a subject

THINGS = {  # what the book is about, and each one's table
    "account": "Account",
    "ask": "Ask",
    "contact": "Contact",
    "delivery": "Delivery",
    "issue": "Issue",
    "item": "AgendaItem",
    "leader": "Leader",
    "motivator": "Motivator",
    "need": "Need",
    "note": "Note",
    "person": "Person",
    "question": "PendingQuestion",
    "rating": "Rating",
    "result": "Accomplishment",
    "service": "Service",
    "stance": "Stance",
    "step": "SuggestionRow",
    "tie": "Tie",
    "unit": "Unit",
}
OF_EACH_SURFACE = {  # what every surface has under one name
    "Door",
    "Endpoint",
    "address_of",
    "draw",
    "draw_form",
    "draw_words",
    "tenant_of",
    "web_session",
}
SAID = 8  # offenders that a failure names


@pytest.fixture(scope="module")
def house() -> House:
    return House.at(ROOT)


def told(what: str, figure: float, ceiling: float, worst: Sequence[object]) -> str:
    """Return what a rule says when it is broken, the worst of it by name."""
    named = "\n".join(f"  {one}" for one in worst[:SAID])
    return f"{figure:.3g} {what}, where {ceiling:g} are allowed; among them:\n{named}"


def hold(what: str, figure: float, ceiling: float, worst: Sequence[object]) -> None:
    """Fail in these words alone if a figure is above its ceiling."""
    if figure > ceiling:
        pytest.fail(told(what, figure, ceiling, worst), pytrace=False)


def places(found: Mapping[str, Sequence[File]]) -> list[str]:
    """Return each name with the files it stands in, first what stands in most."""
    most_first = sorted(found.items(), key=lambda one: -len(one[1]))
    return [f"{name}: {', '.join(map(str, files))}" for name, files in most_first]


def test_the_product_has_few_files(house: House) -> None:
    assert {file.path.parts[0] for file in house.files} == {
        "bot", "handlers", "language", "scheduler", "storage",
    }  # fmt: skip
    shortest = sorted(house.files, key=lambda file: file.lines)
    worst = [f"{file}, {file.lines} lines" for file in shortest if not file.is_special]
    hold("files", len(house.files), FILES, worst)


def test_a_file_longer_than_a_chapter_says_why(house: House) -> None:
    longest = sorted(house.long_without_reason(), key=lambda file: -file.lines)
    worst = [f"{file}, {file.lines} lines" for file in longest]
    what = f'files above {CHAPTER} lines that do not say "Long because ..."'
    hold(what, len(longest), LONG_FILES, worst)


def test_a_folder_is_a_table_of_contents(house: House) -> None:
    fullest = sorted(house.flat().items(), key=lambda one: -one[1])
    worst = [f"{folder}, {files} files" for folder, files in fullest]
    hold("files in one folder", fullest[0][1], FILES_IN_A_FOLDER, worst)


def test_there_are_no_only_children(house: House) -> None:
    found = sorted(house.only_children(), key=lambda child: child.together)
    hold("files with one importer beside them", len(found), ONLY_CHILDREN, found)


def test_no_two_shapes_are_alike_without_saying_what_for(house: House) -> None:
    found = sorted(house.pairs(), key=lambda pair: -len(pair.shared))
    what = 'pairs of shapes that do not say "Beside NAME: what for"'
    hold(what, len(found), PAIRS_OF_SHAPES, found)


def test_a_shape_stands_beside_one_that_is_there(house: House) -> None:
    known = {shape.name for shape in house.shapes}
    assert [str(shape) for shape in house.shapes if shape.beside - known] == []


def test_a_thing_has_few_shapes(house: House) -> None:
    found = house.shapes_of(THINGS)
    average = sum(map(len, found.values())) / len(found)
    most_first = sorted(found.items(), key=lambda one: -len(one[1]))
    worst = [f"{thing}: {', '.join(map(str, shapes))}" for thing, shapes in most_first]
    hold("shapes a thing", average, SHAPES_A_THING, worst)


def test_a_public_name_stands_once(house: House) -> None:
    found = house.names_twice()
    for name in OF_EACH_SURFACE & set(found):
        del found[name]
    hold("names that stand in two files", len(found), NAMES_TWICE, places(found))


def test_a_number_has_one_home(house: House) -> None:
    found = house.constants_twice()
    what = "constants with one name and value in two files"
    hold(what, len(found), CONSTANTS_TWICE, places(found))


def test_no_files_import_one_another_in_a_circle(house: House) -> None:
    found = [" > ".join(map(str, files)) for files in house.circles()]
    hold("circles of imports", len(found), CIRCLES, found)


def test_siblings_are_held_in_order_by_a_contract() -> None:
    """The contract itself is run with the others, in `test_imports`."""
    linter = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"][
        "importlinter"
    ]
    (contract,) = (
        one for one in linter["contracts"] if one["type"] == "acyclic_siblings"
    )
    assert set(contract) <= {"name", "type", "ancestors", "ignore_imports"}
    assert contract["ancestors"] == linter["root_packages"]
    let_be: list[str] = contract.get("ignore_imports", [])
    assert not any("*" in one for one in let_be)
    hold("imports out of order", len(let_be), SIBLINGS_OUT_OF_ORDER, let_be)


async def test_a_typed_log_goes_through_few_files(
    sqlite_url: str, tmp_path: Path
) -> None:
    trace = await typed(sqlite_url, tmp_path)
    least_first = sorted(trace.files, key=trace.calls_in)
    worst = [f"{file}, {trace.calls_in(file)} calls" for file in least_first]
    what = "files besides the plays for one typed log"
    hold(what, len(worst), FILES_OF_A_TYPED_LOG, worst)
