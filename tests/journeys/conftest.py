"""What takes long to live through: lived once, copied for each test."""

import asyncio
import shutil
from pathlib import Path

import pytest

from tests.journeys.teams_company import DATABASE, TeamsScene, live_teams_scene


@pytest.fixture(scope="session")
def teams_scene(
    sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> TeamsScene:
    folder = tmp_path_factory.mktemp("scene")
    shutil.copy(sqlite_template, folder / DATABASE)
    return asyncio.run(live_teams_scene(folder))
