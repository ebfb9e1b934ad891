"""What we know about a person from Slack, and who may keep a book."""

import asyncio
from typing import Any

import aiohttp
import pytest

from bot.slack.clients import OneWorkspace, web_client
from bot.slack.profiles import NotServed, Profiles, read_profile
from handlers.turn import Address, Profile
from tests.fake_slack.methods import user
from tests.fake_slack.requests import ALICE, TEAM
from tests.fake_slack.server import FakeSlack
from tests.patience import let_time_pass, until

ADDRESS = Address("slack", TEAM, ALICE)


@pytest.fixture
def profiles(
    slack: FakeSlack, http: aiohttp.ClientSession, workspace: OneWorkspace
) -> Profiles:
    return Profiles(workspace, web_client(api_url=slack.api_url, session=http))


async def test_a_person_is_asked_about_once(
    profiles: Profiles, slack: FakeSlack
) -> None:
    for _ in range(3):
        assert await profiles(ADDRESS) == Profile("Alice Ng", "Europe/London", "en-GB")
    assert slack.calls["users.info"] == 1


@pytest.mark.parametrize("fault", ["internal_error", "missing_scope", "hang", "html"])
async def test_no_answer_means_an_empty_profile_and_no_second_wait(
    profiles: Profiles,
    slack: FakeSlack,
    fault: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    slack.fail_next("users.info", fault)
    asked = asyncio.ensure_future(profiles(ADDRESS))
    if fault == "hang":
        await until(lambda: slack.calls["users.info"] == 1)
        let_time_pass(monkeypatch)
    assert await asked == Profile()
    assert await profiles(ADDRESS) == Profile()
    assert slack.calls["users.info"] == 1


@pytest.mark.parametrize(
    "flag", ["is_restricted", "is_ultra_restricted", "is_stranger", "is_bot", "deleted"]
)
async def test_guests_strangers_bots_and_leavers_are_not_served(
    profiles: Profiles, slack: FakeSlack, flag: str
) -> None:
    slack.users[ALICE] = user("Gus", **{flag: True})
    for _ in range(2):
        with pytest.raises(NotServed):
            await profiles(ADDRESS)
    assert slack.calls["users.info"] == 1


async def test_the_same_id_in_another_workspace_is_somebody_else(
    profiles: Profiles, slack: FakeSlack
) -> None:
    await profiles(ADDRESS)
    assert await profiles(Address("slack", "T9", ALICE)) == Profile()


@pytest.mark.parametrize(
    ("said", "profile"),
    [
        ({}, Profile()),
        ({"tz": "Mars/Base", "profile": None}, Profile()),
        ({"tz": "../etc/passwd"}, Profile()),
        ({"real_name": "", "profile": {"display_name": " Dana "}}, Profile("Dana")),
        (
            {"name": "dana.ott", "tz": "Asia/Kolkata"},
            Profile("dana.ott", "Asia/Kolkata"),
        ),
    ],
)
def test_gaps_in_a_profile_do_no_harm(said: dict[str, Any], profile: Profile) -> None:
    assert read_profile(said) == profile
