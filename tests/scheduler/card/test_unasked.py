"""A card that comes by itself says why, and how to have no more; a reply does not."""

from collections.abc import Callable

import pytest

from scheduler.card.daily_card import go_on_question
from scheduler.card.nudges import as_put_off, on_a_morning
from storage.message import Menu, Message

CARD = Message(headline="Good morning", small_print=("For all I can do: help",))


@pytest.mark.parametrize("unasked", [on_a_morning, as_put_off])
def test_it_says_why_and_how_to_stop_and_leaves_the_rest(
    unasked: Callable[[Message], Message],
) -> None:
    said = unasked(CARD)
    assert said.to_stop.startswith("You get this because you")
    assert "remind stop" in said.to_stop
    assert said.model_copy(update={"to_stop": "", "buttons": ()}) == CARD


@pytest.mark.parametrize("unasked", [on_a_morning, as_put_off])
def test_its_menu_stops_the_cards_in_two_presses(
    unasked: Callable[[Message], Message],
) -> None:
    [menu] = unasked(CARD).buttons
    assert isinstance(menu, Menu)
    assert [one.label for one in menu.options] == [
        "Pause for a week", "Stop them", "Settings",
    ]  # fmt: skip


def test_the_one_question_has_those_buttons_already() -> None:
    asked = go_on_question("Ada")
    assert on_a_morning(asked).buttons == asked.buttons
