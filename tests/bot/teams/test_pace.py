"""We post as fast as Teams lets us, and no faster. Time is passed in."""

from collections import Counter
from collections.abc import Sequence

import aiohttp
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.teams import connector as ours
from bot.teams.connection import connect_teams
from bot.teams.connector import IN_ALL, IN_ONE_CHAT, Pace
from scheduler.delivery.queue import PER_SECOND
from scheduler.delivery.sender import Sender, SendFailed, Sent
from scheduler.outgoing import Target
from storage.database.transactions import Database, Transaction
from storage.message import Message
from storage.platforms.teams import Chat, keep_chat
from tests.bot.teams.conftest import APP
from tests.fake_teams import limits as theirs
from tests.fake_teams.activities import TENANT, private_chat, user
from tests.fake_teams.server import FakeTeams
from tests.fakes import FakeClock

TICK = 1 / 64  # seconds; exact as a float
CARD = Message(headline="Good morning")


class Seconds:
    """A monotonic clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def most_within(times: Sequence[float], seconds: float) -> int:
    """Return the most calls that began within any so many seconds."""
    return max(
        (sum(0 <= one - first < seconds for one in times) for first in times),
        default=0,
    )


def test_the_limits_are_those_that_teams_has() -> None:
    assert IN_ONE_CHAT == theirs.POSTS
    assert IN_ALL == theirs.IN_ALL


@given(gaps=st.lists(st.integers(0, 40), max_size=120))
@settings(max_examples=60)
def test_no_span_of_time_has_more_posts_than_teams_takes(gaps: list[int]) -> None:
    clock = Seconds()
    pace = Pace(clock=clock)
    taken = []
    for gap in gaps:
        clock.now += gap * TICK
        if pace.wait("a:1") == 0:
            taken.append(clock.now)
    for most, seconds in IN_ONE_CHAT:
        assert most_within(taken, seconds) <= most


@pytest.mark.parametrize(
    ("before", "gap", "wait"),
    [
        (6, 0.0, 0.0),  # seven at once
        (7, 0.0, 1.0),  # and the eighth a second later
        (7, 0.75, 0.25),
        (7, 1.0, 0.0),
        (8, 0.0, 1.0),  # the ninth two seconds after the first
        (60, 0.0, 16.0),  # eight each 2 s until 14 s; the next 30 s after the first
    ],
)
def test_a_post_too_many_is_told_when_its_turn_is(
    before: int, gap: float, wait: float
) -> None:
    clock = Seconds()
    pace = Pace(clock=clock)
    for _ in range(before):
        while seconds := pace.wait("a:1"):
            clock.now += seconds
    clock.now += gap
    assert pace.wait("a:1") == wait


def test_its_turn_is_not_a_moment_earlier_and_asking_costs_nothing() -> None:
    clock = Seconds()
    pace = Pace(clock=clock)
    for _ in range(7):
        assert pace.wait("a:1") == 0
    for _ in range(100):
        assert pace.wait("a:1") == 1.0
    clock.now = 1.0 - TICK
    assert pace.wait("a:1") == TICK
    clock.now = 1.0
    assert pace.wait("a:1") == 0


def test_one_chat_does_not_wait_for_another_but_all_have_a_limit() -> None:
    clock = Seconds()
    pace = Pace(clock=clock)
    assert [pace.wait(f"a:{n}") for n in range(50)] == [0.0] * 50
    assert pace.wait("a:50") == 1.0
    clock.now = 1.0
    assert pace.wait("a:50") == 0


def test_chats_of_long_ago_are_not_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ours, "REMEMBERED", 3)
    clock = Seconds()
    pace = Pace(clock=clock)
    for number in range(10):
        pace.wait(f"a:{number}")
        clock.now += 3_600.0
    assert len(pace._chats) <= 3


def test_the_queue_is_slower_than_teams_allows_in_all() -> None:
    ((most, seconds),) = IN_ALL
    assert most / seconds > PER_SECOND


class Office:
    """500 people, a Teams with limits, and a sender that keeps to them."""

    def __init__(self, sender: Sender, teams: FakeTeams, clock: Seconds) -> None:
        self.sender = sender
        self.teams = teams
        self.clock = clock
        self.put_back = 0

    async def send(self, name: str) -> Sent:
        """Send as the queue does: put back for as long as it is told."""
        to = Target("teams", TENANT, user(name))
        while True:
            try:
                return await self.sender.send(CARD, to=to, key="k")
            except SendFailed as failed:
                assert failed.retry_after is not None
                assert not (failed.final or failed.in_doubt)
                self.put_back += 1
                self.clock.now += failed.retry_after


NAMES = [f"Person {number}" for number in range(500)]


@pytest.fixture
async def office(
    teams: FakeTeams, http: aiohttp.ClientSession, sqlite_database: Database
) -> Office:
    clock = Seconds()
    teams.limited, teams.time = True, clock

    def everybody(tx: Transaction) -> None:
        for name in NAMES:
            chat = Chat(private_chat(name), teams.service_url, f"29:{user(name)}")
            keep_chat(tx, chat, tenant=TENANT, recipient=user(name), at=FakeClock().now)

    await sqlite_database.run(everybody)
    connection = connect_teams(
        APP,
        database=sqlite_database,
        session=http,
        now=FakeClock(),
        addresses=teams.addresses,
        pace=Pace(clock=clock),
    )
    return Office(connection.sender, teams, clock)


async def test_five_hundred_morning_cards_arrive_once_and_teams_holds_none_back(
    office: Office,
) -> None:
    for name in NAMES:
        await office.send(name)
    arrived = Counter(post["chat"] for post in office.teams.posts)
    assert arrived == Counter(private_chat(name) for name in NAMES)
    assert office.teams.held_back == 0
    assert office.put_back == 9  # 50 at once, ten times
    assert office.clock.now == 9.0


async def test_one_chat_is_written_to_as_fast_as_it_takes(office: Office) -> None:
    sent = [await office.send("Person 1") for _ in range(70)]
    to = Target("teams", TENANT, user("Person 1"))
    with pytest.raises(SendFailed) as held:  # a redraw counts as a post
        for _ in range(9):
            await office.sender.update(CARD, to=to, sent=sent[0])
    assert held.value.retry_after
    assert len(office.teams.posts) == 70
    assert office.teams.held_back == 0
    assert 30.0 <= office.clock.now <= 60.0
