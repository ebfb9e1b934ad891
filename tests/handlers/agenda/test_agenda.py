"""`agenda`: what the leader wants decided, who has which part, and when."""

from datetime import date

import pytest

from storage.models import AgendaItem, AgendaPart, Tie
from tests.handlers.company import TODAY, Company, words

CUT_OVER = "agenda Cut-over to the new payroll, decision 12 June"


def parts(company: Company) -> list[str]:
    """Return the lines of A-1 that say who has which part."""
    lines = company.hears("Ada", "agenda A-1").splitlines()
    return [one for one in lines if one.startswith(("Owners", "Spons", "Decided"))]


def test_an_item_gets_the_next_code_and_says_what_is_missing(company: Company) -> None:
    assert company.hears("Ada", CUT_OVER) == (
        "On your agenda as A-1: “Cut-over to the new payroll”.\n"
        "A-1 “Cut-over to the new payroll”, decision Fri 12 June\n"
        "Owners: process nobody yet; P&L nobody yet; people nobody yet\n"
        "Missing: an owner of the process, an owner of the P&L, an owner of the "
        "people, a sponsor and what success is\n"
        "Who owns the process of A-1?\n"
        "Or type: /outreach agenda A-1 process NAME"
    )
    assert "as A-2" in company.hears("Ada", "agenda Close the old ledger")
    assert "as A-1" in company.hears("Kim Ito", "agenda Mine alone")


def test_a_title_may_have_the_words_of_a_part_in_it(company: Company) -> None:
    said = company.hears("Ada", "agenda Simplify the process of hiring people")

    assert "“Simplify the process of hiring people”" in said
    assert company.count(AgendaPart) == 0


@pytest.mark.parametrize(
    "line",
    [
        "agenda A-1 process Dana, pnl Kim, people Ben",
        "agenda a1: people Ben; process: Dana; P&L: Kim",
        "agenda cut-over process Dana pnl Kim people Ben",
        "agenda cut-over process Dana pnl Kim, people Ben",
        "agenda item A-1 budget Kim, process owner Dana, staff Ben",
    ],
)
def test_the_owners_of_the_three_ps_come_in_any_order(
    company: Company, line: str
) -> None:
    company.say("Ada", CUT_OVER)
    company.hears("Ada", line)

    assert parts(company) == [
        "Owners: process Dana Whitfield; P&L Kim Ito; people Ben Okoro"
    ]


def test_owners_are_said_with_the_item_and_make_a_tie(company: Company) -> None:
    said = company.hears("Ada", f"{CUT_OVER}, process Dana, sponsor me")

    assert "Owners: process Dana Whitfield; P&L nobody yet" in said
    assert "Sponsored by Ada" in said
    assert "Not on your list: Dana Whitfield." in said
    assert not company.row(Tie).stakeholder


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("agenda sponsor Dana on A-1", "Sponsored by Dana Whitfield"),
        ("agenda close A-1", "closed today, Tue 31 March"),
        ("agenda park A-1 until 1 September", "parked until Tue 1 September"),
        ("agenda show A-1", "A-1 “Cut-over to the new payroll”, decision Fri 12 June"),
        ("agenda list", "1 item on your agenda"),
        ("agenda Move to A4 paper", "On your agenda as A-2: “Move to A4 paper”."),
        ("agenda new: payroll", "On your agenda as A-2: “payroll”."),
    ],
)
def test_the_code_stands_anywhere(company: Company, line: str, shown: str) -> None:
    company.say("Ada", CUT_OVER)

    assert shown in company.hears("Ada", line)


def test_parts_are_given_and_taken_back(company: Company) -> None:
    company.say("Ada", CUT_OVER)
    company.hears("Ada", "agenda A-1 sponsor Dana and Rosa")
    company.hears("Ada", "agenda A-1 decider Kim and Ben")
    company.hears("Ada", "agenda A-1 no sponsor Dana")

    assert parts(company)[1:] == [
        "Sponsored by Rosa Lim", "Decided by Ben Okoro and Kim Ito",
    ]  # fmt: skip
    company.hears("Ada", "agenda A-1 no deciders")
    assert parts(company)[1:] == ["Sponsored by Rosa Lim"]
    assert company.is_refused("Ada", "agenda A-1 no sponsor Dana").startswith(
        "Dana Whitfield has no such part in A-1."
    )


