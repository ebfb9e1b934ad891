"""Buttons, menus and sent forms: carried out once, and answered where they stand."""

from typing import Any

import pytest

from bot.drawing import plain_text
from bot.slack.cards.forms import draw_form
from handlers.turn import Refusal, Reply
from storage.database.transactions import Database
from storage.message import Field, Form, Message
from tests.bot.slack.conftest import Core, Replies
from tests.fake_slack import limits, oracle
from tests.fake_slack.methods import user
from tests.fake_slack.requests import ALICE, TEAM, Signer, choose, press, submit
from tests.fake_slack.server import FakeSlack

LOG = Form(
    title="Log a contact",
    action="poke",
    subject="s1",
    fields=(
        Field(name="who", label="Who", value="Dana"),
        Field(name="note", label="Note", kind="long_text"),
    ),
)
ANSWERS = {"who": {"value": "Dana"}, "note": {"value": "<!channel> & co"}}


async def test_a_press_is_carried_out_and_answered_to_the_presser(
    bot: Signer, slack: FakeSlack, core: Core
) -> None:
    url = slack.response_url()
    answer = await bot.interact(press("3:poke", "s1", response_url=url))

    assert (answer.status_code, answer.text) == (200, "")
    (pressed,) = core.presses
    assert (pressed.action, pressed.subject, pressed.value) == ("poke", "s1", "")
    by = pressed.speaker.address
    assert (by.tenant, by.user_key) == (TEAM, ALICE)
    assert pressed.speaker.name == "Alice Ng"
    (response,) = slack.responses
    assert response["text"] == "You said:\n\ns1"
    assert response["response_type"] == "ephemeral"
    assert response["replace_original"] is False


async def test_a_choice_carries_the_subject_and_the_word(
    bot: Signer, core: Core
) -> None:
    await bot.interact(choose("0:poke:s1", "tomorrow"))
    (pressed,) = core.presses
    assert (pressed.subject, pressed.value) == ("s1", "tomorrow")


async def test_a_press_sent_twice_is_one_press(
    bot: Signer, slack: FakeSlack, core: Core
) -> None:
    await bot.interact(press("0:poke", "s1", response_url=slack.response_url()))
    await bot.replay()
    assert len(core.presses) == 1
    assert slack.responses[1]["text"].startswith("I already had this one")


async def test_pressing_again_is_another_press(bot: Signer, core: Core) -> None:
    for _ in range(2):
        await bot.interact(press("0:poke", "s1"))
    assert len(core.presses) == 2


@pytest.mark.parametrize("action_id", ["0:nonsense", "nonsense", "", ":", "0::"])
async def test_a_forged_button_does_nothing_and_says_so(
    bot: Signer, slack: FakeSlack, core: Core, action_id: str
) -> None:
    url = slack.response_url()
    answer = await bot.interact(press(action_id, "s1", response_url=url))
    assert answer.status_code == 200
    assert core.presses == []
    assert slack.responses[0]["text"].startswith("That button is from an older version")


async def test_a_refused_press_says_why(
    bot: Signer, slack: FakeSlack, core: Core
) -> None:
    core.trouble = Refusal("That step is not yours.")
    await bot.interact(press("0:poke", "x", response_url=slack.response_url()))
    assert slack.responses[0]["text"] == "That step is not yours."


@pytest.mark.parametrize("with_url", [True, False])
async def test_where_no_answer_is_possible_it_comes_as_a_message(
    bot: Signer, slack: FakeSlack, replies: Replies, with_url: bool
) -> None:
    slack.fail_next("response_url", "404")
    more = {"response_url": slack.response_url()} if with_url else {}
    await bot.interact(press("0:poke", "s1", **more))
    assert [plain_text(one) for one in await replies()] == ["You said:\n\ns1"]


async def test_a_press_may_open_a_form(
    bot: Signer, slack: FakeSlack, core: Core
) -> None:
    core.reply = Reply(Message(headline="Type “log Dana”."), form=LOG)
    url = slack.response_url()
    trigger = slack.trigger()
    await bot.interact(press("0:poke", "s1", trigger_id=trigger, response_url=url))

    (view,) = slack.views.values()
    assert view["callback_id"] == "poke"
    assert view["private_metadata"] == "s1"
    assert slack.responses == []


@pytest.mark.parametrize("fault", ["expired_trigger_id", "drop", "html"])
async def test_a_form_that_cannot_open_becomes_words(
    bot: Signer, slack: FakeSlack, core: Core, fault: str
) -> None:
    core.reply = Reply(Message(headline="Type “log Dana”."), form=LOG)
    slack.fail_next("views.open", fault)
    url = slack.response_url()
    trigger = slack.trigger()
    await bot.interact(press("0:poke", "s1", trigger_id=trigger, response_url=url))
    assert [one["text"] for one in slack.responses] == [
        "Type “log Dana”.\n\nThe form did not open in time. Please try once more."
    ]


