"""Which platforms are connected: those that are set up, and nothing of the others."""

import inspect
import subprocess
import sys
from contextlib import AsyncExitStack
from pathlib import Path
from pkgutil import resolve_name

import pytest

from bot.app import Connected, Core, open_core
from bot.running import SURFACES, connect, run_bot
from bot.settings import BadSettings, Settings
from tests.fake_teams.activities import TENANT
from tests.fake_teams.tokens import CLIENT
from tests.fakes import FakeClock

ROOT = Path(__file__).parents[2]
TEAMS = {"teams_client_id": CLIENT, "teams_tenant_id": TENANT}


def settings_of(**given: object) -> Settings:
    return Settings(_env_file=None, **given)  # type: ignore[call-arg,arg-type]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, "There is no Slack to run for yet"),
        ({"slack_bot_token": "xoxb-1"}, "OUTREACH_TEAMS_CLIENT_ID"),
        (TEAMS | {"slack_bot_token": "xoxb-1", "slack_app_token": "xapp-1"}, "all of"),
    ],
)
def test_nothing_runs_without_a_platform_or_with_half_of_one(
    given: dict[str, object], words: str
) -> None:
    with pytest.raises(BadSettings, match=words):
        run_bot(settings_of(**given))


@pytest.mark.parametrize("opener", [surface.opener for surface in SURFACES])
def test_each_surface_is_opened_in_the_same_way(opener: str) -> None:
    signature = inspect.signature(resolve_name(opener))
    taken = [one.annotation for one in signature.parameters.values()]
    assert taken == [Core, AsyncExitStack]
    assert signature.return_annotation is Connected
    assert inspect.iscoroutinefunction(resolve_name(opener))


async def test_each_platform_brings_its_own_address_and_sender(
    sqlite_url: str, tmp_path: Path
) -> None:
    settings = settings_of(
        database_url=sqlite_url,
        encryption_key_file=tmp_path / "test.key",
        slack_bot_token="xoxb-1",
        slack_signing_secret="s3cret",
        teams_client_secret="s3cret",
        **TEAMS,
    )
    assert settings.has_slack
    core = open_core(settings, FakeClock())
    async with AsyncExitStack() as stack:
        stack.callback(core.close)
        slack, teams = await connect(core, stack)
    paths = [getattr(one, "path", "") for one in (*slack.routes, *teams.routes)]
    assert paths == ["/slack/events", "/api/messages"]
    assert (slack.surface, teams.surface) == ("slack", "teams")
    assert slack.listen is None


def test_who_has_no_teams_loads_nothing_of_it_and_no_stray_settings(
    tmp_path: Path,
) -> None:
    (tmp_path / ".env").write_text("CLIENT_ID=stray\nCLIENT_SECRET=stray\n")
    program = (
        "import os, sys, bot.running; import bot.slack.connection;"
        "print([m for m in sys.modules if m.startswith(('jwt', 'bot.teams'))]);"
        "import bot.teams.connection; print(os.environ.get('CLIENT_ID'))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )
    assert done.stdout.splitlines() == ["[]", "None"], done.stderr
