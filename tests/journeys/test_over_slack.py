"""What is Slack's own: its modal, another person's press, a replay, a shared channel.

The week that is the same everywhere is in `test_week`.
"""

import re
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path
from typing import cast

import pytest

from tests.journeys.company import Company
from tests.journeys.slack_company import (
    Payload,
    SlackCompany,
    element,
    open_slack_company,
)
from tests.journeys.worked_case_lines import AGAIN, RATERS, at, set_the_scene

ADA, ROSA = "Ada Novak", "Rosa Lim"
WINS = {"id": "CWINS", "is_ext_shared": False}
CODE = re.compile(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b")


@pytest.fixture
async def company(sqlite_url: str, tmp_path: Path) -> AsyncIterator[SlackCompany]:
    async with open_slack_company(sqlite_url, tmp_path, at(2, 1)) as company:
        await set_the_scene(cast(Company, company))
        yield company


async def the_card(company: SlackCompany, month: int, day: int) -> Payload:
    """Let a morning come that brings one card, and return it."""
    (card,) = await company.morning(date(2026, month, day))
    assert card["channel"] == "DADANOVAK"
    return card


def filled_in(*, on: str) -> dict[str, Payload]:
    """Return the answers to the log form."""
    return {
        "who": {"value": "Sam"},
        "how": {"selected_option": {"value": "call"}},
        "on": {"selected_date": on},
        "note": {"value": "<!channel> it is the *old* interface"},
    }


async def test_done_asks_in_a_form_and_the_card_says_so(
    company: SlackCompany,
) -> None:
    card = await the_card(company, 3, 31)
    company.clock.move(hours=1)
    assert await company.press(ADA, element(card, "Done")) == ""

    (view,) = company.slack.views.values()
    names = [block["block_id"] for block in view["blocks"] if block["type"] == "input"]
    assert names == ["who", "how", "on", "listened", "note"]
    future = await company.send_form(ADA, **filled_in(on="2026-05-01"))
    assert set(future["errors"]) == {"on"}
    sent = await company.send_form(ADA, **filled_in(on="2026-03-31"))
    assert sent["response_action"] == "clear"
    assert "✓ Done" in card["text"]
    confirmation = company.slack.posts[-1]
    assert confirmation["channel"] == "DADANOVAK"
    undone = await company.press(ADA, element(confirmation, "Undo"))
    assert undone


async def test_somebody_elses_press_changes_nothing(company: SlackCompany) -> None:
    card = await the_card(company, 3, 31)
    before = card["text"]
    shown = await company.press("Mallory Marsh", element(card, "On it"))
    assert shown
    assert card["text"] == before
    assert "updates" not in card


async def test_a_sentence_in_the_private_chat_is_logged_once(
    company: SlackCompany,
) -> None:
    (reply,) = await company.write(
        ADA, "had coffee with Kim yesterday, she worries about R&amp;D", at(3, 31, 9)
    )
    assert "Kim" in reply
    assert "Mon 30 March" in reply
    before = len(company.slack.posts)
    await company.bot.replay()
    await company.settle()
    assert len(company.slack.posts) == before


async def test_a_channel_that_became_shared_gets_no_summary_and_ada_is_told(
    company: SlackCompany,
) -> None:
    company.slack.channels["CWINS"] = dict(WINS)
    await _until_the_joint_result(company)
    company.slack.channels["CWINS"]["is_ext_shared"] = True
    notice = await _until_the_summary(company)

    assert notice["channel"] == "DADANOVAK"
    assert "shared with another company" in notice["text"]
    assert not any(post["channel"] == "CWINS" for post in company.slack.posts)


async def _until_the_joint_result(company: SlackCompany) -> None:
    """Live from 31 March to the slot with Dana, as the worked case goes."""
    for day in (3, 31), (4, 1):
        await company.morning(date(2026, *day))
    marks = zip((*RATERS, ROSA), (*AGAIN, 4), strict=True)
    new_marks = ", ".join(f"{score} by {name}" for name, score in marks)
    await company.tell(
        ADA,
        f"rate Payroll {new_marks}",
        "issue confirm I-12 by Rosa",
        "log Rosa call next 7 May",
        at=at(4, 24),
    )
    await company.tell(ADA, "channel <#CWINS|joint-wins>", at=at(5, 5))
    shared = await company.say(
        ADA,
        "share Payroll runs a week early with Rosa; evidence <https://acme.example/p>; "
        "next the same for overtime",
        at(5, 5, 9),
    )
    [code] = CODE.findall(shared)
    await company.tell(ROSA, f"confirm {code}", at=at(5, 5, 10))


async def _until_the_summary(company: SlackCompany) -> Payload:
    """Let the mornings to the end of May come; return the last thing posted."""
    before = len(company.slack.posts)
    for day in (28, 29):
        await company.morning(date(2026, 5, day))
    return company.slack.posts[before:][-1]


async def test_rosa_confirms_by_a_button_where_ada_placed_it(
    company: SlackCompany,
) -> None:
    company.slack.channels["CWINS"] = WINS
    place = await _placing(company, "CWINS")
    before = len(company.slack.posts)
    shown = await company.press(ADA, place, channel="CWINS")
    assert "On its way" in shown
    [post] = company.slack.posts[before:]
    assert post["channel"] == "CWINS"
    assert "Payroll slips readable again" in post["text"]

    mallory = await company.press(
        "Mallory Marsh", element(post, "Confirm"), channel="CWINS"
    )
    assert "only their own press counts" in mallory
    assert "updates" not in post

    company.clock.move(minutes=1)
    thanks = await company.press(ROSA, element(post, "Confirm"), channel="CWINS")
    assert thanks.startswith("Thank you.")
    assert "✓ Rosa Lim confirmed it" in post["text"]
    told = company.slack.posts[-1]
    assert told["channel"] == "DADANOVAK"
    assert {one["channel"] for one in company.slack.posts[before:]} == {
        "CWINS", "DADANOVAK",
    }  # fmt: skip


async def test_where_the_bot_is_not_in_the_conversation_ada_is_told_to_invite_it(
    company: SlackCompany,
) -> None:
    company.slack.channels["CWINS"] = {**WINS, "is_member": False}
    place = await _placing(company, "CWINS")
    before = len(company.slack.posts)
    await company.press(ADA, place, channel="CWINS")
    [notice] = company.slack.posts[before:]
    assert notice["channel"] == "DADANOVAK"
    assert "/invite @Outreach" in notice["text"]

    company.slack.channels["CWINS"] = WINS
    company.clock.move(minutes=1)
    await company.press(ADA, element(notice, "Post again"))
    assert company.slack.posts[-1]["channel"] == "CWINS"


async def _placing(company: SlackCompany, channel: str) -> Payload:
    """Let Ada share a result and ask about it; return the button that places it."""
    when = at(5, 6, 10)
    await company.tell(ADA, "share Payroll slips readable again with Rosa", at=when)
    company.clock.now = when
    answer = await company.bot.command(
        "share ask 1", user_id="UADANOVAK", channel_id=channel, channel_name="wins"
    )
    shown: Payload = answer.json()
    assert shown["response_type"] == "ephemeral"
    return element(shown, "Place it here")


async def test_two_presses_on_the_card_itself_stop_them(company: SlackCompany) -> None:
    card = await the_card(company, 3, 31)
    company.clock.move(hours=1)
    menu = element(card, "These cards")
    assert (await company.press(ADA, menu, "stop")).startswith("No more cards.")
    assert await company.morning(date(2026, 4, 1)) == []
