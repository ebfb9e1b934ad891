"""The trace of a typed line counts the product's calls alone, while it is on."""

import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from bench import typed_line
from bench.typed_line import Trace, traced


def function(root: Path, file: str) -> Callable[[], None]:
    """Return a function that stands in a file below `root`."""
    place: dict[str, Callable[[], None]] = {}
    code = compile("def act(): ...\ndef other(): act()", str(root / file), "exec")
    exec(code, place)
    return place["other"]


def test_calls_functions_and_files_are_counted_while_it_is_on(tmp_path: Path) -> None:
    log, kept = (
        function(tmp_path, "handlers/log.py"),
        function(tmp_path, "storage/k.py"),
    )
    with traced(Trace(tmp_path)) as trace:
        log()
        trace.on = True
        log()
        log()
        kept()
        trace.on = False
        kept()
    assert trace.files == ["handlers/log.py", "storage/k.py"]
    assert (trace.calls, trace.functions) == (6, 4)
    assert trace.calls_in("handlers/log.py") == 4


@pytest.mark.parametrize(
    ("file", "files", "calls"),
    [
        ("scheduler/playbook/give_first.py", 0, 2),  # a play is counted, not its file
        ("scheduler/playbook.py", 1, 2),
        ("tests/test_it.py", 0, 0),
        ("handlers_of_others/it.py", 0, 0),
    ],
)
def test_what_counts_as_the_product(
    tmp_path: Path, file: str, files: int, calls: int
) -> None:
    act = function(tmp_path, file)
    with traced(Trace(tmp_path, on=True)) as trace:
        act()
    assert (len(trace.files), trace.calls) == (files, calls)


def test_threads_begun_in_the_block_are_followed_and_then_no_more(
    tmp_path: Path,
) -> None:
    act = function(tmp_path, "storage/writes.py")
    before = sys.getprofile()
    with traced(Trace(tmp_path, on=True)) as trace:
        thread = threading.Thread(target=act)
        thread.start()
        thread.join()
    act()
    assert trace.calls == 2
    assert sys.getprofile() is before


def test_the_rows_have_one_target() -> None:
    files, functions, calls = typed_line.measure()
    assert files.target == f"<= {typed_line.FILES}"
    assert (functions.met, calls.met) == (None, None)
