"""Whom a search in the directory finds, letter by letter, and in which order."""

from datetime import date

import pytest

from storage.contacts.facts import ContactFact
from storage.contacts.store import list_person, remember_contact
from storage.database.transactions import Database, Transaction
from storage.database.writer import Writer
from storage.people.search import people_starting, searcher_at
from storage.people.store import add_person
from tests.storage.people.test_people_named import writer_at

NAMES = ("Dana Whitfield", "Dana Stone", "Mo Danish", "Kim Lee-Park", "100 %_ Zoë")


@pytest.fixture
def filled(database: Database) -> Database:
    """Two workspaces with the same people; in one, Ada has ties with three of them."""

    def fill(tx: Transaction) -> None:
        for tenant in ("acme", "elsewhere"):
            writer = writer_at(tx, tenant)
            ids = {name: add_person(writer, name) for name in NAMES}
            if tenant == "acme":
                tie(writer, ids)

    database.run_now(fill)
    return database


def tie(writer: Writer, ids: dict[str, str]) -> None:
    for name, day in (("Kim Lee-Park", 2), ("Mo Danish", 9)):
        on = date(2026, 3, day)
        remember_contact(writer, ContactFact(ids[name], on, writer.at, kind="call"))
    list_person(writer, ids["Dana Stone"], today=date(2026, 3, 1))


def found(
    database: Database, typed: str, tenant: str = "acme", limit: int = 100
) -> list[str]:
    def search(tx: Transaction) -> list[str]:
        searcher = searcher_at(tx, surface="terminal", tenant=tenant, user_key="ada")
        assert searcher is not None
        people = people_starting(
            tx,
            workspace_id=searcher[0],
            leader_id=searcher[1],
            but=searcher[2],
            typed=typed,
            limit=limit,
        )
        return [person.name for person in people]

    return database.run_now(search)


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("da", ["Dana Stone", "Mo Danish", "Dana Whitfield"]),
        ("DANA w", ["Dana Whitfield"]),
        ("whit dana", ["Dana Whitfield"]),
        ("ana", []),  # not the start of a word
        ("zoë", ["100 %_ Zoë"]),
        ("%", ["100 %_ Zoë"]),
        ("_", []),
        ("%a", []),
        ("\\", []),
        ("ada", []),  # the leader themselves
        ("مرحبا", []),
        ("😀", []),
        ("a b c d e f g h i", []),  # more words than a name has
    ],
)
def test_each_typed_word_starts_a_word_of_the_name(
    filled: Database, typed: str, names: list[str]
) -> None:
    assert found(filled, typed) == names


def test_without_a_letter_those_come_whom_the_leader_has_ties_with(
    filled: Database,
) -> None:
    assert found(filled, "") == ["Dana Stone", "Mo Danish", "Kim Lee-Park"]


def test_another_workspace_has_the_same_names_and_no_ties(filled: Database) -> None:
    assert found(filled, " ", "elsewhere") == []
    assert found(filled, "da", "elsewhere") == [
        "Dana Stone", "Dana Whitfield", "Mo Danish",
    ]  # fmt: skip


def test_no_more_than_asked_for(filled: Database) -> None:
    assert found(filled, "da", limit=2) == ["Dana Stone", "Mo Danish"]


def test_a_stranger_searches_nowhere(filled: Database) -> None:
    nobody = filled.run_now(
        lambda tx: searcher_at(tx, surface="terminal", tenant="acme", user_key="eve")
    )
    assert nobody is None
