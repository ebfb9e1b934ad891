"""The card settings as a form: filled in with how it is, kept as it is sent."""

from datetime import UTC, datetime, time

import pytest
from sqlalchemy.orm import Session

from handlers.answer import press, refused
from handlers.request import Address, Pressed, Refusal, Reply
from storage.models import Leader
from tests.handlers.company import TODAY, Company, words

ANSWERS = {
    "cards": "on",
    "time": "8:15",
    "days": "0123",
    "zone": "Berlin",
    "pause": "2026-04-12",
}


def pressed(company: Company, action: str, values: dict[str, str]) -> Reply:
    company.leader("Ada")
    asked = Pressed(
        by=Address(company.surface, company.tenant, "Ada"),
        action=action,
        subject="",
        at=datetime.combine(TODAY, time(9), UTC),
        values=values,
    )

    def work(session: Session) -> Reply:
        return press(session, asked)

    try:
        return company.database.run_now(work)
    except Refusal as refusal:
        return refused(refusal)


def test_the_form_is_filled_in_with_how_it_is(company: Company) -> None:
    company.hears("Ada", "remind 7:45 mon-thu pause through 12 April")

    form = pressed(company, "settings", {}).form

    assert form is not None
    filled = {field.name: field.value for field in form.fields}
    assert filled == {
        "cards": "on",
        "time": "07:45",
        "days": "0123",
        "zone": "Europe/London",
        "pause": "2026-04-12",
        "language": "automatic",
    }
    assert len(form.fields) == 6


def test_what_is_sent_is_kept_and_said_back(company: Company) -> None:
    reply = pressed(company, "save_settings", ANSWERS)

    assert not reply.refused
    said = words(reply.message)
    assert "Cards at 08:15, Mon to Thu." in said
    assert "Zone Europe/Berlin" in said and "Paused through" in said
    row = company.row(Leader, id=company.leader("Ada").id)
    assert (row.nudge_minute, row.working_days, row.stopped) == (495, "0123", False)


def test_one_undo_takes_all_of_it_back(company: Company) -> None:
    reply = pressed(company, "save_settings", ANSWERS)
    company.undo(reply)

    row = company.row(Leader, id=company.leader("Ada").id)
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
    row = company.row(Leader, id=company.leader("Ada").id)
    assert row.nudge_minute == 510
