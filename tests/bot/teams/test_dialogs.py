"""Dialogs in Teams: opened from a button, sent once, and a mistake loses no word."""

from typing import Any

import pytest
from hypothesis import given, settings

from bot.teams.forms import draw_dialog, draw_told
from handlers.turn import Reply
from handlers.verbs import PRESSES
from storage.message import Form, Message
from tests.bot.slack.strategies import FORMS, MESSAGES, TEXTS
from tests.bot.teams.conftest import Waiting
from tests.fake_teams.activities import Client
from tests.fake_teams.limits import faults_of_answer, parts_of

Payload = dict[str, Any]
OPENS = {"action": "open_log", "subject": "", "msteams": {"type": "task/fetch"}}
SETTINGS = OPENS | {"action": "settings"}
PREP = OPENS | {"action": "open_prep"}
ADD = "add Dana Whitfield, COO in Operations"


def dialog(answer: Payload) -> Payload:
    """Return the card of an answer that shows a dialog."""
    assert answer["task"]["type"] == "continue", answer
    card: Payload = answer["task"]["value"]["card"]["content"]
    return card


def told(answer: Payload) -> str:
    """Return the words of an answer that only says something."""
    assert answer["task"]["type"] == "message", answer
    return str(answer["task"]["value"])


def inputs(card: Payload) -> Payload:
    """Return what the client sends for each input, as it is filled in."""
    return {
        part["id"]: part.get("value", "")
        for part, _ in parts_of(card)
        if part["type"].startswith("Input.")
    }


def sends(card: Payload) -> Payload:
    """Return what the dialog's button sends, with the inputs as they are."""
    (button,) = [one for one, _ in parts_of(card) if one["type"] == "Action.Submit"]
    data: Payload = button["data"]
    return data | inputs(card)


def lines(card: Payload) -> list[tuple[str, str]]:
    """Return what the dialog says, top to bottom: inputs by id, words with colour."""
    found = []
    for part, _ in parts_of(card):
        if part["type"] == "RichTextBlock":
            (run,) = part["inlines"]
            found.append((run["text"], run.get("color", "")))
        elif part["type"].startswith("Input."):
            found.append((part["id"], "input"))
    return found


def said(card: Payload) -> str:
    return "\n".join(text for text, kind in lines(card) if kind != "input")


async def test_the_welcome_offers_three_dialogs(bot: Client, waiting: Waiting) -> None:
    await bot.install()
    ((_, welcome),) = await waiting()
    assert [one.action for one in welcome.buttons] == [
        "start", "open_log", "settings",
    ]  # fmt: skip
    titles = []
    for button in welcome.buttons:
        data = {"action": button.action, "subject": "", "msteams": OPENS["msteams"]}
        answer = await bot.fetch(data)
        dialog(answer)
        titles.append(answer["task"]["value"]["title"])
    assert titles == ["Set up", "Log a contact", "Card settings"]


async def test_a_contact_is_logged_from_a_dialog_and_can_be_undone(
    bot: Client, waiting: Waiting
) -> None:
    await bot.line(ADD)
    form = dialog(await bot.fetch(OPENS))
    assert len(await waiting()) == 1  # to open it says nothing
    data = sends(form) | {"field_who": "Dana", "field_note": "**x** <at>all</at>"}
    shown = dialog(await bot.submit(data))
    _, reply = (await waiting())[-1]
    assert reply.headline.startswith("Logged")
    assert reply.headline in said(shown)
    assert "undo" in [one.action for one in reply.buttons]


async def test_a_dialog_that_is_sent_twice_is_carried_out_once(
    bot: Client, waiting: Waiting
) -> None:
    await bot.line(ADD)
    data = sends(dialog(await bot.fetch(OPENS))) | {"field_who": "Dana"}
    await bot.submit(data)
    before = len(await waiting())
    again = dialog(await bot.submit(data))
    assert "already had this one" in said(again)
    assert len(await waiting()) == before


@pytest.mark.parametrize(
    ("field", "typed", "wrong"),
    [
        ("who", "Nobody Known", "Nobody Known"),
        ("who", "", "Dana"),
        ("on", "2026-04-01", "1 April"),
        ("listened", "101", "100"),
        ("how", "telepathy", "list"),
        ("note", "x" * 10_000, "10,000"),
        ("note", "a\x00b", "U+0000"),
    ],
)
async def test_a_mistake_is_said_on_its_field_and_no_word_is_lost(
    bot: Client, waiting: Waiting, field: str, typed: str, wrong: str
) -> None:
    await bot.line(ADD)
    good = {
        "field_who": "Dana",
        "field_how": "call",
        "field_on": "2026-03-02",
        "field_listened": "70",
        "field_note": "مرحبا 🎉 **kept**",
    }
    data = sends(dialog(await bot.fetch(OPENS))) | good | {f"field_{field}": typed}
    again = dialog(await bot.submit(data))

    told = lines(again)
    below = told[told.index((f"field_{field}", "input")) + 1]
    assert below[1] == "Attention"
    assert wrong in below[0]
    assert [kind for _, kind in told].count("Attention") == 1
    kept = inputs(again)
    for name, value in good.items():
        if name != f"field_{field}":
            assert str(kept[name]).removesuffix(".0") == value
    assert len(await waiting()) == 1
    assert dialog(await bot.submit(sends(again) | good))
    assert len(await waiting()) == 2