def test_a_measure_is_kept_in_its_own_words(company: Company) -> None:
    company.say("Ada", CUT_OVER)
    line = "agenda A-1 measure: fewer than 5 late payslips, people say"

    said = company.hears("Ada", line)

    assert "Success: “fewer than 5 late payslips, people say”" in said
    assert company.count(AgendaPart) == 0
    sealed = company.row(AgendaItem)
    assert b"payslips" not in sealed.measure and b"Cut-over" not in sealed.title
    assert "Success" not in company.hears("Ada", "agenda A-1 no measure")


def test_a_parked_item_is_shown_aside_until_its_day(company: Company) -> None:
    company.say("Ada", CUT_OVER)
    said = company.hears("Ada", "agenda A-1 park until 1 September")
    assert "I say nothing about A-1 until Tue 1 September." in said

    listed = company.hears("Ada", "agenda", on=date(2026, 8, 31))
    assert listed.startswith("Nothing on your agenda.\nParked: A-1")
    back = company.hears("Ada", "agenda", on=date(2026, 9, 1))
    assert back.startswith("1 item on your agenda")
    company.hears("Ada", "agenda A-1 resume")
    assert company.row(AgendaItem).parked_until is None


def test_a_closed_item_leaves_the_list_and_can_be_opened(company: Company) -> None:
    company.say("Ada", CUT_OVER)
    company.hears("Ada", "agenda A-1 close")

    assert company.row(AgendaItem).closed_on == TODAY
    assert company.hears("Ada", "agenda").startswith("Nothing on your agenda.")
    assert "closed already" in company.is_refused("Ada", "agenda A-1 close")
    company.hears("Ada", "agenda A-1 reopen")
    assert company.row(AgendaItem).closed_on is None


def test_two_items_with_the_word_are_asked_about(company: Company) -> None:
    company.say("Ada", CUT_OVER)
    company.say("Ada", "agenda New payroll interface")

    said = company.is_refused("Ada", "agenda payroll sponsor Dana")

    assert said.splitlines()[0] == ("2 items have “payroll” in their title. Which one?")
    assert "type /outreach agenda A-2 sponsor Dana" in said
    assert "A-2" in company.hears("Ada", "agenda interface sponsor Dana")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("agenda A-9 close", "There is no A-9 on your agenda."),
        ("agenda A-1 foo", "I did not understand “foo”."),
        ("agenda A-1 close now", "I did not understand “now”."),
        ("agenda A-1 process Nobody", "I don't know “Nobody”."),
        ("agenda A-1 process", "Who? Type for example:"),
        ("agenda A-1 process <!channel>", "I don't know “<!channel>”."),
        ("agenda A-1 decision", "When is it decided?"),
        ("agenda A-1 decision 31 February", "There is no 31 February."),
        ("agenda A-1 decision 30 March 2026", "Mon 30 March has passed."),
        ("agenda A-1 park", "Until which day after today?"),
        ("agenda A-1 park until today", "Until which day after today?"),
        ("agenda A-1 measure", "Say it after the colon"),
        (f"agenda A-1 measure: {'x' * 501}", "That is 501 characters"),
        (f"agenda {'x' * 121}", "That is 121 characters"),
        ("agenda 🙂", "What do you want decided?"),
        (f"agenda A-1 sponsor {', '.join(['Dana'] * 11)}", "That is 11 people"),
    ],
)
def test_what_cannot_be_is_refused(company: Company, line: str, said: str) -> None:
    company.say("Ada", CUT_OVER)
    before = company.row(AgendaItem)

    assert company.is_refused("Ada", line).startswith(said)
    assert company.row(AgendaItem) == before
    assert company.count(AgendaPart) == 0


