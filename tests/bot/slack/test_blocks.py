"""A message in Slack: literal, within the limits, and pressable."""

from typing import Any

from hypothesis import example, given, settings

from bot.slack.cards.blocks import draw, read_action
from storage.message import Button, Menu, Message, Option, Section
from tests.bot.slack.strategies import MESSAGES
from tests.fake_slack import limits, oracle
from tests.fake_slack.words import rich_words, text_of

DONE = Button(label="Done", action="done", subject="s1", style="primary")
LATER = Menu(
    label="Later",
    action="later",
    subject="s1",
    options=(Option(label="Tomorrow", value="tomorrow"),),
)


def drawn(message: Message) -> dict[str, Any]:
    payload = draw(message)
    assert limits.faults_of_message(payload) == []
    oracle.check_message(payload)
    return payload


def said(blocks: list[dict[str, Any]]) -> str:
    """Return all text of the blocks, as Slack would show it."""
    return "\n".join(map(text_of, blocks))


@settings(max_examples=80)
@given(MESSAGES)
@example(Message(headline="", sections=(Section(text="\x1b"),) * 2))
def test_every_message_is_one_that_slack_takes(message: Message) -> None:
    drawn(message)


@settings(max_examples=50)
@given(MESSAGES)
def test_text_that_people_typed_is_never_markup(message: Message) -> None:
    payload = drawn(message)
    assert not any(
        text["type"] == "mrkdwn" for block in payload["blocks"] for text in
        limits.texts(block)
    )  # fmt: skip
    for block in payload["blocks"]:
        for word in rich_words(block):
            assert word["type"] in ("text", "link")
            assert word.get("url", word["text"]) == word["text"]


def test_a_card_has_headline_text_facts_and_buttons_in_this_order() -> None:
    card = Message(
        headline="Good morning",
        sections=(Section(text="Call Dana.", facts=("A.", "B."), buttons=(DONE,)),),
        small_print=("Reply “remind stop” to stop.",),
    )
    payload = drawn(card)

    assert [block["type"] for block in payload["blocks"]] == [
        "header", "section", "context", "actions", "context",
    ]  # fmt: skip
    assert payload["blocks"][2]["elements"][0]["text"] == "• A.\n• B."
    assert payload["text"] == (
        "Good morning\n\nCall Dana.\n- A.\n- B.\n\nReply “remind stop” to stop."
    )


def test_a_reply_of_one_line_is_a_plain_paragraph() -> None:
    blocks = drawn(Message(headline="Logged."))["blocks"]
    assert [(b["type"], b["text"]["text"]) for b in blocks] == [("section", "Logged.")]


def test_a_long_headline_is_a_paragraph_not_a_header() -> None:
    section = Section(text="x")
    at_limit = Message(headline="h" * 150, sections=(section,))
    beyond = Message(headline="h" * 151, sections=(section,))
    assert drawn(at_limit)["blocks"][0]["type"] == "header"
    assert drawn(beyond)["blocks"][0]["type"] == "section"


def test_mentions_and_dressed_links_show_literally() -> None:
    typed = "<!channel> <@U1> <https://evil.example|Payroll>"
    payload = drawn(Message(headline="Logged.", sections=(Section(text=typed),)))

    assert typed in said(payload["blocks"]).replace("\n", "")
    assert payload["text"].endswith(
        "&lt;!channel&gt; &lt;@U1&gt; &lt;https://evil.example|Payroll&gt;"
    )


def test_an_address_can_be_followed_and_reads_as_it_is() -> None:
    text = "Evidence: https://x.example/a?b=1, since March."
    blocks = drawn(Message(headline="h", sections=(Section(text=text),)))["blocks"]

    words = rich_words(blocks[1])
    assert [word["text"] for word in words] == [
        "Evidence: ", "https://x.example/a?b=1", ", since March.",
    ]  # fmt: skip
    assert words[1]["url"] == "https://x.example/a?b=1"


