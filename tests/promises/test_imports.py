"""Who may import whom: the contracts in pyproject.toml, run as a test."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_imports_point_one_way() -> None:
    program = (
        "from importlinter.cli import lint_imports_command; lint_imports_command()"
    )
    checked = subprocess.run(
        [sys.executable, "-c", program, "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )

    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert "Contracts: " in checked.stdout
    assert "0 broken." in checked.stdout
