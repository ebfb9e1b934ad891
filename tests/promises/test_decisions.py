"""Every decision on record is short, and ends with checks that exist."""

import re
from pathlib import Path

import pytest

from tests.promises.tracked import ROOT, tracked_files

RECORDS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
LONGEST = 40  # lines: one page


@pytest.mark.parametrize("record", RECORDS, ids=lambda path: path.stem)
def test_a_record_is_one_page_and_its_checks_exist(record: Path) -> None:
    text = record.read_text()
    number = int(record.name[:4])

    assert text.startswith(f"# {number}. ")
    assert re.search(r"^Accepted, \d{4}-\d\d-\d\d\.$", text, re.MULTILINE)
    assert len(text.splitlines()) <= LONGEST
    checks = re.findall(r"tests/[\w/]+\.py", text.partition("\nChecks:")[2])
    assert checks, "a record ends with its checks"
    assert [check for check in checks if not (ROOT / check).exists()] == []


def test_records_are_numbered_without_a_gap() -> None:
    numbers = [int(record.name[:4]) for record in RECORDS]
    assert numbers == list(range(1, len(RECORDS) + 1))


def test_only_the_queue_knows_dbos_and_only_the_timer_knows_apscheduler() -> None:
    def importers(package: str) -> set[str]:
        found = re.compile(rf"^\s*(import|from) {package}\b", re.MULTILINE)
        return {
            str(path.relative_to(ROOT))
            for path in tracked_files()
            if path.suffix == ".py"
            and path.relative_to(ROOT).parts[0] not in ("tests", "bench")
            and found.search(path.read_text())
        }

    assert importers("dbos") <= {
        "scheduler/delivery/queue.py",
    }
    assert importers("apscheduler") == {"scheduler/timer.py"}
