"""The app comes to a tenant and goes: who is welcomed, what is kept, and until when."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import SQLModel, col

from scheduler.jobs import clean_up
from storage.database.transactions import Database, Transaction
from storage.leaders.leaders import welcome_leader
from storage.models import Account, Leader, TeamsChat, TeamsTenant, Workspace
from tests.bot.teams.conftest import Waiting
from tests.fake_teams.activities import BOT, CHANNEL, TENANT, Client, user
from tests.fakes import FakeClock

Payload = dict[str, Any]
PEOPLE = "Ada Novak", "Kim Park", "Sam Ortiz"
MOST = timedelta(days=30)
TEAM = "19:team@thread.tacv2"


async def rows(database: Database, surface: str = "teams") -> int:
    """Return how many rows belong to this surface's workspaces, in all tables."""

    def count(tx: Transaction) -> int:
        here = sa.select(col(Workspace.id)).where(col(Workspace.surface) == surface)
        tables = SQLModel.metadata.tables.values()
        return sum(
            tx.execute(
                sa.select(sa.func.count()).where(table.c.workspace_id.in_(here))
            ).scalar_one()
            for table in tables
            if "workspace_id" in table.c
        ) + len(tx.rows(here))

    return await database.run(count)


async def chats(database: Database) -> list[str]:
    query = sa.select(col(TeamsChat.recipient)).order_by(col(TeamsChat.recipient))
    return await database.run(lambda tx: list(tx.scalars(query)))


async def everybody(bot: Client, action: str, people: Sequence[str] = PEOPLE) -> None:
    for name in people:
        assert (await bot.install(name, action)).status_code == 200


@pytest.fixture
async def in_use(bot: Client, sqlite_database: Database) -> Client:
    """A tenant that everybody has the app in, and somebody in Slack beside it."""
    await everybody(bot, "add")
    await bot.line("add Dana Whitfield, COO in Operations")
    await bot.line("log Dana call: worried")
    await bot.line("agenda the new ledger by 12 May")
    await sqlite_database.run(
        lambda tx: welcome_leader(
            tx,
            surface="slack",
            tenant="T1",
            user_key="U1",
            name="Eve Marsh",
            zone="UTC",
            zone_source="default",
            country="",
            at=FakeClock().now,
        )
    )
    return bot


async def test_an_administrator_installs_it_for_all_and_each_is_welcomed_once(
    bot: Client, waiting: Waiting
) -> None:
    await everybody(bot, "add")
    await everybody(bot, "add-upgrade")
    assert [to for to, _ in await waiting()] == [user(name) for name in PEOPLE]


async def test_what_is_kept_goes_30_days_after_the_last_one_removed_it(
    in_use: Client, sqlite_database: Database, clock: FakeClock
) -> None:
    before, slack = await rows(sqlite_database), await rows(sqlite_database, "slack")
    await everybody(in_use, "remove")
    removed = clock.now

    await clean_up(sqlite_database, at=removed + MOST - timedelta(seconds=1))
    assert await rows(sqlite_database) == before
    await clean_up(sqlite_database, at=removed + MOST)
    assert await rows(sqlite_database) == 0
    assert await chats(sqlite_database) == []
    assert await rows(sqlite_database, "slack") == slack > 0
    left = await sqlite_database.run(lambda tx: tx.rows(sa.select(TeamsTenant)))
    assert left == []
    await clean_up(sqlite_database, at=removed + 2 * MOST)


async def test_while_one_has_it_everything_stays(
    in_use: Client, sqlite_database: Database, clock: FakeClock
) -> None:
    before = await rows(sqlite_database)
    await everybody(in_use, "remove", PEOPLE[:2])
    await clean_up(sqlite_database, at=clock.now + 2 * MOST)
    assert await rows(sqlite_database) >= before - 5  # bodies of messages may go
    assert await chats(sqlite_database) == [user("Sam Ortiz")]


async def test_while_one_team_has_it_everything_stays(
    in_use: Client, sqlite_database: Database, clock: FakeClock
) -> None:
    await in_use.install(**in_use.in_channel())
    await everybody(in_use, "remove")
    await clean_up(sqlite_database, at=clock.now + 2 * MOST)
    assert await rows(sqlite_database) > 0
    await in_use.install(action="remove", **in_use.in_channel())
    await clean_up(sqlite_database, at=clock.now + MOST)
    assert await rows(sqlite_database) == 0


async def test_whoever_comes_back_in_time_finds_everything(
    in_use: Client, sqlite_database: Database, clock: FakeClock, waiting: Waiting
) -> None:
    await everybody(in_use, "remove")
    clock.move(days=29)
    await in_use.install("Ada Novak")
    clock.move(days=40)
    await clean_up(sqlite_database, at=clock.now)
    await in_use.line("list")
    assert "1 person" in (await waiting())[-1][1].headline


async def test_each_removal_begins_the_30_days_anew(
    in_use: Client, sqlite_database: Database, clock: FakeClock
) -> None:
    await everybody(in_use, "remove")
    clock.move(days=29)
    await in_use.install("Ada Novak")
    await in_use.install("Ada Novak", "remove")
    await clean_up(sqlite_database, at=clock.now + MOST - timedelta(seconds=1))
    assert await rows(sqlite_database) > 0
    await clean_up(sqlite_database, at=clock.now + MOST)
    assert await rows(sqlite_database) == 0


