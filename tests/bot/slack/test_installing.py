"""Installing into a workspace: the browser's way to Slack and back, and no other."""

from collections.abc import AsyncIterator
from urllib.parse import parse_qs, urlsplit

import aiohttp
import httpx
import pytest
import sqlalchemy as sa
from starlette.applications import Starlette

from bot.slack.clients import web_client
from bot.slack.oauth import AppSecrets, ManyWorkspaces, OAuth, challenge_of
from storage.database.transactions import Database
from storage.database.writer import AnyRow
from storage.models import Install, InstallState
from tests.fake_slack.oauth import CLIENT
from tests.fake_slack.server import FakeSlack
from tests.fakes import FakeClock

PUBLIC = "https://bot.example.com"
START, BACK = "/slack/install", "/slack/oauth_redirect"


@pytest.fixture
def oauth(
    slack: FakeSlack,
    http: aiohttp.ClientSession,
    sqlite_database: Database,
    clock: FakeClock,
) -> OAuth:
    client = web_client(api_url=slack.api_url, session=http)
    secrets = AppSecrets(*CLIENT)
    return OAuth(
        database=sqlite_database,
        client=client,
        secrets=secrets,
        installs=ManyWorkspaces(sqlite_database, client, secrets, now=clock),
        api_url=slack.api_url,
        public_url=PUBLIC,
        now=clock,
        pkce=True,
    )


@pytest.fixture
async def browser(oauth: OAuth) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(Starlette(routes=oauth.routes()))
    async with httpx.AsyncClient(transport=transport, base_url=PUBLIC) as client:
        yield client


async def begun(browser: httpx.AsyncClient) -> dict[str, str]:
    """Start an install, and return what Slack is asked with."""
    answer = await browser.get(START)
    assert answer.status_code == 302
    asked = parse_qs(urlsplit(answer.headers["location"]).query)
    return {name: values[0] for name, values in asked.items()}


async def rows(database: Database) -> list[AnyRow]:
    return await database.run(lambda tx: list(tx.rows(sa.select(Install))))


async def test_the_browser_is_sent_to_slack_with_least_scopes_and_a_challenge(
    browser: httpx.AsyncClient, slack: FakeSlack
) -> None:
    answer = await browser.get(START)

    where = urlsplit(answer.headers["location"])
    root = urlsplit(slack.api_url)
    assert (where.netloc, where.path) == (root.netloc, "/oauth/v2/authorize")
    asked = parse_qs(where.query)
    assert asked["client_id"] == [CLIENT[0]]
    assert asked["redirect_uri"] == [PUBLIC + BACK]
    assert "commands" in asked["scope"][0].split(",")
    assert asked["code_challenge_method"] == ["S256"]
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie and "secure" in cookie and "samesite=lax" in cookie
    assert answer.headers["cache-control"] == "no-store"


async def test_coming_back_keeps_the_install_and_says_what_to_type(
    browser: httpx.AsyncClient, slack: FakeSlack, oauth: OAuth
) -> None:
    asked = await begun(browser)
    code = slack.oauth.code_for("T1", "Acme <b>")

    answer = await browser.get(BACK, params={"code": code, "state": asked["state"]})

    assert answer.status_code == 200
    assert "Outreach is installed in Acme &lt;b&gt;." in answer.text
    assert "/outreach help" in answer.text
    assert challenge_of(slack.oauth.verifiers[code]) == asked["code_challenge"]
    install = await oauth.installs("T1")
    assert install is not None
    assert install.bot_token == slack.oauth.grants[-1]
    assert slack.calls["auth.test"] == 0


async def test_a_state_works_once(
    browser: httpx.AsyncClient, slack: FakeSlack, sqlite_database: Database
) -> None:
    asked = await begun(browser)
    first = {"code": slack.oauth.code_for("T1"), "state": asked["state"]}
    again = {"code": slack.oauth.code_for("T2"), "state": asked["state"]}

    assert (await browser.get(BACK, params=first)).status_code == 200
    answer = await browser.get(BACK, params=again)

    assert answer.status_code == 400
    assert f"Start again at {PUBLIC}{START}" in answer.text
    assert [row.key for row in await rows(sqlite_database)] == ["T1"]


