"""Our Teams is stricter than the real one: what it must refuse, it refuses."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from bot.teams.cards import draw
from bot.teams.forms import draw_dialog, draw_found
from bot.teams.offers import suggested_to
from storage.message import Button, Field, Form, Message, Section
from tests.fake_teams.limits import BYTES, faults_of_activity, faults_of_answer

Payload = dict[str, Any]
MESSAGE = Message(
    headline="Good morning",
    sections=(Section(text="Call Dana", buttons=(Button(label="Done", action="d"),)),),
)
FORM = Form(
    title="Log", action="log", subject="", fields=(Field(name="who", label="Who"),)
)
Change = Callable[[Payload, Payload], object]


def actions(card: Payload) -> list[Payload]:
    (found,) = [one["actions"] for one in card["body"] if one["type"] == "ActionSet"]
    return list(found)


def more_actions(activity: Payload, card: Payload) -> None:
    (one,) = [part for part in card["body"] if part["type"] == "ActionSet"]
    one["actions"] *= 7


REFUSED: dict[str, Change] = {
    "too large": lambda sent, card: sent.update(summary="a" * BYTES),
    "a newer version": lambda sent, card: card.update(version="1.6"),
    "no summary": lambda sent, card: sent.pop("summary"),
    "an empty summary": lambda sent, card: sent.update(summary=" "),
    "seven actions": more_actions,
    "an unknown element": lambda sent, card: card["body"].append({"type": "Table"}),
    "an unknown property": lambda sent, card: card["body"][0].update(wrap=True),
    "a text block": lambda sent, card: card["body"].append(
        {"type": "TextBlock", "text": "**x**"}
    ),
    "a mention": lambda sent, card: sent.update(entities=[]),
    "text beside the card": lambda sent, card: sent.update(text="x"),
    "an Execute without data": lambda sent, card: actions(card)[0].pop("data"),
    "an Execute without verb": lambda sent, card: actions(card)[0].pop("verb"),
    "a macro on a button": lambda sent, card: actions(card)[0].update(title="{{DATE()"),
    "a submit that opens nothing": lambda sent, card: actions(card)[0].update(
        type="Action.Submit"
    ),
    "suggestions to nobody": lambda sent, card: sent.update(
        suggestedActions=suggested_to("")
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_teams_might_not_take_is_refused(what: str) -> None:
    activity: Payload = draw(MESSAGE)
    assert faults_of_activity(activity) == []
    changed = deepcopy(activity)
    REFUSED[what](changed, changed["attachments"][0]["content"])
    assert faults_of_activity(changed) != []


def test_a_message_of_just_the_size_is_taken_and_one_byte_more_is_not() -> None:
    words = {"type": "message", "textFormat": "plain", "text": ""}
    around = len('{"type":"message","textFormat":"plain","text":""}')
    assert faults_of_activity(words | {"text": "a" * (BYTES - around)}) == []
    assert faults_of_activity(words | {"text": "a" * (BYTES - around + 1)}) != []


def test_a_dialog_is_no_place_for_what_needs_a_message() -> None:
    dialog = draw_dialog(FORM)
    answer: Payload = {"task": {"type": "continue", "value": dialog}}
    assert faults_of_answer(answer) == []
    card = dialog["card"]["content"]
    for kind in "Action.Execute", "Action.ShowCard":
        changed = deepcopy(answer)
        there = changed["task"]["value"]["card"]["content"]
        actions(there)[0]["type"] = kind
        assert faults_of_answer(changed) != []
    actions(card)[0]["data"]["msteams"] = {"type": "task/fetch"}
    assert faults_of_answer(answer) != []


def test_a_result_with_a_button_or_with_markup_is_refused() -> None:
    def answer(found: Payload) -> Payload:
        return {"composeExtension": {"type": "result", "attachments": [found]}}

    found = draw_found("Dana <b>", "COO & more")
    assert faults_of_answer(answer(found)) == []
    found["preview"]["content"]["title"] = "Dana <b>"
    assert faults_of_answer(answer(found)) != []
    found = draw_found("Dana", "COO")
    found["content"]["body"] += draw(MESSAGE)["attachments"][0]["content"]["body"]
    assert faults_of_answer(answer(found)) != []
    assert faults_of_answer({"composeExtension": {"type": "message", "text": " "}})
