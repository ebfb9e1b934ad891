"""Each side has its own book again, and nothing is lost."""

import pytest

from storage.models import Leader
from tests.handlers.company import words
from tests.handlers.links.both_sides import (
    Sides,
    buttons,
    code_in,
    is_linked,
    opened_by,
    presses,
    told,
)


def test_unlinking_is_asked_first_and_gives_each_side_its_book(sides: Sides) -> None:
    sides.link()
    sides.teams.hears("Ada", "add Rosa Lim, Payroll lead in Operations")

    asked = sides.teams.say("Ada", "unlink")
    assert "Slack keeps the book that was the one of both (2 people)." in words(
        asked.message
    )
    assert "Teams opens its own book again" in words(asked.message)
    assert is_linked(sides)
    done = presses(sides.teams, "Ada", buttons(asked.message)["Unlink"])

    assert done.message.headline.startswith("Unlinked")
    assert told(sides.slack, "Ada")[-1].headline == done.message.headline
    assert "Rosa Lim" in sides.slack.hears("Ada", "list")
    assert "worried" in sides.slack.hears("Ada", "who Dana")
    mine = sides.teams.hears("Ada", "list")
    assert "Kim Ito" in mine
    assert "Rosa" not in mine
    assert sides.teams.is_refused("Ada", "unlink yes").startswith("This account is not")


def test_linked_again_both_books_are_as_they_were(sides: Sides) -> None:
    sides.link()
    sides.slack.hears("Ada", "unlink yes")
    sides.teams.hears("Ada", "log Kim call: budget first")
    code = code_in(sides.teams.say("Ada", "link"))
    sides.slack.hears("Ada", f"link {code}")
    sides.slack.hears("Ada", "link yes")
    sides.teams.hears("Ada", "link yes")

    assert "budget first" in sides.slack.hears("Ada", "who Kim")
    sides.slack.hears("Ada", "unlink yes")
    assert "worried" in sides.slack.hears("Ada", "who Dana")


@pytest.mark.parametrize("action", ["unlink", "unlink yes"])
def test_who_is_linked_with_nothing_is_told_so(sides: Sides, action: str) -> None:
    assert "not linked" in sides.slack.is_refused("Ada", action)


def test_unlink_voids_a_code_that_is_under_way(sides: Sides) -> None:
    code = code_in(sides.slack.say("Ada", "link"))

    assert "void" in sides.slack.hears("Ada", "unlink")
    sides.teams.is_refused("Ada", f"link {code}")


def test_a_book_that_is_set_aside_has_no_card_and_gets_it_back(sides: Sides) -> None:
    aside = opened_by(sides.teams, "Ada")
    sides.link()
    assert sides.teams.row(Leader, id=aside).next_nudge_at is None

    sides.teams.hears("Ada", "unlink yes")
    assert sides.teams.row(Leader, id=aside).next_nudge_at is not None
