"""A week of two leaders with one user id in two workspaces: over HTTP, over a socket.

They never meet: each reads, and is sent, what belongs to their own workspace alone.
"""

import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest

from bot.app import Core, open_core
from bot.settings import Settings
from bot.slack.clients import web_client
from bot.slack.connection import slack_app
from bot.slack.oauth import AppSecrets, ManyWorkspaces
from bot.slack.sender import SlackSender
from bot.web import web_session
from storage.platforms.installs import SlackTokens, keep_install
from tests.fake_slack.methods import user
from tests.fake_slack.oauth import CLIENT
from tests.fake_slack.reach import reached
from tests.fake_slack.requests import (
    ALICE,
    Payload,
    Signer,
    choose,
    direct_message,
    message_shortcut,
    search,
    submit,
)
from tests.fake_slack.server import FakeSlack
from tests.fakes import FakeClock
from tests.journeys.company import london
from tests.journeys.slack_company import element
from tests.patience import PATIENCE

T1, T2 = "T1", "T2"
MONDAY = date(2026, 3, 23)


@dataclass
class World:
    core: Core
    slack: FakeSlack
    clock: FakeClock
    bot: Signer
    installs: ManyWorkspaces
    seen: int = field(default=0)

    def goes_to(self, day: date, hour: int = 10) -> None:
        self.clock.now = london(day, time(hour))

    async def say(self, team: str, text: str) -> str:
        answer = await self.bot.command(text, team_id=team)
        return str(answer.json()["text"]) if answer.text else ""

    async def event(self, event: Payload) -> None:
        assert (await self.bot.event(event)).status_code == 200

    async def write(self, team: str, text: str) -> list[Payload]:
        event = direct_message(text)
        event |= {"team_id": team, "authorizations": [{"team_id": team}]}
        await self.event(event)
        return await self.arrived()

    async def opens_home(self, team: str) -> str:
        event = direct_message("")
        event |= {"team_id": team, "authorizations": [{"team_id": team}]}
        event["event"] = {"type": "app_home_opened", "user": ALICE, "tab": "home"}
        await self.event(event)
        return json.dumps(self.slack.homes[f"{team}:{ALICE}"], ensure_ascii=False)

    async def interact(self, team: str, body: Payload) -> Payload:
        who = {
            "team": {"id": team, "domain": team.casefold()},
            "user": {"id": ALICE, "team_id": team},
            "trigger_id": self.slack.trigger(),
        }
        answer = await self.bot.interact(body | who)
        assert answer.status_code == 200
        return dict(answer.json()) if answer.text else {}

    async def morning(self, day: date) -> dict[str, Payload]:
        """Let 08:30 come, and return what each team's leader gets."""
        self.clock.now = london(day, time(8, 30))
        await self.core.tick()
        posts = await self.arrived()
        assert len({post["_team"] for post in posts}) == len(posts)
        return {post["_team"]: post for post in posts}

    async def arrived(self) -> list[Payload]:
        assert await self.core.queue.drain(PATIENCE)
        new, self.seen = self.slack.posts[self.seen :], len(self.slack.posts)
        return new


@pytest.fixture(params=["http", "socket"])
async def world(
    request: pytest.FixtureRequest, sqlite_url: str, tmp_path: Path
) -> AsyncIterator[World]:
    settings = Settings(
        _env_file=None,  # type: ignore[call-arg]
        database_url=sqlite_url,
        encryption_key_file=tmp_path / "test.key",
    )
    clock = FakeClock(london(MONDAY, time(10)))
    async with AsyncExitStack() as stack:
        slack = await stack.enter_async_context(
            FakeSlack(lambda: clock().timestamp(), paced=True)
        )
        session = await stack.enter_async_context(web_session())
        core = open_core(settings, clock)
        stack.push_async_callback(core.stop)
        client = web_client(api_url=slack.api_url, session=session)
        installs = ManyWorkspaces(core.database, client, AppSecrets(*CLIENT), now=clock)
        for team, name in ((T1, "Ada Novak"), (T2, "Bo Reyes")):
            await installed(core, team, clock())
            slack.teams[f"xoxb-{team}"] = team
            slack.people[team, ALICE] = user(name, id=ALICE)
        app = slack_app(
            database=core.database,
            install_of=installs,
            api_url=slack.api_url,
            session=session,
            now=clock,
            revoke=installs.revoke,
        )
        sender = SlackSender(
            install_of=installs,
            api_url=slack.api_url,
            session=session,
            sleep=clock.sleep,
        )
        await core.start_delivering({"slack": sender})
        bot = await stack.enter_async_context(reached(app, slack, by=request.param))
        yield World(core, slack, clock, bot, installs)
        assert slack.refused == []


