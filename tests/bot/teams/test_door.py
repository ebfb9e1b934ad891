"""What people type and press in Teams, and where the answer goes: to them alone."""

from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import col

from bot.teams.door import PRIVATELY
from handlers.turn import Refusal, Reply, Turn
from handlers.verbs import PRESSES
from storage.database.transactions import Database, NotSaved
from storage.message import Button, Field, Form, Message, Section
from storage.models import Leader
from storage.platforms.teams import chat_of
from tests.bot.teams.conftest import Waiting
from tests.fake_teams.activities import BOT, CHANNEL, TENANT, Client, private_chat, user
from tests.fake_teams.server import FakeTeams, said

Payload = dict[str, Any]
ADA = user("Ada Novak")


class Poke:
    """A press that does what the test says."""

    def __init__(self) -> None:
        self.pressed: list[Turn] = []
        self.reply = Reply(Message(headline="Poked."))
        self.trouble: Exception | None = None

    def __call__(self, turn: Turn) -> Reply:
        self.pressed.append(turn)
        if self.trouble is not None:
            raise self.trouble
        return self.reply


@pytest.fixture
def poke(monkeypatch: pytest.MonkeyPatch) -> Poke:
    poke = Poke()
    monkeypatch.setitem(PRESSES, "poke", poke)
    return poke


FORM = Form(
    title="Poke whom?",
    action="poke",
    subject="s1",
    fields=(Field(name="who", label="Who"),),
)


@pytest.mark.parametrize("greeting", ["Hi", "Hello", "hi", "HELLO", "Hi!"])
async def test_a_greeting_is_greeted(
    bot: Client, waiting: Waiting, greeting: str
) -> None:
    await bot.line(greeting)
    ((to, message),) = await waiting()
    assert (to, message.headline) == (ADA, "Hello, Ada.")


async def test_help_shows_what_can_be_typed(bot: Client, waiting: Waiting) -> None:
    await bot.line("Help")
    ((_, message),) = await waiting()
    assert message.headline.startswith("Tell me what happened")


async def test_a_line_sent_twice_is_carried_out_once(
    bot: Client, waiting: Waiting
) -> None:
    await bot.line("add Dana Whitfield, COO in Operations")
    assert (await bot.replay()).status_code == 200
    assert len(await waiting()) == 1


async def test_text_comes_as_it_was_typed(bot: Client, waiting: Waiting) -> None:
    await bot.line("add Dana R&amp;D,&nbsp;COO in &lt;Ops&gt;")
    ((_, message),) = await waiting()
    assert "Dana R&D, COO in <Ops>" in message.headline


@pytest.mark.parametrize("text", ["x" * 10_000, "🎉", "مرحبا", "<!channel>", "\x00"])
async def test_odd_text_gets_an_answer_in_words(
    bot: Client, waiting: Waiting, text: str
) -> None:
    assert (await bot.line(text)).status_code == 200
    ((_, message),) = await waiting()
    assert message.headline
    assert "broke" not in message.headline


async def test_where_somebody_is_reached_is_kept_even_if_their_first_line_is_refused(
    bot: Client, sqlite_database: Database
) -> None:
    await bot.line("blah blah blah")
    kept = await sqlite_database.run(
        lambda tx: chat_of(tx, tenant=TENANT, recipient=ADA)
    )
    assert kept is not None
    assert kept.conversation_id == private_chat("Ada Novak")


async def test_an_empty_line_opens_the_log_form(
    bot: Client, teams: FakeTeams, waiting: Waiting
) -> None:
    await bot.line("")
    assert await waiting() == []
    (form,) = teams.posts
    assert form["chat"] == private_chat("Ada Novak")


async def test_a_form_that_cannot_be_shown_is_asked_in_words(
    bot: Client, teams: FakeTeams, waiting: Waiting
) -> None:
    teams.faults["post"] = ["403"]
    await bot.line("")
    ((_, message),) = await waiting()
    assert message.headline


