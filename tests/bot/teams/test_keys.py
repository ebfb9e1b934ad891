"""Microsoft's keys and our token: fetched when they must be, and no more often."""

import asyncio
from dataclasses import dataclass

import aiohttp
import pytest

from bot.teams.keys import ASK_AGAIN, FRESH, KEPT, NoKeys, SigningKeys
from bot.teams.tokens import EARLY, TeamsTokens
from tests.fake_teams.activities import TENANT
from tests.fake_teams.server import SECRET, FakeTeams
from tests.fake_teams.tokens import CLIENT, public_key
from tests.patience import until


@dataclass
class Seconds:
    """A clock of seconds that stands still until it is moved."""

    now: float = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
def keys(
    teams: FakeTeams, http: aiohttp.ClientSession, seconds: Seconds
) -> SigningKeys:
    return SigningKeys(http, teams.addresses.openid, clock=seconds)


@pytest.fixture
def tokens(
    teams: FakeTeams, http: aiohttp.ClientSession, seconds: Seconds
) -> TeamsTokens:
    return TeamsTokens(
        http,
        login=teams.addresses.login,
        tenant_id=TENANT,
        client_id=CLIENT,
        client_secret=SECRET,
        clock=seconds,
    )


async def test_all_who_come_while_the_keys_are_fetched_get_them(
    keys: SigningKeys, teams: FakeTeams
) -> None:
    teams.keys_come.clear()
    asked = [asyncio.ensure_future(keys("key-1")) for _ in range(3)]
    await until(lambda: teams.calls["openid"] == 1)
    asked.append(asyncio.ensure_future(keys("key-1")))
    await asyncio.sleep(0)
    teams.keys_come.set()
    assert None not in await asyncio.gather(*asked)
    assert teams.calls["openid"] == 1


@pytest.mark.parametrize(("later", "fetches"), [(FRESH, 1), (FRESH + 1, 2)])
async def test_keys_are_fetched_anew_after_an_hour(
    keys: SigningKeys, teams: FakeTeams, seconds: Seconds, later: float, fetches: int
) -> None:
    assert await keys("key-1") is not None
    seconds.now += later
    assert await keys("key-1") is not None
    assert teams.calls["openid"] == fetches


@pytest.mark.parametrize(
    ("later", "known"), [(ASK_AGAIN, False), (ASK_AGAIN + 1, True)]
)
async def test_a_new_key_is_found_half_a_minute_after_the_last_fetch(
    keys: SigningKeys, teams: FakeTeams, seconds: Seconds, later: float, known: bool
) -> None:
    await keys("key-1")
    teams.keys.append(public_key("key-2"))
    seconds.now += later
    assert (await keys("key-2") is not None) is known


@pytest.mark.parametrize("later", [KEPT, KEPT + 1])
async def test_old_keys_serve_for_a_day_while_they_cannot_be_fetched(
    keys: SigningKeys, teams: FakeTeams, seconds: Seconds, later: float
) -> None:
    await keys("key-1")
    teams.faults["openid"] = ["500"]
    seconds.now += later
    if later > KEPT:
        with pytest.raises(NoKeys):
            await keys("key-1")
    else:
        assert await keys("key-1") is not None


async def test_a_key_that_was_withdrawn_counts_no_more(
    keys: SigningKeys, teams: FakeTeams, seconds: Seconds
) -> None:
    await keys("key-1")
    teams.keys = [public_key("key-2")]
    seconds.now += FRESH + 1
    assert await keys("key-1") is None


@pytest.mark.parametrize(
    "odd",
    [
        {"kty": "EC", "kid": "odd"},
        {"kty": "RSA", "kid": "odd", "n": "x"},
        {"kty": "RSA", "kid": "odd", "use": "enc"},
        {"kty": "RSA"},
        {},
    ],
    ids=str,
)
async def test_a_key_of_another_kind_spoils_none_of_the_others(
    keys: SigningKeys, teams: FakeTeams, odd: dict[str, str]
) -> None:
    teams.keys.append(odd)
    assert await keys("key-1") is not None
    assert await keys("odd") is None


@pytest.mark.parametrize(("later", "asked"), [(3_299.0, 1), (3_300.0, 2)])
async def test_our_token_is_renewed_five_minutes_before_its_end(
    tokens: TeamsTokens, teams: FakeTeams, seconds: Seconds, later: float, asked: int
) -> None:
    assert EARLY == 300
    await tokens()
    seconds.now += later
    await tokens()
    assert teams.calls["token"] == asked


async def test_only_the_token_that_was_refused_is_forgotten(
    tokens: TeamsTokens, teams: FakeTeams
) -> None:
    first = await tokens()
    tokens.forget("another")
    assert await tokens() == first
    tokens.forget(first)
    assert await tokens() != first
    assert teams.calls["token"] == 2
