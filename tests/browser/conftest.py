"""The real `outreach demo` in a process of its own, in the system's Chromium."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright

from tests.patience import PATIENCE

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
]
MOST_MS = PATIENCE * 1000


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test here."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("browser")


@pytest.fixture(scope="module")  # while it is open, no test with a loop can run
def chromium() -> Iterator[Browser]:
    found = shutil.which("chromium") or CHROMIUM
    if not Path(found).exists():
        missing = f"There is no Chromium at {CHROMIUM}; on Debian: apt install chromium"
        if os.environ.get("OUTREACH_NO_SKIP") == "1":
            pytest.fail(missing)
        pytest.skip(missing)
    expect.set_options(timeout=MOST_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def demo() -> Iterator[str]:
    """Start `outreach demo` on a free port, and give its address."""
    bot = "tests.browser.unhurried_bot"
    command = [sys.executable, "-m", bot, "demo", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        found = re.search(r"http://127\.0\.0\.1:\d+", process.stdout.readline())
        assert found is not None
        yield found.group()
        process.terminate()
        assert process.wait(PATIENCE) == 0


@pytest.fixture
def page(chromium: Browser, demo: str) -> Iterator[Page]:
    """Open the page on its first morning, with nothing done yet."""
    context = chromium.new_context(viewport={"width": 1280, "height": 860})
    context.set_default_timeout(MOST_MS)
    page = context.new_page()
    broken: list[str] = []

    def heard(line: ConsoleMessage) -> None:
        if line.type == "error":
            broken.append(line.text)

    page.on("pageerror", lambda error: broken.append(str(error)))
    page.on("console", heard)
    page.goto(demo)
    start_over(page)
    yield page
    context.close()
    assert broken == []


def start_over(page: Page) -> None:
    """Begin with a fresh company, unless this one is."""
    expect(page.locator(".is-nudge").first).to_be_visible()
    if (
        page.locator(".is-typed, .is-answer").count()
        or page.locator(".is-nudge").count() > 1
    ):
        page.click("#over")
        page.click("#sure button[value=yes]")
        expect(page.locator("body")).to_have_attribute("data-stage", "starting")
        expect(page.locator("body")).to_have_attribute("data-stage", "ready")
        expect(page.locator(".is-typed")).to_have_count(0)
        expect(page.locator(".is-nudge")).to_have_count(1)
