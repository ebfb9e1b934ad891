"""Who may call: nobody but our tenant's Teams, and nobody can break it."""

import asyncio
import time

import jwt
import pytest

from bot.teams.tokens import MICROSOFT
from bot.web import BODY_BYTES
from handlers.teams import INVOKES
from tests.bot.teams.conftest import Waiting
from tests.fake_teams.activities import Client, Payload
from tests.fake_teams.server import FakeTeams
from tests.fake_teams.tokens import CLIENT, ISSUER, public_key, token


async def test_a_line_with_a_good_token_is_answered(
    bot: Client, waiting: Waiting
) -> None:
    assert (await bot.line("hello")).status_code == 200
    ((_, message),) = await waiting()
    assert message.headline == "Hello, Ada."


@pytest.mark.parametrize(
    "wrong",
    [
        {"iss": "https://evil.example"},
        {"aud": "another-app"},
        {"ends": -400},
        {"begins": 400},
        {"drop": "exp"},
        {"drop": "aud"},
        {"drop": "iss"},
        {"drop": "serviceurl"},
        {"serviceurl": "https://smba.trafficmanager.net/emea/"},
        {"key": "stolen", "kid": "key-1"},
        {"key": "stolen"},
    ],
    ids=str,
)
async def test_a_token_with_anything_wrong_is_refused(
    bot: Client, waiting: Waiting, wrong: Payload
) -> None:
    service = wrong.pop("serviceurl", bot.service_url)
    bearer = token(service, **wrong)
    answer = await bot.replay_with(bearer)
    assert answer.status_code == 401
    assert await waiting() == []


@pytest.mark.parametrize("claims", [{"ends": -200}, {"begins": 200}], ids=str)
async def test_a_clock_may_be_off_by_five_minutes(bot: Client, claims: Payload) -> None:
    bearer = token(bot.service_url, **claims)
    answer = await bot.post(bot.activity("message", text="hello"), bearer)
    assert answer.status_code == 200


@pytest.mark.parametrize("algorithm", ["none", "HS256", "HS512"])
async def test_only_rs256_counts(bot: Client, algorithm: str) -> None:
    claims = {
        "iss": ISSUER, "aud": CLIENT,
        "exp": int(time.time()) + 600, "serviceurl": bot.service_url,
    }  # fmt: skip
    key = "" if algorithm == "none" else "a" * 64
    bearer = jwt.encode(claims, key, algorithm=algorithm, headers={"kid": "key-1"})
    assert (await bot.replay_with(bearer)).status_code == 401


@pytest.mark.parametrize(
    "header",
    ["", "Bearer", "Bearer ", "Bearer x.y.z", "Basic abc", "Bearer " + "a" * 9_000],
)
async def test_anything_else_than_a_token_is_refused(bot: Client, header: str) -> None:
    answer = await bot.http.post(
        "/api/messages",
        json=bot.activity("message", text="hello"),
        headers={"Authorization": header} if header else {},
    )
    assert answer.status_code == 401


async def test_a_key_that_does_not_vouch_for_teams_is_refused(
    bot: Client, teams: FakeTeams
) -> None:
    teams.keys = [public_key() | {"endorsements": ["skype"]}]
    assert (await bot.line("hello")).status_code == 401


async def test_another_tenants_people_are_refused(
    bot: Client, waiting: Waiting
) -> None:
    other = "33333333-3333-3333-3333-333333333333"
    for wrong in (
        {"channelData": {"tenant": {"id": other}}},
        {"channelData": {}, "conversation": {"id": "a:1"}},
        {"from": {"id": "29:x", "aadObjectId": "x", "tenantId": other}},
    ):
        activity = bot.activity("message", text="hello") | wrong
        assert (await bot.post(activity)).status_code == 403
    assert await waiting() == []


@pytest.mark.parametrize("name", INVOKES)
async def test_another_tenants_people_open_and_find_nothing(
    bot: Client, name: str
) -> None:
    other = {"tenant": {"id": "33333333-3333-3333-3333-333333333333"}}
    asked = bot.activity("invoke", name=name, value={}, channelData=other)
    assert (await bot.post(asked)).status_code == 403


@pytest.mark.parametrize("name", INVOKES)
@pytest.mark.parametrize("value", [None, [], "x", 5, {}, {"data": []}, {"action": 5}])
async def test_what_is_asked_without_sense_is_answered_in_words(
    bot: Client, waiting: Waiting, name: str, value: object
) -> None:
    assert await bot.invoke(name, value)
    assert bot.refused == []
    assert await waiting() == []


@pytest.mark.parametrize("name", ["", "signin/verifyState", "composeExtension/x"])
async def test_what_we_do_not_know_is_taken_and_forgotten(
    bot: Client, waiting: Waiting, name: str
) -> None:
    answer = await bot.post(bot.activity("invoke", name=name, value={}))
    assert (answer.status_code, answer.content) == (200, b"")
    assert await waiting() == []


async def test_an_activity_of_another_channel_is_refused(bot: Client) -> None:
    activity = bot.activity("message", text="hello", channelId="webchat")
    assert (await bot.post(activity)).status_code == 403


