"""Where a leader is comes from Teams, until they say it themselves."""

from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import col

from storage.database.transactions import Database
from storage.models import Leader
from tests.fake_teams.activities import Client

UNKNOWN: dict[str, Any] = {"localTimezone": None, "locale": None}


async def zone(database: Database) -> str:
    query = sa.select(col(Leader.zone))
    return await database.run(lambda tx: str(tx.scalars(query).one()))


async def says(bot: Client, text: str, **more: Any) -> None:
    assert (await bot.post(bot.activity("message", text=text, **more))).is_success


def device(**info: object) -> list[dict[str, object]]:
    return [{"type": "clientInfo", "platform": "iOS", **info}]


async def test_the_zone_is_that_of_the_first_line_and_is_followed(
    bot: Client, sqlite_database: Database
) -> None:
    await says(bot, "hello", localTimezone="America/New_York")
    assert await zone(sqlite_database) == "America/New_York"
    await says(bot, "hello again", localTimezone="Asia/Tokyo")
    assert await zone(sqlite_database) == "Asia/Tokyo"


async def test_the_zone_may_come_from_the_device(
    bot: Client, sqlite_database: Database
) -> None:
    entities = device(timezone="America/Lima", locale="es-PE")
    await says(bot, "hello", entities=entities, **UNKNOWN)
    assert await zone(sqlite_database) == "America/Lima"


async def test_a_press_that_names_no_zone_leaves_it(
    bot: Client, sqlite_database: Database
) -> None:
    await says(bot, "hello", localTimezone="Asia/Tokyo")
    await bot.press({"action": "undo", "subject": "x"}, **UNKNOWN)
    assert await zone(sqlite_database) == "Asia/Tokyo"


async def test_a_zone_that_was_chosen_stays_wherever_they_travel(
    bot: Client, sqlite_database: Database
) -> None:
    await says(bot, "remind London time")
    await says(bot, "hello", localTimezone="Asia/Tokyo")
    assert await zone(sqlite_database) == "Europe/London"


@pytest.mark.parametrize("odd", ["", "Mars/Olympus", "../etc", "x" * 10_000, "مرحبا"])
async def test_a_zone_that_is_none_changes_nothing(
    bot: Client, sqlite_database: Database, odd: str
) -> None:
    await says(bot, "hello", localTimezone="Asia/Tokyo")
    await says(bot, "hello", localTimezone=odd)
    await says(bot, "hello", entities=device(timezone=odd), **UNKNOWN)
    assert await zone(sqlite_database) == "Asia/Tokyo"


@pytest.mark.parametrize("odd", [5, [], {}, None])
async def test_a_device_that_tells_nonsense_is_not_believed(
    bot: Client, sqlite_database: Database, odd: Any
) -> None:
    await says(bot, "hello", localTimezone="Asia/Tokyo")
    await says(bot, "hello", entities=device(timezone=odd, locale=odd), **UNKNOWN)
    assert await zone(sqlite_database) == "Asia/Tokyo"
