"""`issue`: opened, resolved, confirmed by the unit it hits, and open again."""

from datetime import date

import pytest

from storage.models import Issue
from tests.handlers.company import Company

APRIL_9 = date(2026, 4, 9)
I_12 = "issue open I-12 on Payroll for Operations due 22 March: salaries late"


def test_an_issue_is_opened_and_shuts_the_gate_when_past_due(company: Company) -> None:
    assert company.hears("Ada", I_12) == (
        "Opened I-12 on Payroll for Operations, severity 3, due Sun 22 March: salaries "
        "late. Sam Osei owns it.\n"
        "Nobody in Operations has rated your services in 90 days.\n"
        "The gate to Operations is shut:\n"
        "I-12 on Payroll is 9 days past due"
    )


@pytest.mark.parametrize(
    "line",
    [
        "issue I-12 Payroll Operations sev 2 due 22 March: salaries late",
        "issue report i12 for operations on payroll, severity 2, due on 22 March: "
        "salaries late",
        "issue open due 22 March p2 I-12 Payroll: salaries late",
        "issue open I-12 on Payroll sev2 salaries late due 22 March",
        "issue open I-12 on Payroll sev 2: salaries late, due 22 March",
        "issue open on Payroll I-12 sev: 2 due 2026-03-22: salaries   late",
    ],
)
def test_the_parts_come_in_any_order(company: Company, line: str) -> None:
    said = company.hears("Ada", line)

    assert said.startswith(
        "Opened I-12 on Payroll for Operations, severity 2, due Sun 22 March: salaries "
        "late."
    )


def test_a_service_called_like_a_step_is_not_mistaken_for_it(company: Company) -> None:
    company.say("Ada", "service New Joiners for Finance")
    company.say("Ada", "service Done Deals for Finance")

    for name in ("New Joiners", "Done Deals"):
        for line in (f"issue open on {name}: a", f"issue on {name}: a"):
            said = company.hears("Ada", line)
            assert f" on {name} for Finance, severity 3: a." in said


def test_without_a_number_the_next_free_one_is_taken(company: Company) -> None:
    assert "Opened I-1 on" in company.hears("Ada", "issue open on Payroll: a")
    company.say("Ada", "issue open I-9 on Payroll: b")
    company.say("Ada", "issue open INC-77 on Payroll: c")
    assert "Opened I-10 on" in company.hears("Ada", "issue open on Payroll: d")


def test_a_number_from_elsewhere_is_kept(company: Company) -> None:
    said = company.hears("Ada", "issue open inc0012345 on Payroll: a")

    assert said.startswith("Opened INC0012345 on Payroll")


def test_a_number_is_taken_once(company: Company) -> None:
    company.say("Ada", I_12)

    said = company.is_refused("Ada", "issue open i-12 on Payroll: again")

    assert said.startswith("There is an issue I-12 already.")


def test_severity_goes_from_one_to_four(company: Company) -> None:
    for severity in (1, 4):
        said = company.hears("Ada", f"issue open on Payroll sev {severity}: a")
        assert f"severity {severity}: a" in said
    for severity in (0, 5):
        said = company.is_refused("Ada", f"issue open on Payroll sev {severity}: a")
        assert said == (
            f"Severity goes from 1 (worst) to 4, so {severity} is none. "
            "Type for example: sev 2"
        )


def test_several_using_units_are_asked_about(company: Company) -> None:
    company.say("Ada", "service Payroll for Finance")

    assert company.is_refused("Ada", "issue open on Payroll: a") == (
        "For which unit: Finance or Operations? Type: "
        "/outreach issue open on Payroll for Finance: a"
    )
    assert " for Finance," in company.hears("Ada", "issue open Payroll Finance: a")


@pytest.mark.parametrize("unit", ["Finance", "Marketing"])
def test_a_unit_that_does_not_use_it_is_refused(company: Company, unit: str) -> None:
    said = company.is_refused("Ada", f"issue open on Payroll for {unit}: a")

    assert f"and not by “{unit}”. If it is, first type:" in said


