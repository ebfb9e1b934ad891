"""Whatever a message says is read on Slack, in Teams, on the page, and as text.

What is too long for one message may be cut, and says so; that is tested beside each
drawing. Here nothing is too long.
"""

import html
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.drawing import plain_text
from bot.local.shown import draw_message
from bot.slack.cards import blocks
from bot.teams import cards
from bot.terminal import terminal_text
from storage.message import Button, Menu, Message, Option, Section
from tests.bot.local.company import words as words_on_the_page
from tests.fake_slack.words import words_of as words_on_slack
from tests.fake_teams.words import words_of as words_in_teams

Payload = dict[str, Any]
TYPED = st.sampled_from(
    (
        "<!channel> <@U123|dana> <https://evil.example|Payroll>",
        "see https://x.example/a?b=1&c=<2>, or (http://y.example).",
        "`code` *bold* _it_ **late** :smile: &amp; &lt; {{DATE(1)}} ${x}",
        "<at>all</at> # heading\n- a list\n\n  of two",
        "مرحبا بالعالم",
        "👩‍👩‍👧‍👦 ok",
        "100 % %s {0}",
        "",
    )
)
VISIBLE = st.characters(exclude_categories=("C", "Z"), include_characters=" \n")
TEXTS = st.one_of(TYPED, st.text(VISIBLE, max_size=60))
LABELS = st.text(st.characters(categories=("L", "N")), min_size=1, max_size=20)
IDS = st.text("0123456789abcdef", min_size=1, max_size=8)
BUTTONS = st.builds(Button, label=LABELS, action=st.just("poke"), subject=IDS)
OPTIONS = st.builds(Option, label=LABELS, value=IDS)
MENUS = st.builds(
    Menu,
    label=LABELS,
    action=st.just("pick"),
    subject=IDS,
    options=st.lists(OPTIONS, min_size=1, max_size=8).map(tuple),
)
PRESSABLE = st.lists(st.one_of(BUTTONS, MENUS), max_size=4).map(tuple)
SECTIONS = st.builds(
    Section,
    text=TEXTS,
    facts=st.lists(TEXTS, max_size=3).map(tuple),
    buttons=PRESSABLE,
    quote=st.booleans(),
)
MESSAGES = st.builds(
    Message,
    headline=TEXTS,
    sections=st.lists(SECTIONS, max_size=4).map(tuple),
    buttons=PRESSABLE,
    small_print=st.lists(TEXTS, max_size=3).map(tuple),
)
READERS: dict[str, Callable[[Message], str]] = {
    "Slack": lambda one: words_on_slack(blocks.draw(one)),
    "Slack's text": lambda one: html.unescape(blocks.draw(one)["text"]),
    "Teams": lambda one: words_in_teams(cards.draw(one)),
    "Teams' summary": lambda one: str(cards.draw(one)["summary"]),
    "the page": lambda one: words_on_the_page({"message": draw_message(one)}),
    "a terminal": terminal_text,
    "plain text": plain_text,
}
PRESSERS: dict[str, Callable[[Message], object]] = {
    "Slack": blocks.draw,
    "Teams": cards.draw,
    "the page": draw_message,
}


def squeezed(text: str) -> str:
    """Return a text without space: where lines break is each surface's own."""
    return "".join(text.split())


def facts_of(message: Message) -> list[str]:
    """Return everything a message says, in order, a line each."""
    said = [message.headline]
    for section in message.sections:
        said += [section.text, *section.facts]
    return [line for text in [*said, *message.small_print] for line in text.split("\n")]


@pytest.mark.parametrize("reader", READERS)
@given(message=MESSAGES)
@settings(max_examples=60)
def test_all_of_a_message_is_read_in_its_order(reader: str, message: Message) -> None:
    read = squeezed(READERS[reader](message))
    at = 0
    for fact in map(squeezed, facts_of(message)):
        found = read.find(fact, at)
        assert found >= 0, (fact, read)
        at = found + len(fact)


@pytest.mark.parametrize("presser", PRESSERS)
@given(message=MESSAGES)
@settings(max_examples=60)
def test_all_that_can_be_pressed_has_its_words(presser: str, message: Message) -> None:
    drawn = list(strings_in(PRESSERS[presser](message)))
    for group in (message.buttons, *(one.buttons for one in message.sections)):
        for button in group:
            assert button.label in drawn
            for option in button.options if isinstance(button, Menu) else ():
                assert option.label in drawn


def strings_in(value: object) -> list[str]:
    """Return every string below."""
    if isinstance(value, dict):
        return [one for part in value.values() for one in strings_in(part)]
    if isinstance(value, list | tuple):
        return [one for part in value for one in strings_in(part)]
    return [value] if isinstance(value, str) else []
