"""The dashboard: what a leader sees on it, from the first day to 500 people."""

from datetime import UTC, date, datetime, time

from handlers.home import PEOPLE_A_PAGE, home_message
from handlers.speaker import speaker_of
from handlers.turn import Address, Profile
from storage.database.transactions import Transaction
from storage.message import Button, Message
from tests.handlers.company import TODAY, Company, words


def home(company: Company, *, page: int = 1, on: date = TODAY) -> Message:
    at = datetime.combine(on, time(9), UTC)
    by = Address(company.surface, company.tenant, "Ada")

    def work(tx: Transaction) -> Message:
        profile = Profile(name="Ada", zone="Europe/London")
        speaker = speaker_of(tx, by, profile=profile, at=at)
        return home_message(tx, speaker, at=at, page=page)

    return company.database.run_now(work)


def buttons(message: Message) -> dict[str, Button]:
    found = [*message.buttons, *(b for s in message.sections for b in s.buttons)]
    return {one.label: one for one in found if isinstance(one, Button)}


def test_somebody_new_is_told_what_it_is_and_offered_the_form(company: Company) -> None:
    shown = home(company)

    assert shown.headline == "Welcome, Ada."
    assert shown.sections[0].text.startswith("I am Outreach.")
    assert shown.sections[1].text.startswith("Your notes are private")
    assert {"Set up in a minute", "Log a contact", "Card settings"} <= set(
        buttons(shown)
    )


def test_it_shows_steps_what_waits_the_people_and_the_settings(
    company: Company,
) -> None:
    company.hears("Ada", "add Dana Whitfield")
    company.hears("Ada", "issue open I-12 on Payroll due 22 March: late payslips")
    for day in ("3 March", "17 March", "30 March"):
        company.hears("Ada", f"log Dana postponed on {day}")

    said = words(home(company))

    assert "Ask " in said and "I-12 on Payroll" in said
    assert "Overdue (1)\nI-12 on Payroll, for Operations: nine days past due" in said
    assert "Invitations pause (1)\nDana Whitfield: no invitations through" in said
    assert "Your people (1)\nDana Whitfield" in said
    assert "Cards at 08:30, Mon to Fri." in said


def test_its_steps_carry_the_same_buttons_as_the_card(company: Company) -> None:
    company.hears("Ada", "add Dana Whitfield")
    company.hears("Ada", "issue open I-12 on Payroll due 22 March: late payslips")

    assert {"Done", "Why"} <= set(buttons(home(company)))


def test_looking_twice_shows_the_same(company: Company) -> None:
    company.hears("Ada", "add Dana Whitfield")
    company.hears("Ada", "issue open I-12 on Payroll due 22 March: late payslips")

    assert home(company) == home(company)


def test_people_come_in_pages(company: Company) -> None:
    for number in range(PEOPLE_A_PAGE + 1):
        company.hears("Ada", f"add Person{number:02} Test")

    first, second = home(company), home(company, page=2)

    assert f"Your people ({PEOPLE_A_PAGE + 1}), page 1 of 2" in words(first)
    assert "Person00" in words(first) and f"Person{PEOPLE_A_PAGE:02}" not in words(
        first
    )
    assert buttons(first)["More people"].subject == "2"
    assert f"Person{PEOPLE_A_PAGE:02}" in words(second)
    assert buttons(second)["Back"].subject == "1"
    assert "More people" not in buttons(second)


def test_a_page_that_does_not_exist_is_the_nearest_that_does(company: Company) -> None:
    company.hears("Ada", "add Dana Whitfield")

    assert words(home(company, page=9)) == words(home(company))
    assert words(home(company, page=-1)) == words(home(company))


def test_stopped_cards_are_said_to_be_stopped(company: Company) -> None:
    company.hears("Ada", "add Dana Whitfield")
    company.hears("Ada", "remind stop")

    assert "No cards: you stopped them." in words(home(company))


def test_the_notes_stay_in_the_book(company: Company) -> None:
    company.hears("Ada", "add Dana Whitfield")
    company.hears("Ada", "log Dana call: a secret nobody may see")

    assert "secret" not in words(home(company))
