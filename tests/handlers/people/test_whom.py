"""Whom a form is about: one person of the book, however they were named, never two."""

import pytest

from handlers.turn import Reply
from storage.database.transactions import Database
from storage.leaders.leaders import welcome_leader
from storage.models import Contact, Person
from storage.people.same import remember_id
from tests.handlers.company import Company, words
from tests.handlers.test_speaker_and_form import AT, send


@pytest.fixture
def slack_company(sqlite_database: Database) -> Company:
    """Ada's book in Slack, where colleagues can be picked: Rosa and two of one name."""
    company = Company(sqlite_database, tenant="T1", surface="slack")
    company.say("Ada", "add Rosa Lim, Payroll lead in Operations")
    company.say("Ada", "add Dana Bell in Finance")
    company.say("Ada", "add another Dana Bell in Sales")
    return company


def pick(company: Company, mention: str, **more: str) -> Reply:
    answers = {"who": "", "colleague": mention, "listened": "", **more}
    return send(company, **answers)


def test_whoever_is_new_joins_the_directory_by_their_account(
    slack_company: Company,
) -> None:
    said = words(pick(slack_company, "<@U7|Zoe Quill>").message)
    assert said.startswith("Logged: call with Zoe Quill")
    assert slack_company.row(Person, name="Zoe Quill").user_key == "U7"

    again = words(pick(slack_company, "<@U7|Zoe Q.>").message)
    assert again.startswith("Logged: call with Zoe Quill")
    assert slack_company.count(Contact) == 2


def test_one_undo_takes_back_the_contact_and_the_newcomer(
    slack_company: Company,
) -> None:
    slack_company.undo(pick(slack_company, "<@U7|Zoe Quill>"))
    assert slack_company.people("Zoe Quill") == []
    assert slack_company.count(Contact) == 0


def test_an_account_nobody_claimed_is_the_person_of_that_full_name(
    slack_company: Company,
) -> None:
    reply = pick(slack_company, "<@U2|rosa LIM>")
    said = words(reply.message)
    assert "From now on I know this Slack account as Rosa Lim, Payroll lead" in said
    [rosa] = slack_company.people("Rosa Lim")
    assert rosa.user_key == "U2"

    slack_company.undo(reply)
    [rosa] = slack_company.people("Rosa Lim")
    assert rosa.user_key == ""


def test_another_account_of_the_same_name_is_somebody_else(
    slack_company: Company,
) -> None:
    pick(slack_company, "<@U2|Rosa Lim>")
    pick(slack_company, "<@U3|Rosa Lim>")
    assert sorted(one.user_key for one in slack_company.people("Rosa Lim")) == [
        "U2", "U3",
    ]  # fmt: skip


def test_which_of_two_of_one_name_is_asked_and_nothing_is_kept(
    slack_company: Company,
) -> None:
    reply = pick(slack_company, "<@U2|Dana Bell>")
    assert "several people called Dana Bell" in reply.field_errors["colleague"]
    assert len(slack_company.people("Dana Bell")) == 2
    assert slack_company.count(Contact) == 0


def test_an_account_is_known_by_the_id_it_was_imported_with(
    slack_company: Company,
) -> None:
    rosa = slack_company.row(Person, name="Rosa Lim")
    slack_company.database.run_now(
        lambda tx: remember_id(tx, rosa.workspace_id, rosa.id, "U5", source="id")
    )
    said = words(pick(slack_company, "<@U5|R. Lim-Santos>").message)
    assert said.startswith("Logged: call with Rosa Lim")
    assert slack_company.people("R. Lim-Santos") == []


def test_another_leader_is_the_person_they_are_in_the_book(
    slack_company: Company,
) -> None:
    slack_company.database.run_now(
        lambda tx: welcome_leader(
            tx,
            surface="slack",
            tenant="T1",
            user_key="UROSA",
            name="Rosa Lim",
            zone="UTC",
            zone_source="default",
            country="",
            at=AT,
        )
    )
    assert slack_company.row(Person, name="Rosa Lim").user_key == ""

    said = words(pick(slack_company, "<@UROSA|Rosie>").message)

    assert said.startswith("Logged: call with Rosa Lim")
    assert slack_company.people("Rosie") == []


