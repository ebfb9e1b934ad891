"""Delivering to Teams: once, to the right place, and honest when it failed."""

import asyncio

import aiohttp
import pytest

import bot.web as web
from bot.teams.connection import TeamsConnection
from bot.teams.offers import SUGGESTED
from scheduler.delivery.sender import CannotLook, Sender, SendFailed, Sent
from scheduler.outgoing import Target
from storage.database.transactions import Database, Transaction
from storage.message import Button, Message, Section
from storage.platforms.teams import Chat, chat_of, forget_chat, keep_chat
from tests.fake_teams.activities import CHANNEL, TENANT, private_chat, user
from tests.fake_teams.server import FakeTeams
from tests.fakes import FakeClock
from tests.unhurried import IN_LIFE

CARD = Message(
    headline="Good morning",
    sections=(
        Section(
            text="Call <at>Dana</at>",
            buttons=(Button(label="Done", action="done", subject="s1"),),
        ),
    ),
)
ADA = user("Ada Novak")
MEMBER = f"29:{ADA}"
TO_ADA = Target("teams", TENANT, ADA)
TO_CHANNEL = Target("teams", TENANT, CHANNEL, to_channel=True)


async def keep(database: Database, teams: FakeTeams, to: Target, chat: Chat) -> None:
    await database.run(
        lambda tx: keep_chat(
            tx, chat, tenant=to.tenant, recipient=to.recipient, at=FakeClock().now
        )
    )


@pytest.fixture
async def sender(
    connection: TeamsConnection, sqlite_database: Database, teams: FakeTeams
) -> Sender:
    url = teams.service_url
    ada = Chat(private_chat("Ada Novak"), url, MEMBER)
    await keep(sqlite_database, teams, TO_ADA, ada)
    await keep(sqlite_database, teams, TO_CHANNEL, Chat(CHANNEL, url))
    return connection.sender


async def failure(sender: Sender, to: Target = TO_ADA) -> SendFailed:
    with pytest.raises(SendFailed) as caught:
        await sender.send(CARD, to=to, key="k")
    return caught.value


async def test_a_card_goes_to_the_private_chat(
    sender: Sender, teams: FakeTeams
) -> None:
    sent = await sender.send(CARD, to=TO_ADA, key="k")
    (post,) = teams.posts
    assert sent == Sent(private_chat("Ada Novak"), post["posted"])
    assert post["chat"] == private_chat("Ada Novak")
    assert "Call <at>Dana</at>" in post["summary"]


async def test_a_summary_goes_to_the_channel(sender: Sender, teams: FakeTeams) -> None:
    await sender.send(Message(headline="Results"), to=TO_CHANNEL, key="k")
    assert teams.posts[0]["chat"] == CHANNEL


async def test_lines_to_type_are_suggested_in_the_private_chat_alone(
    sender: Sender, teams: FakeTeams
) -> None:
    await sender.send(CARD, to=TO_ADA, key="a")
    await sender.send(CARD, to=TO_CHANNEL, key="b")
    private, channel = teams.posts
    suggested = private["suggestedActions"]
    assert suggested["to"] == [MEMBER]
    assert [one["value"] for one in suggested["actions"]] == list(SUGGESTED)
    assert "suggestedActions" not in channel


async def test_a_card_is_redrawn_where_it_stands(
    sender: Sender, teams: FakeTeams
) -> None:
    sent = await sender.send(CARD, to=TO_ADA, key="k")
    await sender.update(Message(headline="Done"), to=TO_ADA, sent=sent)
    (post,) = teams.posts
    assert (post["summary"], post["updates"]) == ("Done", 1)


async def test_our_token_is_asked_for_once(sender: Sender, teams: FakeTeams) -> None:
    await asyncio.gather(*(sender.send(CARD, to=TO_ADA, key=f"{n}") for n in range(5)))
    assert teams.calls["token"] == 1


async def test_a_token_that_ends_soon_is_asked_for_anew(
    sender: Sender, teams: FakeTeams
) -> None:
    teams.lasts = 299
    await sender.send(CARD, to=TO_ADA, key="a")
    await sender.send(CARD, to=TO_ADA, key="b")
    assert teams.calls["token"] == 2


async def test_a_token_that_teams_refuses_is_asked_for_anew(
    sender: Sender, teams: FakeTeams
) -> None:
    await sender.send(CARD, to=TO_ADA, key="a")
    teams.faults["post"] = ["401"]
    failed = await failure(sender)
    assert not failed.final
    assert not failed.in_doubt
    await sender.send(CARD, to=TO_ADA, key="b")
    assert teams.calls["token"] == 2


@pytest.mark.parametrize("fault", ["401", "500"])
async def test_without_a_token_it_is_tried_later(
    sender: Sender, teams: FakeTeams, fault: str
) -> None:
    teams.faults["token"] = [fault]
    failed = await failure(sender)
    assert not failed.final
    assert not failed.in_doubt
    assert teams.calls["post"] == 0


@pytest.mark.parametrize("status", ["400", "403", "404", "413"])
async def test_some_answers_are_final(
    sender: Sender, teams: FakeTeams, status: str
) -> None:
    teams.faults["post"] = [status]
    failed = await failure(sender)
    assert failed.final
    assert not failed.in_doubt
    assert teams.calls["post"] == 1


