"""Without a mouse, and with text nobody expects."""

from playwright.sync_api import Page, expect

from tests.browser.act import newest_card, say

ODD_TEXTS = (
    "<img src=x onerror=alert(1)>",
    "<!channel> <https://evil.example|Dana>",
    "שלום דנה",
    "🤝" * 40,
    "%",
    "x" * 10_000,
)


def tab_to(page: Page, name: str) -> None:
    """Press Tab until the button of this name has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        focused = page.evaluate("document.activeElement.textContent.trim()")
        if focused == name:
            return
    raise AssertionError(f"Tab does not reach {name}")


def test_all_of_a_card_by_keyboard(page: Page) -> None:
    tab_to(page, "Later")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.textContent") == "Later"
    tab_to(page, "Why")
    page.keyboard.press("Enter")
    expect(page.locator(".is-answer")).to_contain_text("Why")

    page.locator("h1").click()
    tab_to(page, "Done")
    page.keyboard.press("Enter")
    expect(page.get_by_label("With whom")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("form", name="Log a contact")).to_have_count(0)
    assert page.evaluate("document.activeElement.textContent") == "Done"


def test_skip_to_the_box_and_write(page: Page) -> None:
    page.reload()
    expect(newest_card(page)).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.type("log Kim call")
    page.keyboard.press("Enter")

    expect(page.locator(".is-answer")).to_contain_text("Logged: call with Kim Park")


def test_after_a_press_the_focus_is_not_lost(page: Page) -> None:
    newest_card(page).get_by_role("button", name="More").press("Enter")
    newest_card(page).get_by_role("button", name="On it").press("Enter")
    expect(page.locator(".is-answer")).to_have_count(1)

    expect(page.locator("body")).not_to_be_focused()


def test_every_control_has_a_name(page: Page) -> None:
    nameless = page.evaluate(
        """() => [...document.querySelectorAll("button, input, textarea, select, a")]
            .filter((node) => !(node.textContent.trim() || node.ariaLabel
              || (node.labels && node.labels.length)))
            .map((node) => node.outerHTML)"""
    )

    assert nameless == []
    expect(page.get_by_role("log", name="Messages")).to_be_visible()


def test_what_is_refused_shows_literally_and_comes_back(page: Page) -> None:
    for text in ODD_TEXTS:
        answer = say(page, text)

        expect(answer).to_have_class("entry is-answer refused")
        assert page.locator(".is-typed .bubble").last.inner_text() == text
        expect(page.locator("#line")).to_have_value(text)
        assert page.evaluate("document.documentElement.scrollWidth") <= 1280
    assert page.locator("#log img, #log a, #log script").count() == 0
