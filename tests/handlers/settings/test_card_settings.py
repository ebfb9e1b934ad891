"""The card settings as a form: filled in with how it is, kept as it is sent."""

from datetime import UTC, date, datetime, time

import pytest
import sqlalchemy as sa

from handlers.turn import Address, Pressed, Reply
from storage.models import Leader
from tests.handlers.company import TODAY, Company, words

ANSWERS = {
    "cards": "on",
    "time": "8:15",
    "days": "0123",
    "zone": "Berlin",
    "pause": "2026-04-12",
}


def pressed(
    company: Company, action: str, values: dict[str, str], *, value: str = ""
) -> Reply:
    company.leader("Ada")
    asked = Pressed(
        by=Address(company.surface, company.tenant, "Ada"),
        action=action,
        subject="",
        at=datetime.combine(TODAY, time(9), UTC),
        values=values,
        value=value,
    )

    return company.take(asked)


def test_the_form_is_filled_in_with_how_it_is(company: Company) -> None:
    company.hears("Ada", "remind 7:45 mon-thu pause through 12 April")

    form = pressed(company, "settings", {}).form

    assert form is not None
    filled = {field.name: field.value for field in form.fields}
    assert filled == {
        "cards": "on",
        "time": "07:45",
        "days": "0123",
        "steps": "2",
        "pace": "normal",
        "zone": "Europe/London",
        "pause": "2026-04-12",
        "language": "automatic",
    }
    assert len(form.fields) == 8


def test_what_is_sent_is_kept_and_said_back(company: Company) -> None:
    reply = pressed(company, "save_settings", ANSWERS)

    assert not reply.refused
    said = words(reply.message)
    assert "Cards at 08:15, Mon to Thu." in said
    assert "Zone Europe/Berlin" in said and "Paused through" in said
    row = company.row(Leader, id=company.leader("Ada").leader_id)
    assert (row.nudge_minute, row.working_days, row.stopped) == (495, "0123", False)


def test_how_many_steps_come_is_chosen_in_the_form(company: Company) -> None:
    reply = pressed(company, "save_settings", {**ANSWERS, "steps": "1", "pace": "full"})

    said = words(reply.message)
    assert "One step a card at most" in said
    assert "Full: up to 12 new steps a week" in said


@pytest.mark.parametrize(("field", "typed"), [("steps", "4"), ("pace", "none")])
def test_a_number_of_steps_that_is_not_offered_is_told_on_its_field(
    company: Company, field: str, typed: str
) -> None:
    reply = pressed(company, "save_settings", {**ANSWERS, field: typed})

    assert reply.refused and list(reply.field_errors) == [field]


def test_a_zone_may_have_more_words_than_two(company: Company) -> None:
    zone = {"zone": "Port of Spain"}
    reply = pressed(company, "save_settings", {**ANSWERS, **zone})
    assert "Zone America/Port_of_Spain" in words(reply.message)


def test_one_undo_takes_all_of_it_back(company: Company) -> None:
    reply = pressed(company, "save_settings", ANSWERS)
    company.undo(reply)

    row = company.row(Leader, id=company.leader("Ada").leader_id)
    assert (row.nudge_minute, row.working_days) == (510, "01234")
    assert row.zone == "Europe/London" and row.paused_through is None


def test_cards_are_stopped_with_one_choice_and_started_with_one(
    company: Company,
) -> None:
    reply = pressed(company, "save_settings", {**ANSWERS, "cards": "off"})
    assert reply.message.headline.startswith("No more cards.")

    reply = pressed(company, "save_settings", {**ANSWERS, "pause": ""})
    assert reply.message.headline.startswith("Your next card can come")


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("time", "25:00"),
        ("time", "🙂"),
        ("time", ""),
        ("zone", "Atlantis"),
        ("days", "789"),
        ("days", ""),
        ("pause", "soon"),
        ("pause", "2026-03-30"),
        ("pause", "2027-04-02"),
    ],
)
def test_an_answer_that_is_not_understood_is_told_on_its_field(
    company: Company, field: str, typed: str
) -> None:
    reply = pressed(company, "save_settings", {**ANSWERS, field: typed})

    assert reply.refused
    assert set(reply.field_errors) == {field}
    row = company.row(Leader, id=company.leader("Ada").leader_id)
    assert row.nudge_minute == 510


def test_the_cards_menu_stops_them_at_once_and_undo_brings_them_back(
    company: Company,
) -> None:
    reply = pressed(company, "cards", {}, value="stop")
    assert words(reply.message).startswith("No more cards. To start again:")
    assert leader_of(company).stopped

    again = pressed(company, "cards", {}, value="stop")
    assert words(again.message).startswith("You stopped the cards already.")
    assert again.message.buttons == ()

    company.hears("Ada", "undo")
    assert not leader_of(company).stopped


def test_the_cards_menu_pauses_for_a_week_after_today(company: Company) -> None:
    reply = pressed(company, "cards", {}, value="week")
    assert "Your next card can come Wed 8 April at 08:30" in words(reply.message)
    assert leader_of(company).paused_through == date(2026, 4, 7)


@pytest.mark.parametrize(
    ("pause", "kept"), [("6 April", date(2026, 4, 7)), ("8 April", date(2026, 4, 8))]
)
def test_an_old_card_shortens_no_longer_pause(
    company: Company, pause: str, kept: date
) -> None:
    company.hears("Ada", f"remind pause through {pause}")
    pressed(company, "cards", {}, value="week")
    assert leader_of(company).paused_through == kept


def test_the_cards_menu_opens_the_settings(company: Company) -> None:
    form = pressed(company, "cards", {}, value="settings").form
    assert form is not None and form.action == "save_settings"


def test_the_cards_menu_within_the_rest_of_a_card_asks_what_to_do(
    company: Company,
) -> None:
    before = leader_of(company)
    reply = pressed(company, "cards", {}, value="")
    assert reply.doubt is not None and not reply.refused
    asked = [one.label for one in reply.doubt.choices]
    assert asked[:3] == ["Pause for a week", "Stop them", "Settings"]
    assert leader_of(company) == before


@pytest.mark.parametrize("value", ["STOP", "x" * 10_000, "😀"])
def test_a_choice_that_is_not_on_the_menu_changes_nothing(
    company: Company, value: str
) -> None:
    before = leader_of(company)
    reply = pressed(company, "cards", {}, value=value)
    assert reply.refused and "not one of mine" in words(reply.message)
    after = leader_of(company)
    assert (after.stopped, after.paused_through) == (
        before.stopped, before.paused_through,
    )  # fmt: skip


def leader_of(company: Company) -> sa.Row[tuple[object, ...]]:
    return company.row(Leader, id=company.leader("Ada").leader_id)
