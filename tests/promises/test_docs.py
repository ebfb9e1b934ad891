"""Whatever the docs show is run: commands, conversations, settings, files."""

import re
import shlex
from datetime import date, datetime, time
from pathlib import Path

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from bot.cli import app
from bot.local.sample import SPEAKERS, seed
from bot.settings import PREFIX, Settings
from handlers.answer import answer_safely
from handlers.talk.help import FIRST_TEN, GROUPS
from handlers.turn import Said
from handlers.verbs import COMMANDS
from tests.journeys.company import london, open_company
from tests.promises.docs import (
    DOCS,
    Fence,
    conversation,
    fences,
    says,
    seen,
    shell_lines,
    slash_lines,
)
from tests.promises.tracked import ROOT

YEAR = 2026  # of the sample company's past
ENDS = {"migrate", "doctor", "manifest", "plays", "say", "tick", "nudge"} | {
    "import",
    "introducers",
}
TARGETS = set(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
CONSOLES = [fence for fence in fences() if fence.language == "console"]
CONVERSATIONS = [fence for fence in fences() if conversation(fence)]


def test_docs_show_a_conversation_and_commands() -> None:
    assert CONVERSATIONS
    assert CONSOLES
    assert all(fence.language in ("console", "text", "json") for fence in fences())


@pytest.mark.parametrize("fence", CONSOLES, ids=str)
def test_every_command_shown_exists_and_prints_what_is_shown(
    fence: Fence, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(PREFIX + name.upper(), raising=False)
    monkeypatch.setenv("OUTREACH_DEFAULT_ZONE", "Europe/London")
    monkeypatch.chdir(tmp_path)
    for typed, output in shell_lines(fence):
        program, *arguments = shlex.split(typed)
        if program == "make":
            assert arguments[0] in TARGETS, typed
        elif program == "outreach" and arguments[0] in ENDS:
            ran = CliRunner().invoke(app, arguments)
            assert ran.exception is None or isinstance(ran.exception, SystemExit), typed
            assert not output or says(output, ran.output), (typed, ran.output)
        elif program == "outreach":
            assert arguments[0] in get_command(app).commands, typed  # type: ignore[attr-defined]
        else:
            assert program in {"cp", "chmod", "git"}, typed
            for name in arguments:
                assert not name.startswith(".env.") or (ROOT / name).exists(), typed


@pytest.mark.parametrize("fence", CONVERSATIONS, ids=str)
async def test_a_conversation_goes_as_shown(fence: Fence, tmp_path: Path) -> None:
    ada = SPEAKERS["ada"]
    at = london(date(YEAR, 3, 31), time(8))
    url = f"sqlite:///{tmp_path}/docs.db"
    async with open_company(url, tmp_path, at) as company:
        await company.core.database.run_patiently(seed)
        heard: list[str] = []
        for turn in conversation(fence):
            if turn.who == "when":
                assert heard == [], f"{fence} does not show this"
                read = datetime.strptime(
                    f"{YEAR} {turn.text} +0000", "%Y %d %B, %H:%M %z"
                )
                at = london(read.date(), read.time())
                heard = [seen(one.message) for one in await company.tick(at)]
            elif turn.who == "you":
                assert heard == [], f"{fence} does not show this"
                said = Said(ada.address, turn.text, at, profile=ada.profile)
                reply = await answer_safely(company.core.database, said)
                heard = [seen(reply.message)]
            else:
                assert heard and says(turn.text, heard[0]), (fence, turn.text, heard)
                heard = heard[1:]


async def test_every_line_to_type_is_understood(tmp_path: Path) -> None:
    at = london(date(YEAR, 3, 31), time(8))
    url = f"sqlite:///{tmp_path}/docs.db"
    lines = list(slash_lines())
    async with open_company(url, tmp_path, at) as company:
        await company.core.database.run_patiently(seed)
        for where, typed in lines:
            if "CODE" in typed:  # another person's, and secret
                assert typed.split()[0] in COMMANDS, where
                continue
            if typed in ("link", "unlink"):  # of two platforms, and the page is none
                continue
            said = Said(SPEAKERS["ada"].address, typed, at)
            reply = await answer_safely(company.core.database, said)
            assert not reply.refused, (where, typed, seen(reply.message))


def test_every_file_the_docs_point_to_exists() -> None:
    for path in DOCS:
        for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", path.read_text()):
            assert (path.parent / target).exists(), (path.name, target)


def test_every_setting_the_docs_name_exists() -> None:
    known = {PREFIX + name.upper() for name in Settings.model_fields}
    for path in DOCS:
        named = set(re.findall(rf"\b{PREFIX}[A-Z_]+\b", path.read_text()))
        assert named <= known, (path.name, named - known)


def test_every_command_is_shown() -> None:
    words = {word for _, typed in slash_lines() for word in typed.split()}
    assert [verb for verb in COMMANDS if verb not in words] == []


def test_the_ten_of_help_come_first_and_the_others_by_group() -> None:
    lists = [
        [line.split()[1] for line in fence.lines if line.startswith("/outreach ")]
        for fence in fences()
    ]
    [groups] = [fence for fence in fences() if "People" in fence.lines]

    assert list(FIRST_TEN) in lists
    headings = [one for one in groups.lines if one[:1].isupper()]
    assert [one.casefold() for one in headings] == list(GROUPS)