def test_resolved_needs_the_units_word_still(company: Company) -> None:
    company.say("Ada", I_12)

    assert company.hears("Ada", "issue resolve I-12", on=APRIL_9) == (
        "I-12 on Payroll is resolved, today, Thu 9 April.\n"
        "Nobody in Operations has rated your services in 90 days.\n"
        "The gate to Operations is open, with care:\n"
        "I-12 on Payroll is resolved, but nobody in Operations has confirmed it\n"
        "When somebody in Operations says it is fixed: "
        "/outreach issue confirm I-12 by NAME"
    )
    assert company.hears("Ada", "issue I-12 fixed", on=APRIL_9).startswith(
        "I-12 is resolved already."
    )


def test_the_leaders_word_for_the_consumer_counts_for_the_gate_and_is_marked(
    company: Company,
) -> None:
    company.say("Ada", I_12)

    assert company.hears("Ada", "issue confirm I-12 by Rosa", on=APRIL_9) == (
        "I-12 on Payroll is confirmed as fixed by Rosa Lim, today, Thu 9 April.\n"
        "Nobody in Operations has rated your services in 90 days.\n"
        "The gate to Operations is not known yet: 5 more people to rate.\n"
        "I have your word for it, not Rosa's own; that is enough for the gate."
    )
    row = company.row(Issue)
    assert row.confirmed_by_word
    assert (row.resolved_on, row.confirmed_on) == (APRIL_9, APRIL_9)


@pytest.mark.parametrize(
    "line",
    ["issue confirm I-12", "issue I-12 confirmed by me", "issue confirm i12 by Rosa"],
)
def test_the_consumers_own_word_is_their_own(company: Company, line: str) -> None:
    company.say("Ada", I_12)

    said = company.hears("Rosa Lim", line, on=APRIL_9)

    assert said.startswith("I-12 on Payroll is confirmed as fixed by you, today,")
    assert "your word for it" not in said
    assert not company.row(Issue).confirmed_by_word


def test_only_the_unit_it_hits_can_confirm(company: Company) -> None:
    company.say("Ada", I_12)

    assert company.is_refused("Ada", "issue confirm I-12") == (
        "Who in Operations says that I-12 is fixed? Type: "
        "/outreach issue confirm I-12 by NAME"
    )
    assert company.is_refused("Ada", "issue confirm I-12 by") == (
        "Who in Operations says that I-12 is fixed? Type: "
        "/outreach issue confirm I-12 by NAME"
    )
    assert company.is_refused("Ada", "issue confirm I-12 by Kim") == (
        "I-12 hits Operations, and Kim Ito is in Finance, as far as I know. Only "
        "somebody in Operations can confirm it: /outreach issue confirm I-12 by NAME"
    )
    assert company.row(Issue).confirmed_on is None


def test_it_cannot_be_confirmed_before_it_was_resolved(company: Company) -> None:
    company.say("Ada", I_12)
    company.say("Ada", "issue resolve I-12 on 8 April", on=APRIL_9)

    line = "issue confirm I-12 by Rosa on {} April"
    assert "was resolved yesterday, Wed 8 April, so it can't" in company.is_refused(
        "Ada", line.format(7), on=APRIL_9
    )
    company.hears("Ada", line.format(8), on=APRIL_9)


def test_it_cannot_be_resolved_before_it_was_opened(company: Company) -> None:
    company.say("Ada", I_12)

    said = company.is_refused("Ada", "issue resolve I-12 on 30 March")

    assert said.startswith("I-12 was opened today, Tue 31 March, so that can't")
    company.hears("Ada", "issue resolve I-12 on 31 March")


def test_the_day_it_was_opened_may_be_said(company: Company) -> None:
    company.say("Ada", "issue open I-1 on Payroll opened 10 March due 22 March: late")

    assert company.row(Issue).opened_on == date(2026, 3, 10)
    company.hears("Ada", "issue resolve I-1 on 30 March")


