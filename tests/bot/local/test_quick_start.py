"""What the first two seconds depend on: the page loads without the bot behind it."""

import subprocess
import sys

import pytest

HEAVY = ("sqlalchemy", "sqlmodel", "dbos", "alembic", "holidays")


@pytest.mark.parametrize("module", ["bot.local.demo", "bot.local.serving"])
def test_the_page_is_served_without_loading_the_bot(module: str) -> None:
    code = f"import sys, {module}; print([m for m in {HEAVY!r} if m in sys.modules])"

    found = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )

    assert found.stdout.strip() == "[]"


def test_before_the_port_is_open_not_even_the_web_server_is_loaded() -> None:
    code = "import sys, bot.local.demo; print('uvicorn' in sys.modules)"

    found = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )

    assert found.stdout.strip() == "False"
