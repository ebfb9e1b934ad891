"""Whatever a message says, Teams takes the card and shows it word for word."""

from typing import Any, Literal

import pytest
from hypothesis import example, given, settings

from bot.drawing import plain_text
from bot.teams.cards import Group, draw, draw_words, encoded, places, read_press
from bot.teams.forms import draw_form
from storage.message import Button, Field, Form, Menu, Message, Option, Section
from tests.bot.slack.strategies import FORMS, MESSAGES
from tests.fake_teams.limits import faults_of_activity, parts_of
from tests.fake_teams.words import card_lines

Payload = dict[str, Any]

INJECTIONS = (
    "**bold** [x](https://evil.example) <at>Dana</at> {{DATE(2026-03-31T08:00:00Z)}}",
    "${expression} # heading\n- list <img src=x> &lt;",
    "مرحبا \u202e txet 👩‍👩‍👧‍👦",
)


def card_of(activity: Payload) -> Payload:
    card: Payload = activity["attachments"][0]["content"]
    return card


def runs(activity: Payload) -> list[str]:
    return card_lines(card_of(activity))


def executes(activity: Payload) -> list[Payload]:
    return [
        part
        for part, _ in parts_of(card_of(activity))
        if part["type"] == "Action.Execute"
    ]


def buttons(count: int, subject: str = "s1") -> tuple[Button, ...]:
    return tuple(
        Button(label=f"B{n}", action="poke", subject=f"{subject}-{n}")
        for n in range(count)
    )


@given(message=MESSAGES)
@settings(max_examples=60)
@example(Message(headline="\x08"))
def test_teams_takes_every_message(message: Message) -> None:
    assert faults_of_activity(draw(message)) == []


@pytest.mark.parametrize("count", [5, 20, 120])
@pytest.mark.parametrize(
    "text", ["a" * 3_000, "é😀" * 1_000, "\n".join("abcd"), '"' * 900]
)
def test_a_message_of_any_length_fits(text: str, count: int) -> None:
    section = Section(text=text, facts=(text,), buttons=buttons(2))
    message = Message(headline=text, sections=(section,) * count, buttons=buttons(3))
    activity = draw(message)
    assert faults_of_activity(activity) == []
    assert len(encoded(activity)) > 10_000 or count == 5  # as much as fits is shown


@given(form=FORMS)
@settings(max_examples=60)
def test_teams_takes_every_form(form: Form) -> None:
    assert faults_of_activity(draw_form(form)) == []


@pytest.mark.parametrize("typed", INJECTIONS)
def test_what_a_person_typed_is_shown_word_for_word(typed: str) -> None:
    quote = Section(text=typed, quote=True)
    section = Section(
        text=typed, facts=(typed,), buttons=(Button(label=typed, action="a"),)
    )
    message = Message(headline=typed, sections=(section, quote), small_print=(typed,))
    activity = draw(message)

    lines = typed.split("\n")
    for line in lines:
        assert sum(line in run for run in runs(activity)) == 5
    assert faults_of_activity(activity) == []
    assert "entities" not in activity


def test_the_summary_says_all_of_it_for_a_screen_reader() -> None:
    message = Message(
        headline="Good morning",
        sections=(Section(text="Call Dana", facts=("since May",)),),
        small_print=("To stop: remind stop",),
    )
    assert draw(message)["summary"] == plain_text(message)


TO_STOP = "You get this because you use Outreach. To stop: remind stop"


@pytest.mark.parametrize("count", [1, 120])
def test_a_card_that_came_by_itself_says_how_to_stop_however_long_it_is(
    count: int,
) -> None:
    sections = (Section(text="a" * 900, buttons=buttons(2)),) * count
    message = Message(headline="Good morning", sections=sections, to_stop=TO_STOP)
    activity = draw(message)
    assert runs(activity).count(TO_STOP) == 1
    assert TO_STOP in activity["summary"] or count > 1
    assert faults_of_activity(activity) == []


def test_a_message_without_words_is_still_a_message() -> None:
    activity = draw(Message(headline=" "))
    assert activity["summary"] == "Outreach"
    assert runs(activity) == ["Outreach"]


