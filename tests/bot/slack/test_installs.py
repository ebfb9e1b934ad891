"""The tokens of many workspaces: which serves whom, and how they are rotated."""

import asyncio
from datetime import timedelta

import aiohttp
import pytest

from bot.slack.clients import web_client
from bot.slack.oauth import AppSecrets, ManyWorkspaces
from storage.database.transactions import Database
from storage.platforms.installs import SlackTokens, keep_install
from tests.fake_slack.oauth import CLIENT
from tests.fake_slack.server import FakeSlack
from tests.fakes import FakeClock


@pytest.fixture
def installs(
    slack: FakeSlack, http: aiohttp.ClientSession, database: Database, clock: FakeClock
) -> ManyWorkspaces:
    return another(slack, http, database, clock)


def another(
    slack: FakeSlack, http: aiohttp.ClientSession, database: Database, clock: FakeClock
) -> ManyWorkspaces:
    """Return what one more copy of the bot would use."""
    client = web_client(api_url=slack.api_url, session=http)
    return ManyWorkspaces(database, client, AppSecrets(*CLIENT), now=clock)


async def installed(
    database: Database,
    clock: FakeClock,
    key: str = "T1",
    *,
    token: str = "xoxe.xoxb-old",
    refresh: str = "xoxe-1-old",
    left: timedelta | None = timedelta(hours=12),
) -> None:
    """Keep an install whose token lasts for `left`; None = for ever."""
    tokens = SlackTokens(token, refresh, clock() + left if left is not None else None)
    await database.run(
        lambda tx: keep_install(
            tx, key=key, name="Acme", org_wide=False, bot_user_id="UBOT",
            tokens=tokens, at=clock(),
        )
    )  # fmt: skip


async def test_each_workspace_has_its_own_token(
    installs: ManyWorkspaces, database: Database, clock: FakeClock
) -> None:
    await installed(database, clock, "T1", token="xoxb-one")
    await installed(database, clock, "T2", token="xoxb-two")

    first, second = await installs("T1"), await installs("T2")
    assert first is not None and first.bot_token == "xoxb-one"
    assert second is not None and second.bot_token == "xoxb-two"
    assert await installs("T3") is None
    assert "xoxb" not in repr(first)


async def test_a_long_token_is_kept_whole(
    installs: ManyWorkspaces, database: Database, clock: FakeClock
) -> None:
    await installed(database, clock, token="xoxe.xoxb-" + "a" * 400)

    install = await installs("T1")
    assert install is not None and len(install.bot_token) == 410


@pytest.mark.parametrize(("minutes", "rotated"), [(121, False), (120, True)])
async def test_a_token_is_rotated_two_hours_before_its_end(
    installs: ManyWorkspaces, slack: FakeSlack, database: Database, clock: FakeClock,
    minutes: int, rotated: bool,
) -> None:  # fmt: skip
    slack.oauth.refresh["xoxe-1-old"] = {}
    await installed(database, clock, left=timedelta(minutes=minutes))

    install = await installs("T1")

    assert install is not None
    assert (install.bot_token != "xoxe.xoxb-old") is rotated
    assert slack.calls["oauth.v2.access"] == rotated


async def test_two_copies_rotate_once(
    installs: ManyWorkspaces, slack: FakeSlack, http: aiohttp.ClientSession,
    database: Database, clock: FakeClock,
) -> None:  # fmt: skip
    slack.oauth.refresh["xoxe-1-old"] = {}
    await installed(database, clock, left=timedelta(hours=1))
    other = another(slack, http, database, clock)

    found = await asyncio.gather(*(copy("T1") for copy in (installs, other) * 4))

    assert slack.calls["oauth.v2.access"] == 1
    assert all(one is not None for one in found)
    settled = await another(slack, http, database, clock)("T1")
    assert settled is not None and settled.bot_token == slack.oauth.grants[-1]


async def test_a_copy_that_finds_the_token_run_out_waits_for_the_other(
    slack: FakeSlack, http: aiohttp.ClientSession, database: Database, clock: FakeClock
) -> None:
    slack.oauth.refresh["xoxe-1-old"] = {}
    await installed(database, clock, left=timedelta(0))
    copies = [another(slack, http, database, clock) for _ in range(2)]

    found = await asyncio.gather(*(copy("T1") for copy in copies))

    new = slack.oauth.grants[-1]
    assert [one.bot_token for one in found if one is not None] == [new, new]
    assert slack.calls["oauth.v2.access"] == 1


async def test_a_rotation_that_fails_leaves_the_old_token_in_use(
    installs: ManyWorkspaces, slack: FakeSlack, database: Database, clock: FakeClock
) -> None:
    slack.oauth.refresh["xoxe-1-old"] = {}
    await installed(database, clock, left=timedelta(hours=1))
    slack.fail_next("oauth.v2.access", "html")

    install = await installs("T1")
    assert install is not None and install.bot_token == "xoxe.xoxb-old"

    clock.move(seconds=30)  # the claim has ended
    install = await installs("T1")
    assert install is not None and install.bot_token == slack.oauth.grants[-1]


async def test_a_token_that_never_ends_is_left_alone(
    installs: ManyWorkspaces, slack: FakeSlack, database: Database, clock: FakeClock
) -> None:
    await installed(database, clock, token="xoxb-1", refresh="", left=None)
    clock.move(days=900)

    install = await installs("T1")
    assert install is not None and install.bot_token == "xoxb-1"
    assert slack.calls["oauth.v2.access"] == 0


async def test_once_revoked_a_workspace_is_served_no_more_and_the_other_is(
    installs: ManyWorkspaces, database: Database, clock: FakeClock
) -> None:
    await installed(database, clock, "T1")
    await installed(database, clock, "T2")
    assert await installs("T1") is not None

    for _ in range(2):  # Slack may say it twice
        await installs.revoke("T1")

    assert await installs("T1") is None
    assert await installs("T2") is not None
