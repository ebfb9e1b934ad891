"""Somebody without a list sets one up on the page, with buttons and forms alone."""

from playwright.sync_api import Page, expect

from tests.browser.act import jump, newest_card, suggestion


def test_from_one_form_to_a_first_card(page: Page) -> None:
    page.locator("#speakers label", has_text="Ben").click()
    expect(page.locator(".is-intro")).to_contain_text("You are Ben Okafor")
    suggestion(page, "Set up a list of your own")
    form = page.get_by_role("form", name="Set up")
    expect(form).to_contain_text("Your notes are private")

    form.get_by_role("button", name="Start").click()
    expect(form).to_contain_text("Name at least one person.")
    form.get_by_label("Who matters to you?").fill("Uma Rao, CMO in Marketing, Vic Orr")
    form.get_by_label("What do you run for them?").fill("Ledger")
    form.get_by_role("button", name="Start").click()

    reply = page.locator(".is-answer").last
    expect(reply).to_contain_text("On your list: Uma Rao and Vic Orr.")
    expect(reply).to_contain_text("You run Ledger.")
    expect(reply).to_contain_text("Ask Sam who else in Marketing uses Ledger")
    reply.get_by_role("button", name="More").click()
    reply.get_by_role("button", name="On it").click()
    expect(page.locator(".is-answer").last).to_contain_text("Good. I will ask again")

    jump(page, "Tomorrow 09:00")

    card = newest_card(page)
    expect(card).to_contain_text("Good morning, Ben.")
    expect(card).to_contain_text("Collect a rating of your day-to-day services")
    expect(card).to_contain_text("Tell me who reports to Uma.")
    card.get_by_role("button", name="Answer").click()
    question = page.get_by_role("form", name="One question")
    question.get_by_label("Who reports to Uma?").fill("Wes Yang")
    question.get_by_role("button", name="Save").click()
    expect(page.locator(".is-answer").last).to_contain_text(
        "Kept: Wes Yang reports to Uma Rao."
    )
    expect(card).to_contain_text("✓ Done")
