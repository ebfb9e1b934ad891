"""The month-end summary: partner first, and nothing but what was agreed to."""

from dataclasses import fields, replace
from datetime import date

import pytest

from scheduler.summary.summaries import SharedResult, as_others_see_it, summary
from storage.message import Bar, Figure, Message, Section

MAY = date(2026, 5, 29)
RESULT = SharedResult(
    title="Payroll cut-over done a week early",
    partner="Rosa Lim",
    unit="Operations",
    leader="Ada Novak",
    partner_people=("Ben Okoro", "Dana Whitfield"),
    our_people=("Sam Osei",),
    evidence="https://wiki.example/cut-over",
    next_step="pilot in Finance",
)


def test_the_partner_stands_before_the_leader_in_everything() -> None:
    assert summary([RESULT], day=MAY) == Message(
        headline="What we achieved together: May 2026",
        sections=(
            Section(
                text=(
                    "Rosa Lim (Operations) and Ada Novak: "
                    "Payroll cut-over done a week early"
                ),
                facts=(
                    "Contributed: Ben Okoro, Dana Whitfield and Sam Osei",
                    "Evidence: https://wiki.example/cut-over",
                    "Next together: pilot in Finance",
                ),
            ),
        ),
        small_print=(
            "Each result was confirmed by the partner named first; everyone named "
            "agreed to be.",
        ),
    )


def test_nothing_new_is_no_message() -> None:
    assert summary([], day=MAY) is None


def test_what_was_not_said_leaves_no_gap() -> None:
    bare = SharedResult(title="It works", partner="Rosa Lim", unit="", leader="Ada")

    assert as_others_see_it(bare) == Section(text="Rosa Lim and Ada: It works")


def test_one_contributor_is_named_without_an_and() -> None:
    one = SharedResult("It works", "Rosa Lim", "", "Ada", our_people=("Sam Osei",))

    assert as_others_see_it(one).facts == ("Contributed: Sam Osei",)


def test_several_results_stand_in_the_order_given() -> None:
    other = SharedResult("Slips readable", "Kim Ito", "Finance", "Bob Novak")

    post = summary([RESULT, other], day=date(2026, 12, 31))

    assert post is not None
    assert post.headline == "What we achieved together: December 2026"
    assert [section.text for section in post.sections] == [
        "Rosa Lim (Operations) and Ada Novak: Payroll cut-over done a week early",
        "Kim Ito (Finance) and Bob Novak: Slips readable",
    ]


@pytest.mark.parametrize("typed", ["<!channel>", "*bold*", "🙂 تم", "a & b"])
def test_words_go_in_as_they_were_typed_and_the_surface_escapes_them(
    typed: str,
) -> None:
    shown = as_others_see_it(SharedResult(typed, typed, typed, typed))

    assert shown.text == f"{typed} ({typed}) and {typed}: {typed}"


def test_nothing_else_can_get_into_a_channel() -> None:
    assert {field.name for field in fields(SharedResult)} == {
        "title",
        "partner",
        "unit",
        "leader",
        "partner_people",
        "our_people",
        "evidence",
        "next_step",
    }


def test_a_post_has_no_buttons() -> None:
    post = summary([RESULT], day=MAY)

    assert post is not None
    assert post.buttons == ()
    assert all(section.buttons == () for section in post.sections)


def test_a_weekly_post_names_the_week_by_its_monday() -> None:
    post = summary([RESULT], day=date(2026, 4, 3), weekly=True)
    assert post is not None
    assert post.headline == "What we achieved together: week of 30 March 2026"


def test_results_of_several_units_are_counted_by_unit() -> None:
    other = replace(RESULT, unit="Finance", partner="Femi Cole")
    message = summary([other, RESULT, RESULT], day=MAY)

    assert message is not None
    assert message.sections[-1] == Section(
        text="Results by unit",
        facts=("Operations: 2 results", "Finance: 1 result"),
        figure=Figure(
            title="Results by unit",
            measure="Joint results",
            bars=(Bar(label="Operations", value=2), Bar(label="Finance", value=1)),
        ),
    )


@pytest.mark.parametrize(
    "units", [["Operations"] * 3, ["Operations", "Finance"], ["", "", "Finance"]]
)
def test_results_that_say_it_themselves_are_not_counted(units: list[str]) -> None:
    results = [replace(RESULT, unit=unit) for unit in units]
    message = summary(results, day=MAY)
    assert message is not None
    assert len(message.sections) == len(results)
