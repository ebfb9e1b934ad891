"""A question in Slack: its answers are buttons, and the answer stands in its place."""

from typing import Any

import pytest
import sqlalchemy as sa

from bot.drawing import plain_text
from handlers.turn import Choice, Doubt
from storage.database.transactions import Database
from storage.models import Contact
from tests.bot.slack.conftest import Replies
from tests.fake_slack.requests import Signer, direct_message, press
from tests.fake_slack.server import FakeSlack
from tests.handlers.doubts.asking import asks

WHO = Doubt(
    "Did you see Tom?",
    (
        Choice("Add Tom Hardy and log it", ("add Tom Hardy", "log Tom Hardy call")),
        Choice("x" * 200, ("help",)),
    ),
)


@pytest.fixture(autouse=True)
def puzzle(monkeypatch: pytest.MonkeyPatch) -> None:
    asks(monkeypatch, WHO)


def answers(shown: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the buttons below what is shown that answer a question."""
    return [
        element
        for block in shown["blocks"]
        if block["type"] == "actions"
        for element in block["elements"]
        if ":choose" in element["action_id"]
    ]


def contacts(database: Database) -> int:
    query = sa.select(sa.func.count()).select_from(Contact)
    return database.run_now(lambda tx: int(tx.execute(query).scalar_one()))


async def test_a_typed_command_asks_with_buttons_of_ids_alone(
    bot: Signer, sqlite_database: Database
) -> None:
    shown = (await bot.command("puzzle")).json()

    yes, long, nothing = answers(shown)
    assert yes["text"]["text"] == "Add Tom Hardy and log it"
    assert len(long["text"]["text"]) <= 75
    assert nothing["text"]["text"] == "Nothing"
    for one in (yes, long, nothing):
        assert "Tom" not in one["value"] + one["action_id"]
    assert contacts(sqlite_database) == 0


async def test_the_answer_stands_in_the_place_of_the_question(
    bot: Signer, slack: FakeSlack, sqlite_database: Database
) -> None:
    yes, *_ = answers((await bot.command("puzzle")).json())
    url = slack.response_url()
    await bot.interact(press(yes["action_id"], yes["value"], response_url=url))

    [response] = slack.responses
    assert response["replace_original"] is True
    assert answers(response) == []
    assert "Logged: call with Tom Hardy" in response["text"]
    assert "You were asked: Did you see Tom?" in response["text"]
    assert contacts(sqlite_database) == 1


async def test_a_second_press_is_told_beside_it_and_changes_nothing(
    bot: Signer, slack: FakeSlack, sqlite_database: Database
) -> None:
    yes, *_ = answers((await bot.command("puzzle")).json())
    for _ in range(2):
        url = slack.response_url()
        await bot.interact(press(yes["action_id"], yes["value"], response_url=url))

    again = slack.responses[1]
    assert again["replace_original"] is False
    assert again["text"].startswith("That question is over")
    assert contacts(sqlite_database) == 1


async def test_a_line_in_the_chat_asks_and_is_answered_in_words(
    bot: Signer, replies: Replies, sqlite_database: Database
) -> None:
    await bot.event(direct_message("puzzle"))
    [asked] = await replies()
    assert asked.buttons[0].label == "Add Tom Hardy and log it"
    assert contacts(sqlite_database) == 0

    await bot.event(direct_message("yes, the first"))
    *_, told = await replies()
    assert "Logged: call with Tom Hardy" in plain_text(told)
    assert contacts(sqlite_database) == 1


async def test_a_line_that_slack_repeats_asks_once_and_its_buttons_stay_good(
    bot: Signer, replies: Replies, slack: FakeSlack, sqlite_database: Database
) -> None:
    await bot.event(direct_message("puzzle"))
    await bot.replay()
    [asked] = await replies()
    yes = asked.buttons[0]
    await bot.interact(
        press(f"0:{yes.action}", yes.subject, response_url=slack.response_url())
    )
    assert contacts(sqlite_database) == 1


async def test_the_answers_go_once_another_line_ends_the_question(
    bot: Signer, replies: Replies
) -> None:
    await bot.event(direct_message("puzzle"))
    asked = (await replies())[0]
    assert asked.buttons[0].label == "Add Tom Hardy and log it"

    await bot.event(direct_message("help"))

    assert (await replies())[0].buttons == ()
    assert (await replies())[0].headline == asked.headline


async def test_the_answer_stands_where_the_question_was_written(
    bot: Signer, slack: FakeSlack, replies: Replies
) -> None:
    await bot.event(direct_message("puzzle"))
    yes = (await replies())[0].buttons[0]
    await bot.interact(press(f"1:{yes.action}", yes.subject))

    told = (await replies())[0]
    assert "Logged: call with Tom Hardy" in told.headline
    assert [one.action for one in told.buttons] == ["undo"]


async def test_the_buttons_of_a_reply_go_with_what_is_undone(
    bot: Signer, replies: Replies
) -> None:
    await bot.event(direct_message("add Dana Whitfield"))
    await bot.event(direct_message("log Dana call"))
    await bot.event(direct_message("undo"))

    added, logged, _ = await replies()
    assert logged.headline.startswith("Logged: call with Dana")
    assert logged.small_print[-1] == "Undone."
    assert not logged.buttons and not any(one.buttons for one in logged.sections)
    assert [one.action for one in added.buttons] == ["undo"]


async def test_a_press_on_a_question_that_another_ended_is_told_in_its_place(
    bot: Signer, slack: FakeSlack
) -> None:
    shown = (await bot.command("puzzle")).json()
    await bot.command("help")
    yes = answers(shown)[0]
    url = slack.response_url()
    await bot.interact(press(yes["action_id"], yes["value"], response_url=url))

    assert slack.responses[-1]["replace_original"] is True
    assert "That question is over" in str(slack.responses[-1])
