"""`link bring`: the book that was set aside, copied into the one of both sides."""

import pytest
import sqlalchemy as sa

from storage.database.transactions import Database, Transaction
from storage.models import AgendaItem, Contact, Person, Tie
from storage.people.same import remember_id
from storage.upkeep.bring_book import WITH_ID
from tests.handlers.company import Company, words
from tests.handlers.links.both_sides import Sides, code_in, opened_by

WRITTEN = (
    "add Kim Ito, CFO in Finance",
    "add Dana Whitfield in Operations",
    "add Ben Okoro as colleague",
    "log Kim call yesterday listened 70%: brought note",
    "plan Kim lunch in 6 days 12:30: brought lunch",
    "Ben knows Kim",
    "ask Ben for an introduction to Kim",
    "given Kim: brought gift",
    "topic Kim: brought topic",
    "remark Kim: brought remark",
    "agenda Brought plan, decision 12 June, pnl Kim",
    "need Kim on A-1: brought need",
    "motivator Kim from Ben: brought motivator",
    "heard Kim on A-1: brought view",
    "stance Kim on A-1 resistant, wanted supportive",
)


@pytest.fixture
def sides(database: Database) -> Sides:
    both = Sides(
        Company(database, tenant="T1", surface="slack"),
        Company(database, tenant="tenant-1", surface="teams"),
    )
    both.slack.hears("Ada", "add Dana Whitfield, COO in Operations")
    both.slack.hears("Ada", "agenda First plan")
    for line in WRITTEN:
        both.teams.hears("Ada", line)
    both.link()
    return both


def test_everything_of_the_other_book_is_brought_and_said(sides: Sides) -> None:
    said = sides.slack.hears("Ada", "link bring")

    assert "New in this directory: Ben Okoro and Kim Ito." in said
    assert "Taken to be who was known here already: Dana Whitfield." in said
    who = sides.slack.hears("Ada", "who Kim")
    assert "CFO" in who
    assert "at 12:30: lunch with Kim Ito" in who
    assert "Your note: brought lunch" in who
    story = sides.slack.hears("Ada", "why Kim history")
    everything = who + story + sides.slack.hears("Ada", "agenda A-2")
    everything += sides.slack.hears("Ada", "topic Kim") + sides.slack.hears(
        "Ada", "ask"
    )
    everything += sides.slack.hears("Ada", "prep Kim")
    for word in ("note", "topic", "motivator", "need", "view", "plan"):
        assert f"rought {word}" in everything, word
    assert "First plan" in sides.slack.hears("Ada", "agenda A-1")


def test_brought_again_nothing_is_doubled(sides: Sides) -> None:
    sides.slack.hears("Ada", "link bring")
    before = [sides.slack.count(model) for model in (Contact, Person, Tie)]

    assert "nothing in the book of Teams" in sides.teams.is_refused("Ada", "link bring")
    assert [sides.slack.count(model) for model in (Contact, Person, Tie)] == before


def test_undo_takes_all_of_it_out_again(sides: Sides) -> None:
    before = [sides.slack.count(model) for model in (Contact, Person, Tie)]
    sides.slack.hears("Ada", "link bring")

    assert sides.slack.hears("Ada", "undo").startswith("Undone")

    assert [sides.slack.count(model) for model in (Contact, Person, Tie)] == before
    sides.slack.is_refused("Ada", "who Kim")
    assert "Brought" in sides.slack.hears("Ada", "link bring")


def test_the_other_book_stays_as_it_was(sides: Sides) -> None:
    sides.slack.hears("Ada", "link bring")
    sides.slack.hears("Ada", "forget Kim yes")
    sides.slack.hears("Ada", "unlink yes")

    assert "brought note" in sides.teams.hears("Ada", "who Kim")
    assert "Brought plan" in sides.teams.hears("Ada", "agenda A-1")
    sides.slack.is_refused("Ada", "who Kim")