async def test_our_own_failure_is_told_with_a_reference(
    bot: Client, waiting: Waiting, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> Reply:
        raise RuntimeError("secret")

    monkeypatch.setattr("bot.teams.door.answer", broken)
    assert (await bot.line("hello")).status_code == 200
    ((_, message),) = await waiting()
    assert message.headline.startswith("That broke on our side")
    assert "secret" not in message.model_dump_json()


async def test_what_was_not_saved_is_sent_again_by_teams(
    bot: Client, sqlite_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def full(*_: object) -> None:
        raise NotSaved("the disk is full")

    monkeypatch.setattr(Database, "run", full)
    assert (await bot.line("hello")).status_code == 503


async def test_a_bots_line_is_not_answered(bot: Client, waiting: Waiting) -> None:
    activity = bot.activity("message", text="hello")
    activity["from"]["role"] = "bot"
    await bot.post(activity)
    del activity["from"]["role"], activity["from"]["aadObjectId"]
    await bot.post(activity)
    assert await waiting() == []


async def test_in_a_channel_only_who_mentions_us_is_heard(
    bot: Client, waiting: Waiting, teams: FakeTeams
) -> None:
    more = bot.in_channel()
    await bot.post(bot.activity("message", text="log Dana call", **more))
    assert await waiting() == []
    assert teams.posts == []


async def test_a_reply_to_a_channel_holds_nothing_private(
    bot: Client, waiting: Waiting, teams: FakeTeams
) -> None:
    await bot.line("add Dana Whitfield, COO in Operations")
    await bot.mention("log Dana call: she worries about the cut-over")
    to, message = (await waiting())[-1]
    assert to == ADA
    assert "Dana" in message.headline
    (post,) = teams.posts
    assert post["chat"] == f"{CHANNEL};messageid=1700000000000"
    assert said(post) == PRIVATELY
    assert post["textFormat"] == "plain"


async def test_a_mention_sent_twice_is_answered_once(
    bot: Client, waiting: Waiting, teams: FakeTeams
) -> None:
    await bot.mention("hello")
    await bot.replay()
    assert len(teams.posts) == 1
    assert len(await waiting()) == 1


async def test_other_peoples_mentions_become_their_names(
    bot: Client, waiting: Waiting
) -> None:
    entity = {
        "type": "mention",
        "text": "<at>Dana W</at>",
        "mentioned": {"id": "29:dana", "name": "Dana Whitfield"},
    }
    text = "add <at>Dana W</at>, COO in Operations"
    await bot.post(bot.activity("message", text=text, entities=[entity]))
    ((_, message),) = await waiting()
    assert "Dana Whitfield, COO" in message.headline


async def test_joint_results_go_to_the_channel_it_was_typed_in(
    bot: Client, waiting: Waiting, sqlite_database: Database
) -> None:
    await bot.mention("channel here")
    ((_, message),) = await waiting()
    assert message.headline.startswith("Joint results now go to the channel you chose")
    key = await sqlite_database.run(
        lambda tx: tx.scalar(sa.select(col(Leader.channel_key)))
    )
    assert key == CHANNEL


async def test_a_channel_shared_with_others_gets_no_results(
    bot: Client, waiting: Waiting
) -> None:
    entity = {
        "type": "mention",
        "text": "<at>O</at>",
        "mentioned": {"id": bot.activity("message")["recipient"]["id"]},
    }
    more = bot.in_channel(type="shared") | {"entities": [entity]}
    text = "<at>O</at> channel here"
    await bot.post(bot.activity("message", text=text, **more))
    ((_, message),) = await waiting()
    assert "other organizations read this channel" in message.headline


async def test_a_channel_cannot_be_chosen_by_a_name_alone(
    bot: Client, waiting: Waiting
) -> None:
    await bot.line("channel #wins")
    ((_, message),) = await waiting()
    assert message.headline.startswith("Teams did not tell me which channel")


async def test_a_press_is_answered_beside_the_button(
    bot: Client, poke: Poke, waiting: Waiting
) -> None:
    data = {"action": "poke", "subject": "s1", "choice": "c"}
    answer = await bot.press(data)
    assert answer.json() == {
        "statusCode": 200,
        "type": "application/vnd.microsoft.activity.message",
        "value": "Poked.",
    }
    (pressed,) = poke.pressed
    assert (pressed.subject, pressed.value) == ("s1", "c")
    assert pressed.speaker.address.user_key == ADA
    assert await waiting() == []


async def test_a_press_that_tells_more_tells_it_in_a_message(
    bot: Client, poke: Poke, waiting: Waiting
) -> None:
    why = Message(headline="Why Dana", sections=(Section(text="Because."),))
    poke.reply = Reply(why)
    answer = await bot.press({"action": "poke", "subject": "s1"})
    assert answer.json()["value"] == "Why Dana"
    assert await waiting() == [(ADA, why)]


async def test_a_press_in_a_channel_is_answered_privately(
    bot: Client, poke: Poke, waiting: Waiting, teams: FakeTeams
) -> None:
    poke.reply = Reply(Message(headline="Why", sections=(Section(text="secret"),)))
    await bot.press({"action": "poke", "subject": "s1"}, **bot.in_channel())
    ((to, _),) = await waiting()
    assert to == ADA
    assert teams.posts == []


async def test_a_press_sent_twice_is_carried_out_once(bot: Client, poke: Poke) -> None:
    await bot.press({"action": "poke", "subject": "s1"})
    await bot.replay()
    assert len(poke.pressed) == 1


async def test_a_press_may_also_come_as_a_message(
    bot: Client, poke: Poke, waiting: Waiting
) -> None:
    poke.trouble = Refusal("Not that one.")
    data = {"action": "poke", "subject": "s1"}
    await bot.post(bot.activity("message", text="", value=data))
    ((_, message),) = await waiting()
    assert message.headline == "Not that one."


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"action": "no such"}, "older version"),
        ({"verb": "poke"}, "not one of mine"),
        ({"action": "undo", "subject": "../\x00"}, "older version"),
        ({"action": "done", "subject": "someone-elses"}, ""),
    ],
)
async def test_a_forged_button_changes_nothing(
    bot: Client, waiting: Waiting, data: Payload, words: str
) -> None:
    answer = await bot.press(data)
    assert answer.status_code == 200
    assert answer.json()["value"]
    assert words in answer.json()["value"]
    assert await waiting() == []


