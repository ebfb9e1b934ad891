"""The package that is uploaded to Teams: as its schema says, and asking for little.

The schema is Microsoft's, from @microsoft/app-manifest 1.1.2 (MIT licence), with its
descriptions left out.
"""

import io
import json
import struct
import zipfile
import zlib
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.teams.offers import (
    COMMANDS,
    FIND_PERSON,
    FORMS_OF_COMMANDS,
    IN_A_TEAM,
    LOG_MESSAGE,
    SUGGESTED,
)
from bot.teams.package import color_icon, outline_icon, package, teams_manifest
from handlers.verbs import COMMANDS as GRAMMAR
from handlers.verbs import PRESSES
from tests.bot.teams.conftest import Waiting
from tests.fake_teams.activities import Client
from tests.fake_teams.server import FakeTeams
from tests.fake_teams.tokens import CLIENT

SCHEMA = json.loads(
    (Path(__file__).parents[2] / "fake_teams" / "manifest-1.22.schema.json").read_text()
)
SITE = "https://acme.example"
ASKS_TO_READ = "webApplicationInfo", "authorization", "permissions"


@pytest.fixture
def made() -> dict[str, Any]:
    return teams_manifest(CLIENT, website=SITE, company="Acme")


def faults(made: dict[str, Any]) -> list[str]:
    validator = jsonschema.Draft7Validator(SCHEMA)  # it says 4, and uses `const`
    return [error.message for error in validator.iter_errors(made)]


