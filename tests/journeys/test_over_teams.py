"""What only Teams can do to a leader: block us, lose an answer, hold back, remove us.

The week that is the same everywhere is in `test_week`.
"""

import asyncio
import re
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest

from tests.fake_teams.activities import private_chat, user
from tests.fake_teams.limits import parts_of
from tests.fake_teams.server import said
from tests.journeys.teams_company import (
    Payload,
    TeamsCompany,
    TeamsScene,
    open_teams_company,
    open_teams_scene,
)
from tests.journeys.worked_case_lines import at
from tests.patience import PATIENCE

ADA, ROSA = "Ada Novak", "Rosa Lim"
ADAS = private_chat(ADA)
CODE = re.compile(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b")


@pytest.fixture
async def company(
    teams_scene: TeamsScene, tmp_path: Path
) -> AsyncIterator[TeamsCompany]:
    async with open_teams_scene(teams_scene, tmp_path) as company:
        yield company


async def the_card(company: TeamsCompany, month: int, day: int) -> Payload:
    """Let a morning come that brings one card, and return it."""
    (card,) = await company.morning(date(2026, month, day))
    assert card["chat"] == ADAS
    return card


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
    await company.press(ADA, confirmation, "Undo")
    assert said(confirmation).startswith("Undone")


async def test_a_message_is_logged_where_it_stands_and_taken_back_in_the_chat(
    company: TeamsCompany,
) -> None:
    company.clock.now = at(4, 1, 9)
    message = {
        "createdDateTime": "2026-04-01T08:00:00Z",
        "linkToMessage": "https://teams.microsoft.com/l/message/1",
        "from": {"user": {"id": user("Sam Ortiz"), "displayName": "Sam Ortiz"}},
        "body": {"contentType": "html", "content": "<p>**The** slips are late</p>"},
    }
    before = len(company.teams.posts)
    opened = await company.bot.on_message(message, ADA)
    form = opened["task"]["value"]["card"]["content"]
    filled = {
        part["id"]: part.get("value", "")
        for part, _ in parts_of(form)
        if part["type"].startswith("Input.")
    }
    (send,) = [part for part, _ in parts_of(form) if part["type"] == "Action.Submit"]
    await company.settle()
    assert company.teams.posts[before:] == []  # nothing yet

    await company.bot.send_command(send["data"] | filled, ADA)
    await company.settle()
    (logged,) = company.teams.posts[before:]
    assert logged["chat"] == ADAS
    assert said(logged).startswith("Logged: message with Sam Ortiz")
    assert "**The** slips are late" in said(logged)
    await company.press(ADA, logged, "Undo")
    assert said(logged).startswith("Undone")
    assert company.bot.refused == []


async def test_somebody_elses_press_changes_nothing(company: TeamsCompany) -> None:
    card = await the_card(company, 3, 31)
    before = said(card)
    assert await company.press("Mallory Marsh", card, "On it")
    assert said(card) == before
    assert card["updates"] == 0


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
    card = await the_card(company, 4, 2)
    assert "a firm date on I-12" in said(card)  # it never came before


async def test_a_card_whose_answer_was_lost_is_not_sent_twice(
    company: TeamsCompany,
) -> None:
    company.teams.faults["post"] = ["drop"]
    (card,) = await company.morning(date(2026, 3, 31))
    assert "a firm date on I-12" in said(card)
    await company.try_again()
    card, notice = company.teams.posts[-2:]
    assert said(notice).startswith("This morning’s card may not have reached you")
    before = len(company.teams.posts)
    await company.press(ADA, notice, "Show it again")
    again = [said(post) for post in company.teams.posts[before:]]
    assert said(card) in again


@pytest.mark.parametrize("fault", ["412", "429:3", "502", "504", "503:3"])
async def test_a_card_that_teams_would_not_take_yet_arrives_once_later(
    company: TeamsCompany, fault: str
) -> None:
    company.teams.faults["post"] = [fault]
    assert await company.morning(date(2026, 3, 31)) == []
    before = len(company.teams.posts)
    await company.try_again("queued")
    (card,) = company.teams.posts[before:]
    assert "a firm date on I-12" in said(card)
    assert await company.morning(date(2026, 3, 31)) == []


async def test_replies_that_come_too_fast_for_teams_all_arrive_once(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with open_teams_company(sqlite_url, tmp_path, at(3, 30)) as company:
        await company.bot.line("hello", ADA)
        await company.settle()
        company.teams.limited = True
        company.teams.time = lambda: company.teams.held_back  # a second for each
        before = len(company.teams.posts)
        names = [f"Kim {letter}ard" for letter in "ABCDEFGHIJ"]
        await asyncio.gather(
            *(company.bot.line(f"add {name}, in Legal", ADA) for name in names)
        )
        async with asyncio.timeout(PATIENCE):
            while len(company.teams.posts) - before < len(names):
                await asyncio.sleep(0.1)
        await company.settle()
        replies = [said(post) for post in company.teams.posts[before:]]
        assert company.teams.held_back > 0
        assert len(replies) == len(names)
        for name in names:
            assert sum(f"{name}" in reply for reply in replies) == 1


async def test_a_newcomer_gets_a_sensible_first_card_by_forms_and_buttons_alone(
    tmp_path: Path, sqlite_url: str
) -> None:
    async with open_teams_company(sqlite_url, tmp_path, at(3, 27, 16)) as company:
        await company.bot.install("Nia Bell")
        await company.settle()
        [hello] = company.teams.posts
        assert "Your notes are private" in said(hello)
        opens = {"action": "start", "subject": "", "msteams": {"type": "task/fetch"}}
        dialog = (await company.bot.fetch(opens, "Nia Bell"))["task"]["value"]
        [send] = [
            part["data"]
            for part, _ in parts_of(dialog["card"]["content"])
            if part["type"] == "Action.Submit"
        ]
        nobody = {"field_typed": " ", "field_services": "", "field_time": "8:30"}
        again = await company.bot.submit(send | nobody, "Nia Bell")
        assert "Name at least one person." in str(again)
        named = {"field_typed": "Dana Whitfield, COO in Operations, Kim Park"}
        await company.bot.submit(send | nobody | named, "Nia Bell")
        await company.settle()
        reply = company.teams.posts[-1]
        assert "On your list: Dana Whitfield and Kim Park." in said(reply)

        [first] = await company.morning(date(2026, 3, 30))
        assert "Find out who else in Operations uses" in said(first)
        assert "Collect a rating" in said(first)
        await company.press("Nia Bell", first, "On it")
        assert "→ You are on it" in said(first)
        [card] = await company.morning(date(2026, 3, 31))
        assert "Tell me who reports to Dana." in said(card)
        await company.press("Nia Bell", card, "Answer")
        form = company.teams.posts[-1]
        await company.press("Nia Bell", form, "Save", field_typed="Rosa Lim")
        assert "Kept: Rosa Lim reports to Dana Whitfield." in "".join(
            said(post) for post in company.teams.posts
        )
        assert "✓ Done" in said(card)
