"""Slack's App Home: drawn when opened, fresh after each log, and never an older one."""

import json
import sqlite3

import aiohttp
import pytest

from bot.slack.calls import SlackCalls
from bot.slack.clients import OneWorkspace, web_client
from bot.slack.home import Home
from handlers.turn import Address, Profile
from storage.database.transactions import Database
from tests.bot.slack.conftest import Connect
from tests.fake_slack.methods import user
from tests.fake_slack.requests import (
    ALICE,
    TEAM,
    Payload,
    Signer,
    direct_message,
    new_id,
    press,
)
from tests.fake_slack.server import FakeSlack
from tests.fakes import FakeClock
from tests.patience import until

BY = Address("slack", TEAM, ALICE)
PROFILE = Profile(name="Alice Ng", zone="Europe/London")


@pytest.fixture
def bot(connect: Connect, sqlite_database: Database) -> Signer:
    return connect(sqlite_database)


@pytest.fixture
def home(
    slack: FakeSlack, http: aiohttp.ClientSession, workspace: OneWorkspace,
    sqlite_database: Database, clock: FakeClock,
) -> Home:  # fmt: skip
    client = web_client(api_url=slack.api_url, session=http)
    calls = SlackCalls(install_of=workspace, client=client, session=http)
    return Home(sqlite_database, calls, clock, settle=0)


def opened(tab: str = "home") -> Payload:
    event = direct_message("")
    event["event"] = {
        "type": "app_home_opened", "user": ALICE, "tab": tab, "channel": "D1",
    }  # fmt: skip
    return event


def shown(slack: FakeSlack) -> str:
    return json.dumps(slack.homes.get(ALICE, {}), ensure_ascii=False)


def turned(page: str) -> Payload:
    """Return a press on a button that turns the page, on the Home itself."""
    payload = press("0:home_page", page)
    for name in ("channel", "message"):
        del payload[name]
    payload["view"] = {"id": new_id("V"), "type": "home", "callback_id": ""}
    return payload


async def test_somebody_new_opens_it_and_sees_how_to_start(
    bot: Signer, slack: FakeSlack
) -> None:
    assert (await bot.event(opened())).status_code == 200

    assert slack.homes[ALICE]["type"] == "home"
    assert "Set up in a minute" in shown(slack)


async def test_the_chat_tab_draws_no_home(bot: Signer, slack: FakeSlack) -> None:
    assert (await bot.event(opened("messages"))).status_code == 200
    assert slack.homes == {}


async def test_a_log_is_seen_on_it_without_opening_it_again(
    bot: Signer, slack: FakeSlack
) -> None:
    await bot.event(opened())
    await bot.command("add Dana Whitfield, COO in Operations")
    await until(lambda: slack.calls["views.publish"] >= 2)
    assert "Dana Whitfield" in shown(slack)


async def test_nobody_who_never_looked_is_drawn_for(
    home: Home, slack: FakeSlack
) -> None:
    home.refresh(BY, profile=PROFILE)
    await home.settled()
    assert slack.calls["views.publish"] == 0


async def test_several_changes_in_a_row_are_drawn_once(
    home: Home, slack: FakeSlack
) -> None:
    await home.open(BY, profile=PROFILE)
    for _ in range(5):
        home.refresh(BY, profile=PROFILE)
    await home.settled()
    assert slack.calls["views.publish"] == 2


async def test_a_newer_home_is_drawn_anew_and_not_lost(
    home: Home, slack: FakeSlack
) -> None:
    await home.open(BY, profile=PROFILE)
    slack.homes[ALICE]["hash"] = "another copy was here"

    await home.open(BY, profile=PROFILE)

    assert slack.calls["views.publish"] == 3
    assert "Set up in a minute" in shown(slack)


async def test_turning_the_page_shows_the_next_people(
    bot: Signer, slack: FakeSlack
) -> None:
    for number in range(17):
        await bot.command(f"add Person{number:02} Test")
    await bot.event(opened())
    assert "Person16" not in shown(slack)

    assert (await bot.interact(turned("2"))).status_code == 200
    assert "Person16" in shown(slack)


@pytest.mark.parametrize("page", ["", "x", "99999999", "-1", "🙂"])
async def test_a_forged_page_is_the_nearest_there_is(
    bot: Signer, slack: FakeSlack, page: str
) -> None:
    await bot.command("add Dana Whitfield")
    assert (await bot.interact(turned(page))).status_code == 200
    assert "Dana Whitfield" in shown(slack)


async def test_guests_are_told_that_they_keep_no_book(
    bot: Signer, slack: FakeSlack
) -> None:
    slack.users[ALICE] = user("Alice Ng", is_restricted=True)
    assert (await bot.event(opened())).status_code == 200
    assert "guests cannot use it" in shown(slack)


@pytest.mark.usefixtures("soon_busy")
async def test_a_busy_database_lets_slack_send_the_event_again(
    bot: Signer, slack: FakeSlack, sqlite_url: str
) -> None:
    with sqlite3.connect(sqlite_url.removeprefix("sqlite:///")) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert (await bot.event(opened())).status_code == 503
        other.rollback()
    assert slack.homes == {}


async def test_a_press_on_it_is_answered_in_a_modal_of_its_own(
    bot: Signer, slack: FakeSlack
) -> None:
    payload = turned("")
    payload["actions"][0] |= {"action_id": "0:accept", "value": "made up"}
    payload["trigger_id"] = slack.trigger()

    assert (await bot.interact(payload)).status_code == 200

    [view] = slack.views.values()
    assert view["type"] == "modal"


async def test_the_log_form_opens_from_it(bot: Signer, slack: FakeSlack) -> None:
    payload = turned("")
    payload["actions"][0] |= {"action_id": "0:open_log"}
    payload["trigger_id"] = slack.trigger()

    await bot.interact(payload)

    [view] = slack.views.values()
    assert view["callback_id"] == "log"
