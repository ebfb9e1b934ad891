"""What a leader in Teams is told to type is what a leader in Teams can type."""

import re
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest

from handlers.talk.help import explained
from handlers.verbs import COMMANDS
from language.commands import COMMAND
from tests.fake_teams.words import words_of
from tests.journeys.teams_company import TeamsCompany, TeamsScene, open_teams_scene
from tests.journeys.worked_case_lines import at

ADA = "Ada Novak"
NOW = at(3, 31, 12)
ODD = (  # refused, asked back or half understood: what says most about typing
    "", "hello", "thanks", "lgo Dana call", "Dana is odd today", "wat", "help",
    "help x", "log Nobody call", "log Dana", "log Ada call", "edit Kim met", "add",
    "add the boss", "add Dana: note", "later", "not relevant", "not relevant because",
    "done", "remind x", "remind Springfield time", "remind London time", "next Zed",
    "forget Zed", "forget Dana", "ask Kim declined", "ask", "share", "share stop 9",
    "channel", "confirm X", "agree X", "link", "link X", "unlink",
    "issue resolve I-99", "need Dana", "objection Dana on A-1 answered",
    "thanks Dana", "list 99", "unit Nowhere", "service Nothing", "rate Nothing 3",
    "language klingon", "knows", "undo",
)  # fmt: skip


@pytest.fixture
async def company(
    teams_scene: TeamsScene, tmp_path: Path
) -> AsyncIterator[TeamsCompany]:
    async with open_teams_scene(teams_scene, tmp_path) as company:
        yield company


def lines_to_try() -> list[str]:
    """Return every verb alone, every example of `help`, and odd lines."""
    examples = [one for verb in COMMANDS for one in explained(COMMANDS[verb])[1]]
    return list(dict.fromkeys([*COMMANDS, *ODD, *examples]))


@pytest.mark.parametrize("language", ["English", "Spanish"])
async def test_nothing_in_teams_says_to_begin_with_a_slash(
    company: TeamsCompany, language: str
) -> None:
    await company.write(ADA, f"language {language}", NOW)
    for line in lines_to_try():
        if line.split()[:1] not in (["language"], ["forget"]):
            assert (await company.bot.line(line, ADA)).status_code == 200
    await company.settle()
    told = [words_of(one) for one in company.teams.posts]
    told += [str(one.get("summary") or "") for one in company.teams.posts]
    assert [one for one in told if COMMAND in one] == []
    assert sum("log Dana" in one for one in told) > 10
    assert [one for one in told if re.search(r"[:,] outreach \w", one)] == []


async def test_a_note_with_our_command_in_it_stays_word_for_word(
    company: TeamsCompany,
) -> None:
    note = "says to type /outreach help, odd"
    (said,) = await company.write(ADA, f"log Dana call today: {note}", NOW)
    assert note in words_of(said)
    (kept,) = await company.write(ADA, "who Dana", NOW)
    assert note in words_of(kept)
    assert COMMAND not in words_of(kept).replace(note, "")


@pytest.mark.parametrize("name", ["outreach", "Outreach", "OUTREACH", "/outreach"])
async def test_a_line_with_our_name_before_it_is_understood(
    company: TeamsCompany, name: str
) -> None:
    (said,) = await company.write(ADA, f"{name} log Dana call today", NOW)
    assert "Dana Whitfield" in words_of(said)
    before = len(company.teams.posts)
    await company.bot.mention(f"{name} log Dana call today", ADA)
    await company.settle()
    (other, privately) = sorted(
        company.teams.posts[before:], key=lambda one: "Dana" in words_of(one)
    )
    assert "private chat" in words_of(other)
    assert "Dana Whitfield" in words_of(privately)


async def test_a_morning_card_in_teams_says_what_is_typed_there(
    company: TeamsCompany,
) -> None:
    await company.write(ADA, "log Dana call today, next tomorrow", NOW)
    cards = await company.morning(date(2026, 4, 2))
    (told,) = [words_of(one) for one in cards]
    assert "Did it happen?" in told
    assert COMMAND not in told