async def test_settings_are_kept_from_a_dialog_and_mistakes_are_on_their_field(
    bot: Client, waiting: Waiting
) -> None:
    await bot.line(ADD)
    form = dialog(await bot.fetch(SETTINGS))
    wrong = dialog(await bot.submit(sends(form) | {"field_time": "25:99"}))
    told = lines(wrong)
    assert told[told.index(("field_time", "input")) + 1][1] == "Attention"
    assert inputs(wrong)["field_time"] == "25:99"
    shown = dialog(await bot.submit(sends(wrong) | {"field_time": "9:15"}))
    assert "at 09:15" in said(shown)


async def test_a_meeting_is_prepared_in_a_dialog(bot: Client, waiting: Waiting) -> None:
    await bot.line(ADD)
    form = dialog(await bot.fetch(PREP))
    unknown = dialog(await bot.submit(sends(form) | {"field_who": "Zed"}))
    assert ("Zed" in said(unknown), inputs(unknown)) == (True, {"field_who": "Zed"})
    shown = dialog(await bot.submit(sends(unknown) | {"field_who": "Dana"}))
    assert "Dana Whitfield" in said(shown)
    _, reply = (await waiting())[-1]
    assert [one.action for one in reply.buttons] == ["open_log"]


async def test_prep_without_a_name_says_which_meeting_is_missing(
    bot: Client, waiting: Waiting
) -> None:
    await bot.line(ADD)
    form = dialog(await bot.fetch(PREP))
    again = dialog(await bot.submit(sends(form)))
    assert "No meeting with anybody" in said(again)


@pytest.mark.parametrize(
    "data",
    [
        None, [], "open_log", {}, {"action": 5}, {"action": "no such"},
        {"action": "undo", "subject": ""}, {"action": "forget", "subject": "x"},
        {"action": "stop_cards"}, {"action": "log", "form": "s", "field_who": "Dana"},
    ],
)  # fmt: skip
async def test_only_what_opens_a_form_can_be_fetched(
    bot: Client, waiting: Waiting, data: Any
) -> None:
    await bot.line(ADD)
    assert told(await bot.fetch(data)) == "That button is not one of mine."
    assert len(await waiting()) == 1


@pytest.mark.parametrize(
    "data",
    [
        None, {}, {"action": "undo", "form": "s"}, {"action": "forget", "form": "s"},
        {"action": "stop_cards", "form": "s"}, {"action": "log", "field_who": "Dana"},
    ],
)  # fmt: skip
async def test_a_forged_dialog_changes_nothing(
    bot: Client, waiting: Waiting, data: Any
) -> None:
    await bot.line(ADD)
    assert told(await bot.submit(data)) == "That button is not one of mine."
    assert len(await waiting()) == 1


async def test_somebody_elses_person_opens_no_form(bot: Client) -> None:
    await bot.line(ADD)
    answer = await bot.fetch(OPENS | {"subject": "0" * 32})
    assert told(answer).startswith("I do not know that person")


async def test_our_own_failure_keeps_the_dialog_with_what_was_typed(
    bot: Client, waiting: Waiting, monkeypatch: pytest.MonkeyPatch
) -> None:
    await bot.line(ADD)
    data = sends(dialog(await bot.fetch(OPENS)))

    def broken(*_: object) -> Reply:
        raise RuntimeError("secret")

    monkeypatch.setitem(PRESSES, "log", broken)
    again = dialog(await bot.submit(data | {"field_who": "Dana", "field_note": "kept"}))
    first, colour = lines(again)[0]
    assert (first.startswith("That broke on our side"), colour) == (True, "Attention")
    assert "secret" not in str(again)
    assert inputs(again)["field_note"] == "kept"


async def test_a_button_for_a_dialog_still_works_where_none_can_be_shown(
    bot: Client, waiting: Waiting
) -> None:
    await bot.line("hello")
    await bot.post(bot.activity("message", text="", value=OPENS))
    assert len(await waiting()) == 1  # the form itself is posted


@given(form=FORMS, wrong=TEXTS, trouble=TEXTS)
@settings(max_examples=60)
def test_teams_takes_every_form_as_a_dialog(
    form: Form, wrong: str, trouble: str
) -> None:
    errors = {field.name: wrong for field in form.fields}
    drawn = draw_dialog(form, errors=errors, trouble=trouble)
    answer = {"task": {"type": "continue", "value": drawn}}
    assert faults_of_answer(answer) == []


@given(message=MESSAGES)
@settings(max_examples=30)
def test_teams_takes_every_message_as_a_dialog(message: Message) -> None:
    answer = {"task": {"type": "continue", "value": draw_told(message)}}
    assert faults_of_answer(answer) == []