async def test_a_service_that_is_not_teams_never_gets_our_token(
    bot: Client, waiting: Waiting, teams: FakeTeams
) -> None:
    evil = "https://smba.trafficmanager.net.evil.example/"
    activity = bot.activity("message", text="hello", serviceUrl=evil)
    assert (await bot.post(activity, token(evil))).status_code == 403
    assert await waiting() == []
    assert teams.calls["token"] == 0


@pytest.mark.parametrize(
    ("service", "good"),
    [
        ("https://smba.trafficmanager.net/emea/", True),
        ("https://smba.trafficmanager.net/emea/11111111-2222/", True),
        ("https://smba.infra.gcc.teams.microsoft.com/x", True),
        ("https://smba.trafficmanager.net:443/", True),
        ("http://smba.trafficmanager.net/emea/", False),
        ("https://smba.trafficmanager.net:8443/", False),
        ("https://me@smba.trafficmanager.net/", False),
        ("https://smba.trafficmanager.net@evil.example/", False),
        ("https://smba.trafficmanager.net\\@evil.example/", False),
        ("https://smba.teams.microsoft.com.evil.example/", False),
        ("https://evilsmba.teams.microsoft.com/", False),
        ("https://evil.teams.microsoft.com/", False),
        ("https://evil.trafficmanager.net/", False),
        ("https://smba.trafficmanager.net/?to=evil", False),
        ("https://smba.trafficmanager.net:x/", False),
        ("https://[::1/", False),
        ("", False),
    ],
)
def test_only_microsofts_own_service_addresses_are_trusted(
    service: str, good: bool
) -> None:
    assert MICROSOFT.may_be_told(service) is good


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"[]", b"{}", b"null", b"\xff\xfe", b"[" * 5_000,
        b'{"type": "message"}', b'{"type": 1, "serviceUrl": []}',
    ],
)  # fmt: skip
async def test_what_is_no_activity_is_a_400_and_never_a_500(
    bot: Client, body: bytes
) -> None:
    answer = await bot.http.post(
        "/api/messages",
        content=body,
        headers={"Authorization": f"Bearer {token(bot.service_url)}"},
    )
    assert answer.status_code == 400


@pytest.mark.parametrize(
    "odd",
    [
        {"from": None}, {"from": {}}, {"conversation": "a:1"}, {"entities": {}},
        {"entities": ["x"]}, {"text": 5}, {"channelData": []}, {"id": 7},
        {"localTimezone": {}}, {"recipient": "me"},
    ],
    ids=str,
)  # fmt: skip
async def test_an_activity_of_another_shape_is_a_400(bot: Client, odd: Payload) -> None:
    activity = bot.activity("message", text="hello") | odd
    assert (await bot.post(activity)).status_code == 400


@pytest.mark.parametrize(
    "odd",
    [
        {"value": "x"}, {"value": {"action": 5}}, {"value": {"action": {"action": 1}}},
        {"type": "invoke", "name": "adaptiveCard/action", "value": None},
        {"type": "invoke", "name": "adaptiveCard/action", "value": {"action": []}},
        {"type": "invoke", "name": "task/fetch"}, {"type": "typing"},
        {"type": "conversationUpdate"}, {"type": "installationUpdate"},
        {"type": "newKind"}, {"channelData": {"tenant": {"id": "22222222-2222-2222-"
            "2222-222222222222"}, "channel": "x"}},
        {"entities": [{"type": "mention"}, {"type": "mention", "text": "", "mentioned":
            []}]},
    ],
    ids=str,
)  # fmt: skip
async def test_odd_activities_do_no_harm(bot: Client, odd: Payload) -> None:
    activity = bot.activity("message", text="hello") | odd
    assert (await bot.post(activity)).status_code == 200


async def test_a_megabyte_is_too_large(bot: Client) -> None:
    answer = await bot.line("x" * BODY_BYTES)
    assert answer.status_code == 413


async def test_keys_are_fetched_once_and_never_hold_up_others(
    bot: Client, teams: FakeTeams
) -> None:
    teams.keys_come.clear()
    asked = asyncio.ensure_future(bot.line("hello"))
    waits = 0
    while not asked.done():
        await asyncio.sleep(0.01)
        waits += 1
        if waits == 20:
            teams.keys_come.set()
    assert waits > 10
    assert (await asked).status_code == 200
    await bot.line("hello")
    assert teams.calls["openid"] == 1


async def test_unknown_key_ids_do_not_cause_more_fetches(
    bot: Client, teams: FakeTeams
) -> None:
    for number in range(3):
        bearer = token(bot.service_url, kid=f"no-{number}")
        assert (await bot.replay_with(bearer)).status_code == 401
    assert teams.calls["openid"] == 1


async def test_without_keys_nothing_is_let_through(
    bot: Client, teams: FakeTeams, waiting: Waiting
) -> None:
    teams.faults["openid"] = ["500"]
    assert (await bot.line("hello")).status_code == 503
    assert await waiting() == []


async def test_there_is_no_way_around_the_token(
    bot: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DANGEROUSLY_ALLOW_UNAUTHENTICATED_REQUESTS", "SKIP_AUTH"):
        monkeypatch.setenv(name, "true")
    answer = await bot.http.post("/api/messages", json=bot.activity("message"))
    assert answer.status_code == 401
