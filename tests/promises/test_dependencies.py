"""Whatever is imported is asked for in pyproject.toml, where it is needed."""

import ast
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.promises.tracked import ROOT, tracked_files

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
OURS = {"bot", "handlers", "language", "scheduler", "storage", "tests", "bench"}
COMES_WITH = {"pydantic-core": "pydantic"}  # one cannot be had without the other


def names(*requirements: str) -> set[str]:
    return {canonicalize_name(Requirement(one).name) for one in requirements}


def imported(*folders: str) -> set[str]:
    """Return the distributions that the tracked files of these folders import."""
    known = packages_distributions()
    found: set[str] = set()
    for path in tracked_files():
        if path.suffix == ".py" and path.relative_to(ROOT).parts[0] in folders:
            found |= packages_in(path)
    found -= OURS | set(sys.stdlib_module_names)
    distributions = {canonicalize_name(known[package][0]) for package in found}
    return {COMES_WITH.get(name, name) for name in distributions}


def packages_in(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
    return found


ASKED = names(*PROJECT["dependencies"])
EXTRAS = {
    extra: names(*asked) for extra, asked in PROJECT["optional-dependencies"].items()
}


@pytest.mark.parametrize(
    ("folders", "allowed"),
    [
        (
            ("bot", "handlers", "language", "scheduler", "storage"),
            ASKED | EXTRAS["fast"],
        ),
        (("tests", "bench"), ASKED | EXTRAS["fast"] | EXTRAS["test"]),
    ],
    ids=["the bot", "tests and bench"],
)
def test_what_is_imported_is_asked_for(
    folders: tuple[str, ...], allowed: set[str]
) -> None:
    assert sorted(imported(*folders) - allowed) == []
