"""What is in the repository names no package registry and no machine it was made on."""

import re

import pytest

from tests.promises.tracked import ROOT, text_of, tracked_files

REGISTRIES = re.compile(
    "|".join(
        (
            r"pypi" + r"\.org",
            r"python" + r"hosted\.org",
            r"registry\.npm" + r"js\.org",
            r"(index|extra-index|find-links)-?url\s*[=:]\s*\S",
            r"--(extra-)?index-url\s+\S",
            r"--find-links\s+\S",
        )
    )
)
HOMES = "|".join(("root", r"home/\w+", r"Users/\w+", r"work/\w+", r"opt/\w+"))
MACHINES = re.compile(rf"(?<![\w.$}}])/({HOMES})(?=[/\s\"'`:,)]|$)")


@pytest.mark.parametrize("pattern", [REGISTRIES, MACHINES], ids=["registry", "machine"])
def test_no_tracked_file_names_one(pattern: re.Pattern[str]) -> None:
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:80]}"
        for path in tracked_files()
        for number, line in enumerate(text_of(path).splitlines(), start=1)
        if pattern.search(line)
    ]
    assert found == []


def test_the_patterns_find_what_they_are_for() -> None:
    assert REGISTRIES.search("--index" + "-url https://example.com/simple")
    assert REGISTRIES.search("https://" + "pypi" + ".org/simple")
    assert MACHINES.search('path = "/' + 'home/ada/outreach"')
    assert MACHINES.search("cd /" + "root")
    assert not MACHINES.search("https://example.com/home/ada")