def test_forgetting_says_who_is_in_the_book_that_was_set_aside(sides: Sides) -> None:
    said = sides.slack.hears("Ada", "forget Dana Whitfield yes")
    assert "The book of Teams that you set aside when linking has a Dana" in said

    sides.slack.hears("Ada", "unlink yes")
    assert "set aside" not in sides.teams.hears("Ada", "forget Dana Whitfield yes")


def test_of_one_name_in_another_unit_nobody_is_merged_or_doubled(sides: Sides) -> None:
    sides.slack.hears("Ada", "add Kim Ito in Legal")

    said = sides.slack.hears("Ada", "link bring")

    assert "can't tell whether it is the same person: Kim Ito (Finance)." in said
    assert "add another Kim Ito, in Finance" in said
    assert "brought note" not in sides.slack.hears("Ada", "who Kim")

    sides.slack.hears("Ada", "add another Kim Ito, in Finance")
    sides.slack.hears("Ada", "link bring")
    assert "brought note" in sides.slack.hears("Ada", "who Kim (Finance)")
    assert "brought note" not in sides.slack.hears("Ada", "who Kim (Legal)")


def test_one_address_is_one_person_whatever_they_are_called(sides: Sides) -> None:
    sides.slack.hears("Ada", "add Kimiko Ito-Smith in Legal")

    def imported(tx: Transaction) -> None:
        table = sa.select(Person).subquery()
        rows = tx.execute(sa.select(table.c.id, table.c.workspace_id, table.c.name))
        for row in rows.all():
            if "Ito" in row.name:
                mail = "kim@acme.example"
                remember_id(tx, row.workspace_id, row.id, mail, source="email")

    sides.slack.database.run_now(imported)

    said = sides.slack.hears("Ada", "link bring")

    assert "Kim Ito" in said.partition("known here already:")[2]
    assert "brought note" in sides.slack.hears("Ada", "who Kimiko")


def test_two_of_one_name_there_are_not_one_here(sides: Sides) -> None:
    sides.slack.hears("Ada", "unlink yes")
    sides.teams.hears("Ada", "add another Ben Okoro")
    sides.slack.hears("Ada", "add Ben Okoro")
    sides.link()

    said = sides.slack.hears("Ada", "link bring")

    assert "can't tell whether it is the same person: Ben Okoro and Ben Okoro." in said


def test_who_is_not_linked_brings_nothing(sides: Sides) -> None:
    sides.slack.hears("Ada", "unlink yes")

    assert "not linked" in sides.slack.is_refused("Ada", "link bring")
    assert "not linked" in sides.teams.is_refused("Mallory", "link bring")


def test_nothing_of_anybody_elses_book_comes_along(sides: Sides) -> None:
    sides.teams.hears("Mallory", "log Kim call: a note of Mallory")

    reply = sides.slack.say("Ada", "link bring")

    assert "Mallory" not in words(reply.message)
    assert "a note of Mallory" not in sides.slack.hears("Ada", "why Kim history")


def test_linked_the_other_way_round_what_came_from_here_does_not_come_back(
    sides: Sides,
) -> None:
    sides.slack.hears("Ada", "link bring")
    sides.slack.hears("Ada", "log Dana call yesterday: of Slack alone")
    sides.slack.hears("Ada", "unlink yes")
    code = code_in(sides.teams.say("Ada", "link"))
    sides.slack.hears("Ada", f"link {code}")
    sides.slack.hears("Ada", "link yes")
    sides.teams.hears("Ada", "link yes")
    book = opened_by(sides.teams, "Ada")
    before = {model: sides.teams.count(model, leader_id=book) for model in WITH_ID}

    sides.teams.hears("Ada", "link bring")

    after = {model: sides.teams.count(model, leader_id=book) for model in WITH_ID}
    new = {model for model in WITH_ID if after[model] != before[model]}
    assert new == {Contact, AgendaItem}
    assert after[Contact] == before[Contact] + 1  # Dana's call
    assert after[AgendaItem] == before[AgendaItem] + 1  # First plan
    assert "First plan" in sides.teams.hears("Ada", "agenda A-2")
