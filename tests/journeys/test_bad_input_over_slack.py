"""What goes wrong when people type in Slack is told in words, and nothing breaks."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from storage.models import Contact
from tests.journeys.slack_company import SlackCompany, open_slack_company
from tests.journeys.worked_case_lines import at

ADA = "Ada Novak"
NOW = at(3, 31, 9)


@pytest.fixture
async def company(sqlite_url: str, tmp_path: Path) -> AsyncIterator[SlackCompany]:
    opened = open_slack_company(sqlite_url, tmp_path, NOW, delivers=False)
    async with opened as company:
        await company.tell(
            ADA,
            "add Dana Whitfield, head of Operations",
            "add Sam Ortiz in Systems",
            "add Sam Reed in Legal",
            at=NOW,
        )
        yield company


def contacts(company: SlackCompany) -> int:
    """Return how many contacts were saved."""
    return company.core.database.run_now(
        lambda tx: tx.execute(
            sa.select(sa.func.count()).select_from(Contact)
        ).scalar_one()
    )


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "/outreach log Dana call"),
        ("   ", "/outreach log Dana call"),
        ("a" * 10_000, "That is 10,000 characters"),
        ("log 👩‍👩‍👧 call", "Who was it with?"),
        ("log دانا call", "I don't know “دانا”"),
        ("log %", "I can't tell who “%” was with."),
        ("log <!channel> call", "I can't tell who “@channel call” was with."),
        ("log &lt;!here&gt; call", "I can't tell who “!here call” was with."),
        ("log Nobody call", "I don't know “Nobody”."),
        ("log Sam call", "Which Sam?"),
        ("log Dana call on 3 May", "Dana Whitfield: did it take place?"),
        ("log Dana call on 31 February", "There is no 31 February"),
        ("log Dana call listened 140%", "140%"),
        ("lgo Dana call", "I don't know “lgo Dana call”. Did you mean this?"),
        ("log Dana call: hi\x07there", "hidden control character"),
        ("log <@UNOBODY|nobody> call", "I don't know “"),
    ],
)
async def test_a_line_that_cannot_be_understood_is_told_and_changes_nothing(
    company: SlackCompany, typed: str, told: str
) -> None:
    assert told in await company.say(ADA, typed, NOW)
    assert contacts(company) == 0


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("on 05/03", "05/03 read as Thu 5 March"),
        (": 100 % of %s", "“100 % of %s”"),
        (": ☕️ and 🎂", "“☕️ and 🎂”"),
        (": كانت قلقة", "“كانت قلقة”"),
        (": R&amp;D is late", "“R&amp;D is late”"),
        (": ask &lt;!channel&gt;", "“ask &lt;!channel&gt;”"),
        (": &lt;https://e.example|Pay&gt;", "“&lt;https://e.example|Pay&gt;”"),
        (": <https://e.example|Payroll>", "“Payroll (https://e.example)”"),
        (": the payload is late", "“the payload is late”"),
    ],
)
async def test_odd_text_is_kept_as_typed_and_shown_literally(
    company: SlackCompany, typed: str, told: str
) -> None:
    line = f"log Dana call {typed}".replace(" :", ":")
    assert told in await company.say(ADA, line, NOW)
    assert contacts(company) == 1


async def test_a_replayed_line_is_logged_once(company: SlackCompany) -> None:
    await company.say(ADA, "log Dana call", NOW)
    again = await company.bot.replay()
    assert again.json()["text"].startswith("I already had this one")
    assert contacts(company) == 1


@pytest.mark.parametrize("action", ["0:undo", "0:done", "0:later:x", "0:nonsense", ""])
@pytest.mark.parametrize("subject", ["", "0" * 32, "' OR 1=1 --", "é" * 500])
async def test_a_button_with_a_forged_id_changes_nothing(
    company: SlackCompany, action: str, subject: str
) -> None:
    await company.say(ADA, "log Dana call", NOW)
    forged = {"type": "button", "action_id": action, "value": subject}
    shown = await company.press(ADA, forged)
    assert shown
    assert "broke" not in shown
    assert contacts(company) == 1


async def test_a_button_of_somebody_else_changes_nothing(
    company: SlackCompany,
) -> None:
    answer = await company.bot.command("log Dana call", user_id="UADANOVAK")
    elements = [
        one
        for block in answer.json()["blocks"]
        if block["type"] == "actions"
        for one in block["elements"]
    ]
    undo = next(one for one in elements if one["text"]["text"] == "Undo")
    shown = await company.press("Mallory Marsh", undo)
    assert shown
    assert contacts(company) == 1
