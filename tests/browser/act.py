"""What a person does on the page, for the browser's tests."""

from playwright.sync_api import Locator, Page, expect


def say(page: Page, text: str) -> Locator:
    """Type a line, and return the answer."""
    before = page.locator(".is-answer").count()
    page.fill("#line", text)
    page.keyboard.press("Enter")
    answer = page.locator(".is-answer").nth(before)
    expect(answer).to_be_visible()
    return answer


def suggestion(page: Page, label: str) -> None:
    """Press a suggestion, and Enter if it only filled the box."""
    page.locator(".chip", has_text=label).click()
    expect(page.locator("#line")).not_to_have_value("")
    page.locator("#line").press("Enter")


def jump(page: Page, button: str) -> None:
    """Move the clock, and wait until it stands still."""
    before = page.inner_text("#day")
    page.get_by_role("button", name=button).click()
    expect(page.locator("#day")).not_to_have_text(before)
    expect(page.locator("body")).to_have_attribute("data-moving", "false")


def newest_card(page: Page) -> Locator:
    """Return the newest morning's card."""
    return page.locator(".is-nudge").last
