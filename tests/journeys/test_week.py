"""One week, and the same facts whatever it is lived on."""

import shutil
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Protocol

import pytest

from bot.teams.door import PRIVATELY
from language.commands import COMMAND
from tests.fake_slack.words import words_of as words_on_slack
from tests.fake_teams.activities import CHANNEL
from tests.fake_teams.words import words_of as words_in_teams
from tests.journeys.company import open_company
from tests.journeys.page_surface import open_page
from tests.journeys.plain_surface import PlainSurface
from tests.journeys.slack_company import open_slack_company
from tests.journeys.slack_surface import SlackSurface
from tests.journeys.surface import SHOWN_CODE, Surface, live
from tests.journeys.teams_company import open_teams_company
from tests.journeys.teams_surface import TeamsSurface
from tests.journeys.terminal_surface import open_terminal
from tests.journeys.week import ADA, WON, ChoosesChannel, Fills, Presses, Step, at

Told = list[tuple[Step, list[str]]]
FIRST_CARD = "Good morning, Ada. One step for Tue 28 July."
SAID: Told = []  # what the core says, lived once for this file


class Open(Protocol):
    """Opens a surface on an empty database."""

    def __call__(
        self, url: str, folder: Path, start: datetime
    ) -> AbstractAsyncContextManager[Surface]: ...


@asynccontextmanager
async def slack(
    url: str, folder: Path, start: datetime, by: str = "http"
) -> AsyncIterator[SlackSurface]:
    async with open_slack_company(url, folder, start, by=by) as company:
        yield SlackSurface(company)
        there = [one for one in company.slack.posts if one["channel"] == "CWINS"]
        only_the_summary_stands_in([words_on_slack(one) for one in there])


@asynccontextmanager
async def teams(url: str, folder: Path, start: datetime) -> AsyncIterator[TeamsSurface]:
    async with open_teams_company(url, folder, start) as company:
        await company.bot.install(ADA)
        await company.settle()
        yield TeamsSurface(company)
        there = [one for one in company.teams.posts if one["chat"].startswith(CHANNEL)]
        privately, *others = [words_in_teams(one) for one in there]
        assert privately == PRIVATELY
        cards = [words_in_teams(one) for one in company.teams.posts]
        assert sum("To stop: remind stop." in card for card in cards) == 2  # R59
        only_the_summary_stands_in(others)


def only_the_summary_stands_in(channel: list[str]) -> None:
    """Let nothing be read by others but the one joint result."""
    (summary,) = channel
    assert WON in summary


@pytest.fixture
async def said(sqlite_template: Path, tmp_path: Path) -> Told:
    """Return what the core says to each step, before a surface draws it."""
    if not SAID:
        shutil.copy(sqlite_template, tmp_path / "said.sqlite")
        url = f"sqlite:///{tmp_path}/said.sqlite"
        async with open_company(url, tmp_path, at(27)) as company:
            SAID.extend(await live(PlainSurface(company)))
    return SAID


@pytest.mark.parametrize(
    "opened",
    [
        pytest.param(slack, id="Slack by HTTP"),
        pytest.param(partial(slack, by="socket"), id="Slack by its socket"),
        pytest.param(teams, id="Teams"),
        pytest.param(open_page, id="page"),
        pytest.param(open_terminal, id="terminal"),
    ],
)
async def test_a_week_tells_the_same_facts(
    opened: Open, said: Told, sqlite_url: str, tmp_path: Path
) -> None:
    command = "" if opened is teams else f"{COMMAND} "
    async with opened(sqlite_url, tmp_path, at(27)) as surface:
        told = await live(surface, command=command)
        cards = [text for text in await surface.standing() if FIRST_CARD in text]
    assert opened is open_terminal or len(cards) == 1  # redrawn where it stands
    for (step, expected), (_, shown) in zip(said, told, strict=True):
        if opened is open_terminal and isinstance(step, Presses | Fills):
            continue  # it is typed there, and answered as a line is
        if opened is teams and isinstance(step, ChoosesChannel):
            continue  # Teams tells an id alone, so the channel has no name
        read = {SHOWN_CODE.sub("CODE", line) for line in shown}
        lacks = [
            SHOWN_CODE.sub("CODE", line).replace(f"{COMMAND} ", command)
            for line in expected
        ]
        assert [line for line in lacks if line not in read] == [], (step, shown)
