"""A question on the page: its answers are buttons, and the answer takes its place."""

import pytest

from handlers.turn import Choice, Doubt
from tests.bot.local.company import Company
from tests.handlers.doubts.asking import asks

WHO = Doubt(
    "Did you see Tom?",
    (Choice("Add Tom Hardy and log it", ("add Tom Hardy", "log Tom Hardy call")),),
)


@pytest.fixture(autouse=True)
def puzzle(monkeypatch: pytest.MonkeyPatch) -> None:
    asks(monkeypatch, WHO)


async def test_a_press_puts_the_answer_where_the_question_stood(
    company: Company,
) -> None:
    asked = await company.say("puzzle")
    [yes, nothing] = asked["message"]["buttons"]
    assert (yes["label"], nothing["label"]) == ("Add Tom Hardy and log it", "Nothing")
    before = await company.chat("ada")

    told = await company.session.press(
        "ada", action="choose", subject=yes["subject"], value="", values={}
    )

    assert told == {"refused": False}
    chat = await company.chat("ada")
    assert [one["id"] for one in chat] == [one["id"] for one in before]
    [answer] = [one for one in chat if one["id"] == asked["id"]]
    assert "Logged: call with Tom Hardy" in answer["message"]["headline"]
    assert [one["action"] for one in answer["message"]["buttons"]] == ["undo"]
    assert not answer["refused"]


async def test_a_second_press_is_told_below_and_changes_nothing(
    company: Company,
) -> None:
    asked = await company.say("puzzle")
    subject = asked["message"]["buttons"][0]["subject"]
    for _ in range(2):
        await company.session.press(
            "ada", action="choose", subject=subject, value="", values={}
        )
    *_, last = await company.chat("ada", "answer")
    assert last["refused"]
    assert last["message"]["headline"].startswith("That question is over")


async def test_another_speaker_cannot_answer_it(company: Company) -> None:
    asked = await company.say("puzzle")
    await company.session.press(
        "rosa",
        action="choose",
        subject=asked["message"]["buttons"][0]["subject"],
        value="",
        values={},
    )
    *_, last = await company.chat("rosa", "answer")
    assert last["refused"]
