"""A newcomer is led from the first card to the channel."""

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.act import jump, newest_card, say, suggestion


def test_a_log_is_answered_with_the_next_step_and_can_be_undone(page: Page) -> None:
    answer = say(page, "log Kim call yesterday: likes the idea")
    expect(answer).to_contain_text("Logged: call with Kim Park, yesterday")
    expect(answer).to_contain_text("likes the idea")

    answer.get_by_role("button", name="Undo").click()

    expect(answer).to_contain_text("ndone")
    expect(answer.get_by_role("button", name="Undo")).to_have_count(0)


def test_tomorrow_brings_the_next_card(page: Page) -> None:
    newest_card(page).get_by_role("button", name="More").click()
    newest_card(page).get_by_role("button", name="On it").click()
    expect(page.locator(".is-answer")).to_have_count(1)

    jump(page, "Tomorrow 09:00")

    expect(page.locator("#day")).to_have_text("Wed 1 April 2026")
    expect(page.locator(".is-nudge")).to_have_count(2)
    expect(newest_card(page)).to_contain_text("Finance")
    expect(newest_card(page)).to_be_in_viewport()


def test_a_suggestion_to_press_shows_what_to_press(page: Page) -> None:
    page.locator(".chip", has_text="Press “More”").click()

    pointed = newest_card(page).get_by_role("button", name="More")
    expect(pointed).to_be_focused()
    expect(pointed).to_be_in_viewport()
    expect(pointed).to_have_css("outline-style", "solid")
    page.keyboard.press("Enter")
    expect(newest_card(page).get_by_role("button", name="On it")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".is-answer")).to_contain_text("Good. I will ask again")


def test_a_small_window_still_shows_the_card_and_the_box(page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 600})
    page.reload()

    headline = newest_card(page).locator(".headline")
    expect(headline).to_be_in_viewport(ratio=1)
    expect(page.locator("#line")).to_be_in_viewport(ratio=1)
    expect(page.get_by_role("button", name="Start over").first).to_be_in_viewport()


def test_done_asks_in_a_form_and_the_card_says_so(page: Page) -> None:
    card = newest_card(page)
    card.get_by_role("button", name="Done").click()
    form = page.get_by_role("form", name="Log a contact")
    expect(form.get_by_label("With whom")).to_have_value("Sam Ortiz")
    form.get_by_label("listen").fill("140")
    form.get_by_role("button", name="Save").click()
    expect(form.locator(".field-error:visible")).to_contain_text("140")
    expect(form.get_by_label("listen")).to_be_focused()

    form.get_by_label("listen").fill("70")
    form.get_by_label("Private note").fill("the fix comes on Thursday")
    form.get_by_role("button", name="Save").click()

    expect(page.locator(".is-answer").last).to_contain_text("Logged:")
    expect(card).to_contain_text("Done")
    expect(card.get_by_role("button", name="Done")).to_have_count(0)
    expect(form).to_have_count(0)


def test_pressing_twice_does_it_once_and_says_so(page: Page) -> None:
    card = newest_card(page)
    card.get_by_role("button", name="Later").click()
    choice = card.get_by_role("button", name="Tomorrow")

    choice.evaluate("button => { button.click(); button.click(); }")

    expect(page.locator(".is-answer").first).to_contain_text("It comes back on")
    expect(card).to_contain_text("Put off")
    assert page.locator(".is-answer:not(.refused)").count() == 1


def test_from_the_partners_word_to_the_channel(page: Page, tmp_path: Path) -> None:
    jump(page, "Tomorrow 09:00")
    suggestion(page, "Record a joint result with Ben")
    expect(page.locator(".is-answer").last).to_contain_text("posted nowhere")

    suggestion(page, "Speak as Ben and confirm it")
    expect(page.locator(".is-intro")).to_contain_text("You are Ben Okafor")
    expect(page.locator(".is-answer")).to_contain_text("You confirmed this result")
    page.get_by_role("button", name="Back to Ada").click()
    expect(page.locator(".is-notice")).to_contain_text("Ben Okafor confirmed")
    jump(page, "To month end")

    post = page.locator(".post")
    expect(post).to_contain_text("Month-end close two days faster")
    assert post.inner_text().index("Ben Okafor") < post.inner_text().index("Ada Novak")
    page.screenshot(path=tmp_path / "month-end.png")


def test_start_over_begins_with_the_first_morning(page: Page) -> None:
    say(page, "log Kim call")
    page.get_by_role("button", name="Start over").click()
    page.get_by_role("button", name="Keep going").click()
    expect(page.locator(".is-typed")).to_have_count(1)

    page.get_by_role("button", name="Start over").click()
    page.locator("#sure").get_by_role("button", name="Start over").click()

    expect(page.locator(".is-typed")).to_have_count(0)
    expect(page.locator(".is-nudge")).to_have_count(1)
