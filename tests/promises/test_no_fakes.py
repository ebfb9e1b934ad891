"""The bot does not know its stand-ins, nor whether it is tested."""

import ast
import asyncio
import re
from collections.abc import Iterator
from contextlib import AsyncExitStack
from pathlib import Path

from pydantic import SecretStr

from bot.app import open_core
from bot.settings import Settings
from bot.slack.connection import open_slack
from scheduler.outgoing import Target
from storage.message import Message
from tests.fake_slack.server import FakeSlack
from tests.fakes import FakeClock
from tests.patience import PATIENCE
from tests.promises.test_dependencies import packages_in
from tests.promises.tracked import ROOT, text_of, tracked_files

FOLDERS = ("bot", "handlers", "language", "scheduler", "storage")
STAND_INS = re.compile(r"fake|mock|playground|py_?test|unit_?test|\bstubs?\b", re.I)
ADDRESS = re.compile(r"https?://[^\s\"'<>|\\^\[{]+\.[^\s\"'<>|\\{]*")
PLATFORM = re.compile(
    r"slack(-edge)?\.com|microsoft|botframework|trafficmanager|azure|office\.com", re.I
)
KNOWN = {  # where a platform's address may stand, and what for
    "bot/settings.py": "the default of slack_api_url",
    "bot/teams/tokens.py": "where Microsoft is",
    "bot/teams/package.py": "the schema a package names; nobody asks for it",
}


def product(*kinds: str) -> dict[str, Path]:
    """Return the files the bot is made of, by their path."""
    return {
        str(path.relative_to(ROOT)): path
        for path in tracked_files()
        if path.relative_to(ROOT).parts[0] in FOLDERS and path.suffix in kinds
    }


def trees() -> Iterator[tuple[str, ast.Module]]:
    for name, path in product(".py").items():
        yield name, ast.parse(path.read_text())


def constants(tree: ast.Module) -> Iterator[str]:
    """Yield every text in the code; docstrings are for readers."""
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list) and body and isinstance(body[0], ast.Expr):
            body[0].value = ast.Constant(None)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def test_the_bot_is_made_of_what_is_looked_at() -> None:
    files = product(".py", ".js")
    assert {name.partition("/")[0] for name in files} == set(FOLDERS)
    assert {"bot/running.py", "bot/local/static/page.js"} <= set(files)


def test_what_is_looked_for_would_be_found() -> None:
    code = '"""See https://slack.com/docs."""\nCALLED = "https://slack.com/api/"'
    assert list(constants(ast.parse(code))) == ["https://slack.com/api/"]
    for address in ("https://slack.com/api/", "https://login.microsoftonline.com"):
        assert ADDRESS.fullmatch(address) and PLATFORM.search(address)
    for word in ("FakeSlack", "PYTEST_CURRENT_TEST", "playground"):
        assert STAND_INS.search(word)


def test_no_module_imports_tests_or_measurements() -> None:
    ours = {"tests", "bench"}
    wrong = [name for name, path in product(".py").items() if packages_in(path) & ours]
    assert wrong == []


def test_no_file_names_a_stand_in() -> None:
    named = {
        name: found.group()
        for name, path in product(".py", ".js", ".html").items()
        if (found := STAND_INS.search(text_of(path)))
    }
    assert named == {}


def test_only_the_doctor_looks_at_the_environment_beside_the_settings() -> None:
    looking = {
        name
        for name, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute | ast.Name)
        and (node.attr if isinstance(node, ast.Attribute) else node.id)
        in ("environ", "getenv")
    }
    assert looking == {"bot/doctor/doctor.py"}


def test_a_platforms_address_stands_in_one_place() -> None:
    found = {
        name
        for name, tree in trees()
        for text in constants(tree)
        for address in ADDRESS.findall(text)
        if PLATFORM.search(address)
    }
    assert found == set(KNOWN)


def test_no_setting_says_where_microsoft_is() -> None:
    """Who could move the key server could let anybody in (R51)."""
    moved = [name for name in Settings.model_fields if name.endswith(("_url", "_host"))]
    assert [name for name in moved if "teams" in name or "microsoft" in name] == []
    assert "slack_api_url" in moved


async def test_where_slack_is_is_one_setting_for_all_that_is_called(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with FakeSlack() as slack, AsyncExitStack() as stack:
        settings = Settings(
            _env_file=None,  # type: ignore[call-arg]
            database_url=sqlite_url,
            encryption_key_file=tmp_path / "test.key",
            slack_bot_token=SecretStr("xoxb-1"),
            slack_app_token=SecretStr("xapp-1"),
            slack_api_url=slack.api_url,
        )
        core = open_core(settings, FakeClock())
        stack.callback(core.close)
        opened = await open_slack(core, stack)
        slack.users["U1"] = {"id": "U1"}
        target = Target("slack", slack.team, "U1")
        await opened.sender.send(Message(headline="Here"), to=target, key="k1")
        assert slack.texts == ["Here"]

        assert opened.listen is not None
        stop = asyncio.Event()
        listening = asyncio.ensure_future(opened.listen(stop))
        await asyncio.wait_for(slack.sockets.connected.wait(), timeout=PATIENCE)
        stop.set()
        await asyncio.wait_for(listening, timeout=PATIENCE)
