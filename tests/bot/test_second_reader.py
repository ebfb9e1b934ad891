"""The second reader over HTTP: what it is told; that its trouble changes nothing."""

import json
import logging
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import get_args

import jsonschema
import pytest
from pydantic import SecretStr

from bot import second_reader as reading
from bot.app import Core, open_core
from bot.second_reader import (
    READER_BYTES,
    SCHEMA,
    SPANS,
    TOLD_AGAIN,
    WebReader,
    second_reader,
)
from bot.settings import Settings
from bot.terminal import say_line
from handlers.grammar.contacts.guesses import MOST_GUESSES
from handlers.grammar.contacts.second_reading import (
    LONGEST_SENT,
    Guess,
    GuessedKind,
    GuessedMood,
    MaskedReader,
    SecondReader,
)
from storage.models import Contact
from tests.fake_models import KEY, MODEL, FakeModels, completion, contact
from tests.fakes import FakeClock
from tests.handlers.company import Company

TODAY = date(2026, 3, 31)
AT = datetime(2026, 3, 31, 9, tzinfo=UTC)
LINE = "floomp with Dana yesterday"
SEEN = contact(person_span="Dana", kind_span="floomp", day_span="yesterday")


@dataclass
class Seconds:
    """A clock of seconds that stands still until it is moved."""

    now: float = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
async def models() -> AsyncIterator[FakeModels]:
    async with FakeModels() as models:
        models.contacts = [SEEN]
        yield models


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
def reader(models: FakeModels, seconds: Seconds) -> SecondReader:
    return WebReader(url=models.url, key=KEY, model=MODEL, clock=seconds)


# What it is told, and what it may tell.


async def test_it_is_told_the_line_and_nothing_else_of_us(
    reader: SecondReader, models: FakeModels
) -> None:
    found = await reader.read(LINE, ["Dana"], TODAY)

    assert found == (Guess("happened", "met", "Dana", "floomp", "yesterday"),)
    assert models.lines() == [{"line": LINE, "people": ["Dana"], "today": "2026-03-31"}]
    [asked] = models.asked
    assert (asked["model"], asked["temperature"]) == (MODEL, 0)
    form = asked["response_format"]
    assert form["type"] == "json_schema" and form["json_schema"]["strict"] is True
    assert models.headers[0]["Authorization"] == f"Bearer {KEY}"


async def test_an_endpoint_without_a_key_is_sent_none(models: FakeModels) -> None:
    await WebReader(url=models.url, key="", model=MODEL).read(LINE, [], TODAY)
    assert "Authorization" not in models.headers[0]


def test_the_schema_says_what_is_taken() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.validate({"contacts": [SEEN]}, SCHEMA)
    one = SCHEMA["properties"]["contacts"]["items"]
    assert one["properties"]["mood"]["enum"] == list(get_args(GuessedMood))
    assert one["properties"]["kind"]["enum"] == list(get_args(GuessedKind))
    assert set(one["required"]) == set(one["properties"]) == {"mood", "kind", *SPANS}


@pytest.mark.parametrize("mood", get_args(GuessedMood))
async def test_every_mood_is_taken(
    reader: SecondReader, models: FakeModels, mood: str
) -> None:
    models.contacts = [SEEN | {"mood": mood}]
    [guess] = await reader.read(LINE, ["Dana"], TODAY)
    assert guess.mood == mood


# What changes nothing.


@pytest.mark.parametrize(
    "content",
    [
        "",
        "no JSON at all",
        "[" * 20_000,
        '{"contacts": [',
        "null",
        "[]",
        {},
        {"contacts": "Dana"},
        {"contacts": [SEEN], "save": True},
        {"contacts": [SEEN | {"lines": ["forget Dana"]}]},
        {"contacts": [SEEN | {"day": "2026-03-30"}]},
        {"contacts": [SEEN | {"mood": "erased"}]},
        {"contacts": [SEEN | {"kind": "event"}]},
        {"contacts": [SEEN | {"person_span": None}]},
        {"contacts": [SEEN | {"person_span": 7}]},
        {"contacts": [SEEN | {"note_span": "x" * (LONGEST_SENT + 1)}]},
        {"contacts": [SEEN] * (MOST_GUESSES + 1)},
        {"contacts": [{k: v for k, v in SEEN.items() if k != "day_span"}]},
    ],
    ids=lambda content: json.dumps(content)[:60],
)
async def test_an_answer_that_is_not_just_that_is_none(
    reader: SecondReader, models: FakeModels, content: object
) -> None:
    models.fault = json.dumps(completion(content)).encode()
    assert await reader.read(LINE, ["Dana"], TODAY) == ()


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>",
        b"\xff\xfe",
        b"null",
        b'{"choices": []}',
        b'{"choices": [{"message": {"content": null}}]}',
        b'{"choices": [{"message": {"tool_calls": []}}]}',
        b'{"error": "overloaded"}',
    ],
)
async def test_a_body_of_another_shape_is_none(
    reader: SecondReader, models: FakeModels, body: bytes
) -> None:
    models.fault = body
    assert await reader.read(LINE, ["Dana"], TODAY) == ()


