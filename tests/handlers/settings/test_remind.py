"""`remind`: when cards come, read from what people type and planned at once."""

from datetime import UTC, date, datetime

import pytest

from scheduler.jobs import CARDS
from storage.database.transactions import Transaction
from storage.models import Leader
from tests.handlers.company import Company

NOON = datetime(2026, 3, 31, 12, tzinfo=UTC)


def settings(company: Company) -> Leader:
    row = company.row(Leader, id=company.leader("Ada").leader_id)
    return Leader(**row._mapping)


@pytest.mark.parametrize(
    ("typed", "minute"),
    [
        ("8:15", 495),
        ("at 8.15", 495),
        ("8:15am", 495),
        ("8:15 pm", 1215),
        ("8", 480),
        ("at 17", 1020),
        ("noon", 720),
        ("0:00", 0),
        ("23:59", 1439),
    ],
)
def test_the_hour_of_the_card(company: Company, typed: str, minute: int) -> None:
    company.hears("Ada", f"remind {typed}")

    assert settings(company).nudge_minute == minute


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("mon-thu", "0123"),
        ("Monday to Friday", "01234"),
        ("mon, wed and fri", "024"),
        ("fri-mon", "0456"),
        ("weekdays", "01234"),
        ("every day", "0123456"),
        ("sundays", "6"),
    ],
)
def test_the_days_of_the_card(company: Company, typed: str, days: str) -> None:
    company.hears("Ada", f"remind {typed}")

    assert settings(company).working_days == days


@pytest.mark.parametrize(
    ("typed", "steps"),
    [
        ("steps 1", 1),
        ("steps 3", 3),
        ("2 steps", 2),
        ("one step a card", 1),
        ("3 pasos por tarjeta", 3),
        ("pasos 1", 1),
        ("un paso por tarjeta", 1),
    ],
)
def test_how_many_steps_a_card_has(company: Company, typed: str, steps: int) -> None:
    company.hears("Ada", f"remind {typed}")

    assert settings(company).card_steps == steps


@pytest.mark.parametrize(
    ("typed", "pace"),
    [
        ("light", "light"),
        ("normal", "normal"),
        ("full week", "full"),
        ("ligero", "light"),
        ("ritmo completo", "full"),
    ],
)
def test_how_many_new_steps_a_week_brings(
    company: Company, typed: str, pace: str
) -> None:
    company.hears("Ada", "remind 8:15 full" if pace != "full" else "remind light")
    company.hears("Ada", f"remind {typed}")

    assert settings(company).card_pace == pace


def test_two_steps_a_card_and_six_new_ones_a_week_to_begin_with(
    company: Company,
) -> None:
    said = company.hears("Ada", "remind")

    assert "Two steps a card at most" in said
    assert "Normal: up to 6 new steps a week" in said


@pytest.mark.parametrize("typed", ["steps 0", "steps 4", "4 steps"])
def test_a_card_has_one_two_or_three_steps(company: Company, typed: str) -> None:
    company.is_refused("Ada", f"remind {typed}")

    assert settings(company).card_steps == 2


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ("berlin time", "Europe/Berlin"),
        ("zone New York", "America/New_York"),
        ("tokyo", "Asia/Tokyo"),
        ("UTC", "UTC"),
    ],
)
def test_the_zone_of_the_card(company: Company, typed: str, zone: str) -> None:
    company.hears("Ada", f"remind {typed}")

    assert (settings(company).zone, settings(company).zone_source) == (zone, "set")


@pytest.mark.parametrize(
    ("typed", "country", "part"),
    [
        ("England", "GB", "ENG"),
        ("northern ireland", "GB", "NIR"),
        ("GB/SCT", "GB", "SCT"),
        ("US California", "US", "CA"),
        ("Bayern, Germany", "DE", "BY"),
        ("United Kingdom", "GB", ""),
        ("fr", "FR", ""),
        ("none", "", ""),
    ],
)
def test_the_holidays_kept(
    company: Company, typed: str, country: str, part: str
) -> None:
    company.hears("Ada", f"remind holidays {typed}")

    assert (settings(company).country, settings(company).subdivision) == (country, part)


@pytest.mark.parametrize(
    ("typed", "through"),
    [
        ("pause until 12 May", date(2026, 5, 11)),
        ("pause through 12 May", date(2026, 5, 12)),
        ("pause until Monday", date(2026, 4, 5)),
        ("pause for 2 weeks", date(2026, 4, 13)),
        ("away until next monday", date(2026, 4, 5)),
        ("pause until next week", date(2026, 4, 5)),
        ("pause until the 13th", date(2026, 4, 12)),
        ("pause until 3 de mayo", date(2026, 5, 2)),
    ],
)
def test_a_pause_ends_before_the_day_named(
    company: Company, typed: str, through: date
) -> None:
    company.hears("Ada", f"remind {typed}")

    assert settings(company).paused_through == through


