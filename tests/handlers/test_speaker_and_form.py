"""Who is welcomed, and the log form that is sent."""

import asyncio
from collections.abc import Awaitable
from datetime import UTC, datetime, time

import pytest
import sqlalchemy as sa

from handlers.answer import answer, press
from handlers.speaker import name_on
from handlers.turn import Address, Pressed, Profile, Refusal, Reply, Said
from handlers.verbs import PRESSES
from storage.database.transactions import Database
from storage.models import Account, Contact, Leader, Person
from tests.handlers.company import TODAY, Company, words

AT = datetime.combine(TODAY, time(9), UTC)
FILLED = {
    "who": "Dana",
    "how": "call",
    "on": "2026-03-30",
    "listened": "70",
    "note": "x",
}


def send(company: Company, **values: str) -> Reply:
    pressed = Pressed(
        by=Address(company.surface, company.tenant, "Ada"),
        action="log",
        subject="",
        at=AT,
        values={**FILLED, **values},
        profile=Profile(name="Ada"),
    )
    return company.take(pressed)


def test_a_sent_form_is_a_contact(company: Company) -> None:
    said = words(send(company).message)

    assert said.startswith("Logged: call with Dana Whitfield, yesterday, Mon 30 March.")
    assert company.row(Contact).listened == 70


def test_what_is_optional_may_be_left_empty(company: Company) -> None:
    send(company, listened="", note="", how="declined")

    kept = company.row(Contact)
    assert (kept.kind, kept.outcome, kept.listened) == ("met", "declined", None)


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("who", "", "Who?"),
        ("who", "Zoe", "I don't know “Zoe”"),
        ("on", "2026-04-01", "still ahead"),
        ("on", "31 February", "There is no 31 February."),
        ("listened", "140", "can't be a share"),
        ("listened", "a lot", "Write a number from 0 to 100"),
        ("how", "telepathy", "Choose one"),
        ("note", "x" * 3001, "That is 3,001 characters"),
        ("note", "they said\x00", "control character (U+0000)"),
        ("who", "Dana\x00", "control character (U+0000)"),
        ("note", "half \ud83d", "control character (U+D83D)"),
    ],
)
def test_a_wrong_answer_is_said_at_its_field(
    company: Company, field: str, value: str, says: str
) -> None:
    reply = send(company, **{field: value})

    assert reply.refused
    assert says in reply.field_errors[field]
    assert company.count(Contact) == 0


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("Eve Moss", "Eve Moss"),
        ("  Eve\n Moss ", "Eve Moss"),
        ("", "U9"),
        (" \x00", "U9"),
    ],
)
def test_a_new_leader_has_a_clean_name(name: str, kept: str) -> None:
    assert name_on(Profile(name=name), Address("slack", "T1", "U9")) == kept


def hello_as(company: Company, name: str, key: str = "aad-7") -> str:
    """Let somebody say hello whose profile has this name; return the reply."""
    said = Said(
        Address(company.surface, company.tenant, key), "hello", AT,
        profile=Profile(name=name),
    )  # fmt: skip
    reply = company.database.run_now(lambda tx: answer(tx, said))
    return reply.message.headline


def test_a_name_told_late_is_taken_and_then_kept(company: Company) -> None:
    assert hello_as(company, "").startswith("Hello, aad-7.")
    assert hello_as(company, "Eve van der Moss").startswith("Hello, Eve.")
    assert hello_as(company, "").startswith("Hello, Eve.")
    assert hello_as(company, "Eva Moss").startswith("Hello, Eve.")

    eve = company.row(Person, name="Eve van der Moss")
    assert (eve.first_key, eve.last_key, eve.user_key) == ("eve", "moss", "aad-7")
    assert company.count(Person, name="aad-7") == 0
    assert company.row(Account, user_key="aad-7").display_name == "Eve van der Moss"


def test_who_was_added_before_their_name_was_told_is_one_person(
    company: Company,
) -> None:
    company.person("Eve Moss", "Finance")
    hello_as(company, "")
    hello_as(company, "Eve Moss")

    assert company.count(Person, name="Eve Moss") == 1
    eve = company.row(Person, name="Eve Moss")
    assert eve.unit_id is not None
    assert company.count(Leader, person_id=eve.id) == 1


