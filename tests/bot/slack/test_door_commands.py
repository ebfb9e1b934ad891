"""`/outreach` in Slack: the reply is in the acknowledgement, private and literal."""

import sqlite3
import time
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import col

import storage.database.transactions as database
from handlers.grammar.people.names import MENTION
from handlers.turn import Refusal, Reply
from storage.database.transactions import Database
from storage.message import Field, Form, Message
from storage.models import Leader, Seen
from tests.bot.slack.conftest import Connect, Core
from tests.fake_slack import limits, oracle
from tests.fake_slack.methods import user
from tests.fake_slack.requests import ALICE, TEAM, Signer
from tests.fake_slack.server import FakeSlack
from tests.patience import PATIENCE
from tests.unhurried import IN_LIFE

FORM = Form(
    title="Log a contact",
    action="poke",
    subject="",
    fields=(Field(name="who", label="Who"),),
)


def shown(answer: Any) -> str:
    """Return what a private, well-formed reply says."""
    assert answer.status_code == 200
    payload = answer.json()
    assert payload["response_type"] == "ephemeral"
    assert limits.faults_of_message(payload) == []
    oracle.check_message(payload)
    text: str = payload["text"]
    return text


async def test_the_reply_is_in_the_acknowledgement(bot: Signer) -> None:
    assert shown(await bot.command("echo hello")) == "You said:\n\nhello"


async def test_the_line_comes_in_as_it_was_typed(bot: Signer, core: Core) -> None:
    await bot.command("echo R&amp;D with <@U9|dana>, <https://x.example|x.example>")

    turn = core.lines[0]
    assert turn.text == "R&D with <@U9>, https://x.example"  # nobody, and no handle
    assert turn.place.channel_key == "C2147483705"
    assert turn.place.is_direct is False
    speaker = turn.speaker
    assert speaker.name == "Alice Ng"
    assert speaker.zone.key == "Europe/London"
    assert (speaker.address.tenant, speaker.address.user_key) == (TEAM, ALICE)


async def test_a_mention_written_by_hand_mentions_nobody(
    bot: Signer, core: Core
) -> None:
    """Slack escapes it; only what Slack itself wrapped says whose account it is."""
    await bot.command("echo &lt;@U9|Dana Whitfield&gt; in &lt;#C1|wins&gt;, 3 &lt; 5")

    said = core.lines[0].text
    assert said == "‹@U9|Dana Whitfield> in ‹#C1|wins>, 3 < 5"
    assert MENTION.search(said) is None


@pytest.mark.parametrize(
    ("typed", "reads"),
    [
        ("&lt;!channel&gt; &lt;@U1&gt;", "&lt;!channel&gt; ‹@U1&gt;"),
        ("<https://evil.example|Payroll>", "Payroll (https://evil.example)"),
        ("&lt;https://e.example|Pay&gt;", "&lt;https://e.example|Pay&gt;"),
        ("100 % %s {0} %(x)d", "100 % %s {0} %(x)d"),
        ("👩‍👩‍👧 ☕️ 🎉", "👩‍👩‍👧 ☕️ 🎉"),
        ("قابلت دانا أمس", "قابلت دانا أمس"),
        ("*bold* _it_ ~no~ `code` :smile:", "*bold* _it_ ~no~ `code` :smile:"),
        ("the payload was late", "the payload was late"),
    ],
)
async def test_odd_text_comes_back_literally(
    bot: Signer, typed: str, reads: str
) -> None:
    assert shown(await bot.command(f"echo {typed}")) == f"You said:\n\n{reads}"


async def test_ten_thousand_characters_are_refused_in_words(bot: Signer) -> None:
    text = shown(await bot.command("echo " + "a" * 9_995))
    assert text.startswith("That is 10,000 characters")


async def test_a_refusal_shows_what_to_type(bot: Signer, core: Core) -> None:
    core.trouble = Refusal("I don't know “Dan”.", choices=("/outreach add Dan",))
    text = shown(await bot.command("echo Dan"))
    assert text == "I don't know “Dan”.\n\n/outreach add Dan"


async def test_a_replayed_request_changes_nothing(bot: Signer, core: Core) -> None:
    await bot.command("echo once")
    again = await bot.replay()

    assert shown(again) == "I already had this one, so nothing was changed."
    assert len(core.lines) == 1


async def test_the_same_words_typed_twice_are_two_requests(
    bot: Signer, core: Core
) -> None:
    await bot.command("echo twice")
    await bot.command("echo twice")
    assert len(core.lines) == 2


async def test_a_fault_of_ours_is_told_in_words_with_a_reference(
    bot: Signer, core: Core
) -> None:
    core.trouble = RuntimeError("SELECT secret")
    text = shown(await bot.command("echo the note"))
    assert text.startswith("That broke on our side, and nothing was saved.")
    assert "SELECT" not in text
    assert text.endswith("echo the note")