async def test_a_guests_press_does_nothing(
    bot: Signer, slack: FakeSlack, core: Core
) -> None:
    slack.users[ALICE] = user("Gus", is_stranger=True)
    url = slack.response_url()
    answer = await bot.interact(press("0:poke", response_url=url))
    assert answer.status_code == 200
    assert core.presses == []
    assert slack.responses[0]["text"].endswith("guests cannot use it.")


def sent(**more: Any) -> dict[str, Any]:
    """Return the form, filled in and sent."""
    view = draw_form(LOG)
    kept = {name: view[name] for name in ("callback_id", "private_metadata")}
    return submit(kept, ANSWERS, **more)


def words_of(view: dict[str, Any]) -> list[str]:
    assert limits.faults_of_view(view) == []
    oracle.check_view(view)
    return [one["text"] for block in view["blocks"] for one in limits.texts(block)]


async def test_a_sent_form_is_carried_out_confirmed_and_kept_in_the_chat(
    bot: Signer, core: Core, replies: Replies
) -> None:
    answer = (await bot.interact(sent())).json()

    (pressed,) = core.presses
    assert (pressed.action, pressed.subject) == ("poke", "s1")
    assert pressed.values == {"who": "Dana", "note": "<!channel> & co"}
    assert answer == {"response_action": "clear"}  # said once, in the chat


async def test_a_form_sent_twice_is_one_form(
    bot: Signer, core: Core, replies: Replies
) -> None:
    await bot.interact(sent())
    await bot.replay()
    assert len(core.presses) == 1
    assert len(await replies()) == 1


async def test_a_wrong_answer_is_told_at_its_field(bot: Signer, core: Core) -> None:
    core.trouble = Refusal("I don't know “Dana”.", field="who")
    assert (await bot.interact(sent())).json() == {
        "response_action": "errors",
        "errors": {"who": "I don't know “Dana”."},
    }


@pytest.mark.parametrize("field", ["", "elsewhere"])
async def test_any_other_refusal_lies_on_top_of_the_form(
    bot: Signer, core: Core, replies: Replies, field: str
) -> None:
    core.trouble = Refusal("Not today.", field=field, choices=("Try tomorrow.",))
    answer = (await bot.interact(sent())).json()
    assert answer["response_action"] == "push"
    assert words_of(answer["view"]) == ["Not today.", "Try tomorrow."]
    assert await replies() == []


async def test_a_form_that_was_refused_can_be_sent_again(
    bot: Signer, core: Core
) -> None:
    body = sent()
    core.trouble = Refusal("No.", field="who")
    await bot.interact(body)
    core.trouble = None
    assert (await bot.interact(body)).json()["response_action"] == "clear"


async def test_a_form_may_ask_a_second_question(bot: Signer, core: Core) -> None:
    core.reply = Reply(Message(headline="h"), form=LOG)
    answer = (await bot.interact(sent())).json()
    assert answer["response_action"] == "update"
    assert answer["view"]["callback_id"] == "poke"


async def test_a_read_only_database_gives_the_forms_text_back(
    bot: Signer, sqlite_database: Database
) -> None:
    with sqlite_database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA query_only=ON")
    answer = await bot.interact(sent())
    assert answer.status_code == 200
    body = answer.json()
    assert body["response_action"] == "push"
    rich = body["view"]["blocks"][-1]["elements"][0]["elements"][0]["text"]
    assert rich == "Dana\n<!channel> & co"
    assert words_of(body["view"])[0].startswith("Nothing was saved: the database is")


async def test_a_modal_from_nowhere_is_told_so(bot: Signer, core: Core) -> None:
    answer = await bot.interact(submit({"callback_id": "nonsense"}, {}))
    assert answer.json()["response_action"] == "push"
    assert core.presses == []


async def test_a_team_named_inside_the_form_means_nothing(
    bot: Signer, core: Core
) -> None:
    body = sent()
    body["view"]["state"]["values"]["team_id"] = {"answer": {"value": "T9"}}
    await bot.interact(body)
    assert core.presses[0].speaker.address.tenant == TEAM


async def test_a_closed_modal_is_no_business_of_ours(bot: Signer, core: Core) -> None:
    body = sent(type="view_closed")
    assert (await bot.interact(body)).status_code < 500
    assert core.presses == []
