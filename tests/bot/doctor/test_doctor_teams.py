"""`outreach doctor` on Teams: what is set by half, and whether Microsoft knows us."""

import asyncio
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.doctor.doctor import examine
from bot.doctor.finding import Finding, State, fine
from bot.doctor.platforms import look_at_teams
from bot.settings import Settings
from tests.fake_teams.activities import TENANT
from tests.fake_teams.server import SECRET, FakeTeams
from tests.fake_teams.tokens import CLIENT


async def findings(login: str, secret: str = SECRET) -> list[Finding]:
    def look() -> list[Finding]:
        return list(
            look_at_teams(
                client_id=CLIENT,
                client_secret=secret,
                tenant_id=TENANT,
                login=login,
            )
        )

    return await asyncio.to_thread(look)


async def test_a_known_app_is_fine() -> None:
    async with FakeTeams() as teams:
        found = await findings(teams.addresses.login)
    assert {one.state for one in found} == {State.FINE}
    assert "gives it a token" in found[-1].what


async def test_a_wrong_secret_is_told_and_never_shown() -> None:
    async with FakeTeams() as teams:
        found = await findings(teams.addresses.login, "wr0ng")
    assert found[-1].state is State.MISSING
    assert found[-1].what == "Microsoft refuses our app: invalid_client."
    assert "wr0ng" not in str(found)


async def test_a_microsoft_that_is_away_is_told() -> None:
    async with FakeTeams() as teams:
        gone = teams.addresses.login
    found = await findings(gone)
    assert found[-1].what.startswith("Microsoft cannot be reached")


@pytest.mark.parametrize("left_out", ["client_id", "client_secret", "tenant_id"])
def test_half_a_set_up_says_what_is_needed(left_out: str) -> None:
    given = {"client_id": CLIENT, "client_secret": SECRET, "tenant_id": TENANT}
    (found,) = look_at_teams(**given | {left_out: ""})
    assert found.what == "Microsoft Teams is set up by half."
    assert f"OUTREACH_TEAMS_{left_out.upper()}" in found.do


def test_who_has_teams_alone_is_not_told_that_slack_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "bot.doctor.doctor.look_at_teams", lambda **_: iter([fine("Teams.")])
    )
    settings = Settings(
        _env_file=None,  # type: ignore[call-arg]
        database_url=f"sqlite:///{tmp_path}/outreach.db",
        port=0,
        teams_client_id=CLIENT,
        teams_client_secret=SecretStr(SECRET),
        teams_tenant_id=TENANT,
    )
    said = [one.what for one in examine(settings, env_file=tmp_path / ".env")]
    assert said[-1] == "Teams."
    assert not any("Slack" in line for line in said)
