"""Where all tools are there, a test that skips fails the run."""

from pathlib import Path

import pytest

pytest_plugins = ["pytester"]
ROOT = Path(__file__).parents[2]

SKIPS = {
    "test_inside": """
        import pytest
        def test_it(): pytest.skip("no Chromium")
        def test_other(): pass
    """,
    "test_marked": """
        import pytest
        @pytest.mark.skip(reason="no Chromium")
        def test_it(): pass
    """,
    "test_file": """
        import pytest
        pytest.skip("no Chromium", allow_module_level=True)
    """,
    "test_import": """
        import pytest
        pytest.importorskip("no_such_thing", reason="no Chromium")
    """,
}


def test_a_skip_is_a_failure_that_tells_why(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(**SKIPS)
    pytester.syspathinsert(ROOT)

    strict = pytester.runpytest_inprocess(
        "-p",
        "no:randomly",
        "-p",
        "tests.no_skips",
        "--continue-on-collection-errors",
        "-o",
        "asyncio_default_fixture_loop_scope=function",
    )
    strict.assert_outcomes(passed=1, failed=1, errors=3)
    strict.stdout.fnmatch_lines(["*skipped, and nothing may: *no Chromium*"] * 4)