async def installed(core: Core, team: str, at: datetime) -> None:
    await core.database.run(
        lambda tx: keep_install(
            tx, key=team, name=team, org_wide=False, bot_user_id="UBOT",
            tokens=SlackTokens(f"xoxb-{team}"), at=at,
        )
    )  # fmt: skip


async def test_a_week_of_two_leaders_who_never_meet(world: World) -> None:
    await monday(world)
    await tuesday(world)
    await wednesday(world)
    await thursday_and_friday(world)
    await the_app_is_removed_from_one(world)


async def monday(world: World) -> None:
    """Both begin, with people of the same first name."""
    assert "Set up in a minute" in await world.opens_home(T1)
    for team, name in ((T1, "Dana Whitfield"), (T2, "Dana Ott")):
        said = await world.say(team, f"add {name}, COO in Operations of {team}")
        assert name in said
    assert "I don't know" in await world.say(T1, "who Ott")
    assert "Dana Whitfield" in await world.opens_home(T1)
    assert "Dana Whitfield" not in await world.opens_home(T2)


async def tuesday(world: World) -> None:
    """Each gets one card, and what one answers changes the other's in nothing."""
    cards = await world.morning(date(2026, 3, 24))
    assert set(cards) == {T1, T2}
    assert "Ada" in cards[T1]["text"] and "Whitfield" not in cards[T2]["text"]
    world.goes_to(date(2026, 3, 24))

    stolen = element(cards[T1], "On it")
    body = choose(stolen["action_id"], stolen["chosen"])
    await world.interact(T2, body | {"response_url": world.slack.response_url()})
    assert "updates" not in cards[T1]
    assert "not " in world.slack.responses[-1]["text"]

    own = choose(stolen["action_id"], stolen["chosen"])
    await world.interact(T1, own | {"response_url": world.slack.response_url()})
    await world.arrived()
    assert "→ You are on it" in cards[T1]["text"]
    assert "You are on it" not in cards[T2]["text"]


async def wednesday(world: World) -> None:
    """One writes in the private chat, the other logs a message of a colleague."""
    world.goes_to(date(2026, 3, 25))
    [reply] = await world.write(T1, "had coffee with Dana yesterday, she hates Mondays")
    assert reply["_team"] == T1 and "Dana Whitfield" in reply["text"]

    world.slack.people[T2, "U9"] = user("Lee Park", id="U9")
    await world.interact(T2, message_shortcut("the cut-over is late", author="U9"))
    view = list(world.slack.views.values())[-1]
    found = [await world.interact(team, search("whitf")) for team in (T1, T2)]
    assert "Dana Whitfield" in str(found[0]) and "Dana" not in str(found[1])
    answers: dict[str, Payload] = {
        "colleague": {"selected_user": view["blocks"][1]["element"]["initial_user"]},
        "how": {"selected_option": {"value": "message"}},
        "on": {"selected_date": "2026-03-25"},
        "note": {"value": "the cut-over is late"},
    }
    sent = await world.interact(T2, submit(view, answers))
    assert sent["response_action"] == "clear"
    await world.arrived()

    assert "hates Mondays" in await world.say(T1, "who Dana")
    assert "hates Mondays" not in await world.say(T2, "who Dana")
    assert "cut-over is late" in await world.say(T2, "who Lee")
    assert "I don't know" in await world.say(T1, "who Lee")


async def thursday_and_friday(world: World) -> None:
    """One pauses; the other's cards come on."""
    world.goes_to(date(2026, 3, 26))
    assert "Paused through" in await world.say(T2, "remind pause until 6 April")
    await world.say(T1, "add Kim Ito, CFO in Finance")
    cards = await world.morning(date(2026, 3, 27))
    assert set(cards) == {T1}


async def the_app_is_removed_from_one(world: World) -> None:
    event: dict[str, Any] = direct_message("")
    event |= {"team_id": T2, "authorizations": [{"team_id": T2}]}
    event["event"] = {"type": "app_uninstalled"}
    await world.event(event)

    assert await world.installs(T2) is None
    assert "Dana Whitfield" in await world.say(T1, "list")
