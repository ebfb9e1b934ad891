"""Cards age well: pressed late, in another order, twice at once, after a forgetting."""

import asyncio
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest

from tests.journeys.slack_company import (
    Payload,
    SlackCompany,
    element,
    labels,
    open_slack_company,
)
from tests.journeys.worked_case_lines import at

ADA = "Ada Novak"
WEDNESDAY = 11  # of March: three steps are on its card
TALK = "Talk with Kim one to one this week."
WITH_BEN = "Talk with Ben one to one this week."
WITH_DANA = "Talk with Dana one to one this week."
ASK_SAM = "Ask Sam who else in Operations uses Payroll."


@pytest.fixture
async def company(sqlite_url: str, tmp_path: Path) -> AsyncIterator[SlackCompany]:
    """Ada with a step about Kim on the card of Wednesday 4 March 2026."""
    opened = open_slack_company(sqlite_url, tmp_path, at(2, 2))
    async with opened as company:
        await company.tell(
            ADA,
            "add Dana Whitfield, COO in Operations",
            "add Kim Park, CFO in Finance",
            "add Ben Okafor in Sales",
            "add Sam Ortiz in Systems",
            "service Payroll for Operations owned by Sam",
            "rate Payroll 5 by Ben, 5 by Sam",
            "remind steps 3",
            "log Kim call 20 January",
            "log Ben met 5 January",
            at=at(2, 2),
        )
        await company.morning(date(2026, 3, 3))
        yield company


async def until_wednesday(company: SlackCompany) -> None:
    """Let the cards of the days before come."""
    for day in 4, 9:
        await company.morning(date(2026, 3, day))


async def card_of(company: SlackCompany, day: int) -> Payload:
    """Return the card of a day in March."""
    (card,) = await company.morning(date(2026, 3, day))
    assert (TALK if day < WEDNESDAY else ASK_SAM) in card["text"], card["text"]
    return card


def about(card: Payload, step: str) -> str:
    """Return what a card says from a step on, up to the next one."""
    rest = str(card["text"]).partition(step)[2]
    for other in TALK, WITH_BEN, WITH_DANA, ASK_SAM:
        rest = rest.partition(other)[0]
    return rest


async def test_after_forty_minutes_the_card_still_answers(
    company: SlackCompany,
) -> None:
    card = await card_of(company, 4)
    company.clock.move(minutes=40)
    shown = await company.press(ADA, element(card, "On it"), url_age=40 * 60)

    assert shown == ""
    assert "→ You are on it (Wed 4 March)" in about(card, TALK)
    reply = company.slack.posts[-1]
    assert reply["channel"] == card["channel"]
    assert reply["text"].startswith("Good. I will ask again on")


async def test_a_form_that_comes_too_late_is_told_and_can_be_had_again(
    company: SlackCompany,
) -> None:
    card = await card_of(company, 4)
    shown = await company.press(ADA, element(card, "Done"), trigger_age=4)

    assert company.slack.views == {}
    assert shown == (
        "What happened with Kim Park?\n\n"
        "The form did not open in time. Please try once more."
    )
    assert await company.press(ADA, element(card, "Done")) == ""
    assert len(company.slack.views) == 1


async def test_after_a_week_an_old_card_and_the_new_one_say_the_same(
    company: SlackCompany,
) -> None:
    await until_wednesday(company)
    old = await card_of(company, WEDNESDAY)
    new = await card_of(company, WEDNESDAY + 7)
    await company.press(ADA, element(old, "On it", step=2))

    for card in old, new:
        assert "→ You are on it (Wed 18 March)" in about(card, ASK_SAM)
        assert "→" not in about(card, WITH_BEN) + about(card, TALK)
        assert labels(card).count("Done") == 3
        assert labels(card).count("On it") == 2

    undo = element(company.slack.responses[-1], "Undo")
    await company.press(ADA, undo)
    for card in old, new:
        assert "→" not in card["text"]
        assert labels(card).count("On it") == 3


async def test_steps_are_answered_in_any_order(company: SlackCompany) -> None:
    await until_wednesday(company)
    card = await card_of(company, WEDNESDAY)
    await company.press(ADA, element(card, "Not relevant", step=1))
    asked = company.slack.responses[-1]
    assert asked["text"].startswith("Why not?")
    await company.press(ADA, element(asked, "Wrong time"))
    await company.press(ADA, element(card, "Later"), "tomorrow")

    assert "↷ Put off" in about(card, WITH_BEN)
    assert "✕ Not now" in about(card, WITH_DANA)
    assert card["text"].index(WITH_BEN) < card["text"].index(WITH_DANA)


async def test_one_button_pressed_on_phone_and_desk_at_once_counts_once(
    company: SlackCompany,
) -> None:
    card = await card_of(company, 4)
    before = len(company.slack.responses)
    on_it = element(card, "On it")
    await asyncio.gather(company.press(ADA, on_it), company.press(ADA, on_it))

    told = sorted(one["text"][:21] for one in company.slack.responses[before:])
    assert told == ["Good. I will ask agai", "You are on it already"]
    assert about(card, TALK).count("→ You are on it") == 1


async def test_one_form_sent_from_phone_and_desk_at_once_is_logged_once(
    company: SlackCompany,
) -> None:
    card = await card_of(company, 4)
    for _ in range(2):
        await company.press(ADA, element(card, "Done"))
    sent = await asyncio.gather(*(company.send_form(ADA, **FILLED) for _ in range(2)))

    assert {answer["response_action"] for answer in sent} == {"clear", "push"}
    assert "✓ Done (Wed 4 March)" in about(card, TALK)
    story = await company.say(ADA, "why Kim history", at(3, 4, 11))
    assert story.count("the quarter is late") == 1


FILLED: dict[str, Payload] = {
    "who": {"value": "Kim"},
    "how": {"selected_option": {"value": "call"}},
    "on": {"selected_date": "2026-03-04"},
    "note": {"value": "the quarter is late"},
}


@pytest.mark.parametrize(
    ("label", "value"),
    [("Done", ""), ("On it", ""), ("Later", "tomorrow"), ("Why", "")],
)
async def test_a_button_about_somebody_forgotten_does_nothing_and_says_so(
    company: SlackCompany, label: str, value: str
) -> None:
    old = await card_of(company, 4)
    pressed = element(old, label)
    await company.say(ADA, "forget Kim Park yes", at(3, 4, 11))
    await company.settle()
    assert "Kim" not in old["text"]
    assert labels(old) == []

    shown = await company.press(ADA, pressed, value)  # a phone that shows it still
    assert shown.startswith("That step is not on your list any more")
    assert "Kim" not in str(company.slack.posts[-1:])
    assert company.slack.views == {}