async def test_the_30_days_are_counted_from_when_it_was_used_last(
    in_use: Client, sqlite_database: Database, clock: FakeClock
) -> None:
    await everybody(in_use, "remove")
    since = clock.now + timedelta(days=20)
    await sqlite_database.run(
        lambda tx: tx.execute(sa.update(Leader).values(active_at=since))
    )
    await clean_up(sqlite_database, at=clock.now + MOST)
    await clean_up(sqlite_database, at=since + MOST - timedelta(seconds=1))
    assert await rows(sqlite_database) > 0
    await clean_up(sqlite_database, at=since + MOST)
    assert await rows(sqlite_database) == 0


async def test_a_book_that_a_linked_account_opens_elsewhere_waits_for_unlinking(
    in_use: Client, sqlite_database: Database, clock: FakeClock
) -> None:
    adas = sa.select(col(Account.leader_id)).where(
        col(Account.user_key) == user("Ada Novak")
    )
    linked = sa.update(Account).where(col(Account.surface) == "slack")
    await sqlite_database.run(
        lambda tx: tx.execute(linked.values(leader_id=adas.scalar_subquery()))
    )
    await everybody(in_use, "remove")
    await clean_up(sqlite_database, at=clock.now + 2 * MOST)
    assert await rows(sqlite_database) > 0
    await sqlite_database.run(
        lambda tx: tx.execute(linked.values(leader_id=col(Account.own_leader_id)))
    )
    await clean_up(sqlite_database, at=clock.now + 2 * MOST)
    assert await rows(sqlite_database) == 0
    assert await rows(sqlite_database, "slack") > 0


async def test_a_removal_that_is_told_twice_begins_nothing_anew(
    in_use: Client, sqlite_database: Database, clock: FakeClock
) -> None:
    await everybody(in_use, "remove")
    removed = clock.now
    clock.move(days=20)
    await in_use.replay()
    await clean_up(sqlite_database, at=removed + MOST)
    assert await rows(sqlite_database) == 0


async def test_who_was_only_mentioned_with_the_app_does_not_keep_it_installed(
    bot: Client, sqlite_database: Database, clock: FakeClock
) -> None:
    await bot.install(**bot.in_channel())
    await bot.mention("hello", "Kim Park")
    await bot.install(action="remove", **bot.in_channel())
    await clean_up(sqlite_database, at=clock.now + MOST)
    assert await rows(sqlite_database) == 0
    assert await chats(sqlite_database) == []


def channel(bot: Client, name: str, team: str = TEAM) -> Payload:
    """Return what is different in another channel."""
    more = bot.in_channel()
    more["conversation"] = more["conversation"] | {"id": f"19:{name}@thread.tacv2"}
    more["channelData"] = more["channelData"] | {
        "team": {"id": team},
        "channel": {"id": f"19:{name}@thread.tacv2", "name": name},
    }
    return more


async def test_a_team_that_goes_takes_all_its_channels_along(
    bot: Client, sqlite_database: Database
) -> None:
    for name, team in ("one", TEAM), ("two", TEAM), ("other", "19:other-team"):
        await bot.install(**channel(bot, name, team))
    gone = bot.activity(
        "conversationUpdate", membersRemoved=[{"id": BOT}], **channel(bot, "one")
    )
    await bot.post(gone)
    kept = [one for one in await chats(sqlite_database) if one.startswith("19:")]
    assert kept == ["19:other@thread.tacv2"]


@pytest.mark.parametrize(
    ("event", "kept"),
    [
        ("channelDeleted", ["19:two@thread.tacv2"]),
        ("teamDeleted", []),
        ("teamHardDeleted", []),
        ("teamArchived", ["19:one@thread.tacv2", "19:two@thread.tacv2"]),
        ("channelRenamed", ["19:one@thread.tacv2", "19:two@thread.tacv2"]),
    ],
)
async def test_a_channel_that_is_gone_is_not_written_to(
    bot: Client, sqlite_database: Database, event: str, kept: list[str]
) -> None:
    for name in "one", "two":
        await bot.install(**channel(bot, name))
    more = channel(bot, "one")
    more["channelData"] = more["channelData"] | {"eventType": event}
    await bot.post(bot.activity("conversationUpdate", **more))
    assert [one for one in await chats(sqlite_database) if one[:3] == "19:"] == kept


@pytest.mark.parametrize(
    "data", [{"team": "x"}, {"team": {"id": 5}}, {"team": None}, {"channel": []}]
)
async def test_odd_events_forget_nothing_else(
    bot: Client, sqlite_database: Database, data: Payload
) -> None:
    await bot.install(**channel(bot, "one"))
    more = channel(bot, "two")
    more["channelData"] = {"tenant": {"id": TENANT}, "eventType": "teamDeleted"} | data
    answer = await bot.post(bot.activity("conversationUpdate", **more))
    assert answer.status_code == 200
    assert "19:one@thread.tacv2" in await chats(sqlite_database)
    assert CHANNEL not in await chats(sqlite_database)


async def test_a_newer_version_that_brings_us_back_brings_the_cards_back(
    in_use: Client, sqlite_database: Database
) -> None:
    ada = sa.select(col(Account.problem), col(Leader.delivery_problem)).join(
        Leader, col(Leader.id) == col(Account.leader_id)
    )
    ada = ada.where(col(Account.user_key) == user("Ada Novak"))

    async def problems() -> tuple[str, ...]:
        row = await sqlite_database.run(lambda tx: tx.execute(ada).one())
        return tuple(row)

    await in_use.install("Ada Novak", "remove-upgrade")
    assert all(await problems())
    await in_use.install("Ada Novak", "add-upgrade")
    assert not any(await problems())
