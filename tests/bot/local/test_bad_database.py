"""A database that is locked or read-only: said in words, and the text comes back."""

import sqlite3

import pytest

from tests.bot.local.company import Company, words
from tests.bot.local.saved import only_reading, rows


@pytest.mark.usefixtures("soon_busy")
async def test_a_locked_database_gives_the_text_back(company: Company) -> None:
    before = rows(company.database)
    path = company.database.url.removeprefix("sqlite:///")
    with sqlite3.connect(path, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        told = await company.session.say("ada", "log Dana call: keep this")
        seen = await company.session.view("ada")
        other.execute("ROLLBACK")

    assert told == {"refused": True}
    answer = words(seen["chat"][-1])
    assert "Nothing was saved: the database is busy" in answer
    assert "log Dana call: keep this" in answer
    assert seen["problem"] == "I cannot look up what I know: the database is busy."
    assert rows(company.database) == before


async def test_a_read_only_database_gives_the_text_back(company: Company) -> None:
    before = rows(company.database)
    with only_reading(company.database):
        told = await company.session.say("ada", "log Dana call: keep this")

    [*_, answer] = await company.chat("ada", "answer")
    assert told == {"refused": True}
    assert "the database is read-only" in words(answer)
    assert "log Dana call: keep this" in words(answer)
    assert rows(company.database) == before


async def test_a_form_sent_to_a_read_only_database_stays_open(
    company: Company,
) -> None:
    form = (await company.press("done"))["form"]
    values = {field["name"]: field["value"] for field in form["fields"]}

    with only_reading(company.database):
        told = await company.session.press(
            "ada",
            action=form["action"],
            subject=form["subject"],
            value="",
            values=values,
        )

    assert told["errors"] == {}
    assert "Nothing was saved: the database is read-only" in told["problem"]


async def test_a_journey_stops_with_a_word_when_the_database_fails(
    company: Company,
) -> None:
    with only_reading(company.database):
        await company.jump("tomorrow")

    [*_, answer] = await company.chat("ada", "answer")
    assert "The clock stopped on" in words(answer)
    assert (await company.session.view("ada"))["moving"] is None
