"""Whole conversations as people have them: what is kept at their end, not what is said.

Now is Tuesday, 31 March 2026, 09:00 in London. The cases stand in
`tests/cases/dialogues.tsv`.
"""

import csv
from datetime import date, time, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from handlers.turn import Reply
from storage.contacts.store import note_of
from storage.database.transactions import Transaction
from storage.models import Contact, Person, SuggestionRow, Tie
from tests.handlers.company import TODAY, Company, words
from tests.handlers.doubts.asking import choices

CASES = Path(__file__).parents[1] / "cases" / "dialogues.tsv"
YESTERDAY = TODAY - timedelta(days=1)
FRIDAY = date(2026, 3, 27)


def dialogues() -> dict[str, list[str]]:
    """Return the lines of each conversation by its name."""
    found: dict[str, list[str]] = {}
    with CASES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            found.setdefault(row["name"], []).append(row["you type"])
    return found


LINES = dialogues()


@pytest.fixture
def ada(company: Company) -> Company:
    """Ada's book: two Danas, Sam, Kim, and Rosa on her list."""
    company.person("Dana Reyes", "Legal")
    company.person("Mark Bell", "Finance", boss="Kim Ito")
    company.hears("Ada", "add Dana Whitfield, COO in Operations", on=FRIDAY)
    company.hears("Ada", "add Dana Reyes in Legal", on=FRIDAY)
    company.hears("Ada", "add Rosa Lim in Operations", on=FRIDAY)
    return company


def live(company: Company, name: str) -> list[Reply]:
    """Say all lines of a conversation, a minute apart, and return the replies."""
    return [
        company.say("Ada", line, at=time(9, minute))
        for minute, line in enumerate(LINES[name])
    ]


def only_contact(company: Company, name: str) -> Contact:
    """Return the one contact there is; it is with this person."""
    contact = Contact(**company.row(Contact)._mapping)
    assert contact.person_id == company.person_id(name)
    return contact


def note(company: Company, contact: Contact) -> str:
    """Return the private note of a contact."""
    return company.database.run_now(lambda tx: note_of(tx, contact))


def test_every_conversation_of_the_cases_is_lived_here() -> None:
    assert set(LINES) == LIVED


LIVED = {
    "which Dana, surname", "which Dana, by role", "which Dana, ordinal",
    "did you mean, no", "unknown, then yes", "listened in words", "listened mostly",
    "listened no idea", "correction of kind", "correction, edit verb",
    "pronoun next meeting", "undo in words", "forget, yes", "answer to a step",
    "fix day asked", "half line, then rest", "thanks",
}  # fmt: skip


def test_which_dana_is_answered_by_her_surname(ada: Company) -> None:
    asked, _ = live(ada, "which Dana, surname")
    assert asked.refused
    assert len(choices(asked)) == 3
    contact = only_contact(ada, "Dana Whitfield")
    assert (contact.kind, contact.on, contact.outcome) == ("met", YESTERDAY, "met")
    assert note(ada, contact) == "she likes the plan"


def test_which_dana_is_answered_by_her_role(ada: Company) -> None:
    live(ada, "which Dana, by role")
    contact = only_contact(ada, "Dana Whitfield")
    assert (contact.kind, contact.on) == ("call", TODAY)


def test_which_dana_is_answered_by_an_ordinal(ada: Company) -> None:
    asked, _ = live(ada, "which Dana, ordinal")
    second = list(choices(asked))[1]
    contact = only_contact(ada, second.partition(",")[0].partition(" in ")[0])
    assert (contact.kind, contact.on) == ("met", TODAY)


def test_no_and_another_name_asks_to_add_that_one(ada: Company) -> None:
    _, asked = live(ada, "did you mean, no")
    assert asked.refused
    assert any("Sam Smith" in label for label in choices(asked))
    ada.hears("Ada", "yes add him")
    only_contact(ada, "Sam Smith")


def test_an_unknown_name_is_added_and_logged_by_a_yes(ada: Company) -> None:
    asked, _ = live(ada, "unknown, then yes")
    assert asked.refused
    contact = only_contact(ada, "Tom")
    assert (contact.kind, contact.on) == ("met", TODAY)


@pytest.mark.parametrize(
    ("name", "share"),
    [("listened in words", 70), ("listened mostly", 75), ("listened no idea", None)],
)
def test_how_much_was_listened_is_told_in_words(
    ada: Company, name: str, share: int | None
) -> None:
    asked, _ = live(ada, name)
    assert "How much of it did you listen?" in words(asked.message)
    assert only_contact(ada, "Rosa Lim").listened == share


def test_the_kind_is_corrected_in_words(ada: Company) -> None:
    live(ada, "correction of kind")
    contact = only_contact(ada, "Kim Ito")
    assert (contact.kind, contact.on) == ("met", YESTERDAY)
    assert note(ada, contact) == "budget"


def test_edit_corrects_day_kind_and_person_one_after_the_other(ada: Company) -> None:
    live(ada, "correction, edit verb")
    contact = only_contact(ada, "Mark Bell")
    assert (contact.kind, contact.on) == ("met", FRIDAY)
    assert note(ada, contact) == "budget"


def test_i_see_her_again_sets_the_next_meeting(ada: Company) -> None:
    live(ada, "pronoun next meeting")
    contact = only_contact(ada, "Rosa Lim")
    assert (contact.on, contact.next_meeting_on) == (TODAY, date(2026, 4, 3))


def test_oops_takes_it_back(ada: Company) -> None:
    live(ada, "undo in words")
    assert ada.count(Contact) == 0


def test_a_yes_forgets_whoever_was_asked_about(ada: Company) -> None:
    reyes = ada.person_id("Dana Reyes")
    asked, _ = live(ada, "forget, yes")
    assert not asked.refused
    assert ada.count(Tie, person_id=reyes) == 0
    assert ada.count(Person, name="Dana Whitfield") == 1


def test_steps_are_answered_in_other_words(ada: Company) -> None:
    ada.hears("Ada", "log Rosa call 2026-03-05", on=FRIDAY)
    *_, last = live(ada, "answer to a step")
    assert [one.state for one in steps(ada)].count("accepted") == 1
    assert last.refused
    assert last.message.headline == "Why not?"
    ada.hears("Ada", "wrong person")
    assert [one.state for one in steps(ada)].count("refused") == 1


def steps(company: Company) -> list[SuggestionRow]:
    """Return Ada's steps, oldest first."""

    def read(tx: Transaction) -> list[SuggestionRow]:
        rows = tx.rows(sa.select(SuggestionRow))
        return [SuggestionRow(**row._mapping) for row in rows]

    return company.database.run_now(read)


def test_a_day_that_was_asked_for_is_told_in_a_few_words(ada: Company) -> None:
    live(ada, "fix day asked")
    assert only_contact(ada, "Kim Ito").on == date(2026, 2, 24)


def test_a_line_may_come_in_three_parts(ada: Company) -> None:
    live(ada, "half line, then rest")
    contact = only_contact(ada, "Rosa Lim")
    assert (contact.kind, contact.on) == ("met", YESTERDAY)


def test_thanks_and_great_record_nothing(ada: Company) -> None:
    _, *polite = live(ada, "thanks")
    assert only_contact(ada, "Rosa Lim").on == TODAY
    assert not [one for one in polite if one.refused]