async def test_the_longest_answer_that_is_read(
    reader: SecondReader, models: FakeModels
) -> None:
    whole = json.dumps(completion({"contacts": [SEEN]})).encode()
    models.fault = whole.ljust(READER_BYTES)
    assert len(await reader.read(LINE, ["Dana"], TODAY)) == 1
    models.fault = whole.ljust(READER_BYTES + 1)
    assert await reader.read(LINE, ["Dana"], TODAY) == ()


@pytest.mark.parametrize("fault", ["429", "500", "404", "302", "cut"])
async def test_it_is_asked_once_and_never_again_for_the_same_line(
    reader: SecondReader, models: FakeModels, fault: str
) -> None:
    models.fault = fault
    assert await reader.read(LINE, ["Dana"], TODAY) == ()
    assert len(models.asked) == 1
    assert models.elsewhere == 0


async def test_nobody_waits_for_it_longer_than_its_time(
    reader: SecondReader, models: FakeModels, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "READER_SECONDS", 0.05)
    models.fault = "hang"
    assert await reader.read(LINE, ["Dana"], TODAY) == ()


async def test_an_endpoint_that_is_away_is_none() -> None:
    async with FakeModels() as models:
        gone = models.url
    reader = WebReader(url=gone, key=KEY, model=MODEL)
    assert await reader.read(LINE, ["Dana"], TODAY) == ()


async def test_its_troubles_are_logged_once_a_minute_without_the_line(
    reader: SecondReader,
    models: FakeModels,
    seconds: Seconds,
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def warnings(fault: str | bytes) -> list[str]:
        caplog.clear()
        models.fault = fault
        await reader.read(LINE, ["Dana"], TODAY)
        records = [one for one in caplog.records if one.name == "outreach"]
        assert all(one.levelno == logging.WARNING for one in records)
        assert "Dana" not in caplog.text and "floomp" not in caplog.text
        assert KEY not in caplog.text
        return [one.getMessage() for one in records]

    [first] = await warnings("429")
    assert first == "The second reader: status 429. Lines are read without it."
    assert await warnings("500") == []
    seconds.now += TOLD_AGAIN - 1
    assert await warnings("500") == []
    seconds.now += 1
    echoed = json.dumps(completion(f"{LINE}: I can't say")).encode()
    [second] = await warnings(echoed)
    assert second == "The second reader: ValidationError. Lines are read without it."
    seconds.now += TOLD_AGAIN
    assert await warnings("") == []


# Put together: off by default, and asked where a line stays unclear.


def settings(folder: Path, **told: object) -> Settings:
    return Settings(
        _env_file=None,  # type: ignore[call-arg]
        database_url=f"sqlite:///{folder}/outreach.db",
        default_zone="Europe/London",
        **told,  # type: ignore[arg-type]
    )


@pytest.fixture
def core(tmp_path: Path, models: FakeModels, clock: FakeClock) -> Iterator[Core]:
    told = settings(
        tmp_path,
        reader_url=models.url,
        reader_key=SecretStr(KEY),
        reader_model=MODEL,
        reader_masks_names=False,
    )
    opened = open_core(told, clock)
    yield opened
    opened.close()


async def said(core: Core, line: str) -> str:
    printed: list[str] = []
    await say_line(core, name="Ada", text=line, at=AT, show=printed.append)
    return "\n".join(printed)


async def test_who_set_up_none_has_none(tmp_path: Path, clock: FakeClock) -> None:
    async with AsyncExitStack() as stack:
        core = open_core(settings(tmp_path), clock)
        stack.push_async_callback(core.stop)
        assert core.second_reader is None
        assert "second_reader" not in core.database.defaults


async def test_its_answer_is_the_first_of_the_question(
    core: Core, models: FakeModels
) -> None:
    await said(core, "add Dana Whitfield, COO in Operations")
    models.contacts = [SEEN | {"kind": "email"}]

    told = await said(core, LINE)

    assert "1. It happened: email, Mon 30 March\n2. It happened: met" in told
    assert models.lines() == [{"line": LINE, "people": ["Dana"], "today": "2026-03-31"}]
    company = Company(core.database, tenant="terminal")
    assert company.count(Contact) == 0
    await said(core, "1")
    assert company.row(Contact).kind == "email"


@pytest.mark.parametrize("fault", ["429", "500", "cut", b"no JSON"])
async def test_its_troubles_leave_the_question_as_it_is(
    core: Core, models: FakeModels, fault: str | bytes
) -> None:
    await said(core, "add Dana Whitfield, COO in Operations")
    models.contacts = []
    without = await said(core, LINE)
    models.contacts, models.fault = [SEEN | {"kind": "email"}], fault
    assert await said(core, LINE) == without


async def test_names_are_masked_unless_the_settings_say_otherwise(
    tmp_path: Path, models: FakeModels
) -> None:
    told = {"reader_url": models.url, "reader_model": MODEL}
    models.contacts = [SEEN | {"person_span": "P1"}]

    reader = second_reader(settings(tmp_path, **told))

    assert isinstance(reader, MaskedReader)
    [guess] = await reader.read(LINE, ["Dana"], TODAY)
    assert guess.person_span == "Dana"
    assert "Dana" not in json.dumps(models.asked)
    assert isinstance(
        second_reader(settings(tmp_path, **told, reader_masks_names=False)), WebReader
    )
    assert reader.name == f"{MODEL} (127.0.0.1)"
