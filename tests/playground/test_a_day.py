"""A leader's week with the bot, in Microsoft's own Agents Playground."""

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from tests.fake_teams.activities import CHANNEL, private_chat
from tests.fake_teams.words import words_of
from tests.journeys.surface import live
from tests.journeys.teams_surface import TeamsSurface
from tests.journeys.week import ADA, ROSA, WON, Comes, at
from tests.patience import until
from tests.playground.company import Opened, open_playground_company
from tests.playground.program import missing

MONDAY, TUESDAY = Comes(at(34, 8, 30)), Comes(at(35, 8, 30))


@pytest.fixture
async def opened(sqlite_url: str, tmp_path: Path) -> AsyncIterator[Opened]:
    if problem := missing():
        pytest.skip(problem)
    async with open_playground_company(sqlite_url, tmp_path, at(27)) as opened:
        yield opened


async def test_a_leader_lives_with_it_from_install_to_uninstall(opened: Opened) -> None:
    surface = TeamsSurface(opened.company)
    await whoever_comes_without_a_token_stays_outside(opened)
    await ada_installs_it(opened)
    await live(surface, command="")
    await only_the_summary_stands_in_the_channel(opened)
    await ada_uninstalls_it(opened, surface)
    await all_of_it_is_shown_and_nothing_failed(opened)


async def whoever_comes_without_a_token_stays_outside(opened: Opened) -> None:
    line = opened.hands.activity("message", text="hello")
    async with httpx.AsyncClient() as anybody:
        assert (await anybody.post(opened.gate.bot, json=line)).status_code == 401
    assert opened.gate.posts == []


async def ada_installs_it(opened: Opened) -> None:
    await opened.hands.install(ADA)
    await opened.company.settle()
    (welcome,) = opened.gate.posts
    assert welcome["chat"] == private_chat(ADA)
    assert (await opened.seen.words(welcome)).startswith("I am Outreach. I help you")


async def only_the_summary_stands_in_the_channel(opened: Opened) -> None:
    there = [one for one in opened.gate.posts if one["chat"].startswith(CHANNEL)]
    privately, summary = [await opened.seen.words(one) for one in there]
    assert privately.startswith("I answer in our private chat")
    assert WON in summary
    assert "worries" not in summary


async def ada_uninstalls_it(opened: Opened, surface: TeamsSurface) -> None:
    await opened.company.tell(ADA, "remind start", at=at(31, 10))
    await surface.comes(MONDAY)
    assert "Mon 3 August" in words_of(opened.gate.posts[-1])
    await opened.hands.install(ADA, "remove")
    tried = opened.gate.calls["post"]
    await surface.comes(TUESDAY)
    assert opened.gate.calls["post"] == tried


async def all_of_it_is_shown_and_nothing_failed(opened: Opened) -> None:
    rosas = await opened.hands.chat_of(ROSA)  # shown to her alone
    for post in opened.gate.posts:
        if post["chat"] != rosas:
            assert await opened.seen.words(post) == words_of(post)
    await until(lambda: len(opened.seen.exchanges) >= opened.gate.exchanges)
    assert [one for one in opened.seen.exchanges if one[1] >= 400] == []
