"""A question in Teams: its answers are buttons, the answer takes its card's place."""

import json

import pytest
import sqlalchemy as sa

from handlers.turn import Choice, Doubt
from storage.database.transactions import Database
from storage.models import Contact
from tests.bot.teams.conftest import Waiting
from tests.fake_teams.activities import Client
from tests.fake_teams.server import FakeTeams
from tests.handlers.doubts.asking import asks

WHO = Doubt(
    "Did you see Tom?",
    (Choice("Add Tom Hardy and log it", ("add Tom Hardy", "log Tom Hardy call")),),
)


@pytest.fixture(autouse=True)
def puzzle(monkeypatch: pytest.MonkeyPatch) -> None:
    asks(monkeypatch, WHO)


def contacts(database: Database) -> int:
    query = sa.select(sa.func.count()).select_from(Contact)
    return database.run_now(lambda tx: int(tx.execute(query).scalar_one()))


async def test_a_press_puts_the_answer_in_the_cards_place(
    bot: Client, waiting: Waiting, teams: FakeTeams, sqlite_database: Database
) -> None:
    await bot.line("puzzle")
    [(_, asked)] = await waiting()
    yes, nothing = asked.buttons
    assert (yes.label, nothing.label) == ("Add Tom Hardy and log it", "Nothing")

    answer = bot.looked_at(
        await bot.press({"action": yes.action, "subject": yes.subject})
    )

    assert answer["type"] == "application/vnd.microsoft.card.adaptive"
    drawn = json.dumps(answer["value"])
    assert "Logged: call with Tom Hardy" in drawn
    assert "choose" not in drawn
    assert len(await waiting()) == 1
    assert contacts(sqlite_database) == 1


async def test_a_second_press_changes_nothing_and_says_so(
    bot: Client, waiting: Waiting, sqlite_database: Database
) -> None:
    await bot.line("puzzle")
    [(_, asked)] = await waiting()
    data = {"action": asked.buttons[0].action, "subject": asked.buttons[0].subject}
    await bot.press(data)
    answer = await bot.press(data)
    assert answer.json()["value"].startswith("That question is over")
    assert contacts(sqlite_database) == 1


async def test_it_is_answered_in_words_as_well(
    bot: Client, waiting: Waiting, sqlite_database: Database
) -> None:
    await bot.line("puzzle")
    await bot.line("yes, add him")
    assert contacts(sqlite_database) == 1


async def test_somebody_else_cannot_answer_it(
    bot: Client, waiting: Waiting, sqlite_database: Database
) -> None:
    await bot.line("puzzle")
    [(_, asked)] = await waiting()
    data = {"action": asked.buttons[0].action, "subject": asked.buttons[0].subject}
    answer = await bot.press(data, "Eve Stone")
    assert "That question is over" in answer.text
    assert contacts(sqlite_database) == 0
