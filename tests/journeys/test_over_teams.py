"""The main job in Teams, from installing it to the channel's summary and away."""

import asyncio
import re
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path
from typing import cast

import pytest

from handlers.teams import PRIVATELY
from tests.fake_teams.activities import CHANNEL, private_chat
from tests.fake_teams.server import said
from tests.journeys.company import Company
from tests.journeys.teams_company import (
    Payload,
    TeamsCompany,
    button,
    open_teams_company,
)
from tests.journeys.worked_case_lines import AGAIN, RATERS, at, set_the_scene

ADA, ROSA = "Ada Novak", "Rosa Lim"
ADAS = private_chat(ADA)
CODE = re.compile(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b")


@pytest.fixture
async def company(sqlite_url: str, tmp_path: Path) -> AsyncIterator[TeamsCompany]:
    async with open_teams_company(sqlite_url, tmp_path, at(2, 1)) as company:
        await company.bot.install(ADA)
        await company.settle()
        await set_the_scene(cast(Company, company))
        yield company


async def the_card(company: TeamsCompany, month: int, day: int) -> Payload:
    """Let a morning come that brings one card, and return it."""
    (card,) = await company.morning(date(2026, month, day))
    assert card["chat"] == ADAS
    return card


async def test_installed_greeted_and_the_first_line_is_kept(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with open_teams_company(sqlite_url, tmp_path, at(3, 30)) as company:
        await company.bot.install(ADA)
        await company.settle()
        (welcome,) = company.teams.posts
        assert welcome["chat"] == ADAS
        (hello,) = await company.write(ADA, "Hello", at(3, 30, 9))
        assert said(hello).startswith("Hello, Ada.")
        line = "add Dana Whitfield, COO in Operations"
        (added,) = await company.write(ADA, line, at(3, 30, 9))
        assert "Dana Whitfield, COO in Operations" in said(added)
        logged = await company.write(
            ADA, "had coffee with Dana, she worries about R&amp;D", at(3, 30, 9)
        )
        assert "R&D" in said(logged[0])
        undone = await company.press(ADA, logged[0], "Undo")
        assert undone


async def test_the_morning_card_and_its_buttons(company: TeamsCompany) -> None:
    card = await the_card(company, 3, 31)
    assert "I-12 on Payroll, nine days past due" in said(card)
    assert "Held back" in said(card)
    assert "To stop: remind stop." in said(card)

    company.clock.move(hours=1)
    before = len(company.teams.posts)
    assert await company.press(ADA, card, "Why")
    (why,) = company.teams.posts[before:]
    assert why["chat"] == ADAS
    assert "I-12" in said(why)
    assert await company.press(ADA, card, "On it")
    assert "→ You are on it" in said(card)
    assert card["updates"] == 1
    assert await company.morning(date(2026, 3, 31)) == []


async def test_done_asks_in_a_form_and_the_card_says_so(
    company: TeamsCompany,
) -> None:
    card = await the_card(company, 3, 31)
    company.clock.move(hours=1)
    assert await company.press(ADA, card, "Done") == "There is a short form below."
    form = company.teams.posts[-1]
    answers = {
        "field_who": "Sam",
        "field_how": "call",
        "field_note": "<at>all</at> it is the **old** interface",
    }
    future = await company.press(ADA, form, "Save", **answers, field_on="2026-05-01")
    assert future
    assert form["updates"] == 0
    await company.press(ADA, form, "Save", **answers, field_on="2026-03-31")
    assert "✓ Done" in said(card)
    assert form["updates"] == 1
    confirmation = company.teams.posts[-1]
    assert confirmation["chat"] == ADAS
    assert await company.press(ADA, confirmation, "Undo")


async def test_a_step_can_be_put_off_from_its_menu(company: TeamsCompany) -> None:
    card = await the_card(company, 3, 31)
    company.clock.move(hours=1)
    await company.press(ADA, card, "Tomorrow")
    assert "↷ Put off" in said(card)


async def test_somebody_elses_press_changes_nothing(company: TeamsCompany) -> None:
    card = await the_card(company, 3, 31)
    before = said(card)
    assert await company.press("Mallory Marsh", card, "On it")
    assert said(card) == before
    assert card["updates"] == 0


async def test_the_worked_case_ends_with_the_summary_in_the_channel(
    company: TeamsCompany,
) -> None:
    for day in (3, 31), (4, 1):
        await company.morning(date(2026, *day))
    marks = zip((*RATERS, ROSA), (*AGAIN, 4), strict=True)
    new_marks = ", ".join(f"{score} by {name}" for name, score in marks)
    await company.tell(
        ADA,
        f"rate Payroll {new_marks}",
        "issue confirm I-12 by Rosa",
        "log Rosa call next 7 May",
        at=at(4, 24),
    )
    company.clock.now = at(5, 5)
    before = len(company.teams.posts)
    await company.bot.mention("channel here", ADA)
    await company.settle()
    there, private = sorted(
        company.teams.posts[before:], key=lambda post: str(post["chat"])
    )
    assert (there["chat"].partition(";")[0], said(there)) == (CHANNEL, PRIVATELY)
    assert private["chat"] == ADAS
    assert said(private).startswith("Joint results now go to #wins")
    (shared,) = await company.write(
        ADA, "share Payroll runs a week early with Rosa", at(5, 5, 9)
    )
    [code] = CODE.findall(said(shared))
    await company.tell(ROSA, f"confirm {code}", at=at(5, 5, 10))

    before = len(company.teams.posts)
    for number in (28, 29):
        await company.morning(date(2026, 5, number))
    summary = company.teams.posts[before:][-1]
    assert summary["chat"] == CHANNEL
    assert "Payroll runs a week early" in said(summary)
    assert "worries" not in str(summary)
    with pytest.raises(IndexError):
        button(summary, "Done")


async def test_paused_stopped_removed_and_back(company: TeamsCompany) -> None:
    await company.tell(ADA, "remind pause until 3 April", at=at(3, 30, 9))
    assert await company.morning(date(2026, 3, 31)) == []
    await company.tell(ADA, "remind start", "remind stop", at=at(3, 31, 9))
    assert await company.morning(date(2026, 4, 1)) == []
    await company.tell(ADA, "remind start", at=at(4, 1, 9))
    await company.bot.install(ADA, "remove")
    assert await company.morning(date(2026, 4, 2)) == []
    company.clock.now = at(4, 2, 9)
    await company.bot.install(ADA)
    await company.settle()
    (card,) = await company.morning(date(2026, 4, 7))
    assert card["chat"] == ADAS


async def test_who_blocked_us_gets_no_more_cards_until_they_write(
    company: TeamsCompany,
) -> None:
    company.teams.blocked.add(ADAS)
    assert await company.morning(date(2026, 3, 31)) == []
    tried = company.teams.calls["post"]
    assert await company.morning(date(2026, 4, 1)) == []
    assert company.teams.calls["post"] == tried

    company.teams.blocked.clear()
    (settings,) = await company.write(ADA, "remind", at(4, 1, 9))
    assert "blocked or removed" in said(settings)
    mornings = [await company.morning(date(2026, 4, day)) for day in (2, 7, 8)]
    assert any(mornings)


async def test_a_card_whose_answer_was_lost_is_not_sent_twice(
    company: TeamsCompany,
) -> None:
    company.teams.faults["post"] = ["drop"]
    (card,) = await company.morning(date(2026, 3, 31))
    assert "I-12 on Payroll" in said(card)
    await company.try_again()
    card, notice = company.teams.posts[-2:]
    assert said(notice).startswith("This morning’s card may not have reached you")
    before = len(company.teams.posts)
    await company.press(ADA, notice, "Show it again")
    again = [said(post) for post in company.teams.posts[before:]]
    assert said(card) in again


async def test_replies_that_come_too_fast_for_teams_all_arrive_once(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with open_teams_company(sqlite_url, tmp_path, at(3, 30)) as company:
        await company.bot.line("hello", ADA)
        await company.settle()
        company.teams.limited = True
        before = len(company.teams.posts)
        names = [f"Kim {letter}ard" for letter in "ABCDEFGHIJ"]
        await asyncio.gather(
            *(company.bot.line(f"add {name}, in Legal", ADA) for name in names)
        )
        async with asyncio.timeout(60):
            while len(company.teams.posts) - before < len(names):
                await asyncio.sleep(0.1)
        await company.settle()
        replies = [said(post) for post in company.teams.posts[before:]]
        assert company.teams.held_back > 0
        assert len(replies) == len(names)
        for name in names:
            assert sum(f"{name}" in reply for reply in replies) == 1
