"""requirements.lock is in step with pyproject.toml, and every line has its hashes."""

import re
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
ASKED = [
    *PROJECT["dependencies"],
    *(one for extra in PROJECT["optional-dependencies"].values() for one in extra),
]
PIN = re.compile(r"^([\w.-]+)==(\S+)(?: ; (.+?))? \\$")


def pins() -> dict[str, list[str]]:
    """Return package -> versions; a package may be pinned per platform or Python."""
    found: dict[str, list[str]] = {}
    for line in (ROOT / "requirements.lock").read_text().splitlines():
        if match := PIN.match(line):
            found.setdefault(canonicalize_name(match[1]), []).append(match[2])
    return found


@pytest.mark.parametrize("asked", ASKED)
def test_every_dependency_is_locked_at_a_version_it_allows(asked: str) -> None:
    requirement = Requirement(asked)
    versions = pins().get(canonicalize_name(requirement.name), [])

    assert versions, f"{asked} is not in the lock: run `make lock`"
    for version in versions:
        assert requirement.specifier.contains(version), f"{asked}: run `make lock`"


def test_every_locked_package_has_hashes_and_no_address() -> None:
    lines = (ROOT / "requirements.lock").read_text().splitlines()
    kinds = {
        "pin": PIN,
        "hash": re.compile(r"^    --hash=sha256:[0-9a-f]{64}( \\)?$"),
        "comment": re.compile(r"^ *#"),
    }
    unknown = [line for line in lines if not any(k.match(line) for k in kinds.values())]

    assert unknown == []
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        if PIN.match(line):
            assert kinds["hash"].match(following), f"{line} has no hash"


def test_this_environment_is_the_locked_one() -> None:
    from importlib.metadata import version

    if Path(sys.prefix) != ROOT / ".venv" or not (ROOT / ".venv/.installed").exists():
        return  # somebody runs the tests in an environment of their own
    locked = pins()
    for asked in ASKED:
        requirement = Requirement(asked)
        name = canonicalize_name(requirement.name)
        if requirement.marker is None or requirement.marker.evaluate():
            assert version(name) in locked[name]