async def open_form(bot: Client, poke: Poke, teams: FakeTeams) -> Payload:
    """Let a press open a form; return the posted form."""
    await bot.line("hello")  # the private chat is known from then on
    poke.reply = Reply(Message(headline="Whom?"), form=FORM)
    answer = await bot.press({"action": "poke", "subject": "s1"})
    assert answer.json()["value"] == "There is a short form below."
    (form,) = teams.posts
    assert form["chat"] == private_chat("Ada Novak")
    return form


def sends(form: Payload) -> Payload:
    """Return what the form's button sends."""
    *_, last = form["attachments"][0]["content"]["body"]
    data: Payload = last["actions"][0]["data"]
    return data


async def test_a_sent_form_makes_way_for_what_came_of_it(
    bot: Client, poke: Poke, teams: FakeTeams, waiting: Waiting
) -> None:
    form = await open_form(bot, poke, teams)
    poke.reply = Reply(
        Message(headline="Noted.", buttons=(Button(label="Undo", action="undo"),))
    )
    data = sends(form) | {"field_who": "Dana"}
    answer = await bot.press(data, on=form["posted"])

    assert poke.pressed[-1].values == {"who": "Dana"}
    assert answer.json()["type"] == "application/vnd.microsoft.card.adaptive"
    assert (said(form), form["updates"]) == ("Noted.", 1)
    assert (await waiting())[-1][1].headline == "Noted."