def test_several_things_may_be_said_at_once(company: Company) -> None:
    said = company.hears("Ada", "remind me at 7:45 on mon-thu, Berlin time")

    assert said.splitlines() == [
        "Your next card can come Wed 1 April at 07:45, if there is something to say.",
        "Cards at 07:45, Mon to Thu.",
        "Two steps a card at most",
        "Normal: up to 6 new steps a week",
        "Zone Europe/Berlin",
        "Public holidays: GB",
    ]
    assert settings(company).next_nudge_at == datetime(2026, 4, 1, 5, 45, tzinfo=UTC)


def test_the_next_card_waits_for_the_end_of_a_pause(company: Company) -> None:
    assert "can come Tue 12 May at 08:30" in company.hears(
        "Ada", "remind pause until 12 May"
    )
    assert "can come Wed 1 April at 08:30" in company.hears("Ada", "remind resume")


def test_a_holiday_has_no_card(company: Company) -> None:
    company.hears("Ada", "remind holidays England")

    said = company.say("Ada", "remind 8:30", on=date(2026, 4, 2)).message.headline
    assert "Tue 7 April" in said  # Good Friday, the weekend and Easter Monday between


def test_a_later_hour_brings_no_second_card_on_the_same_day(company: Company) -> None:
    company.hears("Ada", "add Dana Whitfield")
    leader_id = company.leader("Ada").leader_id

    def send(tx: Transaction) -> None:
        assert CARDS.send(tx, leader_id, NOON)

    assert "can come Tue 31 March at 13:00" in company.hears("Ada", "remind 13:00")
    company.move_clock_of(leader_id)
    company.database.run_now(send)

    assert "can come Wed 1 April at 15:00" in company.hears("Ada", "remind 15:00")
    assert settings(company).next_nudge_at == datetime(2026, 4, 1, 14, tzinfo=UTC)
    assert "can come Mon 13 April at 15:00" in company.hears(
        "Ada", "remind pause until 11 April"
    )


def test_stop_is_stop_until_start(company: Company) -> None:
    assert company.hears("Ada", "remind stop").startswith("No more cards.")
    assert settings(company).next_nudge_at is None
    assert company.hears("Ada", "remind").startswith("No more cards.")

    assert "Wed 1 April" in company.hears("Ada", "remind start")
    assert settings(company).next_nudge_at is not None


def test_alone_it_shows_what_is_set_and_changes_nothing(company: Company) -> None:
    company.hears("Ada", "remind 8:15")

    said = company.hears("Ada", "remind")

    assert "Cards at 08:15, Mon to Fri." in said
    assert "To change it: /outreach remind 8:15" in said


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("25:00", "There is no “25:00” o'clock."),
        ("24:00", "There is no “24:00” o'clock."),
        ("8:60", "There is no “8:60” o'clock."),
        ("13pm", "There is no “13pm” o'clock."),
        ("Atlantis time", "I know no time zone “Atlantis”."),
        ("Europe/Atlantis", "I know no time zone"),
        ("../../etc/passwd", "I "),
        ("holidays", "Whose public holidays? Type a country,"),
        ("holidays Mars", "I don't know the public holidays of “Mars”."),
        ("pause", "Until when?"),
        ("pause until yesterday", "Mon 30 March has passed."),
        ("pause until 31 February", "There is no 31 February."),
        ("purple", "I did not understand “purple”."),
        ("8:15 purple", "I did not understand “purple”."),
    ],
)
def test_what_is_not_understood_is_refused(
    company: Company, typed: str, says: str
) -> None:
    company.hears("Ada", "remind 8:00")

    assert says in company.is_refused("Ada", f"remind {typed}")
    assert settings(company).nudge_minute == 480


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("sun-thu", "Sun to Thu"),
        ("mon-fri", "Mon to Fri"),
        ("sat-mon", "Sat to Mon"),
        ("mon, wed, fri", "Mon, Wed and Fri"),
        ("sat and sun", "Sat and Sun"),
        ("every day", "every day"),
    ],
)
def test_days_are_said_as_one_would_say_them(
    company: Company, typed: str, told: str
) -> None:
    assert f", {told}." in company.hears("Ada", f"remind {typed}")
