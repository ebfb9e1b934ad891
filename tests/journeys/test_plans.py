"""A plan is asked about on the card and answered in place, in Slack and in Teams."""

from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlmodel import col

from storage.database.transactions import Database
from storage.models import Contact
from tests.fake_teams.server import said
from tests.journeys.slack_company import element, open_slack_company
from tests.journeys.teams_company import TeamsScene, button, open_teams_scene
from tests.journeys.worked_case_lines import at

ADA = "Ada Novak"
PLANNED_FOR, MORNING, NEXT_MORNING = (date(2026, 4, day) for day in (7, 8, 9))
ASKED = "Did it happen? Lunch with Kim Park, yesterday, Tue 7 April."
ANSWERS = ("Yes, log it", "Postponed", "They declined", "Did not happen")


async def lunches(database: Database) -> list[tuple[date, str]]:
    """Return the day and outcome of what is kept for 7 April or still planned."""
    wanted = sa.or_(
        col(Contact.on) == PLANNED_FOR, col(Contact.next_meeting_on) == PLANNED_FOR
    )
    query = sa.select(col(Contact.on), col(Contact.outcome)).where(wanted)
    rows = await database.run(lambda tx: list(tx.execute(query)))
    return [(row.on, row.outcome) for row in rows]


async def test_slack_asks_and_one_press_answers_on_the_card_itself(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with open_slack_company(sqlite_url, tmp_path, at(3, 31)) as company:
        await company.tell(
            ADA, "add Kim Park, CFO in Finance", "plan Kim lunch 7 April 12:30",
            at=at(3, 31),
        )  # fmt: skip
        (card,) = await company.morning(MORNING)
        assert ASKED in card["text"]
        answers = [element(card, label) for label in ANSWERS]
        company.clock.move(hours=1)

        await company.press(ADA, answers[0])
        reply = company.slack.responses[-1]
        assert reply["text"].startswith("Logged: meeting with Kim Park, yesterday")
        assert "✓ Logged (Wed 8 April)" in card["text"]
        with pytest.raises(IndexError):
            element(card, ANSWERS[0])
        assert await lunches(company.core.database) == [(PLANNED_FOR, "met")]

        again = await company.press(ADA, answers[3])
        assert "nothing was changed" in again
        assert await lunches(company.core.database) == [(PLANNED_FOR, "met")]

        await company.press(ADA, element(reply, "Undo"))
        assert "✓ Logged" not in card["text"]
        assert element(card, ANSWERS[3])
        assert await lunches(company.core.database) == [(date(2026, 3, 31), "planned")]


@pytest.mark.parametrize(
    ("label", "shown", "outcomes"),
    [
        ("Yes, log it", "✓ Logged", ["met"]),
        ("Postponed", "↷ Postponed", ["postponed"]),
        ("They declined", "✕ They declined", ["declined"]),
        ("Did not happen", "✕ Did not happen", []),
    ],
)
async def test_teams_asks_and_one_press_answers_on_both_cards(
    teams_scene: TeamsScene,
    tmp_path: Path,
    label: str,
    shown: str,
    outcomes: list[str],
) -> None:
    async with open_teams_scene(teams_scene, tmp_path) as company:
        await company.tell(ADA, "add Kim Park, CFO in Finance", at=at(3, 31))
        await company.tell(ADA, "plan Kim lunch 7 April 12:30", at=at(3, 31))
        (first,) = await company.morning(MORNING)
        (second,) = await company.morning(NEXT_MORNING)
        assert "Did it happen? Lunch with Kim Park" in said(first)
        assert "Did it happen? Lunch with Kim Park" in said(second)

        await company.press(ADA, first, label)
        for card in (first, second):
            assert shown in said(card)
            with pytest.raises(IndexError):
                button(card, "They declined")
        kept = await lunches(company.core.database)
        assert [outcome for _, outcome in kept] == outcomes
