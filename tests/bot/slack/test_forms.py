"""A form in Slack: a modal that asks, and the answers read back."""

from typing import Any

import pytest
from hypothesis import given, settings

from bot.slack.cards.forms import draw_form, draw_waiting, draw_words, read_form
from storage.message import Button, Field, Form, Message, Option, Section
from tests.bot.slack.strategies import FORMS, MESSAGES
from tests.fake_slack import limits, oracle

LOG = Form(
    title="Log a contact",
    action="log_form",
    subject="s1",
    intro="What happened?",
    fields=(
        Field(name="who", label="Who", value="Dana Q. Ott"),
        Field(
            name="kind",
            label="How",
            kind="choice",
            value="call",
            options=(
                Option(label="Met", value="met"),
                Option(label="Call", value="call"),
            ),
        ),
        Field(name="on", label="When", kind="date", value="2026-03-31"),
        Field(name="listened", label="Listened", kind="number", optional=True),
        Field(name="note", label="Note", kind="long_text", hint="Private."),
    ),
)


@settings(max_examples=100)
@given(FORMS)
def test_every_form_is_one_that_slack_takes(form: Form) -> None:
    view = draw_form(form)
    faults = set(limits.faults_of_view(view))
    assert faults <= {"no blocks", "two blocks with one id"}
    oracle.check_view(view)


@settings(max_examples=50)
@given(MESSAGES)
def test_every_message_can_be_said_in_a_modal(message: Message) -> None:
    view = draw_words(message)
    assert limits.faults_of_view(view) == []
    oracle.check_view(view)


def test_the_log_form_asks_and_is_filled_in() -> None:
    view = draw_form(LOG)

    assert view["callback_id"] == "log_form"
    assert view["private_metadata"] == "s1"
    assert view["title"]["text"] == "Log a contact"
    inputs = {one["block_id"]: one["element"] for one in view["blocks"][1:]}
    assert inputs["who"]["initial_value"] == "Dana Q. Ott"
    assert inputs["kind"]["initial_option"]["value"] == "call"
    assert inputs["on"]["initial_date"] == "2026-03-31"
    assert inputs["listened"]["type"] == "number_input"
    assert inputs["note"]["multiline"] is True
    assert [one["optional"] for one in view["blocks"][1:]] == [
        False, False, False, True, False,
    ]  # fmt: skip


@pytest.mark.parametrize("value", ["31 March", "2026-02-31", "20260331"])
def test_a_date_that_is_none_leaves_the_picker_empty(value: str) -> None:
    form = Form(
        title="t",
        action="a",
        subject="",
        fields=(Field(name="on", label="When", kind="date", value=value),),
    )
    assert "initial_date" not in draw_form(form)["blocks"][0]["element"]


def test_answers_are_read_back_by_name() -> None:
    values = {
        "who": {"type": "plain_text_input", "value": "Dana"},
        "kind": {"type": "static_select", "selected_option": {"value": "call"}},
        "on": {"type": "datepicker", "selected_date": "2026-03-31"},
        "listened": {"type": "number_input", "value": "70"},
        "note": {"type": "plain_text_input", "value": None},
    }
    view = {"state": {"values": {n: {"answer": v} for n, v in values.items()}}}

    assert read_form(view) == {
        "who": "Dana", "kind": "call", "on": "2026-03-31", "listened": "70", "note": "",
    }  # fmt: skip


@pytest.mark.parametrize(
    "view",
    [
        {},
        {"state": None},
        {"state": {"values": []}},
        {"state": {"values": {"a": 1}}},
    ],
)
def test_a_modal_without_answers_reads_as_none(view: dict[str, Any]) -> None:
    assert read_form(view) == {}


def test_answers_of_a_wrong_shape_read_as_empty() -> None:
    answers = {"a": {}, "b": {"answer": 3}, "c": {"answer": {"value": {"x": 1}}}}
    assert read_form({"state": {"values": answers}}) == {"a": "", "b": "", "c": ""}


def test_words_in_a_modal_have_no_buttons() -> None:
    button = Button(label="Undo", action="undo", subject="c1")
    message = Message(headline="Logged.", sections=(Section(text="Call, Dana."),))
    view = draw_words(message.model_copy(update={"buttons": (button,)}))
    assert [block["type"] for block in view["blocks"]] == ["header", "section"]


def test_the_modal_in_between_says_one_moment() -> None:
    assert draw_waiting()["blocks"][0]["text"]["text"] == "One moment."