def test_a_reopened_issue_is_open_and_marked(company: Company) -> None:
    company.say("Ada", I_12)
    company.say("Ada", "issue confirm I-12 by Rosa", on=APRIL_9)

    said = company.hears("Ada", "issue reopen I-12", on=APRIL_9)

    assert said.startswith("I-12 on Payroll is open again.")
    row = company.row(Issue)
    assert row.reopened
    assert (row.resolved_on, row.confirmed_on, row.confirmed_by_id) == (None,) * 3
    assert company.is_refused("Ada", "issue reopen I-12", on=APRIL_9).startswith(
        "I-12 is still open."
    )


def test_severity_due_day_and_words_can_be_changed(company: Company) -> None:
    company.say("Ada", I_12)

    said = company.hears("Ada", "issue I-12 sev 2 due 3 April: half the salaries late")

    assert said.startswith(
        "Changed I-12.\n"
        "I-12 on Payroll for Operations: half the salaries late\n"
        "severity 2, due Fri 3 April, owned by Sam Osei\n"
    )


def test_alone_it_lists_what_is_not_confirmed_worst_first(company: Company) -> None:
    assert company.hears("Ada", "issue").startswith("No open issue.")
    company.say("Ada", I_12)
    company.say("Ada", "issue open I-13 on Payroll sev 1: slips unreadable")
    company.say("Ada", "issue open I-14 on Payroll: gone")
    company.say("Ada", "issue confirm I-14 by Rosa")

    assert company.hears("Ada", "issue") == (
        "2 issues not confirmed as fixed\n"
        "I-13 on Payroll for Operations: slips unreadable\n"
        "severity 1, open since Tue 31 March, owned by Sam Osei\n"
        "I-12 on Payroll for Operations: salaries late\n"
        "severity 3, due Sun 22 March, 9 days past due, owned by Sam Osei"
    )
    assert company.hears("Ada", "issue I-14") == (
        "I-14 on Payroll for Operations: gone\n"
        "severity 3, confirmed by Rosa Lim today, Tue 31 March, on a leader's word, "
        "owned by Sam Osei"
    )


def test_issues_belong_to_the_workspace_and_stay_there(company: Company) -> None:
    company.say("Ada", I_12)
    stranger = Company(company.database, tenant="other")

    assert "I-12" in company.hears("Kim Ito", "issue")
    assert stranger.hears("Ada", "issue").startswith("No open issue.")
    said = stranger.is_refused("Ada", "issue resolve I-12")
    assert said.startswith("There is no issue I-12.")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("issue resolve", "Which issue? Give its number"),
        ("issue resolve I-99", "There is no issue I-99."),
        ("issue open", "Which service: Payroll?"),
        ("issue open on Intranet: x", "I know no service in “on Intranet”."),
        ("issue open on Payroll due 31 February: x", "There is no 31 February."),
        ("issue open on Payroll due soon: x", "Due when? Write the day like this:"),
        ("issue open on Payroll due 1 May 2999: x", "Wed 1 May 2999 is more than ten"),
        (f"issue open on Payroll: {'x' * 201}", "That is 201 characters"),
        ("issue <!channel> 🙂", "I know no service in “<!channel> 🙂”."),
    ],
)
def test_what_cannot_be_is_refused(company: Company, line: str, said: str) -> None:
    assert company.is_refused("Ada", line).startswith(said)
    assert company.count(Issue) == 0


def test_any_script_is_a_title_and_is_sealed(company: Company) -> None:
    for title in ("🙂 تأخر الرواتب <!channel>", "x" * 200):
        opened = company.say("Ada", f"issue open I-5 on Payroll: {title}")
        assert f"severity 3: {title}." in opened.message.headline
        sealed = company.row(Issue).title
        assert isinstance(sealed, bytes)
        assert title.encode() not in sealed
        company.undo(opened)


def test_undo_puts_the_issue_back_as_it_was(company: Company) -> None:
    company.say("Ada", I_12)
    before = company.row(Issue)

    for line in (
        "issue confirm I-12 by Rosa",
        "issue resolve I-12",
        "issue I-12 sev 1",
    ):
        company.undo(company.say("Ada", line))
        assert company.row(Issue) == before
