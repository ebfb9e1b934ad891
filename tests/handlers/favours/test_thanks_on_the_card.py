"""Whoever helped is thanked, on the leader's list or not."""

from datetime import date

from tests.handlers.company import Company
from tests.handlers.steps.test_prep import THURSDAY, WEDNESDAY, morning, texts


def test_a_colleague_who_is_not_on_the_list_is_thanked_too(company: Company) -> None:
    company.hears("Ada", "ask Ben favour: a second look at the plan")
    company.hears("Ada", "ask Ben done")

    said = texts(morning(company, WEDNESDAY))

    assert "Thank Ben for the favour, and say what came of it." in said
    assert "Thank Ben for the favour" in company.hears("Ada", "why Ben", on=WEDNESDAY)
    assert not any("Ben" in text for text in texts(morning(company, THURSDAY)))


def test_once_thanked_the_card_is_silent(company: Company) -> None:
    company.hears("Ada", "ask Ben favour: a second look at the plan")
    company.hears("Ada", "ask Ben done")
    company.hears("Ada", "thanks Ben")

    assert morning(company, WEDNESDAY) is None


def test_what_led_to_somebody_on_the_list_is_thanked_for_once(
    company: Company,
) -> None:
    company.hears("Ada", "add Dana Whitfield")
    company.hears("Ada", "ask Rosa slot with Dana: 20 minutes")
    company.hears("Ada", "ask Rosa done")

    said = texts(morning(company, WEDNESDAY))

    assert sum(text.startswith("Thank Rosa") for text in said) == 1


def test_nothing_else_is_advised_about_a_colleague(company: Company) -> None:
    company.hears("Ada", "ask Ben favour: a second look at the plan")
    company.hears("Ada", "log Ben call on 3 March")
    company.hears("Ada", "ask Ben done")

    card = morning(company, WEDNESDAY)

    assert card is not None
    assert [one.text for one in card.sections if one.buttons] == [
        "Thank Ben for the favour, and say what came of it."
    ]


def test_thanks_put_off_come_at_their_moment(company: Company) -> None:
    company.hears("Ada", "ask Ben favour: a second look at the plan")
    company.hears("Ada", "ask Ben done")
    morning(company, WEDNESDAY)

    assert "Fri 10 April" in company.hears("Ada", "later Friday", on=WEDNESDAY)
    assert morning(company, THURSDAY) is None
    said = texts(morning(company, date(2026, 4, 10)))
    assert "Thank Ben for the favour, and say what came of it." in said