def pixels(png: bytes) -> tuple[int, int, bytes]:
    """Return width, height and RGBA bytes of a PNG of one unfiltered data chunk."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    at, data, size = 8, b"", (0, 0)
    while at < len(png):
        length, kind = struct.unpack(">I4s", png[at : at + 8])
        chunk = png[at + 8 : at + 8 + length]
        (checked,) = struct.unpack(">I", png[at + 8 + length : at + 12 + length])
        assert checked == zlib.crc32(kind + chunk)
        if kind == b"IHDR":
            size = struct.unpack(">II", chunk[:8])
            assert chunk[8:] == bytes((8, 6, 0, 0, 0))
        data += chunk if kind == b"IDAT" else b""
        at += 12 + length
    raw = zlib.decompress(data)
    row = size[0] * 4 + 1
    return *size, b"".join(raw[n * row + 1 : (n + 1) * row] for n in range(size[1]))


def test_microsofts_schema_takes_the_manifest(made: dict[str, Any]) -> None:
    assert faults(made) == []
    assert faults(made | {"manifestVersion": "1.21"}) != []
    assert faults(made | {"unknown": 1}) != []


def test_texts_are_as_short_as_teams_wants_them(made: dict[str, Any]) -> None:
    assert len(made["name"]["short"]) <= 30
    assert len(made["name"]["full"]) <= 100
    assert len(made["description"]["short"]) <= 80
    assert len(made["description"]["full"]) <= 4_000
    for commands in made["bots"][0]["commandLists"]:
        assert 1 <= len(commands["commands"]) <= 12
        for one in commands["commands"]:
            assert len(one["title"]) <= 32
            assert len(one["description"]) <= 128


def test_every_command_on_the_list_is_one_of_ours() -> None:
    assert {line.split()[0] for line, _ in (*COMMANDS, *IN_A_TEAM)} <= set(GRAMMAR)
    assert {verb for verb, _ in COMMANDS} >= {"help", "remind", "log", "next", "undo"}
    assert set(SUGGESTED) <= {verb for verb, _ in COMMANDS}


@pytest.mark.parametrize("line", [line for line, _ in COMMANDS])
async def test_every_command_on_the_list_does_something_when_it_is_picked(
    bot: Client, waiting: Waiting, teams: FakeTeams, line: str
) -> None:
    await bot.line("hello")
    await bot.line(line)
    if line == "log":  # its form is posted
        assert len(teams.posts) == 1
        return
    (_, reply) = (await waiting())[-1]
    assert not reply.headline.startswith(("There is no command", "I did not"))


async def test_every_command_for_a_team_does_something_when_it_is_picked(
    bot: Client, waiting: Waiting
) -> None:
    for line, _ in IN_A_TEAM:
        await bot.mention(line)
    headlines = [message.headline for _, message in await waiting()]
    assert len(headlines) == len(IN_A_TEAM)
    assert headlines[0].startswith("Joint results now go to the channel you chose")
    assert not [one for one in headlines if "no command" in one]


def test_it_asks_for_no_permission_to_read_anything(made: dict[str, Any]) -> None:
    assert [name for name in ASKS_TO_READ if name in made] == []
    assert "Read" not in json.dumps(made)
    assert made["bots"][0]["supportsFiles"] is False
    assert "messageHandlers" not in made["composeExtensions"][0]


def test_the_message_extension_offers_what_the_bot_answers(
    made: dict[str, Any],
) -> None:
    (extension,) = made["composeExtensions"]
    assert extension["botId"] == CLIENT
    forms = {one["id"] for one in extension["commands"] if one["type"] == "action"}
    assert forms == set(FORMS_OF_COMMANDS)
    assert set(FORMS_OF_COMMANDS.values()) <= set(PRESSES)
    (search,) = [one for one in extension["commands"] if one["type"] == "query"]
    assert search["id"] == FIND_PERSON
    where = {one["id"]: one["context"] for one in extension["commands"]}
    assert where[LOG_MESSAGE] == ["message"]
    for one in extension["commands"]:
        assert len(one["title"]) <= 32
        assert len(one["description"]) <= 128


def test_the_zip_holds_three_files_at_its_root_and_is_always_the_same(
    made: dict[str, Any],
) -> None:
    assert package(made) == package(made)
    with zipfile.ZipFile(io.BytesIO(package(made))) as bundle:
        assert bundle.namelist() == ["manifest.json", "color.png", "outline.png"]
        assert json.loads(bundle.read("manifest.json")) == made
        assert {bundle.read(name)[:4] for name in bundle.namelist()[1:]} == {b"\x89PNG"}


def test_the_color_icon_is_a_full_square_with_its_mark_in_the_middle() -> None:
    width, height, rgba = pixels(color_icon())
    assert (width, height) == (192, 192)
    assert set(rgba[3::4]) == {255}
    white = [n for n in range(0, len(rgba), 4) if rgba[n : n + 3] == b"\xff\xff\xff"]
    columns = {n // 4 % width for n in white}
    rows = {n // 4 // width for n in white}
    assert min(columns | rows) >= 36  # the outer 36 pixels may be cut off
    assert max(columns | rows) < 156


def test_the_outline_icon_is_white_on_nothing() -> None:
    width, height, rgba = pixels(outline_icon())
    assert (width, height) == (32, 32)
    assert set(rgba[0::4]) | set(rgba[1::4]) | set(rgba[2::4]) == {255}
    assert {0, 255} <= set(rgba[3::4])


@pytest.mark.parametrize(
    ("client_id", "wrong", "words"),
    [
        ("", {}, "OUTREACH_TEAMS_CLIENT_ID"),
        (CLIENT, {"website": "http://acme.example"}, "https://"),
        (CLIENT, {"privacy": "acme"}, "https://"),
        (CLIENT, {"website": "https://" + "a" * 2_041}, "https://"),
        (CLIENT, {"company": " "}, "company"),
        (CLIENT, {"company": "a" * 33}, "company"),
    ],
)
def test_what_teams_would_refuse_is_refused_in_words(
    client_id: str, wrong: dict[str, str], words: str
) -> None:
    given = {"website": SITE, "company": "Acme"} | wrong
    with pytest.raises(ValueError, match=words):
        teams_manifest(client_id, **given)


def test_what_is_just_short_enough_is_taken() -> None:
    made = teams_manifest(CLIENT, website="https://" + "a" * 2_040, company="a" * 32)
    assert faults(made) == []


def test_the_command_writes_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OUTREACH_TEAMS_CLIENT_ID", CLIENT)
    asked = ["teams-package", "--website", SITE, "--company", "Acme"]
    done = CliRunner().invoke(app, asked)
    assert done.exit_code == 0
    assert done.stdout.startswith("Written to outreach-teams.zip.")
    assert zipfile.is_zipfile("outreach-teams.zip")

    nowhere = CliRunner().invoke(app, [*asked, "--to", "no/such/folder.zip"])
    assert nowhere.exit_code == 1
    assert "cannot be written" in nowhere.stderr
    monkeypatch.setenv("OUTREACH_TEAMS_CLIENT_ID", "")
    refused = CliRunner().invoke(app, asked)
    assert refused.exit_code == 1
    assert "OUTREACH_TEAMS_CLIENT_ID" in refused.stderr