async def test_who_blocked_us_is_told_apart_by_the_reason(
    sender: Sender, teams: FakeTeams
) -> None:
    teams.blocked.add(private_chat("Ada Novak"))
    failed = await failure(sender)
    assert failed.final
    assert "blocked or removed" in failed.reason
    assert "MessageWritesBlocked" in failed.reason


@pytest.mark.parametrize(
    ("fault", "wait"),
    [
        ("429:7", 7.0), ("429", 10.0), ("429:x", 10.0), ("429:99999999", 3600.0),
        ("412", None), ("502", None), ("504", None), ("503:3", 3.0),
    ],
)  # fmt: skip
async def test_some_answers_mean_later_and_how_much(
    sender: Sender, teams: FakeTeams, fault: str, wait: float | None
) -> None:
    teams.faults["post"] = [fault]
    failed = await failure(sender)
    assert not failed.final
    assert not failed.in_doubt
    assert failed.retry_after == wait
    assert teams.calls["post"] == 1


@pytest.mark.parametrize("fault", ["drop", "500", "302"])
async def test_an_answer_that_is_lost_leaves_it_in_doubt(
    sender: Sender, teams: FakeTeams, fault: str
) -> None:
    teams.faults["post"] = [fault]
    failed = await failure(sender)
    assert failed.in_doubt
    assert not failed.final
    assert teams.calls["post"] == 1


async def test_no_answer_in_time_leaves_it_in_doubt(
    sender: Sender, teams: FakeTeams, http: aiohttp.ClientSession
) -> None:
    await sender.send(CARD, to=TO_ADA, key="a")  # the token is there
    http._timeout = aiohttp.ClientTimeout(total=0.2)
    teams.faults["post"] = ["hang"]
    assert (await failure(sender)).in_doubt


def test_every_call_has_an_end() -> None:
    connect = IN_LIFE[web, "CONNECT_SECONDS"]
    assert 0 < connect < IN_LIFE[web, "ANSWER_SECONDS"] <= 15


async def test_nobody_can_look_for_a_message_in_teams(sender: Sender) -> None:
    with pytest.raises(CannotLook):
        await sender.find(to=TO_ADA, key="k")


async def test_a_lost_redraw_may_be_repeated(sender: Sender, teams: FakeTeams) -> None:
    sent = await sender.send(CARD, to=TO_ADA, key="k")
    teams.faults["change"] = ["500"]
    with pytest.raises(SendFailed) as caught:
        await sender.update(CARD, to=TO_ADA, sent=sent)
    assert not caught.value.in_doubt


async def test_whoever_teams_never_told_us_of_cannot_be_written_to(
    sender: Sender, teams: FakeTeams
) -> None:
    for recipient in ("nobody", "19:other@thread.tacv2"):
        failed = await failure(sender, Target("teams", TENANT, recipient))
        assert failed.final
    other = Target("teams", "another-tenant", ADA)
    assert (await failure(sender, other)).final
    assert teams.calls["post"] == 0


async def test_a_private_chat_is_opened_once_where_there_is_none(
    sender: Sender, teams: FakeTeams, sqlite_database: Database
) -> None:
    kim = Target("teams", TENANT, user("Kim Park"))
    chat = Chat("", teams.service_url, f"29:{kim.recipient}")
    await keep(sqlite_database, teams, kim, chat)
    await sender.send(CARD, to=kim, key="a")
    await sender.send(CARD, to=kim, key="b")
    assert teams.calls["open"] == 1
    assert teams.posts[-1]["chat"] == private_chat("Kim Park")


async def test_a_private_chat_that_may_not_be_opened_is_final_and_not_in_doubt(
    sender: Sender, teams: FakeTeams, sqlite_database: Database
) -> None:
    kim = Target("teams", TENANT, user("Kim Park"))
    chat = Chat("", teams.service_url, f"29:{kim.recipient}")
    await keep(sqlite_database, teams, kim, chat)
    teams.faults["open"] = ["500"]
    failed = await failure(sender, kim)
    assert (failed.in_doubt, failed.final) == (False, False)
    teams.blocked.add(private_chat("Kim Park"))
    assert (await failure(sender, kim)).final


async def test_our_token_goes_to_no_other_host_than_microsofts(
    sender: Sender, teams: FakeTeams, sqlite_database: Database
) -> None:
    evil = Chat("a:1", "https://evil.example/", MEMBER)
    await keep(sqlite_database, teams, TO_ADA, evil)
    failed = await failure(sender)
    assert failed.final
    assert teams.calls["token"] == 0


async def test_no_redirect_takes_our_token_elsewhere(
    sender: Sender, teams: FakeTeams
) -> None:
    teams.faults["post"] = [f"307:{teams.service_url}v3/conversations"]
    await failure(sender)
    assert (teams.calls["post"], teams.calls["open"]) == (1, 0)


async def test_a_known_private_chat_stays_known(database: Database) -> None:
    where = {"tenant": TENANT, "recipient": ADA}
    at = FakeClock().now

    def steps(tx: Transaction) -> list[Chat | None]:
        found = []
        for chat in (Chat("a:1", "u1", "29:x"), Chat("", "u2", "29:x")):
            keep_chat(tx, chat, **where, at=at)
            found.append(chat_of(tx, **where))
        forget_chat(tx, **where)
        return [*found, chat_of(tx, **where)]

    assert await database.run(steps) == [
        Chat("a:1", "u1", "29:x"),
        Chat("a:1", "u2", "29:x"),
        None,
    ]
