"""Buttons and forms that do not fit: told in words, with nothing changed."""

import pytest

from tests.bot.local.company import Company
from tests.bot.local.saved import rows


@pytest.mark.parametrize(
    "action", ["done", "accept", "later", "why", "undo", "log_done"]
)
async def test_a_forged_id_does_nothing_and_says_so(
    company: Company, action: str
) -> None:
    before = rows(company.database)

    await company.session.press(
        "ada", action=action, subject="0" * 32, value="tomorrow", values={}
    )

    [*_, answer] = await company.chat("ada", "answer")
    assert answer["refused"]
    assert rows(company.database) == before


async def test_somebody_elses_button_does_nothing(company: Company) -> None:
    [card] = await company.chat("ada", "nudge")
    [subject, *_] = [
        button["subject"]
        for section in card["message"]["sections"]
        for button in section["buttons"]
    ]
    await company.say("list", speaker="rosa")
    before = rows(company.database)

    await company.session.press(
        "rosa", action="accept", subject=subject, value="", values={}
    )

    [*_, answer] = await company.chat("rosa", "answer")
    assert answer["refused"]
    assert rows(company.database) == before
    assert await company.chat("ada", "nudge") == [card]


async def test_an_action_that_does_not_exist_says_so(company: Company) -> None:
    await company.session.press(
        "ada", action="drop tables", subject="", value="", values={}
    )

    [*_, answer] = await company.chat("ada", "answer")
    assert answer["refused"]


async def test_a_form_answer_that_does_not_fit_is_told_at_its_field(
    company: Company,
) -> None:
    form = (await company.press("done"))["form"]
    values = {field["name"]: field["value"] for field in form["fields"]}

    told = await company.session.press(
        "ada",
        action=form["action"],
        subject=form["subject"],
        value="",
        values=values | {"listened": "140"},
    )

    assert "140" in told["errors"]["listened"]
    assert told["problem"] == ""