def test_a_draft_stands_word_for_word() -> None:
    draft = "Hello  Dana,\n\n  *thank* you :smile:"
    blocks = drawn(Message(headline="h", sections=(Section(text=draft, quote=True),)))[
        "blocks"
    ]

    assert blocks[1]["elements"][0]["type"] == "rich_text_preformatted"
    assert said(blocks[1:]) == draft


def test_a_note_of_4000_characters_is_given_back_whole() -> None:
    note = "word " * 799 + "last."
    payload = drawn(
        Message(headline="Nothing was saved.", sections=(Section(text=note),))
    )
    assert said(payload["blocks"][1:]).replace("\n", " ") == note
    assert "left out" not in said(payload["blocks"])


def test_what_is_too_long_gives_way_to_buttons_and_a_line_says_so() -> None:
    long = tuple(Section(text="x" * 2900, buttons=(DONE, LATER)) for _ in range(12))
    payload = drawn(Message(headline="Good morning", sections=long))

    kinds = [block["type"] for block in payload["blocks"]]
    assert kinds.count("actions") == 12
    assert (
        "This is long for one Slack message: 10 parts are shortened or left out."
        in (said(payload["blocks"]))
    )


def test_a_hundred_lines_share_blocks_so_that_none_is_missing() -> None:
    lines = tuple(Section(text=f"Stakeholder {n}", facts=("x",)) for n in range(100))
    payload = drawn(Message(headline="Your people", sections=lines))

    words = said(payload["blocks"])
    assert all(f"Stakeholder {n}\n• x" in words for n in range(100))
    assert "left out" not in words
    assert len(payload["blocks"]) < 5


def test_more_than_a_message_holds_ends_with_a_line_that_says_so() -> None:
    lines = tuple(Section(text=f"Stakeholder {n} " + "x" * 200) for n in range(100))
    payload = drawn(Message(headline="Your people", sections=lines))

    assert "shortened or left out." in said(payload["blocks"][-1:])


def test_what_can_be_pressed_keeps_its_place_among_lines_that_share_blocks() -> None:
    line = tuple(Section(text=f"Line {n}") for n in range(40))
    pressed = Section(text="Press me", buttons=(DONE,))
    payload = drawn(Message(headline="h", sections=(*line, pressed, *line)))

    kinds = [block["type"] for block in payload["blocks"]]
    assert kinds == ["header", "section", "section", "actions", "section"]


def test_a_press_reads_back_what_the_button_was_drawn_with() -> None:
    sections = (Section(text="x", buttons=(DONE, LATER)), Section(text="y"))
    message = Message(headline="h", sections=sections, buttons=(DONE,))
    elements = [
        element
        for block in drawn(message)["blocks"]
        if block["type"] == "actions"
        for element in block["elements"]
    ]
    assert [read_action(one) for one in elements] == [
        ("done", "s1", ""), ("later", "s1", ""), ("done", "s1", ""),
    ]  # fmt: skip
    chosen = {**elements[1], "selected_option": elements[1]["options"][0]}
    assert read_action(chosen) == ("later", "s1", "tomorrow")


def test_a_malformed_action_reads_as_nothing() -> None:
    assert read_action({}) == ("", "", "")
    assert read_action({"action_id": "x", "value": None}) == ("", "", "")


def test_every_drawing_has_block_ids_of_its_own() -> None:
    message = Message(headline="h", sections=(Section(text="x"),))
    first, second = draw(message), draw(message)
    ids = [block["block_id"] for one in (first, second) for block in one["blocks"]]
    assert len(set(ids)) == 4


def test_buttons_carry_opaque_ids_and_nothing_else() -> None:
    secret = "Dana worries about the cut-over"
    message = Message(
        headline=secret, sections=(Section(text=secret, buttons=(DONE, LATER)),)
    )
    for block in drawn(message)["blocks"]:
        assert secret not in block["block_id"]
        for element in block.get("elements", ()) if block["type"] == "actions" else ():
            assert secret not in element["action_id"] + element.get("value", "")