def test_another_leader_does_not_reach_it(company: Company) -> None:
    company.say("Ada", CUT_OVER)

    assert "There is no A-1" in company.is_refused("Kim Ito", "agenda A-1 close")
    assert company.hears("Kim Ito", "agenda").startswith("Nothing on your agenda.")


def test_undo_takes_each_change_back(company: Company) -> None:
    opened = company.say("Ada", CUT_OVER)
    parted = company.say("Ada", "agenda A-1 process Dana, measure: fewer late ones")
    company.undo(parted)
    assert company.count(AgendaPart) == 0
    assert not company.row(AgendaItem).measure
    company.undo(opened)
    assert company.count(AgendaItem) == 0


def test_the_list_stays_below_what_a_message_holds(company: Company) -> None:
    for number in range(30):
        company.say("Ada", f"agenda {'Long ' * 20}title {number}")
        company.say(
            "Ada", f"agenda A-{number + 1} process Dana, sponsor Kim, measure: "
            f"{'x' * 500}",
        )  # fmt: skip

    assert len(words(company.say("Ada", "agenda").message)) < 10_000


def test_forgetting_somebody_takes_their_part(company: Company) -> None:
    company.say("Ada", f"{CUT_OVER}, process Dana, people Ben")
    company.hears("Ada", "forget Dana yes")

    assert parts(company)[0].startswith("Owners: process nobody yet")
    assert "people Ben Okoro" in parts(company)[0]


def test_a_hyphen_more_or_less_is_the_same_word(company: Company) -> None:
    company.hears("Ada", "agenda Cut-over to the new payroll")
    assert "closed today" in company.hears("Ada", "agenda cutover close")


def test_closing_what_is_not_there_makes_nothing_new(company: Company) -> None:
    company.hears("Ada", "agenda Cut-over to the new payroll")

    said = company.is_refused("Ada", "agenda wharf close")

    assert "No item on your agenda has “wharf” in its title." in said
    assert said.endswith("type: /outreach agenda new: wharf close")
    assert "1 item" in company.hears("Ada", "agenda")
    assert "“wharf close”" in company.hears("Ada", "agenda new: wharf close")


@pytest.mark.parametrize(("day", "passed"), [(17, False), (18, True)])
def test_a_decision_day_that_has_passed_says_what_to_type(
    company: Company, day: int, passed: bool
) -> None:
    company.hears("Ada", "agenda Cut-over to the new payroll, decision 17 April")
    on = date(2026, 4, day)
    line = (
        "That day has passed. Decided: /outreach agenda A-1 close. Moved: "
        "/outreach agenda A-1 decision 12 June"
    )
    assert (line in company.hears("Ada", "agenda", on=on)) == passed
    company.hears("Ada", "agenda A-1 decision 12 June", on=on)
    assert line not in company.hears("Ada", "agenda", on=on)


@pytest.mark.parametrize(
    "line",
    [
        "A-1 sponsor Glenn Close",
        "A-1 sponsor Kim Park until 1 September",
        "A-1 sponsor Dana and Glenn Close",
        "A-1 decider Alan Wake",
        "A-1 process glenn close",
    ],
)
def test_a_surname_never_closes_nor_parks_an_item(company: Company, line: str) -> None:
    company.hears("Ada", CUT_OVER)
    company.say("Ada", f"agenda {line}")
    listed = company.hears("Ada", "agenda")
    assert "A-1" in listed
    assert "Parked" not in listed


def test_somebody_known_by_such_a_surname_has_their_part(company: Company) -> None:
    company.person("Glenn Close", "Finance")
    company.hears("Ada", CUT_OVER)
    said = company.hears("Ada", "agenda A-1 sponsor Glenn Close")
    assert "Sponsored by Glenn Close" in said
    assert "closed" not in said


def test_after_a_comma_the_same_word_closes_it(company: Company) -> None:
    company.hears("Ada", CUT_OVER)
    assert "closed" in company.hears("Ada", "agenda A-1 sponsor Dana, close")