@pytest.mark.parametrize(("minutes", "status"), [(9.9, 200), (10, 400)])
async def test_a_state_lasts_ten_minutes(
    browser: httpx.AsyncClient, slack: FakeSlack, clock: FakeClock,
    minutes: float, status: int,
) -> None:  # fmt: skip
    asked = await begun(browser)
    clock.move(minutes=minutes)

    code = slack.oauth.code_for("T1")
    answer = await browser.get(BACK, params={"code": code, "state": asked["state"]})

    assert answer.status_code == status


async def test_another_browser_cannot_finish_it_nor_leave_it_to_be_finished(
    browser: httpx.AsyncClient, slack: FakeSlack, oauth: OAuth,
    sqlite_database: Database,
) -> None:  # fmt: skip
    asked = await begun(browser)
    sent = {"code": slack.oauth.code_for("T1"), "state": asked["state"]}
    transport = httpx.ASGITransport(Starlette(routes=oauth.routes()))
    async with httpx.AsyncClient(transport=transport, base_url=PUBLIC) as stranger:
        assert (await stranger.get(BACK, params=sent)).status_code == 400

    assert (await browser.get(BACK, params=sent)).status_code == 400
    assert await rows(sqlite_database) == []
    assert slack.oauth.grants == []


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"code": "x"},
        {"state": "made-up", "code": "x"},
        {"state": "مرحبا" * 1000, "code": "🙂"},
    ],
)
async def test_a_made_up_way_back_changes_nothing(
    browser: httpx.AsyncClient, sqlite_database: Database, sent: dict[str, str]
) -> None:
    assert (await browser.get(BACK, params=sent)).status_code == 400
    assert await rows(sqlite_database) == []


async def test_saying_no_on_slacks_page_installs_nothing(
    browser: httpx.AsyncClient, sqlite_database: Database
) -> None:
    asked = await begun(browser)
    sent = {"error": "access_denied", "state": asked["state"]}

    answer = await browser.get(BACK, params=sent)

    assert answer.status_code == 400
    assert "nothing changed" in answer.text
    assert await rows(sqlite_database) == []


@pytest.mark.parametrize(
    ("fault", "status"), [("invalid_code", 400), ("drop", 502), ("html", 502)]
)
async def test_slacks_trouble_is_told_in_words(
    browser: httpx.AsyncClient, slack: FakeSlack, fault: str, status: int
) -> None:
    asked = await begun(browser)
    slack.fail_next("oauth.v2.access", fault)

    sent = {"code": slack.oauth.code_for("T1"), "state": asked["state"]}
    answer = await browser.get(BACK, params=sent)

    assert answer.status_code == status
    assert "Start again" in answer.text
    assert "Traceback" not in answer.text


async def test_installing_three_times_leaves_one_row_with_the_newest_token(
    browser: httpx.AsyncClient, slack: FakeSlack, oauth: OAuth,
    sqlite_database: Database,
) -> None:  # fmt: skip
    for _ in range(3):
        asked = await begun(browser)
        sent = {"code": slack.oauth.code_for("T1"), "state": asked["state"]}
        assert (await browser.get(BACK, params=sent)).status_code == 200

    [row] = await rows(sqlite_database)
    install = await oauth.installs("T1")
    assert install is not None and install.bot_token == slack.oauth.grants[-1]
    assert not any(b"xox" in value for value in row if isinstance(value, bytes))


async def test_a_whole_organization_serves_each_of_its_teams(
    browser: httpx.AsyncClient, slack: FakeSlack, oauth: OAuth
) -> None:
    asked = await begun(browser)
    code = slack.oauth.code_for(
        "", team=None, enterprise={"id": "E1", "name": "Acme Group"},
        is_enterprise_install=True,
    )  # fmt: skip
    sent = {"code": code, "state": asked["state"]}
    assert (await browser.get(BACK, params=sent)).status_code == 200

    assert await oauth.installs("T7") is None  # not known to belong to it
    first = await oauth.installs("T7", "E1")
    assert first is not None
    assert await oauth.installs("T7") == first  # the sender knows only the team
    assert await oauth.installs("T8", "E2") is None


async def test_unfinished_installs_are_forgotten(
    browser: httpx.AsyncClient, sqlite_database: Database, clock: FakeClock
) -> None:
    from scheduler.jobs import clean_up

    await begun(browser)
    clock.move(minutes=10)
    await clean_up(sqlite_database, at=clock())
    left = await sqlite_database.run(lambda tx: tx.rows(sa.select(InstallState)))
    assert left == []
