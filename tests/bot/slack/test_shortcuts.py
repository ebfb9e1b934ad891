"""Shortcuts: a message as a contact, and a log from anywhere; saved when sent."""

import asyncio
from typing import Any

import pytest

import bot.slack.reply as slack_reply
from storage.database.transactions import Database
from tests.bot.slack.conftest import Connect, Replies
from tests.fake_slack.methods import user
from tests.fake_slack.requests import (
    ALICE,
    Payload,
    Signer,
    message_shortcut,
    shortcut,
    submit,
)
from tests.fake_slack.server import FakeSlack
from tests.patience import let_time_pass, until

ROSA = "U2"


@pytest.fixture
def bot(connect: Connect, sqlite_database: Database, slack: FakeSlack) -> Signer:
    slack.users[ROSA] = user("Rosa Lim", id=ROSA)
    return connect(sqlite_database)


async def opened(bot: Signer, slack: FakeSlack, payload: Payload) -> Payload:
    payload["trigger_id"] = slack.trigger()
    answer = await bot.interact(payload)
    assert (answer.status_code, answer.text) == (200, "")
    [view] = slack.views.values()
    return view


def filled(view: Payload) -> dict[str, Any]:
    """Return what the form is filled in with, by field."""
    found = {}
    for block in view["blocks"]:
        element = block["element"]
        option = element.get("initial_option") or {}
        people = [one["text"]["text"] for one in element.get("initial_options", ())]
        found[block["block_id"]] = (
            element.get("initial_value")
            or element.get("initial_date")
            or element.get("initial_user")
            or option.get("value")
            or ", ".join(people)
            or None
        )
    return found


def answers(**changed: Payload) -> dict[str, Payload]:
    usual: dict[str, Payload] = {
        "colleague": {"selected_user": ROSA},
        "how": {"selected_option": {"value": "message"}},
        "on": {"selected_date": "2026-03-30"},
        "note": {"value": "salaries & more"},
    }
    return usual | changed


async def heard(bot: Signer, line: str) -> str:
    return (await bot.command(line)).text


async def test_the_global_one_opens_an_empty_log(bot: Signer, slack: FakeSlack) -> None:
    view = await opened(bot, slack, shortcut("log_contact"))
    assert view["callback_id"] == "log"
    assert filled(view)["on"] == "2026-03-31"


async def test_a_message_fills_the_form_and_saves_nothing(
    bot: Signer, slack: FakeSlack
) -> None:
    said = "<!channel> salaries &amp; more, says <@U9|kim>"
    view = await opened(bot, slack, message_shortcut(said))

    form = filled(view)
    assert (form["who"], form["colleague"]) == (None, ROSA)
    assert form["how"] == "message"
    assert form["on"] == "2026-03-30"
    assert form["note"] == (
        "@channel salaries & more, says <@U9|kim>\n"
        "https://example.slack.com/archives/C1/p1774861200000200"
    )
    assert view["private_metadata"] == ""
    assert "Nobody is on your list" in await heard(bot, "list")
    assert "I don't know" in await heard(bot, "who Rosa")


async def test_sent_it_is_kept_and_its_author_joins_the_directory(
    bot: Signer, slack: FakeSlack, replies: Replies
) -> None:
    view = await opened(bot, slack, message_shortcut("salaries &amp; more"))

    await bot.interact(submit(view, answers()))

    [told] = await replies()
    assert told.headline == "Logged: message with Rosa Lim, yesterday, Mon 30 March."
    assert "salaries &amp; more" in await heard(bot, "who Rosa")
    assert "Logged" in await heard(bot, "log <@U2|rosa> call")


async def test_one_undo_takes_back_the_contact_and_the_newcomer(
    bot: Signer, slack: FakeSlack
) -> None:
    view = await opened(bot, slack, message_shortcut("salaries"))
    await bot.interact(submit(view, answers()))

    assert "Undone" in await heard(bot, "undo")
    assert "I don't know" in await heard(bot, "who Rosa")


@pytest.mark.parametrize(
    ("picked", "says"),
    [
        (ALICE, "That is you."),
        ("UBOT1", "Slack did not tell me a name"),
        ("UGUEST", "Slack did not tell me a name"),
        ("U404", "Slack did not tell me a name"),
    ],
)
async def test_a_pick_that_cannot_be_logged_is_told_on_its_field(
    bot: Signer, slack: FakeSlack, picked: str, says: str
) -> None:
    slack.users["UBOT1"] = user("Beep", id="UBOT1", is_bot=True)
    slack.users["UGUEST"] = user("Gus", id="UGUEST", is_restricted=True)
    view = await opened(bot, slack, shortcut("log_contact"))

    changed = answers(colleague={"selected_user": picked})
    answer = (await bot.interact(submit(view, changed))).json()

    assert answer["response_action"] == "errors"
    assert answer["errors"]["colleague"].startswith(says)


