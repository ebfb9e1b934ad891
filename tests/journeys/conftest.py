"""What takes long to make or to live through: done once, copied for each test."""

import asyncio
import shutil
from pathlib import Path

import pytest

from scheduler.delivery.queue import DurableQueue
from tests.journeys.teams_company import DATABASE, TeamsScene, live_teams_scene


@pytest.fixture(scope="session")
def sqlite_template(
    sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """Add the queue's own tables, which the core makes when it finds none."""
    path = tmp_path_factory.mktemp("template_with_queue") / "template.sqlite"
    shutil.copy(sqlite_template, path)
    queue = DurableQueue(f"sqlite:///{path}")
    queue.prepare()
    queue.close()
    return path


@pytest.fixture(scope="session")
def teams_scene(
    sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> TeamsScene:
    folder = tmp_path_factory.mktemp("scene")
    shutil.copy(sqlite_template, folder / DATABASE)
    return asyncio.run(live_teams_scene(folder))
