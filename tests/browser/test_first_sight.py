"""What is there at first sight, and at any width."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.act import newest_card

CONTRAST = (Path(__file__).parent / "contrast.js").read_text()


def test_the_morning_card_is_there_without_doing_anything(
    page: Page, tmp_path: Path
) -> None:
    expect(page.locator(".is-intro")).to_contain_text("You are Ada Novak, CIO")
    expect(newest_card(page)).to_contain_text("Good morning, Ada.")
    expect(newest_card(page)).to_contain_text("Held back")
    expect(page.locator("#day")).to_have_text("Tue 31 March 2026")
    expect(page.locator("#knows")).to_contain_text("Dana Whitfield")
    expect(page.locator("#knows .gate.shut")).to_have_text("gate shut")
    expect(page.locator("#channel-log")).to_contain_text("Nothing yet")
    assert page.locator(".chip").count() in (3, 4)
    page.screenshot(path=tmp_path / "first-sight.png")


def test_nothing_sticks_out_at_any_width(page: Page, tmp_path: Path) -> None:
    newest_card(page).get_by_role("button", name="Why").click()
    expect(page.locator(".is-answer")).to_contain_text("Why")
    newest_card(page).get_by_role("button", name="Done").click()
    expect(page.get_by_role("form", name="Log a contact")).to_be_visible()

    for width in (360, 820, 1600):
        page.set_viewport_size({"width": width, "height": 780})

        assert page.evaluate("document.documentElement.scrollWidth") <= width
        expect(page.locator("#line")).to_be_visible()
        page.screenshot(path=tmp_path / f"at-{width}.png", full_page=True)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_ground(page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")

    assert page.evaluate(CONTRAST) == []
