"""Whose token it is, found out once, and never shown."""

import aiohttp
import pytest

from bot.slack.clients import InstalledApp, OneWorkspace, web_client
from tests.fake_slack.requests import TEAM
from tests.fake_slack.server import FakeSlack


async def test_the_tokens_own_workspace_is_served_and_no_other(
    workspace: OneWorkspace,
) -> None:
    assert await workspace(TEAM) == InstalledApp("xoxb-1", "UBOT", "BBOT")
    assert await workspace("T9") is None


async def test_slack_is_asked_once(slack: FakeSlack, workspace: OneWorkspace) -> None:
    for _ in range(3):
        await workspace(TEAM)
    assert slack.calls["auth.test"] == 1


@pytest.mark.parametrize("fault", ["invalid_auth", "drop", "html"])
async def test_while_slack_does_not_answer_we_serve_whom_it_signed_for(
    slack: FakeSlack, workspace: OneWorkspace, fault: str
) -> None:
    slack.fail_next("auth.test", fault)
    for _ in range(2):
        assert await workspace(TEAM) == InstalledApp("xoxb-1")
    assert slack.calls["auth.test"] == 1


async def test_a_lost_answer_is_not_asked_for_again_by_the_library(
    slack: FakeSlack, http: aiohttp.ClientSession
) -> None:
    client = web_client(api_url=slack.api_url, session=http, token="xoxb-1")
    slack.fail_next("auth.test", "drop")
    with pytest.raises(aiohttp.ClientError):
        await client.auth_test()
    assert slack.calls["auth.test"] == 1


def test_a_token_is_not_in_what_is_printed() -> None:
    assert "xoxb" not in repr(InstalledApp("xoxb-secret", "U1"))
