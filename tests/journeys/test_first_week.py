"""A newcomer who only opens things, presses and fills in forms gets sensible cards."""

from collections.abc import AsyncIterator
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest

from tests.fake_slack.methods import user
from tests.fake_slack.requests import direct_message
from tests.journeys.company import london
from tests.journeys.slack_company import SlackCompany, element, open_slack_company

Payload = dict[str, Any]
NIA = "Nia Bell"
FRIDAY = london(date(2026, 3, 27), time(16))
MONDAY, TUESDAY = date(2026, 3, 30), date(2026, 3, 31)


@pytest.fixture
async def company(sqlite_url: str, tmp_path: Path) -> AsyncIterator[SlackCompany]:
    async with open_slack_company(sqlite_url, tmp_path, FRIDAY) as company:
        for name, title in (("Dana Whitfield", "COO"), ("Kim Park", "Counsel")):
            profile = {"real_name": name, "title": title}
            key = "U" + name.upper().replace(" ", "")
            company.slack.users[key] = user(name, profile=profile)
        yield company


async def opens(company: SlackCompany, tab: str) -> None:
    """Let Nia open a tab of the app."""
    company.slack.users.setdefault("UNIABELL", user(NIA))
    event = direct_message("")
    event["event"] = {
        "type": "app_home_opened", "user": "UNIABELL", "tab": tab, "channel": "D1",
    }  # fmt: skip
    assert (await company.bot.event(event)).status_code == 200
    await company.settle()


async def sets_up(company: SlackCompany) -> Payload:
    """Let Nia press the button of the welcome, and fill in the form; return the reply.

    She picks two people and types one.
    """
    await opens(company, "messages")
    [hello] = company.slack.posts
    assert await company.press(NIA, element(hello, "Set up in a minute")) == ""
    sent = await company.send_form(
        NIA,
        picked={"selected_users": ["UDANAWHITFIELD", "UKIMPARK"]},
        typed={"value": "Tara Singh, Sales Director in Sales"},
        services={"value": "Payroll"},
        time={"value": "9:00"},
    )
    assert "errors" not in sent
    [_, reply] = company.slack.posts
    return reply


async def nine(company: SlackCompany, day: date) -> list[str]:
    """Let 9:00 come, the hour that Nia chose; return what is posted."""
    company.clock.now = london(day, time(9))
    before = len(company.slack.posts)
    await company.core.tick()
    await company.settle()
    return [post["text"] for post in company.slack.posts[before:]]


async def test_the_welcome_comes_once_and_says_what_it_is_and_what_is_private(
    company: SlackCompany,
) -> None:
    await opens(company, "messages")
    await opens(company, "messages")

    [hello] = company.slack.posts
    assert hello["text"].startswith("I am Outreach. I help you win people")
    assert "Your notes are private" in hello["text"]


async def test_the_home_of_a_newcomer_has_the_same_button(
    company: SlackCompany,
) -> None:
    await opens(company, "home")

    assert "Set up in a minute" in str(company.slack.homes["UNIABELL"])
    assert "Your notes are private" in str(company.slack.homes["UNIABELL"])


async def test_one_form_is_answered_once_with_a_first_step(
    company: SlackCompany,
) -> None:
    reply = await sets_up(company)

    [view] = company.slack.views.values()
    fields = [one for one in view["blocks"] if one["type"] == "input"]
    assert [one["block_id"] for one in fields] == [
        "picked", "typed", "services", "time",
    ]  # fmt: skip
    assert fields[0]["element"]["type"] == "multi_users_select"
    assert fields[0]["element"]["max_selected_items"] == 5
    said = reply["text"]
    assert said.startswith(
        "On your list: Dana Whitfield, Kim Park and Tara Singh. You run Payroll."
    )
    assert "Collect a rating" in said  # first and foremost, are they satisfied?
    assert "I write at 09:00 on working days" in said
    assert "COO" in await company.say(NIA, "who Dana", FRIDAY)


async def test_one_press_takes_all_of_it_back(company: SlackCompany) -> None:
    reply = await sets_up(company)

    await company.press(NIA, element(reply, "Undo"))

    assert "Nobody is on your list yet" in await company.say(NIA, "list", FRIDAY)
    assert "No service yet" in await company.say(NIA, "service", FRIDAY)


async def test_from_the_form_to_advice_by_buttons_alone(company: SlackCompany) -> None:
    await sets_up(company)
    assert await nine(company, date(2026, 3, 28)) == []  # a Saturday
    [first] = await nine(company, MONDAY)
    assert first.startswith("Good morning, Nia. Two steps")
    assert first.count("Collect a rating") == 2

    [second] = await nine(company, TUESDAY)
    assert "Tell me who reports to Dana." in second
    assert second.count("Tell me") == 1
    card = company.slack.posts[-1]
    assert await company.press(NIA, element(card, "Answer")) == ""
    await company.send_form(
        NIA, picked={"selected_users": []}, typed={"value": "Rosa Lim, Payroll Lead"}
    )
    kept = company.slack.posts[-1]["text"]
    assert kept.startswith("Kept: Rosa Lim reports to Dana Whitfield.")
    assert "Tell me" not in kept  # one question a day
    assert "Next" not in kept  # what is best with Dana is what it was

    [third] = await nine(company, date(2026, 4, 1))
    assert "Meet Rosa, who reports to Dana" in third
    assert "Tell me who knows Dana." in third
    assert third.count("Tell me") == 1
    card = company.slack.posts[-1]
    assert await company.press(NIA, element(card, "Answer")) == ""
    await company.send_form(
        NIA, picked={"selected_users": ["UKIMPARK"]}, typed={"value": ""}
    )
    assert "Kept: Kim Park knows Dana Whitfield." in company.slack.posts[-1]["text"]
    assert "✓ Done" in card["text"]

    assert await nine(company, date(2026, 4, 2)) == []  # six new steps are a week's
    [fourth] = await nine(company, date(2026, 4, 7))
    assert "Tell me which of your services Dana uses." in fourth
    assert fourth.count("Tell me") == 1
    card = company.slack.posts[-1]
    assert await company.press(NIA, element(card, "Answer")) == ""
    view = list(company.slack.views.values())[-1]
    assert "Payroll" in str(view["blocks"])
    service = next(one for one in view["blocks"] if one["block_id"] == "service")
    [payroll, _] = service["element"]["options"]
    await company.send_form(
        NIA,
        service={"selected_option": payroll},
        named={"value": ""},
        unit={"value": "Operations"},
    )
    assert "Kept: Operations uses Payroll." in company.slack.posts[-1]["text"]
    assert "Meet Rosa, who reports to Dana" in await company.say(
        NIA, "next Dana", london(date(2026, 4, 7), time(10))
    )


@pytest.mark.parametrize("how", ["searched", "picked"])
async def test_whoever_is_added_by_the_log_form_is_on_the_list_and_brings_a_card(
    company: SlackCompany, how: str
) -> None:
    await opens(company, "messages")
    [hello] = company.slack.posts
    await company.press(NIA, element(hello, "Log a contact"))
    added = [{"value": "+Dana Whitfield"}] if how == "searched" else []
    await company.send_form(
        NIA,
        who={"selected_options": added},
        colleague={"selected_user": "UDANAWHITFIELD" if how == "picked" else None},
        how={"selected_option": {"value": "call"}},
        on={"selected_date": "2026-03-27"},
        note={"value": ""},
    )

    assert "1 person on your list" in await company.say(NIA, "list", FRIDAY)
    [card] = await company.morning(MONDAY)
    assert "Tell me who reports to Dana." in card["text"]
