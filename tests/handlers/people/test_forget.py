"""`forget`: what a leader kept about somebody is erased, for good and only theirs."""

from collections.abc import Sequence
from datetime import UTC, datetime, time
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlmodel import col

from handlers.turn import Address, Pressed, Profile, Reply
from scheduler.outgoing import Target, open_body, send_once
from storage.database.transactions import Transaction
from storage.message import Button, Message
from storage.models import (
    Ask,
    Change,
    Contact,
    DeclaredTie,
    Delivery,
    Given,
    Person,
    SuggestionEvent,
    SuggestionRow,
    Tie,
)
from tests.handlers.company import TODAY, Company, words

AT = datetime.combine(TODAY, time(12), UTC)
OWN = (Contact, Tie, DeclaredTie, Ask, Given, SuggestionRow, SuggestionEvent)


def remember(company: Company) -> None:
    """Let Ada keep something of every kind about Dana."""
    for line in (
        "add Dana Whitfield, COO",
        "log Dana call yesterday: a unique worry",
        "Ben knows Dana",
        "ask Dana for a favour: a review",
        "given Dana: a summary",
        "next",
    ):
        company.hears("Ada", line)


def counts(company: Company) -> Sequence[int]:
    return [company.count(model) for model in OWN]


def test_it_asks_first(company: Company) -> None:
    remember(company)
    before = counts(company)

    reply = company.say("Ada", "forget Dana")

    assert reply.message.headline == "Forget Dana Whitfield, COO in Operations?"
    [button] = [one for one in reply.message.buttons if isinstance(one, Button)]
    assert (button.label, button.style) == ("Forget Dana", "danger")
    assert "Without buttons, type yes or no." in words(reply.message)
    assert counts(company) == before


@pytest.mark.parametrize("answer", ["yes", "Yes.", "sí", "forget Dana"])
def test_a_typed_yes_forgets_whoever_was_asked_about(
    company: Company, answer: str
) -> None:
    remember(company)
    company.say("Ada", "forget Dana")
    if answer == "forget Dana":
        company.say("Ada", answer)
        answer = "yes"
    assert "Forgotten: Dana Whitfield." in company.hears("Ada", answer)
    assert company.count(Contact) == 0


@pytest.mark.parametrize("answer", ["no", "nothing", "next", "met Rosa today"])
def test_anything_but_yes_forgets_nobody(company: Company, answer: str) -> None:
    remember(company)
    company.say("Ada", "forget Dana")
    company.say("Ada", answer)
    company.say("Ada", "yes")
    assert company.count(Contact, person_id=company.person_id("Dana Whitfield")) == 1


def test_everything_about_them_goes(company: Company) -> None:
    remember(company)
    assert all(counts(company)[:5])

    said = company.hears("Ada", "forget Dana Whitfield yes")

    assert said.startswith("Forgotten: Dana Whitfield. This can't be undone.")
    assert counts(company) == [0] * len(OWN)
    assert company.hears("Ada", "undo") == "Undone: service Payroll."  # set up before


def press_forget(company: Company, name: str, subject: str) -> Reply:
    pressed = Pressed(
        by=Address(company.surface, company.tenant, name),
        action="forget",
        subject=subject,
        at=AT,
        profile=Profile(name=name),
    )
    return company.take(pressed)


def test_the_button_forgets_for_the_one_who_presses(company: Company) -> None:
    remember(company)
    company.hears("Ben Okoro", "log Dana call")
    dana = company.person_id("Dana Whitfield")

    assert not press_forget(company, "Ben Okoro", dana).refused

    assert company.count(Contact) == 1
    assert "a unique worry" in company.hears("Ada", "who Dana")
    assert press_forget(company, "Ada", "no such id").refused
    assert press_forget(company, "Ada", "").refused


def test_another_workspace_cannot_reach_them(company: Company) -> None:
    remember(company)
    dana = company.person_id("Dana Whitfield")
    stranger = Company(company.database, tenant="elsewhere")
    stranger.leader("Eve")

    said = press_forget(stranger, "Eve", dana)

    assert said.refused
    assert company.count(Contact) == 1


def test_somebody_only_they_knew_leaves_the_directory(company: Company) -> None:
    company.hears("Ada", "add Lee Park, CFO in Finance")
    company.hears("Ada", "log Lee call: worried")

    assert "They are out of the directory too." in company.hears(
        "Ada", "forget Lee yes"
    )
    assert "I don't know “Lee”" in company.is_refused("Ada", "who Lee")


@pytest.mark.parametrize(
    "line",
    [
        "add Max Weber as colleague reports to Lee Park",
        "add Lee Park, head of Finance",
        "service Ledger for Finance owned by Lee Park",
        "rate Payroll 4 by Lee Park",
    ],
)
def test_somebody_others_need_stays_in_the_directory(
    company: Company, line: str
) -> None:
    company.hears("Ada", "add Lee Park in Operations")
    company.hears("Ada", line.replace("Lee Park, head", "Lee Park (Operations), head"))

    assert "Their name stays in the directory" in company.hears("Ada", "forget Lee yes")
    assert company.row(Person, name="Lee Park")


def test_somebody_another_leader_knows_stays(company: Company) -> None:
    company.hears("Ada", "add Lee Park")
    company.hears("Ben Okoro", "log Lee call")

    assert "stays in the directory" in company.hears("Ada", "forget Lee yes")
    assert company.hears("Ben Okoro", "who Lee")


def test_a_leader_cannot_forget_themselves(company: Company) -> None:
    assert "That is you." in company.is_refused("Ada", "forget Ada yes")


def test_messages_that_name_them_are_emptied(company: Company) -> None:
    remember(company)
    ada = company.leader("Ada")

    def send(tx: Transaction) -> None:
        for key, headline in (("a", "Call Dana today"), ("b", "Call Kim today")):
            send_once(
                tx, Message(headline=headline), once_key=key, kind="nudge",
                workspace_id=ada.workspace_id, leader_id=ada.leader_id,
                to=Target("terminal", "acme", "Ada"), on=TODAY, at=AT,
            )  # fmt: skip

    company.database.run_now(send)
    company.hears("Ada", "forget Dana yes")

    def read(tx: Transaction) -> list[str]:
        rows = tx.execute(sa.select(Delivery).order_by(col(Delivery.once_key)))
        return [
            open_body(tx, row.body, row.workspace_id, row.id).headline for row in rows
        ]

    first, second = company.database.run_now(read)
    assert "forget" in first
    assert second == "Call Kim today"


def test_no_trace_is_left_in_what_undo_keeps(company: Company) -> None:
    company.hears("Ada", "log Dana and Kim call: a unique worry")
    company.hears("Ada", "log Kim call")

    company.hears("Ada", "forget Dana yes")

    assert company.count(Change) < 3
    assert company.hears("Ada", "undo") == "Undone: call with Kim Ito."


def test_the_write_ahead_log_is_emptied(company: Company) -> None:
    remember(company)
    log = Path(company.database.url.removeprefix("sqlite:///") + "-wal")
    assert log.stat().st_size > 0

    company.hears("Ada", "forget Dana yes")

    assert log.stat().st_size == 0