async def test_a_form_sent_twice_is_taken_once(
    bot: Client, poke: Poke, teams: FakeTeams
) -> None:
    form = await open_form(bot, poke, teams)
    poke.reply = Reply(Message(headline="Noted."))
    data = sends(form) | {"field_who": "Dana"}
    await bot.press(data, on=form["posted"])
    before = len(poke.pressed)
    again = await bot.press(data, on=form["posted"])
    assert again.status_code == 200
    assert len(poke.pressed) == before


async def test_a_form_with_a_mistake_stays_and_can_be_sent_again(
    bot: Client, poke: Poke, teams: FakeTeams
) -> None:
    form = await open_form(bot, poke, teams)
    data = sends(form) | {"field_who": "Nobody"}
    poke.trouble = Refusal("Who is Nobody?", field="who", choices=("Type Dana.",))
    answer = await bot.press(data, on=form["posted"])
    assert answer.json()["type"] == "application/vnd.microsoft.activity.message"
    assert answer.json()["value"] == "Who is Nobody?\nType Dana."
    assert form["updates"] == 0

    poke.trouble, poke.reply = None, Reply(Message(headline="Noted."))
    answer = await bot.press(data | {"field_who": "Dana"}, on=form["posted"])
    assert answer.json()["type"] == "application/vnd.microsoft.card.adaptive"


async def test_a_form_that_cannot_be_posted_is_told(
    bot: Client, poke: Poke, teams: FakeTeams
) -> None:
    await bot.line("hello")
    poke.reply = Reply(Message(headline="Whom?"), form=FORM)
    teams.faults["post"] = ["500"]
    answer = await bot.press({"action": "poke", "subject": "s1"})
    assert "try again" in answer.json()["value"]


async def test_who_adds_the_app_is_welcomed_once(bot: Client, waiting: Waiting) -> None:
    await bot.install()
    await bot.replay()
    ((to, message),) = await waiting()
    assert to == ADA
    assert message.headline.startswith("I am Outreach")
    assert any("remind stop" in line for line in message.small_print)


async def test_a_team_that_adds_the_app_hears_nothing(
    bot: Client, waiting: Waiting, teams: FakeTeams, sqlite_database: Database
) -> None:
    await bot.install(**bot.in_channel())
    assert await waiting() == []
    assert teams.posts == []
    kept = await sqlite_database.run(
        lambda tx: chat_of(tx, tenant=TENANT, recipient=CHANNEL)
    )
    assert kept is not None


async def test_a_newer_version_of_the_app_welcomes_nobody(
    bot: Client, waiting: Waiting
) -> None:
    await bot.install(action="add-upgrade")
    assert await waiting() == []


async def test_a_team_that_removes_us_is_forgotten_and_others_leaving_changes_nothing(
    bot: Client, sqlite_database: Database
) -> None:
    async def kept() -> bool:
        found = await sqlite_database.run(
            lambda tx: chat_of(tx, tenant=TENANT, recipient=CHANNEL)
        )
        return found is not None

    more = bot.in_channel()
    await bot.install(**more)
    for gone, stays in (("29:somebody", True), (BOT, False)):
        removed = [{"id": gone}]
        update = bot.activity("conversationUpdate", membersRemoved=removed, **more)
        await bot.post(update)
        assert await kept() is stays


async def test_who_removes_the_app_is_left_alone_and_may_come_back(
    bot: Client, waiting: Waiting, sqlite_database: Database
) -> None:

    async def problem() -> object:
        query = sa.select(col(Leader.delivery_problem))
        return await sqlite_database.run(lambda tx: tx.scalar(query))

    await bot.install()
    assert await problem() == ""
    await bot.install(action="remove")
    assert await problem() == "Outreach was removed in Teams"
    kept = await sqlite_database.run(
        lambda tx: chat_of(tx, tenant=TENANT, recipient=ADA)
    )
    assert kept is None
    await bot.install()
    assert await problem() == ""
    assert len(await waiting()) == 2
