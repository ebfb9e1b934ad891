"""`service`: what is said about services, and what is understood."""

import pytest

from storage.models import Service, ServiceUse
from tests.handlers.asking import asks, lines
from tests.handlers.company import Company, words


def test_a_service_is_noted_with_who_uses_it_and_who_owns_it(company: Company) -> None:
    said = company.hears("Ada", "service Intranet for Operations, Finance owned by Sam")

    assert said == (
        "Noted: Intranet, used by Finance and Operations, owned by Sam Osei.\n"
        "That is a new service."
    )


@pytest.mark.parametrize(
    "line",
    [
        "service Intranet owned by Sam for Operations and Finance",
        "service Intranet used by Operations and Finance; owner: Sam",
        "service   INTRANET  for operations, finance   owner is sam osei",
        "service “Intranet” for Finance and Operations by Sam",
    ],
)
def test_the_parts_come_in_any_order(company: Company, line: str) -> None:
    said = company.hears("Ada", line)

    assert ", used by Finance and Operations, owned by Sam Osei." in said


def test_a_known_service_takes_further_units_and_another_owner(
    company: Company,
) -> None:
    assert company.hears("Ada", "service Payroll for Finance") == (
        "Noted: Payroll, used by Finance and Operations, owned by Sam Osei."
    )
    assert company.hears("Ada", "service payroll owned by Kim") == (
        "Noted: Payroll, used by Finance and Operations, owned by Kim Ito."
    )
    assert company.hears("Ada", "service Payroll for Finance") == (
        "That is what I know already: Payroll, used by Finance and Operations, "
        "owned by Kim Ito."
    )


def test_a_new_unit_is_made_and_said_so_with_the_one_it_resembles(
    company: Company,
) -> None:
    said = company.hears("Ada", "service Payroll for Operatoins")

    assert said.endswith("Operatoins is a new unit. There is also Operations.")


def test_a_known_unit_may_have_and_in_its_name(company: Company) -> None:
    company.person("Lee Park", "Research and Development")

    said = company.hears("Ada", "service Labs for Research and Development and Finance")

    assert "used by Finance and Research and Development." in said
    assert "new unit" not in said


def test_a_unit_inside_a_new_units_name_is_not_mistaken_for_it(
    company: Company,
) -> None:
    said = company.hears("Ada", "service Vans for Field Operations")

    assert said.startswith("Noted: Vans, used by Field Operations.")


def test_an_unknown_owner_is_not_guessed(company: Company) -> None:
    said = company.is_refused("Ada", "service Intranet for Finance owned by Nobody")

    assert said == (
        "I don't know “Nobody”. Type a name, for example: /outreach service Dana"
    )
    assert company.count(Service) == 1  # Payroll


def test_two_owners_of_one_name_are_asked_about(company: Company) -> None:
    company.person("Sam Reed", "Finance")

    asked = asks(company, "Ada", "service Payroll owned by Sam")

    assert asked.text == "I know 2 people called “Sam”. Which one?"
    assert ("service Payroll owned by Sam Reed",) in lines(asked)


def test_a_mistyped_service_is_not_added_silently(company: Company) -> None:
    said = company.is_refused("Ada", "service Payrol")

    assert "Did you mean Payroll? Type: /outreach service Payroll." in said
    assert "/outreach service Payrol for UNIT owned by PERSON" in said


def test_alone_it_lists_marks_and_open_issues_of_each_unit(company: Company) -> None:
    company.say("Ada", "rate Payroll 3 by Rosa, 4 by Ben")
    company.say("Ada", "issue open I-12 on Payroll for Operations due 22 March: late")
    company.say("Ada", "issue open on Payroll for Operations due 3 April: slips")
    company.say("Ada", "issue open on Payroll for Operations: bonus")
    company.say("Ada", "issue resolve I-14")
    company.say("Ada", "service Intranet for Finance")

    assert company.hears("Ada", "service") == (
        "Your services\n"
        "Intranet\n"
        "Finance: not rated in 90 days\n"
        "Payroll, owned by Sam Osei\n"
        "Operations: 3.5 of 5 (2 people); open: I-12 (9 days past due), "
        "I-13 (due Fri 3 April), I-14 (resolved, not confirmed)"
    )


def test_services_belong_to_the_workspace_and_stay_there(company: Company) -> None:
    stranger = Company(company.database, tenant="other")

    assert "Payroll" in company.hears("Rosa Lim", "service")
    assert stranger.hears("Ada", "service").startswith("No service yet.")


def test_undo_takes_service_and_unit_away_again(company: Company) -> None:
    company.undo(company.say("Ada", "service Intranet for Marketing"))

    assert company.count(Service) == 1
    assert company.count(ServiceUse) == 1
    assert "Marketing is a new unit." in company.hears("Ada", "service X for Marketing")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("service for Finance", "Say what the service is called"),
        ("service 🙂 for Finance", "Say what the service is called"),
        ("service Intranet for 🙂", "Say what the unit is called"),
        (f"service {'x' * 61} for Finance", "is 61 characters long"),
        (f"service Intranet for {'x' * 61}", "is 61 characters long"),
        (
            f"service Intranet for {', '.join('abcdefghijklmnopqrstu')}",
            "up to 20 units",
        ),
    ],
)
def test_what_is_no_name_is_refused(company: Company, line: str, said: str) -> None:
    assert said in company.is_refused("Ada", line)
    assert company.count(Service) == 1


def test_any_script_and_sixty_letters_are_a_name(company: Company) -> None:
    for name in ("خدمة", "給与", "x" * 60, "<!channel> %"):
        reply = company.say("Ada", f"service {name} for Finance")
        assert words(reply.message).startswith(f"Noted: {name}, used by Finance.")