@pytest.mark.parametrize(
    ("picked", "says"),
    [
        ("<@U404|>", "Slack did not tell me a name"),
        ("<@U404>", "Slack did not tell me a name"),
        ("<@U404|  >", "Slack did not tell me a name"),
        ("Zoe", "Pick somebody from the list."),
        ("<!channel>", "Pick somebody from the list."),
        ("<@U1|a><@U2|b>", "Pick somebody from the list."),
        ("x" * 4000, "Pick somebody from the list."),
        ("x" * 4001, "That is 4,001 characters"),
        ("<@U1|Zoe\x00>", "hidden control character"),
    ],
)
def test_a_pick_that_says_nobody_is_told_on_its_field(
    slack_company: Company, picked: str, says: str
) -> None:
    before = slack_company.count(Person)
    reply = pick(slack_company, picked)
    assert says in reply.field_errors["colleague"]
    assert slack_company.count(Person) == before
    assert slack_company.count(Contact) == 0


def test_nobody_at_all_is_told_on_the_search(slack_company: Company) -> None:
    reply = pick(slack_company, "")
    assert reply.field_errors["who"] == (
        "Search for who it was, or pick a colleague below."
    )


def test_somebody_searched_and_somebody_picked_are_two_and_one_twice_is_one(
    slack_company: Company,
) -> None:
    rosa = slack_company.row(Person, name="Rosa Lim")
    said = words(
        pick(
            slack_company, "<@U7|Zoe Quill>", who=f"#{rosa.id}\n#{rosa.id}\nRosa"
        ).message
    )
    assert said.startswith("Logged: call with Rosa Lim and Zoe Quill")
    assert slack_company.count(Contact) == 2


@pytest.mark.parametrize("found", ["#", "#nobody", "#{theirs}", "#{theirs}\n+Zoe Q"])
def test_an_id_that_is_no_longer_or_elsewheres_finds_nobody(
    slack_company: Company, found: str
) -> None:
    other = Company(slack_company.database, tenant="T2", surface="slack")
    other.say("Eve", "add Femi Cole in Finance")
    theirs = other.row(Person, name="Femi Cole").id

    reply = pick(slack_company, "", who=found.format(theirs=theirs))

    assert "I do not know that person any more" in reply.field_errors["who"]
    assert slack_company.count(Contact) == 0
    assert slack_company.people("Zoe Q") == []


@pytest.mark.parametrize(
    ("line", "name", "unit"),
    [
        ("+Zoe Quill", "Zoe Quill", None),
        ("+Zoe Quill, CFO in Finance", "Zoe Quill", "Finance"),
        ("+ مريم", "مريم", None),
    ],
)
def test_somebody_new_is_added_with_the_contact_and_undone_with_it(
    slack_company: Company, line: str, name: str, unit: str | None
) -> None:
    reply = pick(slack_company, "", who=line)
    [new] = slack_company.people(name)
    assert (new.unit_id is not None) == (unit is not None)
    assert slack_company.count(Contact) == 1

    slack_company.undo(reply)
    assert slack_company.people(name) == []


def test_somebody_added_meanwhile_is_not_added_twice(slack_company: Company) -> None:
    pick(slack_company, "", who="+Rosa Lim")
    assert len(slack_company.people("Rosa Lim")) == 1


@pytest.mark.parametrize("line", ["+", "+12", "+<!channel>", "+" + "x" * 81])
def test_what_is_nobodys_name_is_not_added(slack_company: Company, line: str) -> None:
    before = slack_company.count(Person)
    reply = pick(slack_company, "", who=line)
    assert reply.field_errors["who"]
    assert slack_company.count(Person) == before


def test_a_mention_typed_into_the_search_makes_nobody_somebody_else(
    slack_company: Company,
) -> None:
    """Only Slack's own picker vouches for whose account it is."""
    answers = {"who": "+<@U7|Zoe Quill>", "colleague": "", "listened": ""}
    said = words(send(slack_company, **answers).message)
    assert said.startswith("Logged: call with Zoe Quill")
    assert slack_company.row(Person, name="Zoe Quill").user_key == ""
