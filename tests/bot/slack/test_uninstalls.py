"""The app is removed: its token goes at once, the workspace's data after a while."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import aiohttp
import httpx
import pytest
import sqlalchemy as sa
from sqlmodel import SQLModel, col
from starlette.applications import Starlette

from bot.slack.clients import web_client
from bot.slack.connection import slack_app, slack_routes
from bot.slack.oauth import AppSecrets, ManyWorkspaces
from scheduler.jobs import clean_up
from storage.database.transactions import Database, Transaction
from storage.models import Install, Leader, Workspace
from storage.platforms.installs import SlackTokens, keep_install
from tests.fake_slack.methods import user
from tests.fake_slack.oauth import CLIENT
from tests.fake_slack.requests import ALICE, SECRET, Signer, new_id
from tests.fake_slack.server import FakeSlack
from tests.fakes import FakeClock

TEAMS = ("T1", "T2")


@pytest.fixture
async def bot(
    slack: FakeSlack,
    http: aiohttp.ClientSession,
    sqlite_database: Database,
    clock: FakeClock,
) -> AsyncIterator[Signer]:
    """Serve two workspaces in which the same user id is another person."""
    client = web_client(api_url=slack.api_url, session=http)
    installs = ManyWorkspaces(sqlite_database, client, AppSecrets(*CLIENT), now=clock)
    for team in TEAMS:
        await install(sqlite_database, clock, team)
    app = slack_app(
        database=sqlite_database,
        install_of=installs,
        api_url=slack.api_url,
        session=http,
        now=clock,
        revoke=installs.revoke,
    )
    routes = slack_routes(app, signing_secret=SECRET)
    transport = httpx.ASGITransport(Starlette(routes=routes))
    async with httpx.AsyncClient(transport=transport, base_url="http://bot") as served:
        yield Signer(served)


async def install(database: Database, clock: FakeClock, team: str) -> None:
    await database.run(
        lambda tx: keep_install(
            tx, key=team, name=team, org_wide=False, bot_user_id="UBOT",
            tokens=SlackTokens(f"xoxb-{team}"), at=clock(),
        )
    )  # fmt: skip


def event(team: str, **said: Any) -> dict[str, Any]:
    return {
        "token": "verification",
        "team_id": team,
        "api_app_id": "A1",
        "type": "event_callback",
        "event_id": new_id("Ev"),
        "event_time": 1700000000,
        "authorizations": [{"enterprise_id": None, "team_id": team, "is_bot": True}],
        "event": said,
    }


def uninstalled(team: str) -> dict[str, Any]:
    return event(team, type="app_uninstalled")


def revoked(team: str, **tokens: list[str]) -> dict[str, Any]:
    return event(team, type="tokens_revoked", tokens=tokens)


async def lives(bot: Signer, team: str) -> bool:
    answer = await bot.command("help", team_id=team)
    return "Outreach is not installed" not in answer.text


async def sealed(database: Database, team: str) -> bytes:
    query = sa.select(col(Install.token)).where(col(Install.key) == team)
    return await database.run(lambda tx: bytes(tx.execute(query).scalar_one()))


async def left_of(database: Database, team: str) -> int:
    """Count the rows of a workspace, in every table that has any."""

    def work(tx: Transaction) -> int:
        mine = sa.select(col(Workspace.id)).where(col(Workspace.key) == team)
        tables = [t for t in SQLModel.metadata.sorted_tables if "workspace_id" in t.c]
        counts = [
            tx.execute(
                sa.select(sa.func.count())
                .select_from(table)
                .where(table.c.workspace_id.in_(mine))
            ).scalar_one()
            for table in tables
        ]
        return sum(counts) + len(tx.rows(mine))

    return await database.run(work)


@pytest.mark.parametrize(
    "events",
    [
        (uninstalled,),
        (uninstalled, lambda team: revoked(team, bot=["UBOT"])),
        (lambda team: revoked(team, bot=["UBOT"]), uninstalled),
        (uninstalled, uninstalled),
    ],
)
async def test_in_whatever_order_slack_says_it_the_token_goes_and_the_other_stays(
    bot: Signer, sqlite_database: Database, events: tuple[Any, ...]
) -> None:
    assert await lives(bot, "T1")

    for said in events:
        assert (await bot.event(said("T1"))).status_code == 200

    assert await sealed(sqlite_database, "T1") == b""
    assert not await lives(bot, "T1")
    assert await lives(bot, "T2")


async def test_a_persons_own_token_is_not_the_bots(bot: Signer) -> None:
    assert (await bot.event(revoked("T1", oauth=["U1"]))).status_code == 200
    assert await lives(bot, "T1")


async def test_an_event_nobody_signed_removes_nothing(bot: Signer) -> None:
    stranger = Signer(bot.client, secret="another")
    assert (await stranger.event(uninstalled("T1"))).status_code == 401
    assert await lives(bot, "T1")


@pytest.mark.parametrize(("days", "kept"), [(29.9, True), (30, False)])
async def test_what_was_written_is_deleted_after_thirty_days(
    bot: Signer, slack: FakeSlack, sqlite_database: Database, clock: FakeClock,
    days: float, kept: bool,
) -> None:  # fmt: skip
    slack.users[ALICE] = user("Alice Ng")
    for team in TEAMS:
        await bot.command("add Dana Whitfield, COO in Operations", team_id=team)
        await bot.command("log Dana call: worried about the cut-over", team_id=team)
        await bot.command("share Payroll runs on time, with Dana", team_id=team)
    before = await left_of(sqlite_database, "T2")
    await bot.event(uninstalled("T1"))

    clock.move(days=days)
    await clean_up(sqlite_database, at=clock())

    assert (await left_of(sqlite_database, "T1") > 0) is kept
    assert await left_of(sqlite_database, "T2") == before


async def test_coming_back_in_time_brings_everything_back(
    bot: Signer, sqlite_database: Database, clock: FakeClock
) -> None:
    await bot.command("add Dana Whitfield, COO in Operations", team_id="T1")
    gone = sa.update(Leader).values(delivery_problem="not installed")
    await bot.event(uninstalled("T1"))
    await sqlite_database.run(lambda tx: tx.execute(gone))

    clock.move(days=29)
    await install(sqlite_database, clock, "T1")
    await clean_up(sqlite_database, at=clock() + timedelta(days=2))

    answer = await bot.command("list", team_id="T1")
    assert "Dana Whitfield" in answer.text
    problems = sa.select(col(Leader.delivery_problem))
    found = await sqlite_database.run(lambda tx: tx.scalars(problems).all())
    assert found == [""]
