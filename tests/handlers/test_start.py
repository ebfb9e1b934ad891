"""`start` and its form where there is nothing to pick from; the questions after it."""

from datetime import UTC, datetime, time

import pytest

from handlers.turn import Address, Pressed, Profile, Reply
from storage.models import Service, ServiceUse, SuggestionRow
from tests.handlers.company import TODAY, Company, words

AT = datetime.combine(TODAY, time(9), UTC)


def press(company: Company, action: str, subject: str = "", **values: str) -> Reply:
    pressed = Pressed(
        by=Address(company.surface, company.tenant, "Nia"),
        action=action,
        subject=subject,
        at=AT,
        values=values,
        profile=Profile(name="Nia Bell", zone="Europe/London"),
    )
    return company.take(pressed)


def sent(company: Company, typed: str, **more: str) -> str:
    values = {"typed": typed, "services": "", "time": ""} | more
    return words(press(company, "start_sent", **values).message)


def test_the_button_opens_one_form_with_a_field_to_type_into(company: Company) -> None:
    form = press(company, "start").form

    assert form is not None
    assert [one.name for one in form.fields] == ["typed", "services", "time"]
    assert form.fields[2].value == "08:30"


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("Ann Lee", "Ann Lee"),
        ("Ann Lee, Bo Ray, Cy Dunn", "Ann Lee, Bo Ray and Cy Dunn"),
        ("Ann Lee and Bo Ray", "Ann Lee and Bo Ray"),
        ("Ann, Bo, Cy", "Ann, Bo and Cy"),
        ("Ann Lee, CFO, Bo Ray", "Ann Lee and Bo Ray"),
        ("Ann Lee, COO in Operations, Bo Ray, Head of Law", "Ann Lee and Bo Ray"),
        ("Ann Lee (COO in Operations), Bo Ray", "Ann Lee and Bo Ray"),
        ("Ann Lee (COO, Operations)\nBo Ray", "Ann Lee and Bo Ray"),
        ("Ann Lee, COO in Sales and Marketing; Bo Ray", "Ann Lee and Bo Ray"),
        ("Ann Lee, Sales Director, in Sales, Bo Ray", "Ann Lee and Bo Ray"),
        ("Ann Lee, Operations, Bo Ray", "Ann Lee and Bo Ray"),
    ],
)
def test_names_are_read_with_what_stands_behind_them(
    company: Company, typed: str, names: str
) -> None:
    assert sent(company, typed).startswith(f"On your list: {names}.")


@pytest.mark.parametrize(
    ("typed", "known"),
    [
        ("Ann Lee, COO in Operations", "Ann Lee, COO in Operations"),
        ("Ann Lee (COO, Operations)", "Ann Lee, COO in Operations"),
        ("Ann Lee, Operations", "Ann Lee in Operations"),
        ("Ann Lee, COO", "Ann Lee, COO"),
    ],
)
def test_title_and_unit_are_kept(company: Company, typed: str, known: str) -> None:
    sent(company, typed)
    assert known in company.hears("Nia", "who Ann")


@pytest.mark.parametrize(("count", "fits"), [(5, True), (6, False)])
def test_up_to_five_people_fit(company: Company, count: int, fits: bool) -> None:
    names = ["Ann Lee", "Bo Ray", "Cy Dunn", "Di Fox", "Ed Gray", "Flo Hill"]
    said = sent(company, ", ".join(names[:count]))
    assert said.startswith("On your list:") is fits


def test_nobody_named_is_told_beside_the_field(company: Company) -> None:
    reply = press(company, "start_sent", typed=" ", services="", time="8:30")
    assert set(reply.field_errors) == {"typed"}


def test_an_hour_that_is_none_is_told_beside_its_field(company: Company) -> None:
    reply = press(company, "start_sent", typed="Ann Lee", services="", time="soon")
    assert set(reply.field_errors) == {"time"}


def test_a_service_is_for_the_units_of_those_who_are_named(company: Company) -> None:
    before = company.count(ServiceUse)
    said = sent(company, "Ann Lee in Sales, Bo Ray", services="Laptops")
    assert "You run Laptops." in said
    assert company.count(ServiceUse) == before + 1


def test_a_service_that_is_there_is_not_kept_twice(company: Company) -> None:
    before = company.count(Service)
    sent(company, "Ann Lee", services="payroll")
    assert company.count(Service) == before


def test_typed_it_is_one_line(company: Company) -> None:
    assert "start Dana Whitfield, COO in Operations" in company.hears("Nia", "start")
    said = company.hears("Nia", "start Ann Lee, COO in Sales, Bo Ray")
    assert said.startswith("On your list: Ann Lee and Bo Ray.")
    assert "Find out who else in Sales uses" in said


# The questions about somebody new, typed.


def asked(company: Company, answer: str) -> Reply:
    """Answer the first question about Ann in its form."""
    sent(company, "Ann Lee, COO in Sales")
    company.hears("Nia", "next Ann")
    step = company.row(SuggestionRow, play="P19")
    return press(company, "around_sent", step.id, typed=answer)


def test_an_answer_in_words_says_what_to_type_and_that_ends_the_question(
    company: Company,
) -> None:
    sent(company, "Ann Lee, COO in Sales")
    assert "Tell me who reports to Ann." in company.hears("Nia", "next Ann")
    said = company.hears("Nia", "done 2")
    assert "add Rosa Lim as colleague reports to Ann Lee" in said
    company.hears("Nia", "add Bo Ray as colleague reports to Ann Lee")
    assert "Tell me who reports to Ann" not in company.hears("Nia", "next Ann")


def test_who_reports_to_somebody_joins_the_directory_and_not_the_list(
    company: Company,
) -> None:
    said = words(asked(company, "Bo Ray, Cy Dunn").message)
    assert said.startswith("Kept: Bo Ray and Cy Dunn report to Ann Lee.")
    assert "1 person on your list" in company.hears("Nia", "list")


def test_nobody_reports_to_themselves_or_is_you(company: Company) -> None:
    for name in ("Ann Lee", "Nia Bell"):
        reply = asked(company, name)
        assert set(reply.field_errors) == {"typed"}, name


def test_an_answer_can_be_taken_back(company: Company) -> None:
    reply = asked(company, "Bo Ray")
    undo = next(one for one in reply.message.buttons if one.action == "undo")
    press(company, "undo", undo.subject)
    assert "Bo Ray" not in company.hears("Nia", "who Ann")
    assert "Tell me who reports to Ann" in company.hears("Nia", "next Ann")
