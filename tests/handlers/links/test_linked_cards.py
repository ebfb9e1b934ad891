"""One card a day, on the side that was chosen."""

import pytest
import sqlalchemy as sa

from handlers.answer import press
from handlers.faults import refusal_reply
from handlers.turn import Address, Pressed, Profile, Refusal
from storage.message import Button
from storage.models import Leader
from tests.handlers.links.both_sides import NINE, Sides, opened_by, presses


def test_the_surface_of_the_card_is_changed_by_one_word(sides: Sides) -> None:
    refusal = sides.slack.is_refused("Ada", "remind in Teams")
    assert "not linked with Teams" in refusal
    sides.link()

    shown = sides.slack.hears("Ada", "remind in Teams")
    assert "Linked with Slack: cards come in Teams." in shown
    assert "cards come in Teams" in sides.teams.hears("Ada", "remind")
    assert "cards come in Slack" in sides.teams.hears("Ada", "remind slack at 8:15")
    assert sides.slack.hears("Ada", "undo").startswith("Undone")
    assert "cards come in Teams" in sides.slack.hears("Ada", "remind")


def test_the_settings_form_offers_both_surfaces(sides: Sides) -> None:
    sides.link()
    form = presses(sides.slack, "Ada", Button(label="", action="settings")).form

    assert form is not None
    field = form.fields[0]
    labels = [one.label for one in field.options]
    assert labels[:2] == ["One a working day, in Slack", "One a working day, in Teams"]
    assert field.value == "slack"


@pytest.mark.parametrize("linked", [True, False])
def test_the_settings_form_moves_the_card_if_that_side_is_linked(
    sides: Sides, linked: bool
) -> None:
    if linked:
        sides.link()
    answers = {"cards": "teams", "time": "8:15", "days": "01234", "zone": "London"}
    pressed = Pressed(
        by=Address("slack", "T1", "Ada"),
        action="save_settings",
        subject="",
        at=NINE,
        values=answers,
        profile=Profile(name="Ada"),
    )
    try:
        reply = sides.slack.database.run_now(lambda tx: press(tx, pressed))
    except Refusal as refusal:
        reply = refusal_reply(refusal)

    assert reply.refused is not linked
    assert set(reply.field_errors) == (set() if linked else {"cards"})
    shown = sides.slack.hears("Ada", "remind")
    assert ("cards come in Teams" in shown) is linked


def test_the_zone_follows_the_side_the_cards_come_to(sides: Sides) -> None:
    sides.link()
    leader = opened_by(sides.slack, "Ada")
    profile = sa.update(Leader).where(Leader.id == leader)  # type: ignore[arg-type]
    sides.slack.database.run_now(
        lambda tx: tx.execute(profile.values(zone="Asia/Tokyo", zone_source="profile"))
    )

    sides.teams.hears("Ada", "list")  # a device in London
    assert sides.slack.row(Leader, id=leader).zone == "Asia/Tokyo"
    sides.slack.hears("Ada", "list")
    assert sides.slack.row(Leader, id=leader).zone == "Europe/London"
