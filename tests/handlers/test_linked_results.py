"""Joint results of a leader whose Slack account opens the book that they have in Teams."""

import pytest

from storage.database import Database
from storage.message import Button
from tests.handlers.company import Company, words
from tests.handlers.test_linking import Sides, code_in
from tests.handlers.test_placed_asks import MAY_6, labels, pressed, result_id, stands


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
