"""Old cards in Teams: pressed days later, about somebody forgotten, twice at once."""

import asyncio
from collections.abc import AsyncIterator
from copy import deepcopy
from datetime import date, datetime, time
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlmodel import col

from scheduler.jobs import clean_up
from storage.models import Contact, SuggestionEvent
from tests.fake_teams.server import said
from tests.journeys.company import london
from tests.journeys.teams_company import (
    Payload,
    TeamsCompany,
    TeamsScene,
    button,
    open_teams_scene,
)
from tests.journeys.worked_case_lines import at

ADA = "Ada Novak"
NOT_THERE = "not on your list any more"


@pytest.fixture
async def company(
    teams_scene: TeamsScene, tmp_path: Path
) -> AsyncIterator[TeamsCompany]:
    async with open_teams_scene(teams_scene, tmp_path) as company:
        yield company


@pytest.fixture
async def card(company: TeamsCompany) -> Payload:
    (card,) = await company.morning(date(2026, 3, 31))
    company.clock.move(hours=1)
    return card


async def answers(company: TeamsCompany) -> list[str]:
    """Return what became of suggestions, oldest first."""
    query = (
        sa.select(col(SuggestionEvent.what))
        .where(col(SuggestionEvent.what).not_in(("shown", "suggested", "asked")))
        .order_by(col(SuggestionEvent.id))
    )
    return await company.core.database.run(lambda s: list(s.scalars(query)))


async def contacts(company: TeamsCompany) -> int:
    query = sa.select(sa.func.count()).select_from(Contact)
    return await company.core.database.run(lambda s: int(s.scalar(query) or 0))


async def test_a_press_is_shown_on_the_card_itself_on_every_device(
    company: TeamsCompany, card: Payload
) -> None:
    assert await company.press(ADA, card, "On it")
    assert card["updates"] == 1
    assert "→ You are on it" in said(card)
    with pytest.raises(IndexError):
        button(card, "On it")


@pytest.mark.parametrize(
    ("label", "shown"),
    [("On it", "→ You are on it"), ("Tomorrow", "↷ Put off")],
)
async def test_a_card_of_last_week_can_still_be_answered(
    company: TeamsCompany, card: Payload, label: str, shown: str
) -> None:
    company.clock.now = london(date(2026, 4, 7), time(14))
    assert await company.press(ADA, card, label)
    assert shown in said(card)
    assert len(await answers(company)) == 1


async def test_not_relevant_asks_for_the_reason_and_the_card_shows_the_answer(
    company: TeamsCompany, card: Payload
) -> None:
    await company.press(ADA, card, "Not relevant")
    question = company.teams.posts[-1]
    assert "Why not?" in said(question)
    await company.press(ADA, question, "I disagree")
    assert "✕ Not relevant" in said(card)
    assert len(await answers(company)) == 1


async def test_done_on_a_card_of_last_week_asks_and_keeps_the_contact(
    company: TeamsCompany, card: Payload
) -> None:
    company.clock.now = london(date(2026, 4, 7), time(14))
    before = await contacts(company)
    assert await company.press(ADA, card, "Done") == "There is a short form below."
    form = company.teams.posts[-1]
    given = {"field_who": "Sam", "field_how": "call", "field_on": "2026-04-02"}
    await company.press(ADA, form, "Save", **given)
    assert await contacts(company) == before + 1
    assert "✓ Done" in said(card)


async def test_a_card_whose_words_were_deleted_by_then_answers_in_words(
    company: TeamsCompany, card: Payload
) -> None:
    before = said(card)
    later = datetime(2026, 9, 1, 12, tzinfo=at(4, 1).tzinfo)
    await clean_up(company.core.database, at=later)
    company.clock.now = later
    assert await company.press(ADA, card, "On it")
    assert said(card) == before  # there is nothing left to draw it anew from


async def test_a_card_about_somebody_forgotten_changes_nothing(
    company: TeamsCompany, card: Payload
) -> None:
    shown = deepcopy(card)  # on a telephone that was away
    await company.write(ADA, "forget Dana yes", at(3, 31, 12))
    assert "Dana" not in said(card)
    before = await contacts(company)
    for label in ("On it", "Done", "Tomorrow", "Not relevant", "Why", "Prep"):
        told = await company.press(ADA, shown, label)
        assert NOT_THERE in told, label
    assert await answers(company) == []
    assert await contacts(company) == before


async def test_a_form_that_was_open_when_somebody_was_forgotten_keeps_nothing(
    company: TeamsCompany, card: Payload
) -> None:
    await company.press(ADA, card, "Done")
    form = company.teams.posts[-1]
    await company.write(ADA, "forget Dana yes", at(3, 31, 12))
    before = await contacts(company)
    given = {"field_who": "Sam", "field_how": "call", "field_on": "2026-03-31"}
    assert NOT_THERE in await company.press(ADA, form, "Save", **given)
    assert await contacts(company) == before


async def test_two_presses_at_once_are_one_answer(
    company: TeamsCompany, card: Payload
) -> None:
    told = await asyncio.gather(*(company.press(ADA, card, "On it") for _ in range(4)))
    assert sum("already" in one for one in told) == 3
    assert await answers(company) == ["accepted"]
    assert said(card).count("→ You are on it") == 1


async def test_two_different_presses_at_once_leave_one_answer_standing(
    company: TeamsCompany, card: Payload
) -> None:
    await asyncio.gather(
        company.press(ADA, card, "Tomorrow"), company.press(ADA, card, "On it")
    )
    shown = said(card)
    assert ("↷ Put off" in shown) != ("→ You are on it" in shown)
    assert card["updates"] >= 1


async def test_a_form_sent_twice_at_once_keeps_one_contact(
    company: TeamsCompany, card: Payload
) -> None:
    before = await contacts(company)
    await company.press(ADA, card, "Done")
    form = company.teams.posts[-1]
    given = {"field_who": "Sam", "field_how": "call", "field_on": "2026-03-31"}
    await asyncio.gather(*(company.press(ADA, form, "Save", **given) for _ in range(3)))
    assert await contacts(company) == before + 1
    assert await answers(company) == ["done"]
