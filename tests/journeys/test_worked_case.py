"""The reader's question, lived through, word for word as docs/worked-case.md tells it.

Written by this test itself when OUTREACH_REWRITE=1 is in the environment.
"""

import os
import re
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest

from bot.drawing import plain_text
from tests.journeys.company import Company, button, open_company
from tests.journeys.worked_case_lines import AGAIN, RATERS, at, set_the_scene

PAGE = Path(__file__).parents[2] / "docs" / "worked-case.md"
ADA, ROSA = "Ada Novak", "Rosa Lim"
CODE = re.compile(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b")


class Told:
    """What was said and shown, as the page tells it."""

    def __init__(self, company: Company) -> None:
        self.company = company
        self.lines: list[str] = []
        self.cards: dict[tuple[int, int], list[str]] = {}

    def title(self, text: str) -> None:
        self.lines += [f"## {text}", ""]

    async def says(self, who: str, text: str, *when: int) -> str:
        """Let `who` type a line; return the reply."""
        reply = await self.company.say(who, text, at(*when))
        assert not reply.refused, plain_text(reply.message)
        return self._quote(f"{who}: /outreach {text}", plain_text(reply.message))

    async def presses(self, label: str, *when: int, step: int = 0) -> str:
        """Let Ada press a button of the newest card; return the reply."""
        pressed = button(self.card, label, step)
        reply = await self.company.press(ADA, pressed, at(*when))
        return self._quote(f"{ADA} presses {label}", plain_text(reply.message))

    async def mornings(self, month: int, *days: int) -> None:
        """Let mornings come; what arrives is told, and kept by its day."""
        for day in days:
            for shown in await self.company.morning(date(2026, month, day)):
                self.card = shown.message
                text = plain_text(shown.message)
                self.cards.setdefault((month, day), []).append(text)
                where = f"#{shown.to.recipient}" if shown.to.to_channel else "card"
                heading = f"{date(2026, month, day):%a} {day} {date(2026, month, 1):%B}"
                self._quote(f"{heading}, 08:30, {where}", text)

    def _quote(self, who: str, text: str) -> str:
        shown = CODE.sub("K7QF-2MPD", text)
        self.lines += [f"**{CODE.sub('K7QF-2MPD', who)}**", "```text", shown, "```", ""]
        return text

    def card_of(self, month: int, day: int) -> str:
        return "\n".join(self.cards.get((month, day), []))


async def live_through(told: Told) -> None:
    await set_the_scene(told.company)
    told.title("Fix the service first")
    await told.mornings(3, 31)
    await told.presses("On it", 3, 31, 9)
    told.title("Meanwhile, where you are welcome")
    await told.mornings(4, 1)
    await told.presses("On it", 4, 1, 9)
    await told.mornings(4, 2, 3, 6, 7, 8)
    told.title("The fix is confirmed, the gate opens")
    marks = zip((*RATERS, ROSA), (*AGAIN, 4), strict=True)
    new_marks = ", ".join(f"{score} by {name}" for name, score in marks)
    await told.says(ADA, f"rate Payroll {new_marks}", 4, 9)
    await told.says(ADA, "issue confirm I-12 by Rosa", 4, 9)
    await told.mornings(4, 9)
    await told.presses("On it", 4, 9, 9)
    await told.mornings(4, 10, 13)
    await told.says(ADA, "log Rosa call next 24 April", 4, 14)
    await told.mornings(4, *range(14, 24))
    await told.says(ADA, "log Rosa call next 7 May", 4, 24)
    await told.mornings(4, *range(24, 31))
    await told.mornings(5, *range(1, 5))
    told.title("A joint result, and 20 minutes to review it")
    await told.says(ADA, "channel #joint-wins", 5, 5)
    shared = await told.says(
        ADA,
        "share Payroll runs a week early with Rosa; evidence https://acme.example/p; "
        "next the same for overtime",
        5, 5, 9,
    )  # fmt: skip
    [code] = CODE.findall(shared)
    await told.mornings(5, 5)
    await told.says(ROSA, f"confirm {code}", 5, 5, 10)
    await told.mornings(5, 6)
    await told.says(ADA, "ask Rosa slot with Dana: 20 minutes", 5, 6, 9)
    await told.says(ADA, "ask Rosa granted for 20 May", 5, 6, 15)
    await told.mornings(5, 7, 8)
    await told.presses("Yes, log it", 5, 8, 9)
    await told.mornings(5, *range(9, 21))
    told.title("The meeting, the thanks, the channel")
    await told.says(ADA, "log Dana met listened 70%", 5, 20, 11)
    await told.says(ADA, "thanks Rosa", 5, 20, 12)
    await told.mornings(5, *range(21, 30))


@pytest.fixture
async def told(database_url: str, tmp_path: Path) -> AsyncIterator[Told]:
    async with open_company(database_url, tmp_path, at(2, 1)) as company:
        told = Told(company)
        await live_through(told)
        yield told


async def test_the_worked_case(told: Told) -> None:
    it_reads_as_the_page_tells_it(told)
    each_morning_brings_what_the_playbook_promises(told)
    the_reply_to_the_meeting_thanks_rosa_and_fixes_the_next_date(told)


def it_reads_as_the_page_tells_it(told: Told) -> None:
    intro = PAGE.read_text().partition("## ")[0]
    page = intro + "\n".join(told.lines)

    if os.environ.get("OUTREACH_REWRITE"):
        PAGE.write_text(page)
    assert page == PAGE.read_text()


def each_morning_brings_what_the_playbook_promises(told: Told) -> None:
    fix_first = told.card_of(3, 31)
    assert "Tue 3 March, Tue 17 March and Mon 30 March" in fix_first
    assert "no invitations through Wed 29 April" in fix_first
    assert "Ask Sam for a firm date on I-12 (Payroll)." in fix_first
    assert "Held back for Dana: three steps." in fix_first
    assert "One step for" in fix_first

    assert "one visible result with Finance" in told.card_of(4, 1)
    assert "P03" not in told.card_of(4, 1)

    gate_open = told.card_of(4, 9)
    assert "Meet Rosa, who reports to Dana" in gate_open
    assert "Rosa confirmed that I-12 is fixed" in gate_open
    assert "Held back" not in gate_open

    slot = told.card_of(5, 6)
    assert "Ask Rosa for 20 minutes with Dana" in slot
    assert "Read the draft" in slot

    assert "Prepare the review with Dana on Wed 20 May" in told.card_of(5, 13)

    *_, summary = told.cards[5, 29]
    assert summary.index("Rosa Lim (Operations)") < summary.index("Ada Novak")

    silent = [day for day in told.cards if told.cards[day]]
    assert silent == [
        (3, 31), (4, 1), (4, 9), (5, 6), (5, 8), (5, 13), (5, 20), (5, 29),
    ]  # fmt: skip
    assert "Before you meet Dana Whitfield today" in told.cards[5, 20][0]


def the_reply_to_the_meeting_thanks_rosa_and_fixes_the_next_date(told: Told) -> None:
    [reply] = [
        told.lines[n + 2]
        for n, line in enumerate(told.lines)
        if "log Dana met listened 70%" in line
    ]

    assert "Listened 70%" in reply
    assert "Fix the next date with Dana" in reply
    assert "Thank Rosa for the review slot with Dana" in reply
