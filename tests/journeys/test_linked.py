"""One leader in Slack and in Teams: linked, one card, answered anywhere, parted."""

import json
import re
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest

from tests.fake_slack.requests import direct_message
from tests.fake_teams.activities import CHANNEL, private_chat
from tests.fake_teams.server import said
from tests.journeys.both_doors import BothDoors, open_both_doors
from tests.journeys.slack_company import element
from tests.journeys.worked_case_lines import at

ADA = "Ada Novak"
CODE = re.compile(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b")
LINES = (
    "add Dana Whitfield, Head of Operations in Operations",
    "add Kim Park, CFO in Finance",
    "service Payroll for Operations owned by Kim",
    "issue open I-12 on Payroll due 22 March: late runs",
)


@pytest.fixture
async def doors(sqlite_url: str, tmp_path: Path) -> AsyncIterator[BothDoors]:
    async with open_both_doors(sqlite_url, tmp_path, at(3, 30)) as doors:
        await doors.slack.tell(ADA, *LINES, at=at(3, 30, 9))
        await doors.teams.bot.install(ADA)
        await doors.teams.settle()
        await doors.teams.tell(ADA, *LINES, at=at(3, 30, 9))
        yield doors


async def link(doors: BothDoors) -> None:
    """Let Ada link both sides; her book in Slack goes on."""
    shown = await doors.slack.say(ADA, "link", at(3, 30, 10))
    [code] = set(CODE.findall(shown))
    (asked,) = await doors.teams.write(ADA, f"link {code}", at(3, 30, 10))
    assert said(asked).startswith(f"That code is from {ADA} in Slack.")
    before = len(doors.slack.slack.posts)
    await doors.teams.press(ADA, asked, "Yes, that is me")
    [number] = re.findall(r"must be (\d{4})", said(doors.teams.teams.posts[-1]))
    (question,) = doors.slack.slack.posts[before:]
    assert f"the number {number} there" in question["text"]
    shown = await doors.slack.press(ADA, element(question, "Yes, that is me"))
    assert "are linked" in shown
    assert "are linked" in said(doors.teams.teams.posts[-1])


async def test_two_books_bring_two_cards_and_a_linked_one_brings_one(
    doors: BothDoors,
) -> None:
    in_slack, in_teams = await doors.morning(date(2026, 3, 31))
    assert (len(in_slack), len(in_teams)) == (1, 1)

    await link_again(doors)
    for day in (1, 2):
        in_slack, in_teams = await doors.morning(date(2026, 4, day))
        assert in_teams == []
        assert len(in_slack) <= 1


async def link_again(doors: BothDoors) -> None:
    doors.slack.clock.now = at(3, 31, 10)
    shown = await doors.slack.say(ADA, "link", at(3, 31, 10))
    [code] = set(CODE.findall(shown))
    await doors.teams.tell(ADA, f"link {code}", "link yes", at=at(3, 31, 10))
    assert "are linked" in await doors.slack.say(ADA, "link yes", at(3, 31, 10))
    await doors.slack.settle()


async def test_one_card_is_answered_on_the_other_side_and_moves_and_parts(
    doors: BothDoors,
) -> None:
    await link(doors)
    (card,), in_teams = await doors.morning(date(2026, 3, 31))
    assert in_teams == []
    assert "I-12" in card["text"]

    await doors.teams.tell(ADA, "on it 1", at=at(3, 31, 9))
    assert "→ You are on it" in card["text"]

    await doors.teams.tell(ADA, "remind in Teams", at=at(3, 31, 9))
    assert "cards come in Teams" in await doors.slack.say(ADA, "remind", at(3, 31, 9))
    moved: list[dict[str, object]] = []
    for day in (1, 2, 7, 8, 9, 10, 13, 14, 15):
        in_slack, in_teams = await doors.morning(date(2026, 4, day))
        assert in_slack == []
        moved += in_teams
    assert moved
    assert {card["chat"] for card in moved} == {private_chat(ADA)}

    await doors.slack.tell(ADA, "unlink yes", at=at(4, 15, 10))
    await doors.slack.settle()
    assert said(doors.teams.teams.posts[-1]).startswith("Unlinked")
    assert await doors.slack.say(ADA, "why Dana history", at(4, 15, 10))
    (mine,) = await doors.teams.write(ADA, "list", at(4, 15, 10))
    assert "Dana" in said(mine)


async def test_a_channel_of_the_other_side_gets_the_one_summary(
    doors: BothDoors,
) -> None:
    await link(doors)
    await doors.slack.tell("Kim Park", "list", at=at(3, 30, 11))
    doors.teams.clock.now = at(5, 5)
    await doors.teams.bot.mention("channel here", ADA)
    await doors.teams.settle()
    shown = await doors.slack.say(ADA, "share Runs on time, with Kim", at(5, 5, 9))
    [code] = set(CODE.findall(shown))
    await doors.slack.tell(
        ADA, "issue resolve I-12", "issue confirm I-12 by Dana", at=at(5, 5, 9)
    )
    await doors.slack.tell("Kim Park", f"confirm {code}", at=at(5, 5, 10))
    await doors.slack.settle()

    before = len(doors.teams.teams.posts)
    in_slack = [
        post
        for day in (28, 29)
        for post in (await doors.morning(date(2026, 5, day)))[0]
        if "Runs on time" in post["text"]
    ]
    there = [
        post for post in doors.teams.teams.posts[before:] if post["chat"] == CHANNEL
    ]
    assert in_slack == []
    assert [("Runs on time" in said(post)) for post in there] == [True]


async def test_removed_in_teams_the_cards_come_in_slack_and_it_is_said(
    doors: BothDoors,
) -> None:
    await link(doors)
    await doors.teams.tell(ADA, "remind in Teams", at=at(3, 30, 11))
    before = len(doors.slack.slack.posts)
    await doors.teams.bot.install(ADA, "remove")
    await doors.slack.settle()
    (told,) = doors.slack.slack.posts[before:]
    assert told["text"].startswith("I can't write to you in Teams any more")

    (card,), in_teams = await doors.morning(date(2026, 3, 31))
    assert "I-12" in card["text"]
    assert in_teams == []

    await doors.teams.bot.install(ADA)
    await doors.slack.settle()
    mornings = [await doors.morning(date(2026, 4, day)) for day in (1, 2, 7, 8)]
    assert any(in_teams for _, in_teams in mornings)
    assert not any(in_slack for in_slack, _ in mornings)


async def test_a_card_that_teams_refuses_for_good_comes_in_slack_instead(
    doors: BothDoors,
) -> None:
    await link(doors)
    await doors.teams.tell(ADA, "remind in Teams", at=at(3, 30, 11))
    doors.teams.teams.blocked.add(private_chat(ADA))

    in_slack, in_teams = await doors.morning(date(2026, 3, 31))

    assert in_teams == []
    card = next(post for post in in_slack if "I-12" in post["text"])
    assert any("any more" in post["text"] for post in in_slack)
    assert len(in_slack) == 2
    await doors.slack.press(ADA, element(card, "On it"))
    assert "→ You are on it" in card["text"]


async def test_a_card_of_the_book_set_aside_changes_nothing_until_it_is_back(
    doors: BothDoors,
) -> None:
    _, (old,) = await doors.morning(date(2026, 3, 31))
    await link_again(doors)

    answer = await doors.teams.press(ADA, old, "On it")
    assert "not " in answer
    assert "You are on it" not in said(old)

    await doors.slack.tell(ADA, "unlink yes", at=at(3, 31, 11))
    await doors.slack.settle()
    await doors.teams.press(ADA, old, "On it")
    assert "→ You are on it" in said(old)


async def test_the_home_in_slack_shows_the_book_of_both_and_that_they_are_linked(
    doors: BothDoors,
) -> None:
    await doors.teams.tell(ADA, "add Omar Haddad, CFO in Legal", at=at(3, 30, 9))
    (shown,) = await doors.teams.write(ADA, "link", at(3, 30, 10))
    [code] = set(CODE.findall(said(shown)))
    await doors.slack.tell(ADA, f"link {code}", "link yes", at=at(3, 30, 10))
    await doors.slack.settle()
    await doors.teams.tell(ADA, "link yes", at=at(3, 30, 10))

    assert "Omar Haddad" in await opens_home(doors)
    assert "Linked with Slack: cards come in Teams." in await opens_home(doors)
    await doors.slack.tell(ADA, "unlink yes", at=at(3, 30, 11))
    assert "Omar Haddad" not in await opens_home(doors)
    assert "Linked" not in await opens_home(doors)


async def opens_home(doors: BothDoors) -> str:
    """Return Ada's Home in Slack as it is shown when she opens it."""
    event = direct_message("")
    event["event"] = {"type": "app_home_opened", "user": "UADANOVAK", "tab": "home"}
    assert (await doors.slack.bot.event(event)).status_code == 200
    await doors.slack.settle()
    [home] = doors.slack.slack.homes.values()
    return json.dumps(home, ensure_ascii=False)
