"""A plan told in Spanish is read like an English one; what follows a log, too."""

from datetime import date, time

import pytest

from storage.models import Contact
from tests.handlers.company import Company

FRIDAY = date(2026, 4, 3)


@pytest.mark.parametrize(
    "line",
    [
        "planea Kim comida el viernes 14:30",
        "planea almuerzo con Kim el viernes a las 14:30",
    ],
)
def test_its_kind_day_and_hour_are_read(company: Company, line: str) -> None:
    company.hears("Ada", "language Spanish")
    company.hears("Ada", line)
    row = company.row(Contact)
    assert row.person_id == company.person_id("Kim Ito")
    assert (row.next_meeting_on, row.next_meeting_at) == (FRIDAY, time(14, 30))
    assert row.kind == "lunch"


def test_it_is_moved_and_called_off(company: Company) -> None:
    company.hears("Ada", "language Spanish")
    company.hears("Ada", "plan Kim lunch 2026-04-03 14:30")
    company.hears("Ada", "mueve lo de Kim al lunes")
    assert company.row(Contact).next_meeting_on == date(2026, 4, 6)
    company.hears("Ada", "cancelar lo de Kim")
    assert company.count(Contact) == 0


def test_not_having_talked_to_somebody_corrects_nothing(company: Company) -> None:
    company.hears("Ada", "log Kim call yesterday")
    company.is_refused("Ada", "no hablé con Rosa")
    assert company.row(Contact).person_id == company.person_id("Kim Ito")


def test_stop_after_a_question_stops_the_cards(company: Company) -> None:
    company.person("Dana Reyes", "Finance")
    company.is_refused("Ada", "met Dana yesterday")
    assert "No more cards" in company.hears("Ada", "stop")
