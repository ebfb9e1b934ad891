"""A reader's language over the platforms: their own say it, and we follow."""

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path
from typing import Any, cast

import pytest

from language.pseudo import PSEUDO
from tests.fake_slack import words as slack_words
from tests.fake_slack.requests import direct_message
from tests.fake_teams import words as teams_words
from tests.journeys.company import Company
from tests.journeys.slack_company import SlackCompany, open_slack_company
from tests.journeys.teams_company import TeamsCompany, TeamsScene, open_teams_scene
from tests.journeys.worked_case_lines import at, set_the_scene

ADA = "Ada Novak"
ACCENTED = "⟦"


@pytest.fixture
async def on_slack(sqlite_url: str, tmp_path: Path) -> AsyncIterator[SlackCompany]:
    async with open_slack_company(sqlite_url, tmp_path, at(2, 1)) as company:
        await set_the_scene(cast(Company, company))
        yield company


@pytest.fixture
async def on_teams(
    teams_scene: TeamsScene, tmp_path: Path
) -> AsyncIterator[TeamsCompany]:
    async with open_teams_scene(teams_scene, tmp_path) as company:
        yield company


def all_said(text: str) -> None:
    assert ACCENTED in text
    assert "Good morning" not in text and "Because" not in text


async def choose_in_slack(company: SlackCompany, locale: str) -> None:
    """Let Ada set her own Slack to a language, which tells us so."""
    user = company.slack.users["UADANOVAK"] | {"id": "UADANOVAK", "locale": locale}
    event = direct_message("")
    event["event"] = {"type": "user_change", "user": user}
    assert (await company.bot.event(event)).status_code == 200


async def test_who_changes_slacks_language_is_answered_in_it_at_once_and_next_morning(
    on_slack: SlackCompany,
) -> None:
    await choose_in_slack(on_slack, PSEUDO)

    all_said(await on_slack.say(ADA, "why Dana", at(3, 30)))
    (card,) = await on_slack.morning(date(2026, 3, 31))
    all_said(slack_words.words_of(card))


async def test_a_choice_stays_whatever_slack_says(on_slack: SlackCompany) -> None:
    await on_slack.say(ADA, "language Spanish", at(3, 30))
    await choose_in_slack(on_slack, PSEUDO)

    (card,) = await on_slack.morning(date(2026, 3, 31))
    assert ACCENTED not in slack_words.words_of(card)
    back = await on_slack.say(ADA, "language as in Slack", at(3, 31, 9))
    assert back.startswith(ACCENTED)


async def test_who_changes_teams_language_is_answered_in_it_and_the_next_morning_too(
    on_teams: TeamsCompany, monkeypatch: pytest.MonkeyPatch
) -> None:
    of_ours = on_teams.bot.activity

    def pretended(*args: Any, **more: Any) -> dict[str, Any]:
        return of_ours(*args, **{"locale": PSEUDO, **more})

    monkeypatch.setattr(on_teams.bot, "activity", pretended)
    (reply,) = await on_teams.write(ADA, "why Dana", at(3, 30))
    all_said(teams_words.words_of(reply))
    (card,) = await on_teams.morning(date(2026, 3, 31))
    all_said(teams_words.words_of(card))
