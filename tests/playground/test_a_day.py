"""A leader's time with the bot, in Microsoft's own Agents Playground."""

import re
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path
from typing import cast

import httpx
import pytest

from tests.fake_teams.activities import CHANNEL, private_chat
from tests.fake_teams.server import said
from tests.journeys.company import Company
from tests.journeys.teams_company import Payload
from tests.journeys.worked_case_lines import AGAIN, RATERS, at, set_the_scene
from tests.playground.company import Opened, open_playground_company
from tests.playground.program import ADA, missing
from tests.playground.seen import until

ROSA = "Rosa Lim"
CODE = re.compile(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b")


@pytest.fixture
async def day(sqlite_url: str, tmp_path: Path) -> AsyncIterator[Opened]:
    if problem := missing():
        pytest.skip(problem)
    async with open_playground_company(sqlite_url, tmp_path, at(2, 1)) as opened:
        yield opened


async def test_a_leader_lives_with_it_from_install_to_uninstall(day: Opened) -> None:
    await whoever_comes_without_a_token_stays_outside(day)
    await ada_installs_it_and_says_hello(day)
    await ada_adds_and_logs(day)
    await the_morning_card_is_answered(day)
    await ada_prepares_a_meeting(day)
    await the_channel_reads_the_joint_result(day)
    await ada_pauses_and_stops(day)
    await ada_uninstalls_it(day)
    await nothing_failed_on_the_way(day)


async def whoever_comes_without_a_token_stays_outside(day: Opened) -> None:
    line = day.hands.activity("message", text="hello")
    async with httpx.AsyncClient() as anybody:
        assert (await anybody.post(day.gate.bot, json=line)).status_code == 401
    assert day.gate.posts == []


async def ada_installs_it_and_says_hello(day: Opened) -> None:
    await day.hands.install(ADA)
    await day.company.settle()
    (welcome,) = day.gate.posts
    assert (await day.seen.words(welcome)).startswith("Hello, I am Outreach.")
    assert (await ada(day, "hello", 2, 1)).startswith("Hello, Ada.")


async def ada_adds_and_logs(day: Opened) -> None:
    await set_the_scene(cast(Company, day.company))
    line = "had coffee with Kim yesterday, she worries about **R&D** <at>all</at>"
    (logged,) = await day.company.write(ADA, line, at(3, 30, 9))
    assert "she worries about **R&D** <at>all</at>" in await day.seen.words(logged)
    assert await day.company.press(ADA, logged, "Undo")


async def the_morning_card_is_answered(day: Opened) -> None:
    company = day.company
    card = await card_of(day, 3, 31)
    assert "I-12 on Payroll, nine days past due" in await day.seen.words(card)
    before = len(day.gate.posts)
    assert await company.press(ADA, card, "Why")
    (why,) = day.gate.posts[before:]
    assert "I-12" in await day.seen.words(why)
    await company.press(ADA, card, "Tomorrow")
    assert "↷ Put off" in await day.seen.words(card)

    card = await card_of(day, 4, 1)
    assert await company.press(ADA, card, "Done") == "There is a short form below."
    form = day.gate.posts[-1]
    answers = {"field_who": "Sam", "field_how": "call"}
    assert await company.press(ADA, form, "Save", **answers, field_on="2026-05-01")
    assert "✓ Done" not in await day.seen.words(card)
    await company.press(ADA, form, "Save", **answers, field_on="2026-04-01")
    assert "✓ Done" in await day.seen.words(card)


async def ada_prepares_a_meeting(day: Opened) -> None:
    prepared = await ada(day, "prep Dana", 4, 1, 10)
    assert "Dana Whitfield" in prepared


async def the_channel_reads_the_joint_result(day: Opened) -> None:
    company = day.company
    marks = zip((*RATERS, ROSA), (*AGAIN, 4), strict=True)
    new_marks = ", ".join(f"{score} by {name}" for name, score in marks)
    confirmed = "issue confirm I-12 by Rosa"
    await company.tell(ADA, f"rate Payroll {new_marks}", confirmed, at=at(4, 24))
    company.clock.now = at(5, 5)
    before = len(day.gate.posts)
    await day.hands.mention("channel here", ADA)
    await company.settle()
    places = {post["chat"].partition(";")[0] for post in day.gate.posts[before:]}
    assert places == {CHANNEL, private_chat(ADA)}
    shared = await ada(day, "share Payroll runs a week early with Rosa", 5, 5, 9)
    [code] = CODE.findall(shared)
    company.clock.now = at(5, 5, 10)
    before = len(day.gate.posts)
    await day.hands.line(f"confirm {code}", ROSA)
    await company.settle()
    told = [said(post).partition("\n")[0] for post in day.gate.posts[before:]]
    assert sorted(told) == [
        "Rosa Lim confirmed “Payroll runs a week early”.",
        "Thank you. You confirmed this result with Ada Novak, today, Tue 5 May.",
    ]

    before = len(day.gate.posts)
    for number in (28, 29):
        await company.morning(date(2026, 5, number))
    summary = day.gate.posts[before:][-1]
    assert summary["chat"] == CHANNEL
    assert "Payroll runs a week early" in await day.seen.words(summary)
    assert "worries" not in await day.seen.words(summary)


async def ada_pauses_and_stops(day: Opened) -> None:
    await day.company.tell(ADA, "remind pause until 5 June", at=at(6, 1, 9))
    assert await day.company.morning(date(2026, 6, 2)) == []
    await day.company.tell(ADA, "remind start", "remind stop", at=at(6, 3, 9))
    assert await day.company.morning(date(2026, 6, 4)) == []
    await day.company.tell(ADA, "remind start", at=at(6, 4, 9))
    assert await day.company.morning(date(2026, 6, 5))


async def ada_uninstalls_it(day: Opened) -> None:
    await day.hands.install(ADA, "remove")
    tried = day.gate.calls["post"]
    assert await day.company.morning(date(2026, 6, 8)) == []
    assert day.gate.calls["post"] == tried


async def nothing_failed_on_the_way(day: Opened) -> None:
    """What was posted is shown as it reads, and no call failed in either direction."""
    rosas = await day.hands.chat_of(ROSA)
    here = [post for post in day.gate.posts if post["chat"] != rosas]
    for post in here:
        first = (await day.seen.words(post)).partition("\n")[0]
        assert said(post).startswith(first)
    await until(lambda: len(day.seen.exchanges) >= day.gate.exchanges)
    assert [one for one in day.seen.exchanges if one[1] >= 400] == []


async def ada(day: Opened, text: str, *when: int) -> str:
    """Let Ada type a line; return the one reply that is shown."""
    (reply,) = await day.company.write(ADA, text, at(*when))
    return await day.seen.words(reply)


async def card_of(day: Opened, month: int, number: int) -> Payload:
    """Let a morning come that brings Ada one card."""
    (card,) = await day.company.morning(date(2026, month, number))
    assert card["chat"] == private_chat(ADA)
    return card
