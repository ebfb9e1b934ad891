"""“Did it happen?” is answered in words where one meeting waits for an answer."""

from datetime import date, time

import pytest

from storage.models import Contact
from tests.handlers.company import TODAY, Company, words
from tests.handlers.doubts.asking import choices, press

FRIDAY = date(2026, 3, 27)
MONDAY = date(2026, 3, 30)


@pytest.fixture
def ada(company: Company) -> Company:
    """Ada, who planned a lunch with Rosa for yesterday."""
    company.hears("Ada", "plan Rosa lunch 2026-03-30", on=FRIDAY)
    return company


@pytest.mark.parametrize(
    ("line", "outcome"),
    [
        ("it happened", "met"),
        ("took place", "met"),
        ("ya pasó", "met"),
        ("they declined", "declined"),
        ("it was postponed", "postponed"),
    ],
)
def test_it_is_logged_on_its_day(ada: Company, line: str, outcome: str) -> None:
    ada.hears("Ada", line)
    contact = ada.row(Contact)
    assert contact.person_id == ada.person_id("Rosa Lim")
    assert (contact.on, contact.outcome) == (MONDAY, outcome)


@pytest.mark.parametrize("line", ["it didn't happen", "we didn't meet", "no pasó"])
def test_what_did_not_happen_ends_the_plan_and_logs_nothing(
    ada: Company, line: str
) -> None:
    ada.hears("Ada", line)
    assert ada.count(Contact) == 0


def test_of_several_it_asks_which_and_a_press_answers(ada: Company) -> None:
    ada.hears("Ada", "plan Kim coffee 2026-03-30", on=FRIDAY)
    asked = ada.say("Ada", "it happened")
    assert asked.refused
    [kim] = [one for label, one in choices(asked).items() if "Kim" in label]
    assert press(ada, "Ada", kim).in_place
    assert ada.row(Contact, outcome="met").person_id == ada.person_id("Kim Ito")


def test_of_several_a_name_answers(ada: Company) -> None:
    ada.hears("Ada", "plan Kim coffee 2026-03-30", on=FRIDAY)
    ada.say("Ada", "it happened")
    ada.hears("Ada", "the one with Rosa")
    assert ada.row(Contact, outcome="met").person_id == ada.person_id("Rosa Lim")


@pytest.mark.parametrize("line", ["it happened again", "did it happen?", "happened on"])
def test_a_line_with_more_in_it_answers_nothing(ada: Company, line: str) -> None:
    ada.say("Ada", line)
    assert ada.count(Contact, outcome="met") == 0


def test_with_no_meeting_to_answer_for_nothing_is_logged(company: Company) -> None:
    reply = company.say("Ada", "it happened", on=TODAY, at=time(9))
    assert "nothing was changed" in words(reply.message)
    assert company.count(Contact) == 0


@pytest.mark.parametrize("line", ["yes", "sí"])
def test_yes_alone_answers_what_the_card_asks(ada: Company, line: str) -> None:
    ada.hears("Ada", line)
    assert ada.row(Contact).outcome == "met"
