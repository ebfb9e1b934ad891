"""Draw the pages of a folder as pictures: `python -m … FOLDER`, in a process apart.

Playwright's loop and that of the tests cannot run in one process.
"""

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run"]
WIDTH = 664  # pixels


def main(folder: Path) -> None:
    """Put NAME.png beside each NAME.html."""
    found = shutil.which("chromium") or CHROMIUM
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        page = browser.new_page(viewport={"width": WIDTH, "height": 200})
        for source in sorted(folder.glob("*.html")):
            page.goto(source.as_uri())
            page.screenshot(path=source.with_suffix(".png"), full_page=True)
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
