"""The reader's question, lived through: Dana is "too busy" until service is good."""

from datetime import date
from pathlib import Path

import pytest

from bot.plain_text import plain_text
from tests.journeys.company import Company, Shown, button, open_company
from tests.journeys.worked_case_lines import AGAIN, RATERS, at, set_the_scene

ADA = "Ada Novak"


def text_of(shown: list[Shown]) -> str:
    return "\n\n".join(plain_text(one.message) for one in shown)


async def quiet(company: Company, *days: tuple[int, int]) -> None:
    for month, day in days:
        shown = await company.morning(date(2026, month, day))
        assert shown == [], (month, day, text_of(shown))


async def live_through(company: Company) -> None:
    await set_the_scene(company)
    for day in range(3, 31):
        await company.morning(date(2026, 3, day))
    [card] = await company.morning(date(2026, 3, 31))
    print(text_of([card]))
    accept = button(card.message, "On it")
    print(plain_text((await company.press(ADA, accept, at(3, 31, 9))).message))
    [card] = await company.morning(date(2026, 4, 1))
    print(text_of([card]))
    accept = button(card.message, "On it")
    print(plain_text((await company.press(ADA, accept, at(4, 1, 9))).message))
    await quiet(company, (4, 2), (4, 3), (4, 6), (4, 7), (4, 8))
    marks = zip((*RATERS, "Rosa Lim"), (*AGAIN, 4), strict=True)
    await company.tell(
        ADA,
        "rate Payroll " + ", ".join(f"{score} by {name}" for name, score in marks),
        "issue confirm I-12 by Rosa",
        at=at(4, 9),
    )
    [card] = await company.morning(date(2026, 4, 9))
    print(text_of([card]))


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/company.db"


async def test_the_worked_case(tmp_path: Path, sqlite_url: str) -> None:
    async with open_company(sqlite_url, tmp_path, at(2, 1)) as company:
        await live_through(company)
