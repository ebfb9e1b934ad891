"""Joint results of a leader in Slack whose book is the one they have in Teams."""

import pytest

from storage.database.transactions import Database
from storage.message import Button
from storage.models import Delivery
from tests.handlers.company import Company, codes, words
from tests.handlers.links.both_sides import Sides, code_in
from tests.handlers.results.test_placed_asks import (
    MAY_6,
    WINS,
    labels,
    pressed,
    result_id,
    stands,
)


@pytest.fixture
def sides(database: Database) -> Sides:
    """Return Ada on both sides, her book in Teams going on."""
    both = Sides(
        Company(database, tenant="T1", surface="slack"),
        Company(database, tenant="tenant-1", surface="teams"),
    )
    both.slack.hears("Ada", "list")
    both.teams.hears("Ada", "add Kim Ito, CFO in Finance")
    both.slack.hears("Ada", f"link {code_in(both.teams.say('Ada', 'link'))}")
    both.slack.hears("Ada", "link yes")
    both.teams.hears("Ada", "link yes")
    return both


def test_a_partner_who_takes_their_yes_back_is_asked_again_where_it_stands(
    sides: Sides,
) -> None:
    slack = sides.slack
    slack.hears("Ada", "list")
    slack.hears("Ben Okoro", "add Ada")
    slack.hears("Ben Okoro", "share Cut-over a week early with Ada", on=MAY_6)
    delivery = pressed(slack, "Ben Okoro", "place_ask", result_id(slack))
    assert not delivery.refused, words(delivery.message)

    reply = pressed(slack, "Ada", "confirm_here", result_id(slack))
    assert labels(stands(slack)) == []
    [undo] = [one for one in reply.message.buttons if isinstance(one, Button)]
    pressed(slack, "Ada", "undo", undo.subject)

    assert labels(stands(slack)) == ["Confirm"]


def test_where_nobody_could_say_yes_nothing_is_placed_and_the_code_is_named(
    sides: Sides,
) -> None:
    """Ada's book is in Teams, so nobody in Slack is known as her partner."""
    shared = sides.teams.hears("Ada", "share Cut-over a week early with Kim", on=MAY_6)
    assert "share ask" not in shared

    said = sides.slack.say("Ada", "share ask 1", on=MAY_6, place=WINS)

    assert said.refused
    assert words(said.message) == (
        "Your book is kept in Teams, so nobody could say yes to that result here. Pass "
        "on a code, to be typed in Teams: /outreach share codes 1"
    )
    assert pressed(sides.slack, "Ada", "place_ask", result_id(sides.teams)).refused
    assert "share ask" not in sides.slack.hears("Ada", "share")
    assert sides.slack.count(Delivery, kind="ask") == 0


def test_a_mention_in_slack_does_not_hide_who_somebody_is_in_teams(
    sides: Sides,
) -> None:
    """Dana is added by her Slack account to a book that is kept in Teams."""
    sides.slack.hears("Ada", "add <@U0DANA|Dana Whitfield>, COO in Operations")
    shared = sides.slack.say("Ada", "share Slips readable with Dana", on=MAY_6)
    [code] = codes(shared, "confirm")

    said = sides.teams.hears("Dana Whitfield", f"confirm {code}", on=MAY_6)

    assert "You confirmed this result with Ada" in said


def test_a_mention_on_the_same_platform_is_somebody_elses(sides: Sides) -> None:
    sides.slack.hears("Rosa", "add <@U0DANA|Dana Whitfield>, COO in Operations")
    shared = sides.slack.say("Rosa", "share Slips readable with Dana", on=MAY_6)
    [code] = codes(shared, "confirm")

    said = sides.slack.is_refused("Dana Whitfield", f"confirm {code}", on=MAY_6)

    assert "somebody other than Dana Whitfield" in said