def test_a_name_told_late_takes_nobody_who_uses_the_bot(company: Company) -> None:
    hello_as(company, "Eve Moss", key="aad-6")
    hello_as(company, "")
    hello_as(company, "Eve Moss")

    assert company.count(Person, name="Eve Moss") == 2


@pytest.mark.parametrize(
    ("zone", "kept", "source", "hour"),
    [
        ("Europe/Berlin", "Europe/Berlin", "profile", 6),
        ("Mars/Olympus", "UTC", "default", 8),
        ("", "UTC", "default", 8),
    ],
)
def test_a_new_leader_has_a_first_card(
    company: Company, zone: str, kept: str, source: str, hour: int
) -> None:
    said = Said(
        Address("terminal", "acme", "eve"), "help", AT,
        profile=Profile(name="Eve Moss", zone=zone),
    )  # fmt: skip
    company.database.run_now(lambda tx: answer(tx, said))

    row = company.row(Leader, created_at=AT, zone=kept)
    assert row.zone_source == source
    assert row.next_nudge_at == datetime(2026, 4, 1, hour, 30, tzinfo=UTC)


def test_a_zone_that_this_machine_does_not_know_is_taken_as_utc(
    company: Company,
) -> None:
    company.hears("Ada", "add Dana Whitfield")
    company.database.run_now(
        lambda tx: tx.execute(sa.update(Leader).values(zone="Mars/Olympus"))
    )

    said = company.hears("Ada", "log Dana call")

    assert said.startswith("Logged: call with Dana Whitfield, today, ")


def test_the_locale_decides_how_an_unclear_date_is_read(company: Company) -> None:
    said = Said(
        Address("terminal", "acme", "Ada"), "log Dana call 03/05", AT,
        profile=Profile(name="Ada", locale="en-US"),
    )  # fmt: skip
    reply = company.database.run_now(lambda tx: answer(tx, said))

    assert "03/05 read as Thu 5 March" in words(reply.message)


@pytest.mark.parametrize("odd", ["\x00", "\ud83d"])
@pytest.mark.parametrize("action", sorted(PRESSES))
def test_a_button_with_an_impossible_id_is_refused(
    company: Company, action: str, odd: str
) -> None:
    pressed = Pressed(
        by=Address(company.surface, company.tenant, "Ada"),
        action=action,
        subject=odd,
        at=AT,
        profile=Profile(name="Ada"),
    )
    with pytest.raises(Refusal, match="older version"):
        company.database.run_now(lambda tx: press(tx, pressed))


def test_nobody_becomes_somebody_else_by_taking_their_name(company: Company) -> None:
    company.person("Zoe Quill", "Operations")
    zoe = company.person_id("Zoe Quill")
    company.mention("Zoe Quill", "UZOE")

    def welcome(user_key: str) -> str:
        said = Said(
            by=Address(company.surface, company.tenant, user_key),
            text="list",
            at=AT,
            profile=Profile(name="Zoe Quill"),
        )
        company.database.run_now(lambda tx: answer(tx, said))
        account = company.row(Account, user_key=user_key)
        return str(company.row(Leader, id=account.leader_id).person_id)

    assert welcome("UMALLORY") != zoe
    assert welcome("UZOE") == zoe


async def test_those_who_come_first_at_once_are_all_welcomed(
    database: Database,
) -> None:
    def come(user_key: str) -> Awaitable[Reply]:
        said = Said(
            by=Address("slack", "TNEW", user_key),
            text="list",
            at=AT,
            profile=Profile(name=user_key),
        )
        return database.run_patiently(lambda tx: answer(tx, said))

    await asyncio.gather(*(come(user) for user in ("U1", "U2", "U3", "U1", "U2")))

    count = sa.select(sa.func.count()).select_from(Leader)
    assert database.run_now(lambda tx: tx.execute(count).scalar_one()) == 3
