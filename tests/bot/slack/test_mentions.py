"""A mention in Slack is a person: looked up by Slack, real name and title."""

import asyncio

import pytest

from storage.database.transactions import Database
from storage.models import Contact, Person
from tests.bot.slack.conftest import Connect, Replies
from tests.fake_slack.methods import user
from tests.fake_slack.requests import Signer, direct_message
from tests.fake_slack.server import FakeSlack
from tests.handlers.company import Company

TITLED = {"real_name": "Dana Whitfield", "title": "Chief of <b>Staff</b>"}


@pytest.fixture
def bot(connect: Connect, sqlite_database: Database, slack: FakeSlack) -> Signer:
    slack.users["UDANA"] = user("Dana Whitfield", id="UDANA", profile=TITLED)
    slack.users["UROSA"] = user("Rosa Lim", id="UROSA")
    slack.users["UGUEST"] = user("Gil Guest", id="UGUEST", is_restricted=True)
    slack.users["UBOT2"] = user("Beep", id="UBOT2", is_bot=True)
    return connect(sqlite_database)


async def heard(bot: Signer, line: str) -> str:
    return (await bot.command(line)).text


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("add <@UROSA>, COO in Operations", "Rosa Lim, COO in Operations"),
        ("add <@UROSA|rlim> in HR", "Rosa Lim in HR"),
        ("add <@UROSA|rlim>", "Rosa Lim"),
        ("add Rosa Lim <@UROSA|rlim> in HR", "Rosa Lim in HR"),
        ("add <@UGUEST|gil> in HR", "Gil Guest in HR"),
        ("add <@UDANA|dw>, COO", "Dana Whitfield, COO"),
        ("add <@UDANA|dw>", "Dana Whitfield, Chief of b Staff /b"),
    ],
)
async def test_a_mention_adds_the_person_by_the_real_name(
    bot: Signer, line: str, said: str
) -> None:
    answer = await heard(bot, line)

    assert f"Added to your list: {said}." in answer
    assert "rlim" not in answer.casefold()
    assert "UROSA" not in answer


async def test_in_the_private_chat_it_is_the_same(
    bot: Signer, replies: Replies, sqlite_database: Database
) -> None:
    await bot.event(direct_message("add <@UROSA>, COO in Operations"))

    [answer] = await replies()
    assert "Rosa Lim, COO in Operations" in str(answer)
    assert "UROSA" not in str(answer)
    row = Company(sqlite_database).row(Person, user_key="UROSA")
    assert (row.name, row.title) == ("Rosa Lim", "COO")


async def test_who_was_added_by_name_is_known_by_their_only_mention(
    bot: Signer, sqlite_database: Database
) -> None:
    await heard(bot, "add Rosa Lim in HR")

    assert "call with Rosa Lim" in await heard(bot, "log <@UROSA|rlim> call")
    assert Company(sqlite_database).count(Contact) == 1
    assert Company(sqlite_database).count(Person, name="Rosa Lim") == 1


async def test_somebody_else_of_a_name_is_another_person(
    bot: Signer, slack: FakeSlack, sqlite_database: Database
) -> None:
    slack.users["UOTHER"] = user("Rosa Lim", id="UOTHER")
    await heard(bot, "add <@UROSA|rlim> in HR")
    await heard(bot, "add <@UOTHER|rosa2> in Legal")

    assert Company(sqlite_database).count(Person, name="Rosa Lim") == 2


async def test_an_unknown_one_is_asked_about_by_name(bot: Signer) -> None:
    for line in ("thanks <@UROSA|rlim>", "who <@UROSA>", "next <@UROSA|rlim>"):
        answer = (await bot.command(line)).json()
        assert "I don't know “Rosa Lim”" in answer["text"]
        assert "rlim" not in str(answer)
        assert "UROSA" not in str(answer)


@pytest.mark.parametrize("line", ["add <@UNOBODY|nobody>", "thanks <@UBOT2|beep>"])
async def test_who_cannot_be_looked_up_is_told_so(
    bot: Signer, line: str, sqlite_database: Database
) -> None:
    people = Company(sqlite_database).count(Person)
    answer = await heard(bot, line)

    assert "I could not look up who that is just now, so nothing was saved." in answer
    assert Company(sqlite_database).count(Person) <= people + 1  # the leader's own
    assert "UNOBODY" not in answer and "UBOT2" not in answer


async def test_a_line_without_a_mention_looks_nobody_up(
    bot: Signer, slack: FakeSlack
) -> None:
    await heard(bot, "add Kim Ito")
    asked = slack.calls["users.info"]
    await heard(bot, "log Kim call")

    assert slack.calls["users.info"] == asked


async def test_a_crowd_is_looked_up_at_once_and_only_ten_of_it(
    bot: Signer, slack: FakeSlack
) -> None:
    await heard(bot, "add Kim Ito")
    asked = slack.calls["users.info"]
    crowd = " ".join(f"<@U0CROWD{n}>" for n in range(50))
    await asyncio.wait_for(heard(bot, f"log Kim call: with {crowd}"), 10)

    assert slack.calls["users.info"] == asked + 10
