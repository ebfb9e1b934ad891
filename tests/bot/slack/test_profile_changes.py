"""A leader moves, or goes on vacation: the cards follow what Slack says."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from bot.slack.profiles import read_profile, says_away
from handlers.speaker import away_through
from handlers.turn import Profile
from storage.database.transactions import Database
from storage.models import Leader
from tests.bot.slack.conftest import Connect
from tests.fake_slack.methods import user
from tests.fake_slack.requests import ALICE, Payload, Signer, direct_message
from tests.fake_slack.server import FakeSlack

NOON = datetime(2026, 3, 31, 12, tzinfo=UTC)


@pytest.fixture
def bot(connect: Connect, sqlite_database: Database) -> Signer:
    return connect(sqlite_database)


def changed(**facts: Any) -> Payload:
    """Return the event of a changed profile of Alice."""
    event = direct_message("")
    event["event"] = {
        "type": "user_change",
        "user": user("Alice Ng", **({"id": ALICE} | facts)),
    }
    return event


def status(emoji: str = "", text: str = "", until: int = 0) -> Payload:
    return {
        "real_name": "Alice Ng",
        "status_emoji": emoji,
        "status_text": text,
        "status_expiration": until,
    }


async def leader(database: Database) -> sa.Row[Any]:
    return await database.run(lambda s: s.execute(sa.select(Leader)).one())


async def test_a_new_zone_moves_the_next_card(
    bot: Signer, sqlite_database: Database
) -> None:
    await bot.command("add Dana Whitfield")
    before = (await leader(sqlite_database)).next_nudge_at

    assert (await bot.event(changed(tz="Asia/Kolkata"))).status_code == 200

    row = await leader(sqlite_database)
    assert row.zone == "Asia/Kolkata"
    assert row.next_nudge_at == before - timedelta(hours=4, minutes=30)


async def test_a_zone_chosen_by_hand_stays(
    bot: Signer, sqlite_database: Database
) -> None:
    await bot.command("remind Berlin time")
    await bot.event(changed(tz="Asia/Kolkata"))
    assert (await leader(sqlite_database)).zone == "Europe/Berlin"


async def test_a_new_zone_is_noticed_with_the_next_line_too(
    bot: Signer, slack: FakeSlack, connect: Connect, sqlite_database: Database
) -> None:
    await bot.command("add Dana Whitfield")
    slack.users[ALICE] = user("Alice Ng", tz="America/New_York")
    restarted = connect(sqlite_database)

    await restarted.command("list")

    assert (await leader(sqlite_database)).zone == "America/New_York"


async def test_somebody_who_is_no_leader_does_not_become_one(
    bot: Signer, sqlite_database: Database
) -> None:
    assert (await bot.event(changed(tz="Asia/Kolkata"))).status_code == 200
    count = sa.select(sa.func.count()).select_from(Leader)
    assert await sqlite_database.run(lambda s: s.execute(count).scalar_one()) == 0


@pytest.mark.parametrize(
    "broken", [{"user": None}, {"user": "U1"}, {"user": {"id": ALICE}}, {}]
)
async def test_an_event_without_a_profile_changes_nothing(
    bot: Signer, sqlite_database: Database, broken: Payload
) -> None:
    await bot.command("add Dana Whitfield")
    event = changed()
    event["event"] = {"type": "user_change", **broken}
    assert (await bot.event(event)).status_code == 200
    assert (await leader(sqlite_database)).zone == "Europe/London"


async def test_on_vacation_no_card_comes_and_the_settings_say_so(
    bot: Signer, sqlite_database: Database
) -> None:
    await bot.command("add Dana Whitfield")
    back = int(datetime(2026, 4, 13, 8, tzinfo=UTC).timestamp())

    await bot.event(changed(profile=status(":palm_tree:", "Vacationing", back)))
    assert (await leader(sqlite_database)).away_through == date(2026, 4, 12)
    told = (await bot.command("remind")).text
    assert "None while your status says that you are away through Sun 12 April" in told

    await bot.event(changed(profile=status()))
    assert (await leader(sqlite_database)).away_through is None


@pytest.mark.parametrize(
    ("emoji", "text", "away"),
    [
        (":palm_tree:", "", True),
        (":face_with_thermometer:", "Out sick", True),
        ("", "On annual leave until May", True),
        ("", "OOO", True),
        ("", "out of the office", True),
        (":house:", "Working remotely", False),
        (":spiral_calendar_pad:", "In a meeting", False),
        ("", "vacationland fan", False),
        ("", "leaving early", False),
        ("", "", False),
    ],
)
def test_which_statuses_mean_away(emoji: str, text: str, away: bool) -> None:
    assert says_away(status(emoji, text)) is away


@pytest.mark.parametrize(
    ("until", "through"),
    [
        (NOON, None),
        (NOON + timedelta(hours=1), date(2026, 3, 30)),
        (NOON + timedelta(days=1), date(2026, 3, 31)),
        (None, date(2027, 3, 31)),
    ],
)
def test_the_day_a_status_ends_is_worked_again(
    until: datetime | None, through: date | None
) -> None:
    profile = Profile(away=True, away_until=until)
    assert away_through(profile, NOON.date(), NOON, "Europe/London") == through


@pytest.mark.parametrize("seconds", ["x", -1, 10**18, None, True])
def test_an_impossible_end_is_no_end(seconds: object) -> None:
    said = {"profile": status(":palm_tree:") | {"status_expiration": seconds}}
    profile = read_profile(said)
    assert profile is not None and profile.away
    assert profile.away_until is None or seconds is True