def test_a_plain_line_is_not_read_as_markdown() -> None:
    assert draw_words("**x**") == {
        "type": "message", "text": "**x**", "textFormat": "plain",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("wanted", "seen"),
    [
        ([3], [3]),
        ([6], [6]),
        ([7], [6]),
        ([5, 5], [3, 3]),
        ([1, 9], [1, 5]),
        ([1, 1, 1, 1, 1, 1], [1, 1, 1, 1, 1, 1]),
        ([2, 1, 1, 1, 1, 1, 1], [1, 1, 1, 1, 1, 0, 0]),
        ([0, 2], [0, 2]),
        ([], []),
    ],
)
def test_six_actions_are_seen_at_once(wanted: list[int], seen: list[int]) -> None:
    assert places([Group("x", buttons(count)) for count in wanted]) == seen


@pytest.mark.parametrize("sections", [1, 3, 6, 7, 15])
def test_no_button_is_lost_however_many_there_are(sections: int) -> None:
    message = Message(
        headline="Many",
        sections=tuple(
            Section(text=f"Person {n}", buttons=buttons(3, f"p{n}"))
            for n in range(sections)
        ),
        buttons=buttons(2, "all"),
    )
    activity = draw(message)
    asked = {one["data"]["subject"] for one in executes(activity)}
    pressable = [one for part in message.sections for one in part.buttons]
    every = {one.subject for one in (*pressable, *message.buttons)}
    assert asked == every
    assert faults_of_activity(activity) == []


def menu(lines: int) -> Menu:
    options = tuple(Option(label=f"Day {n}", value=f"d{n}") for n in range(lines))
    return Menu(label="Later", action="later", subject="s1", options=options)


def test_a_short_menu_opens_its_lines_as_buttons() -> None:
    activity = draw(Message(headline="x", buttons=(menu(3),)))
    pressed = [read_press(one["data"]) for one in executes(activity)]
    assert [(one.action, one.subject, one.choice) for one in pressed if one] == [
        ("later", "s1", "d0"), ("later", "s1", "d1"), ("later", "s1", "d2"),
    ]  # fmt: skip


@pytest.mark.parametrize("crowd", [0, 8])
def test_a_long_menu_is_a_list_whose_choice_comes_back(crowd: int) -> None:
    message = Message(headline="x", buttons=(*buttons(crowd), menu(7)))
    activity = draw(message)
    (chosen,) = [
        part
        for part, _ in parts_of(card_of(activity))
        if part["type"] == "Input.ChoiceSet"
    ]
    send = executes(activity)[-1]
    read = read_press(send["data"] | {chosen["id"]: "d5"})
    assert read is not None
    assert (read.action, read.subject, read.choice) == ("later", "s1", "d5")
    nothing = read_press(send["data"])
    assert nothing is not None
    assert nothing.choice == ""


def test_a_forms_answers_come_back_by_name_with_its_stamp() -> None:
    form = Form(
        title="What happened?",
        action="log",
        subject="p1",
        fields=(
            Field(name="who", label="Who", value="Dana"),
            Field(name="note", label="Note", kind="long_text", optional=True),
        ),
    )
    first, second = (executes(draw_form(form))[0]["data"] for _ in range(2))
    assert first["form"] != second["form"]
    read = read_press(first | {"field_who": "Sam", "field_note": "**x**", "other": "y"})
    assert read is not None
    assert (read.action, read.subject, read.stamp) == ("log", "p1", first["form"])
    assert read.values == {"who": "Sam", "note": "**x**"}


@pytest.mark.parametrize("value", [None, "", "x", [], {}, {"action": 1}, {"verb": "x"}])
def test_data_that_is_not_ours_is_no_press(value: object) -> None:
    assert read_press(value) is None


@pytest.mark.parametrize("kind", ["person", "colleague"])
def test_a_person_is_typed_where_there_is_no_search(
    kind: Literal["person", "colleague"],
) -> None:
    found = Option(label="Dana Bell (Sales)", value="#0190", detail="CFO in Sales")
    field = Field(
        name="who", label="Who", kind=kind, value="Dana Bell (Sales)", options=(found,)
    )
    form = Form(title="t", action="a", subject="", fields=(field,))
    (drawn,) = [
        part for part, _ in parts_of(card_of(draw_form(form))) if "label" in part
    ]
    assert (drawn["type"], drawn["value"]) == ("Input.Text", "Dana Bell (Sales)")


def test_a_required_field_says_so_beside_it() -> None:
    form = Form(
        title="t", action="a", subject="", fields=(Field(name="who", label="Who"),)
    )
    (drawn,) = [
        part
        for part, _ in parts_of(card_of(draw_form(form)))
        if part["type"] == "Input.Text"
    ]
    assert drawn["isRequired"] is True
    assert drawn["errorMessage"]