async def test_a_name_that_looks_like_markup_is_the_name_of_whoever_is_picked(
    bot: Signer, slack: FakeSlack, replies: Replies
) -> None:
    slack.users[ROSA] = user("Rosa <!channel> | Lim", id=ROSA)
    view = await opened(bot, slack, shortcut("log_contact"))
    await bot.interact(submit(view, answers()))
    [told] = await replies()
    assert "Logged: message with Rosa !channel Lim" in told.headline


async def test_where_slack_is_slow_a_form_to_wait_in_opens_first(
    bot: Signer, slack: FakeSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    await bot.command("list")
    monkeypatch.setattr(slack_reply, "WAIT_BEFORE_MODAL", 0.0)
    slack.fail_next("users.info", "hang")  # given up after 0.8 s

    asked = asyncio.ensure_future(opened(bot, slack, message_shortcut("salaries")))
    await until(lambda: bool(slack.views) and slack.calls["users.info"] == 2)
    let_time_pass(monkeypatch)
    view = await asked

    assert (slack.calls["views.open"], slack.calls["views.update"]) == (1, 1)
    assert filled(view)["note"].startswith("salaries")
    assert filled(view)["colleague"] is None  # nobody could say who it was


async def test_an_author_who_is_known_keeps_their_name(
    bot: Signer, slack: FakeSlack, replies: Replies
) -> None:
    await bot.command("add <@U2|rosa> Rosa Limova, Payroll lead in Operations")
    view = await opened(bot, slack, message_shortcut("salaries"))
    form = filled(view)
    assert form["who"] == "Rosa Limova"
    assert "colleague" not in form
    [chosen] = view["blocks"][0]["element"]["initial_options"]

    body = submit(view, answers(who={"selected_options": [chosen]}, colleague={}))
    await bot.interact(body)

    [told] = await replies()
    assert "Logged: message with Rosa Limova" in told.headline


async def test_a_name_typed_instead_that_nobody_has_is_told_on_the_field(
    bot: Signer, slack: FakeSlack
) -> None:
    payload = message_shortcut("beep", author="", bot_id="B1")
    view = await opened(bot, slack, payload)
    assert filled(view)["who"] is None
    assert filled(view)["colleague"] is None

    changed = answers(who={"value": "Zebedee"}, colleague={"selected_user": None})
    answer = await bot.interact(submit(view, changed))

    assert answer.json()["response_action"] == "errors"
    assert set(answer.json()["errors"]) == {"who"}


@pytest.mark.parametrize("author", [ALICE, "U404"])
async def test_whom_it_is_with_is_asked_where_nobody_else_wrote_it(
    bot: Signer, slack: FakeSlack, author: str
) -> None:
    view = await opened(bot, slack, message_shortcut("mine", author=author))
    assert filled(view)["who"] is None
    assert filled(view)["colleague"] is None


async def test_a_very_long_message_is_cut_and_keeps_its_link(
    bot: Signer, slack: FakeSlack
) -> None:
    view = await opened(bot, slack, message_shortcut("🙂 مرحبا " * 2000))
    note = filled(view)["note"]
    assert len(note) <= 3000
    assert note.endswith("/p1774861200000200")


async def test_guests_log_nothing(bot: Signer, slack: FakeSlack) -> None:
    slack.users[ALICE] = user("Alice Ng", is_restricted=True)
    payload = message_shortcut("salaries", author=ROSA)
    payload["response_url"] = slack.response_url()

    assert (await bot.interact(payload)).status_code == 200

    assert slack.views == {}
    assert "guests cannot use it" in slack.responses[0]["text"]


@pytest.mark.parametrize(
    "broken", [{"message": None}, {"message": "x"}, {"team": {"id": "T024BE7LD"}}]
)
async def test_a_payload_that_lacks_something_still_opens_the_form(
    bot: Signer, slack: FakeSlack, broken: Payload
) -> None:
    view = await opened(bot, slack, message_shortcut("salaries") | broken)
    assert view["callback_id"] == "log"


async def test_a_form_that_comes_too_late_is_told_privately(
    bot: Signer, slack: FakeSlack, replies: Replies
) -> None:
    payload = shortcut("log_contact", trigger_id=slack.trigger(age=3.5))
    assert (await bot.interact(payload)).status_code == 200

    assert slack.views == {}
    [told] = await replies()
    assert told.sections[-1].text == (
        "The form did not open in time. Please try once more."
    )
