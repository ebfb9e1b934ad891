"""Every scope that a workspace may leave out: the bot says what it can, and goes on."""

import re
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest

from bot.slack.manifest import OPTIONAL_SCOPES
from tests.journeys.slack_company import SlackCompany, element, open_slack_company
from tests.journeys.worked_case_lines import at

ADA, ROSA = "Ada Novak", "Rosa Lim"
CODE = re.compile(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b")


@pytest.fixture
async def company(sqlite_url: str, tmp_path: Path) -> AsyncIterator[SlackCompany]:
    async with open_slack_company(sqlite_url, tmp_path, at(3, 2)) as company:
        yield company


async def live_a_month(company: SlackCompany, channel: str) -> list[str]:
    """Let Ada keep people, answer a card, log a contact and tell a joint result.

    Returns what the channel reads at the end of the month.
    """
    await company.tell(
        ADA,
        "add Rosa Lim, Payroll lead in Operations",
        "add Kim Park, CFO in Finance",
        "log Kim call 20 January",
        at=at(3, 2),
    )
    (card,) = await company.morning(date(2026, 3, 3))
    assert await company.press(ADA, element(card, "On it"))
    assert "→ You are on it" in card["text"]
    await company.tell(ADA, "log Rosa met yesterday: tired", at=at(3, 4))
    await company.tell(ADA, f"channel <#{channel}|joint-wins>", at=at(3, 5))
    shared = await company.say(
        ADA, "share Payroll runs a week early with Rosa", at(3, 5, 9)
    )
    [code] = CODE.findall(shared)
    await company.tell(ROSA, f"confirm {code}", at=at(3, 5, 10))
    for day in (30, 31):
        posts = await company.morning(date(2026, 3, day))
    return [post["text"] for post in posts if post["channel"] == channel]


@pytest.mark.parametrize("scope", [*OPTIONAL_SCOPES, "all of them"])
@pytest.mark.parametrize("private", [False, True])
async def test_a_month_without_an_optional_scope_is_a_month_like_any_other(
    company: SlackCompany, scope: str, private: bool
) -> None:
    missing = set(OPTIONAL_SCOPES) if scope == "all of them" else {scope}
    company.slack.missing_scopes |= missing
    company.slack.channels["CWINS"] = {"id": "CWINS", "is_private": private}
    [summary] = await live_a_month(company, "CWINS")
    assert "Payroll runs a week early" in summary


async def test_with_the_scope_a_shared_private_channel_is_seen_and_spared(
    company: SlackCompany,
) -> None:
    company.slack.channels["CWINS"] = {
        "id": "CWINS", "is_private": True, "is_ext_shared": True,
    }  # fmt: skip
    assert await live_a_month(company, "CWINS") == []
    told = [post["text"] for post in company.slack.posts[-2:]]
    assert any("shared with another company" in text for text in told)