@pytest.mark.usefixtures("soon_busy")
async def test_a_locked_database_is_told_in_time_and_gives_the_text_back(
    bot: Signer, core: Core, sqlite_database: Database, sqlite_url: str
) -> None:
    await bot.command("echo first")
    path = sqlite_url.removeprefix("sqlite:///")
    with sqlite3.connect(path, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        text = shown(await bot.command("echo a long & careful note"))
        other.execute("ROLLBACK")

    assert text == (
        "Nothing was saved: the database is busy. Please send it again in a minute."
        "\n\nYou wrote:\n\n    echo a long &amp; careful note"
    )
    took = IN_LIFE[database, "START_WITHIN"] + IN_LIFE[database, "BUSY_MS"] / 1000
    assert took < 2.5
    assert len(core.lines) == 1
    seen = await sqlite_database.run(
        lambda s: s.execute(sa.select(col(Seen.key))).all()
    )
    assert len(seen) == 1


async def test_a_read_only_database_is_told_and_gives_the_text_back(
    connect: Connect, core: Core, sqlite_database: Database
) -> None:
    bot = connect(sqlite_database)
    with sqlite_database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA query_only=ON")
    text = shown(await bot.command("echo my note"))
    assert text.startswith("Nothing was saved: the database is read-only.")
    assert text.endswith("echo my note")


async def test_a_guest_is_told_and_gets_no_book(
    bot: Signer, slack: FakeSlack, core: Core, sqlite_database: Database
) -> None:
    slack.users[ALICE] = user("Gus", is_restricted=True)
    assert shown(await bot.command("echo x")).endswith("guests cannot use it.")
    assert core.lines == []
    leaders = await sqlite_database.run(
        lambda s: s.execute(sa.select(col(Leader.id))).all()
    )
    assert leaders == []


async def test_without_an_answer_about_the_person_we_go_on(
    bot: Signer, slack: FakeSlack, core: Core
) -> None:
    slack.fail_next("users.info", "internal_error")
    await bot.command("echo x")
    assert core.lines[0].speaker.zone.key == "UTC"


async def test_another_workspace_is_not_served(bot: Signer, core: Core) -> None:
    answer = await bot.command("echo x", team_id="T9")
    assert "not installed in this workspace" in answer.text
    assert core.lines == []


async def test_slack_is_asked_once_whose_token_it_is(
    bot: Signer, slack: FakeSlack
) -> None:
    for _ in range(3):
        await bot.command("echo x")
    assert slack.calls["auth.test"] == 1
    assert slack.calls["users.info"] == 1


async def test_the_command_alone_opens_the_form(
    bot: Signer, slack: FakeSlack, core: Core
) -> None:
    core.reply = Reply(Message(headline="Type “log Dana call”."), form=FORM)
    answer = await bot.command("", trigger_id=slack.trigger())

    assert (answer.status_code, answer.text) == (200, "")
    (view,) = slack.views.values()
    assert view["title"]["text"] == "Log a contact"


TOO_LATE = "The form did not open in time. Please try once more."


@pytest.mark.parametrize("age", [2.0, 3.5])
async def test_a_trigger_that_is_too_old_means_words_instead(
    bot: Signer, slack: FakeSlack, core: Core, age: float
) -> None:
    core.reply = Reply(Message(headline="Type “log Dana call”."), form=FORM)
    answer = await bot.command("", trigger_id=slack.trigger(age=age))
    opened = age < 3
    assert len(slack.views) == opened
    said = answer.text if opened else shown(answer)
    assert said == ("" if opened else "Type “log Dana call”.\n\n" + TOO_LATE)


async def test_a_slow_database_gets_a_modal_that_says_one_moment(
    bot: Signer,
    slack: FakeSlack,
    core: Core,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.slack.reply.WAIT_BEFORE_MODAL", 0.0)
    seen: list[int] = []
    core.reply = Reply(Message(headline="Type “log Dana call”."), form=FORM)

    def wait_for_the_modal() -> None:
        until = time.monotonic() + PATIENCE
        while not slack.views and time.monotonic() < until:
            time.sleep(0.01)
        seen.append(len(slack.views))

    core.before = wait_for_the_modal
    answer = await bot.command("", trigger_id=slack.trigger())

    assert answer.text == ""
    assert seen == [1]
    assert slack.calls["views.open"] == 1
    assert slack.calls["views.update"] == 1
    (view,) = slack.views.values()
    assert view["title"]["text"] == "Log a contact"


async def test_nothing_a_person_typed_is_logged(
    bot: Signer, core: Core, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    caplog.set_level("DEBUG")
    core.trouble = None
    await bot.command("echo xyzzy-note")
    await bot.post(b"text=xyzzy-note", headers={"x-slack-signature": "v0=no"})
    ours = [r for r in caplog.records if not r.name.startswith(("aiohttp", "httpx"))]
    assert "xyzzy" not in " ".join(record.getMessage() for record in ours)
