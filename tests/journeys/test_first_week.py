"""A newcomer who only opens things, presses and fills in forms gets sensible cards."""

from collections.abc import AsyncIterator
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest

from tests.fake_slack.requests import direct_message
from tests.journeys.company import london
from tests.journeys.slack_company import SlackCompany, element, open_slack_company

Payload = dict[str, Any]
NIA = "Nia Bell"
FRIDAY = london(date(2026, 3, 27), time(16))


@pytest.fixture
async def company(sqlite_url: str, tmp_path: Path) -> AsyncIterator[SlackCompany]:
    async with open_slack_company(sqlite_url, tmp_path, FRIDAY) as company:
        yield company


async def test_from_install_to_a_first_card_by_forms_and_buttons_alone(
    company: SlackCompany,
) -> None:
    company._id(NIA)
    event = direct_message("")
    event["event"] = {
        "type": "app_home_opened",
        "user": "UNIABELL",
        "tab": "messages",
        "channel": "D1",
    }
    await company.bot.event(event)
    await company.settle()
    for post in company.slack.posts:
        print(post["text"])
    (hello,) = company.slack.posts
    await company.press(NIA, element(hello, "Set up in a minute"))
    company._id("Dana Whitfield")
    company._id("Kim Park")
    sent = await company.send_form(
        NIA,
        picked={
            "type": "multi_users_select",
            "selected_users": ["UDANAWHITFIELD", "UKIMPARK"],
        },
        typed={"value": "Tara Singh, Sales Director in Sales"},
        services={"value": "Payroll"},
        time={"value": "8:30"},
    )
    print(sent)
    for post in company.slack.posts[1:]:
        print(post["text"], [b for b in post["blocks"] if b["type"] == "actions"])
    await company.press(NIA, element(company.slack.posts[-1], "Answer"))
    print(list(company.slack.views.values())[-1]["blocks"])
    print(await company.send_form(NIA, typed={"value": "Rosa Lim, Payroll Lead"}))
    print(company.slack.posts[-1]["text"])
    for d in (30, 31, 1, 2):
        for card in await company.morning(date(2026, 3 if d > 9 else 4, d)):
            print("CARD", card["text"])
    card = company.slack.posts[-1]
    assert 0
