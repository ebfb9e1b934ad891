"""“Log as outreach” on a message: filled in, and nothing kept until it is sent."""

from typing import Any

import pytest
import sqlalchemy as sa

from bot.teams.door import UNKNOWN
from bot.teams.extension import words_of_html
from handlers.contacts.log_form import note_of_message
from storage.database.transactions import Database
from storage.database.writer import table_of
from storage.models import Contact, Person
from storage.platforms.teams import chat_of
from tests.bot.teams.conftest import Waiting
from tests.bot.teams.test_dialogs import dialog, inputs, lines, said, sends, told
from tests.fake_teams.activities import TENANT, Client, user
from tests.fake_teams.server import FakeTeams

Payload = dict[str, Any]
LINK = "https://teams.microsoft.com/l/message/19:x@thread.tacv2/1485983408511?a=b"


def message(**changed: object) -> Payload:
    """Return a message of Dana's as Teams hands it on."""
    return {
        "id": "1485983408511",
        "messageType": "message",
        "createdDateTime": "2026-03-01T23:50:08.511Z",
        "linkToMessage": LINK,
        "from": {
            "user": {"id": user("Dana Whitfield"), "displayName": "Dana Whitfield"}
        },
        "body": {
            "contentType": "html",
            "content": "<p>The cut-over &amp; the <b>slips</b></p><p>worry me</p>",
        },
        **changed,
    }


async def kept(database: Database) -> tuple[int, int]:
    """Return how many contacts are kept, and how many people."""

    def count(tx: Any) -> tuple[int, int]:
        return tuple(
            tx.scalar(sa.select(sa.func.count()).select_from(table_of(one)))
            for one in (Contact, Person)
        )

    return await database.run(count)


async def test_a_message_is_logged_once_the_form_is_sent(
    bot: Client, waiting: Waiting, sqlite_database: Database
) -> None:
    await bot.line("hello")
    before = await kept(sqlite_database)
    form = dialog(await bot.on_message(message()))
    assert inputs(form) == {
        "field_who": "Dana Whitfield",
        "field_how": "message",
        "field_on": "2026-03-01",
        "field_listened": "",
        "field_note": f"The cut-over & the slips\nworry me\n{LINK}",
    }
    assert await kept(sqlite_database) == before
    assert len(await waiting()) == 1

    shown = dialog(await bot.send_command(sends(form)))
    contacts, people = await kept(sqlite_database)
    assert (contacts, people) == (before[0] + 1, before[1] + 1)
    assert "Logged" in said(shown)
    again = dialog(await bot.send_command(sends(form)))
    assert "already had this one" in said(again)
    assert await kept(sqlite_database) == (contacts, people)


async def test_a_mistake_is_said_on_the_field_and_the_note_stays(bot: Client) -> None:
    form = dialog(await bot.on_message(message()))
    wrong = sends(form) | {"field_on": "2099-01-01", "field_note": "mine"}
    again = dialog(await bot.send_command(wrong))
    told = lines(again)
    assert told[told.index(("field_on", "input")) + 1][1] == "Attention"
    assert inputs(again)["field_note"] == "mine"
    assert "Logged" in said(dialog(await bot.send_command(sends(again) | {
        "field_on": "2026-03-01",
    })))  # fmt: skip


async def test_the_chat_it_was_used_in_is_not_taken_for_ours(
    bot: Client, sqlite_database: Database, teams: FakeTeams
) -> None:
    form = dialog(await bot.on_message(message()))
    await bot.send_command(sends(form))
    found = await sqlite_database.run(
        lambda tx: chat_of(tx, tenant=TENANT, recipient=user("Ada Novak"))
    )
    assert found is not None
    assert found.conversation_id == ""
    assert found.member_id == f"29:{user('Ada Novak')}"
    assert teams.posts == []


async def test_ones_own_message_asks_with_whom(bot: Client) -> None:
    mine = {"user": {"id": user("Ada Novak"), "displayName": "Ada Novak"}}
    form = dialog(await bot.on_message(message(**{"from": mine})))
    assert inputs(form)["field_who"] == ""


@pytest.mark.parametrize(
    "changed",
    [
        {"from": {"application": {"id": "x", "displayName": "A bot"}}},
        {"from": None},
        {"from": {"user": "Dana"}},
        {"body": None},
        {"body": {"content": 5}},
        {"body": {"contentType": "html", "content": "<" * 10_000}},
        {"body": {"contentType": "html", "content": "<p>" * 5_000 + "x"}},
        {"body": {"contentType": "text", "content": "a" * 10_000}},
        {
            "body": {
                "contentType": "text",
                "content": "👩‍👩‍👧‍👦 مرحبا \u202e \x00" * 300,
            }
        },
        {"linkToMessage": "javascript:alert(1)"},
        {"linkToMessage": "https://x/" + "a" * 1_000},
        {"linkToMessage": 5, "createdDateTime": 5},
        {"createdDateTime": "2099-13-45"},
        {"createdDateTime": "2099-12-31T00:00:00Z"},
    ],
)
async def test_an_odd_message_still_opens_the_form(
    bot: Client, changed: Payload
) -> None:
    filled = inputs(dialog(await bot.on_message(message(**changed))))
    assert len(filled["field_note"].encode("utf-16-le")) <= 2 * 3_000
    assert filled["field_on"] <= "2026-03-31"
    assert "javascript" not in str(filled)


@pytest.mark.parametrize("command", ["no such", "", None, 5, "findPerson", ["log"]])
async def test_a_command_that_is_not_ours_is_told(
    bot: Client, waiting: Waiting, command: Any
) -> None:
    assert told(await bot.on_message(message(), command=command)) == UNKNOWN
    data = {"action": "log", "form": "s", "field_who": "Dana"}
    assert told(await bot.send_command(data, command=command)) == UNKNOWN
    assert await waiting() == []


@pytest.mark.parametrize(
    "data", [None, {}, {"action": "undo", "form": "s"}, {"action": "log"}]
)
async def test_forged_answers_change_nothing(
    bot: Client, waiting: Waiting, data: Any
) -> None:
    assert told(await bot.send_command(data))
    assert await waiting() == []


@pytest.mark.parametrize("command", ["log", "prep", "settings"])
async def test_the_other_commands_open_their_form_from_anywhere(
    bot: Client, command: str
) -> None:
    form = dialog(await bot.on_message(message(), command=command))
    assert "Dana" not in str(inputs(form))  # only `logMessage` looks at a message


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("", ""),
        ("<div>a<br>b</div><div>c</div>", "a\nb\nc"),
        ('hi <at id="0">Sam Ortiz</at>&nbsp;there', "hi Sam Ortiz there"),
        ('<img alt="🎉" itemtype="emoji"> yes', "🎉 yes"),
        ("<ul><li>one</li><li>two</li></ul>", "one\ntwo"),
        ("<script>evil()</script>seen", "seen"),
        ("a &lt;b&gt; &amp; c", "a <b> & c"),
        ('<attachment id="x"></attachment><p>ok</p>', "ok"),
        ("</p></div>unopened", "unopened"),
    ],
)
def test_a_message_reads_as_its_reader_saw_it(html: str, words: str) -> None:
    assert words_of_html(html) == words


@pytest.mark.parametrize("length", [2_997 - len(LINK), 2_998 - len(LINK), 9_000])
def test_a_long_message_gives_way_to_its_link(length: int) -> None:
    note = note_of_message("x" * length, LINK)
    assert note.endswith(LINK)
    assert len(note) <= 3_000
    assert ("…" in note) == (length > 2_998 - len(LINK))
