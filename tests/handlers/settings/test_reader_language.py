"""Everybody reads in their own language, whoever or whatever makes us speak."""

from datetime import UTC, date, datetime, time

import pytest
import sqlalchemy as sa
from sqlmodel import col

import handlers.answer
from handlers.answer import answer_safely, press_safely
from handlers.speaker import LONGEST_LOCALE, follow_profile
from handlers.turn import Address, Pressed, Profile, Reply, Said
from language.pseudo import PSEUDO
from language.say import current_language, speaking
from scheduler.jobs import run_due
from scheduler.outgoing import open_body
from storage.database.transactions import Database, Transaction
from storage.message import Form, Message
from storage.models import Leader, SuggestionRow
from tests.handlers.company import TODAY, Company, codes

AT = datetime.combine(TODAY, time(9), UTC)
ADA = Address("terminal", "acme", "Ada")
ACCENTED = "⟦"  # how whatever is said in the pretended language begins


async def say(
    database: Database, text: str, *, locale: str = PSEUDO, once_key: str = ""
) -> Reply:
    profile = Profile(name="Ada", locale=locale)
    said = Said(ADA, text, AT, once_key=once_key, profile=profile)
    return await answer_safely(database, said)


def choose(company: Company, language: str) -> None:
    query = sa.update(Leader).where(col(Leader.id) == company.leader("Ada").leader_id)
    company.database.run_now(lambda tx: tx.execute(query.values(language=language)))


def messages(company: Company) -> list[Message]:
    rows = company.deliveries()

    def opened(tx: Transaction) -> list[Message]:
        return [open_body(tx, one.body, one.workspace_id, one.id) for one in rows]

    return company.database.run_now(opened)


async def test_a_replay_is_told_in_the_readers_language(company: Company) -> None:
    await say(company.database, "next", once_key="k")
    again = await say(company.database, "next", once_key="k")

    assert again.repeated
    assert again.message.headline.startswith(ACCENTED)


async def test_a_forged_press_is_refused_in_the_readers_language(
    company: Company,
) -> None:
    profile = Profile(name="Ada", locale=PSEUDO)
    pressed = Pressed(ADA, "no such action", "", AT, profile=profile)
    reply = await press_safely(company.database, pressed)

    assert reply.refused
    assert reply.message.headline.startswith(ACCENTED)
    assert reply.message.language == PSEUDO


@pytest.mark.parametrize(
    ("locale", "chosen", "language"),
    [
        ("es-ES", "", "es"), ("", "", "en"), ("tlh", "", "en"),
        ("es-ES", "en", "en"), ("en-GB", "es", "es"),
    ],
)  # fmt: skip
async def test_a_choice_beats_the_platform_and_the_platform_beats_english(
    company: Company, locale: str, chosen: str, language: str
) -> None:
    choose(company, chosen)

    reply = await say(company.database, "next", locale=locale)
    refusal = await say(company.database, "who Nobody Known", locale=locale)

    assert reply.message.language == language
    assert refusal.refused
    assert refusal.message.language == language
    assert current_language() == "en"


async def test_a_fault_of_ours_is_told_in_the_language_they_chose(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(company, PSEUDO)

    def broken(*_: object) -> Reply:
        raise ZeroDivisionError

    monkeypatch.setattr(handlers.answer, "dispatch", broken)
    reply = await say(company.database, "next", locale="en-GB")

    assert reply.refused
    assert reply.message.headline.startswith(ACCENTED)
    assert reply.message.sections[1].text == "next"


@pytest.mark.parametrize("when", ["first", "after a fault"])
async def test_without_a_database_the_platform_says_the_language(
    company: Company, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    def broken(*_: object) -> Reply:
        company.database.close()
        raise ZeroDivisionError

    if when == "first":
        company.database.close()
    monkeypatch.setattr(handlers.answer, "dispatch", broken)
    reply = await say(company.database, "next")

    assert reply.refused
    assert reply.message.headline.startswith(ACCENTED)
    assert reply.message.language == PSEUDO


async def test_the_platforms_language_is_kept_and_followed_when_it_changes(
    company: Company,
) -> None:
    def kept() -> object:
        return company.row(Leader, id=company.leader("Ada").leader_id).locale

    for locale, known in [
        ("es-ES", "es-ES"), ("", "es-ES"), ("en-GB", "en-GB"),
        ("x" * 10_000, "x" * LONGEST_LOCALE),
    ]:  # fmt: skip
        await say(company.database, "next", locale=locale)
        assert kept() == known

    profile = Profile(name="Ada", zone="Europe/London", locale="es-MX")
    company.database.run_now(lambda tx: follow_profile(tx, ADA, profile=profile, at=AT))
    assert kept() == "es-MX"


async def test_what_comes_by_itself_is_in_the_language_last_heard_of(
    company: Company,
) -> None:
    await say(company.database, "add Dana Whitfield", locale="es-ES")
    company.move_clock_of(company.leader("Ada").leader_id)
    await run_due(company.database, at=AT)

    assert [one.language for one in messages(company)] == ["es"]


async def test_a_step_that_was_put_off_says_why_it_comes_in_that_language_too(
    company: Company,
) -> None:
    await say(company.database, "add Dana Whitfield")
    company.move_clock_of(company.leader("Ada").leader_id)
    await run_due(company.database, at=AT)
    put_off = sa.update(SuggestionRow).values(state="later", returns_at=AT)
    company.database.run_now(lambda tx: tx.execute(put_off))
    assert await run_due(company.database, at=AT)

    assert all(one.to_stop.startswith(ACCENTED) for one in messages(company))


async def test_a_notice_is_in_the_language_of_who_reads_it(company: Company) -> None:
    shared = company.say("Ada", "share Cut-over a week early with Rosa")
    choose(company, PSEUDO)
    company.hears("Rosa Lim", f"confirm {codes(shared, 'confirm')[0]}")

    assert [one.language for one in messages(company)] == [PSEUDO]


async def test_a_day_may_be_typed_in_the_language_they_chose(
    company: Company,
) -> None:
    await say(company.database, "add Dana Whitfield", locale="en-GB")
    line = "remind pause until 3 de mayo"
    choose(company, "es")
    assert not (await say(company.database, line, locale="en-GB")).refused
    kept = company.row(Leader, id=company.leader("Ada").leader_id)
    assert kept.paused_through == date(2026, 5, 2)  # until: without it


def test_what_was_made_in_a_language_stays_in_it() -> None:
    with speaking(PSEUDO):
        message = Message(headline="x")
        form = Form(title="x", action="x", subject="", fields=())
    stored = Message.model_validate_json(message.model_dump_json())

    assert (stored.language, form.language) == (PSEUDO, PSEUDO)
    assert form.submit.startswith(ACCENTED)
    assert Message.model_validate_json('{"headline": "old"}').language == "en"
