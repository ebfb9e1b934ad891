"""What a leader is shown in Slack, kept under docs for whoever reviews it.

Written by this test itself when OUTREACH_REWRITE=1 is in the environment; the pictures
then need Chromium.
"""

import hashlib
import json
import os
import shutil
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fake_slack import limits
from tests.journeys.slack_company import Payload, open_slack_company
from tests.journeys.worked_case_lines import at
from tests.renderings.as_page import as_page
from tests.renderings.as_text import as_text
from tests.renderings.draw_pictures import WIDTH
from tests.renderings.tour import lived

PLACE = Path(__file__).parents[2] / "docs" / "renderings"
DRAWN = PLACE / "pictures.json"  # what each picture was drawn from, as SHA-256
TITLES = {
    "card": "The morning card, in its states",
    "home": "Home",
    "forms": "Forms",
    "summary": "Joint results, and what a channel reads",
    "replies": "Replies and refusals",
}
PICTURES = {
    "card": ("card", "In the morning"),
    "card-on-it": ("card", "On it, as the card says"),
    "home": ("home", "After a quarter"),
    "home-new": ("home", "Somebody new"),
    "log-form": ("forms", "Log a contact"),
    "summary": ("summary", "What the channel reads"),
}
Shown = dict[str, dict[str, Payload]]


@pytest.fixture
async def shown(sqlite_url: str, tmp_path: Path) -> Shown:
    async with open_slack_company(sqlite_url, tmp_path, at(2, 1)) as company:
        return await lived(company)


async def test_all_that_is_shown_reads_as_it_is_kept(
    shown: Shown, tmp_path: Path
) -> None:
    pages = {f"{name}.md": page(name, shown[name]) for name in TITLES}
    sources = {name: as_page(shown[a][b]) for name, (a, b) in PICTURES.items()}
    drawn = {
        name: hashlib.sha256(html.encode()).hexdigest()
        for name, html in sources.items()
    }
    if os.environ.get("OUTREACH_REWRITE"):
        rewrite(pages, sources, drawn, tmp_path)
    assert set(shown) == set(TITLES)
    for name, text in pages.items():
        assert text == (PLACE / name).read_text(), name
    assert drawn == json.loads(DRAWN.read_text())
    for name in PICTURES:
        assert size(PLACE / f"{name}.png")[0] == WIDTH
    for titles in shown.values():
        for title, payload in titles.items():
            nothing_is_missed_by_a_screen_reader(title, payload)


def page(name: str, titles: dict[str, Payload]) -> str:
    parts = [f"# {TITLES[name]}\n"]
    parts += [
        f"![{a_title}]({picture}.png)\n"
        for picture, (a_page, a_title) in PICTURES.items()
        if a_page == name
    ]
    for title, payload in titles.items():
        text = "\n".join(f"  {one}".rstrip() for one in as_text(payload).split("\n"))
        parts.append(f"## {title}\n\n```text\n{text}\n```\n")
    return "\n".join(parts)


def nothing_is_missed_by_a_screen_reader(title: str, payload: Payload) -> None:
    """Check that a message's `text` has all words of its blocks (R31)."""
    if "text" not in payload:
        return  # a view: its blocks are read themselves
    heard = " ".join(payload["text"].split())
    for block in payload["blocks"]:
        if block["type"] in ("header", "section"):
            words = limits.texts(block)[0]["text"].replace("&", "&amp;")
            words = words.replace("<", "&lt;").replace(">", "&gt;")
            assert " ".join(words.replace("• ", "- ").split())[:60] in heard, title


def rewrite(
    pages: dict[str, str], sources: dict[str, str], drawn: dict[str, str], folder: Path
) -> None:
    for name, text in pages.items():
        (PLACE / name).write_text(text)
    work = folder / "pictures"
    work.mkdir()
    for name, html in sources.items():
        (work / f"{name}.html").write_text(html)
    command = [sys.executable, "-m", "tests.renderings.draw_pictures", str(work)]
    subprocess.run(command, check=True, timeout=120)
    for name in sources:
        shutil.copy(work / f"{name}.png", PLACE / f"{name}.png")
    DRAWN.write_text(json.dumps(drawn, indent=1) + "\n")


def size(picture: Path) -> tuple[int, int]:
    """Return a PNG's width and height in pixels."""
    head = picture.read_bytes()[:24]
    assert head[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", head[16:24])
    return width, height
