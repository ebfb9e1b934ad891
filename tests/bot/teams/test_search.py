"""Searching for a person in Teams: one's own book alone, and nothing private in it."""

from typing import Any

import pytest
from hypothesis import given, settings

from bot.teams.door import AWAY, EMPTY, NOBODY, UNKNOWN_SEARCH
from bot.teams.forms import draw_found
from storage.database.transactions import Database, NotSaved
from tests.bot.slack.strategies import TEXTS
from tests.bot.teams.conftest import Waiting
from tests.fake_teams.activities import Client
from tests.fake_teams.limits import faults_of_answer, parts_of

Payload = dict[str, Any]
BOOK = (
    "add Dana Whitfield, COO in Operations",
    "add Dan Okafor, CFO",
    "add Kim Park, in Legal",
    "log Dana call: canarynote about the cut-over",
)


async def keep_a_book(bot: Client) -> None:
    for line in BOOK:
        await bot.line(line)
    await bot.line("add Dana Secret, Spy in Elsewhere", "Eve Marsh")


def results(answer: Payload) -> list[tuple[str, str]]:
    assert answer["composeExtension"]["type"] == "result", answer
    return [
        (one["preview"]["content"]["title"], one["preview"]["content"]["text"])
        for one in answer["composeExtension"]["attachments"]
    ]


def told(answer: Payload) -> str:
    assert answer["composeExtension"]["type"] == "message", answer
    return str(answer["composeExtension"]["text"])


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", ["Dan Okafor", "Dana Whitfield", "Kim Park"]),
        ("dan", ["Dan Okafor", "Dana Whitfield"]),
        ("DANA W", ["Dana Whitfield"]),
        ("park", ["Kim Park"]),
    ],
)
async def test_ones_own_book_is_searched_by_the_start_of_names(
    bot: Client, typed: str, found: list[str]
) -> None:
    await keep_a_book(bot)
    assert [name for name, _ in results(await bot.search(typed))] == found


async def test_what_may_be_posted_holds_the_directory_and_nothing_private(
    bot: Client,
) -> None:
    await keep_a_book(bot)
    answer = await bot.search("dana")
    assert results(answer) == [("Dana Whitfield", "COO in Operations")]
    ((card,),) = [[one["content"] for one in answer["composeExtension"]["attachments"]]]
    assert [
        run["text"]
        for part, _ in parts_of(card)
        if part["type"] == "RichTextBlock"
        for run in part["inlines"]
    ] == ["Dana Whitfield, COO in Operations"]
    assert "canary" not in str(answer)


async def test_somebody_elses_book_is_not_searched(bot: Client) -> None:
    await keep_a_book(bot)
    theirs = results(await bot.search("dan", "Eve Marsh"))
    assert theirs == [("Dana Secret", "Spy in Elsewhere")]


async def test_who_has_no_book_is_told_how_to_begin_and_gets_none(
    bot: Client, waiting: Waiting
) -> None:
    assert told(await bot.search("dana")) == EMPTY
    assert await waiting() == []
    await bot.line("hello")
    assert told(await bot.search("dana")) == EMPTY


@pytest.mark.parametrize(
    "typed", ["zed", "x" * 10_000, "مرحبا", "<at>", "\x00", "%", "_"]
)
async def test_a_name_that_nobody_has_is_told_without_repeating_it(
    bot: Client, typed: str
) -> None:
    await keep_a_book(bot)
    assert told(await bot.search(typed)) == NOBODY


@pytest.mark.parametrize(
    ("options", "found"),
    [
        ({"count": 2}, 2),
        ({"skip": 2, "count": 2}, 1),
        ({"skip": -5, "count": 0}, 1),
        ({"skip": "x", "count": None}, 3),
        ({"count": 10_000}, 3),
    ],
)
async def test_results_come_in_parts(bot: Client, options: Payload, found: int) -> None:
    await keep_a_book(bot)
    assert len(results(await bot.search("", **options))) == found


async def test_no_more_than_twenty_five_come_at_once(bot: Client) -> None:
    for letter in "abcdefghijklmnopqrstuvwxyz":
        await bot.line(f"add Kim{letter} Park{letter}, in Legal")
    assert len(results(await bot.search("", count=100))) == 25
    assert len(results(await bot.search("", skip=25))) == 1


@pytest.mark.parametrize(
    "value", [None, [], {}, {"commandId": "logMessage"}, {"commandId": ["findPerson"]}]
)
async def test_a_search_that_is_not_ours_is_told(bot: Client, value: Any) -> None:
    assert told(await bot.invoke("composeExtension/query", value)) == UNKNOWN_SEARCH


@pytest.mark.parametrize("parameters", [None, "dana", [None], [{"name": "other"}]])
async def test_odd_parameters_show_the_book(bot: Client, parameters: Any) -> None:
    await keep_a_book(bot)
    value = {"commandId": "findPerson", "parameters": parameters}
    answer = await bot.invoke("composeExtension/query", value)
    assert len(results(answer)) == 3


@pytest.mark.parametrize("trouble", [NotSaved("locked"), RuntimeError("secret")])
async def test_a_search_that_fails_says_so(
    bot: Client, monkeypatch: pytest.MonkeyPatch, trouble: Exception
) -> None:
    async def broken(*_: object) -> None:
        raise trouble

    monkeypatch.setattr(Database, "run", broken)
    assert told(await bot.search("dana")) == AWAY


@given(name=TEXTS, about=TEXTS)
@settings(max_examples=60)
def test_teams_takes_every_result(name: str, about: str) -> None:
    found = {"type": "result", "attachments": [draw_found(name, about)]}
    assert faults_of_answer({"composeExtension": found}) == []
