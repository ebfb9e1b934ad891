"""Days are written as the reader's language writes them."""

from datetime import date

import pytest

from language.days import date_said, day_said, month_said
from language.say import speaking

TODAY = date(2026, 3, 2)
DAY = date(2026, 3, 31)


@pytest.mark.parametrize("locale", ["", "en-US", "en-GB"])
def test_an_english_day_spells_its_month_so_that_nobody_mistakes_it(
    locale: str,
) -> None:
    with speaking(locale):
        assert day_said(DAY, TODAY) == "Tue 31 March"
        assert date_said(DAY, TODAY) == "31 March"
        assert month_said(DAY) == "March 2026"


def test_the_year_is_told_when_it_is_another() -> None:
    assert day_said(date(2027, 3, 31), TODAY) == "Wed 31 March 2027"
    assert date_said(date(2025, 12, 31), date(2026, 1, 1)) == "31 December 2025"


def test_a_spanish_day_is_written_the_spanish_way() -> None:
    with speaking("es-ES"):
        assert day_said(DAY, TODAY) == "mar 31 de marzo"
        assert date_said(DAY, TODAY) == "31 de marzo"
        assert date_said(date(2027, 3, 31), TODAY) == "31 de marzo de 2027"
        assert month_said(DAY) == "marzo de 2026"
