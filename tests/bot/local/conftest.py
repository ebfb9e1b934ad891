"""What the page's tests ask for: the page over a fake door, and a browser of sorts."""

from collections.abc import AsyncIterator

import httpx
import pytest

from bot.local.serving import page_app
from bot.local.stage import News, Stage
from storage.database.transactions import Database
from tests.bot.local.company import Company
from tests.bot.local.fake_door import FakeDoor
from tests.fakes import FakeQueue

HERE = "http://127.0.0.1:8765"


@pytest.fixture
def stage() -> Stage:
    async def start_over() -> None:
        made.problem = "started over"

    made = Stage(News(), start_over=start_over)
    return made


@pytest.fixture
def door(stage: Stage) -> FakeDoor:
    door = FakeDoor(stage.news)
    stage.show(door)
    return door


@pytest.fixture
async def browser(stage: Stage) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app=page_app(stage))
    headers = {"origin": HERE}
    async with httpx.AsyncClient(
        transport=transport, base_url=HERE, headers=headers
    ) as client:
        yield client


@pytest.fixture
async def company(
    sqlite_database: Database, fake_queue: FakeQueue
) -> AsyncIterator[Company]:
    company = await Company(sqlite_database, fake_queue).open()
    yield company
    await company.session.close()
