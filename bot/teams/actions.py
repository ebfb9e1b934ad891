"""Buttons and menus as actions on a card: six are seen, the rest stand behind one."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.teams import limits
from bot.teams.presses import CHOICE, MENU, execute, opens_dialog
from bot.teams.text import Payload, label, words
from handlers.teams_port import OPENS_A_DIALOG
from language.say import say
from storage.message import Button, Menu, Option

SEEN_CHOICES = 6  # of a menu; a longer one is a list to choose from. House rule

Pressable = Button | Menu


@dataclass(frozen=True, slots=True)
class Group:
    """What can be pressed about one thing, and how that thing begins."""

    about: str
    pressable: tuple[Pressable, ...]
    key: str = ""  # what tells it from the card's other groups


def places(groups: Sequence[Group]) -> list[int]:
    """Return how many actions of each group are seen at once, six together.

    Each group gets one, then the first get more. Where there are more groups than
    places, one is left for what `draw_overflow` draws of those that got none.
    """
    wanted = [len(one.pressable) for one in groups]
    given = [0] * len(groups)
    crowded = sum(want > 0 for want in wanted) > limits.ACTIONS
    left = limits.ACTIONS - crowded
    while left and given != wanted:
        for number, want in enumerate(wanted):
            if left and given[number] < want:
                given[number] += 1
                left -= 1
    return given


def draw_group(group: Group, room: int) -> list[Payload]:
    """Return a group's actions as `room` actions, the rest behind the last of them."""
    if not room:
        return []
    shown = list(group.pressable)
    hidden: list[Pressable] = []
    if len(shown) > room:
        shown, hidden = shown[: room - 1], shown[room - 1 :]
    actions = [_action(one, f"{group.key}_{at}") for at, one in enumerate(shown)]
    if hidden:
        actions.append(_behind([Group("", tuple(hidden), group.key)]))
    return [{"type": "ActionSet", "actions": actions}]


def draw_overflow(groups: Sequence[Group]) -> Payload:
    """Return the one action behind which whole groups stand, each with its words."""
    return {"type": "ActionSet", "actions": [_behind(groups)]}


def _action(one: Pressable, key: str) -> Payload:
    if isinstance(one, Button) and one.action in OPENS_A_DIALOG:
        return opens_dialog(one)
    if isinstance(one, Button):
        return execute(one.label, one.action, one.subject, one.style)
    if len(one.options) <= SEEN_CHOICES:
        return _show(one.label, [_buttons(one)])
    return _show(one.label, _list(one, f"choice_{key}"))


def _behind(groups: Sequence[Group]) -> Payload:
    """Return one action behind which `groups` stand; its menus are lists.

    A card behind an action cannot have another one behind one of its own.
    """
    body: list[Payload] = []
    for group in groups:
        body += words(group.about, isSubtle=True)
        buttons = [one for one in group.pressable if isinstance(one, Button)]
        for first in range(0, len(buttons), limits.ACTIONS):
            some = buttons[first : first + limits.ACTIONS]
            body.append(
                {"type": "ActionSet", "actions": [_action(one, "") for one in some]}
            )
        for at, menu in enumerate(group.pressable):
            if isinstance(menu, Menu):
                body += words(menu.label)
                body += _list(menu, f"choice_{group.key}_{at}_more")
    return _show(say("More"), body)


def _show(title: str, body: list[Payload]) -> Payload:
    card = {"type": "AdaptiveCard", "version": limits.CARD_VERSION, "body": body}
    return {
        "type": "Action.ShowCard",
        "title": label(title, limits.LABEL),
        "card": card,
    }


def _buttons(menu: Menu) -> Payload:
    """Return a menu's few lines as buttons."""
    actions = [
        execute(
            option.label,
            menu.action,
            menu.subject,
            **{CHOICE: option.value[: limits.VALUE]},
        )
        for option in menu.options
    ]
    return {"type": "ActionSet", "actions": actions}


def _list(menu: Menu, name: str) -> list[Payload]:
    """Return a menu's lines as a list to choose from, and a button that sends it."""
    choices = choices_of(menu.options)
    send = execute(say("OK"), menu.action, menu.subject, **{MENU: name})
    return [
        {"type": "Input.ChoiceSet", "id": name, "style": "compact", "choices": choices},
        {"type": "ActionSet", "actions": [send]},
    ]


def choices_of(options: Sequence[Option]) -> list[Payload]:
    """Return the lines of an `Input.ChoiceSet`; Teams refuses an empty value."""
    return [
        {
            "title": label(option.label, limits.LABEL),
            "value": option.value[: limits.VALUE] or "-",
        }
        for option in options[: limits.OPTIONS]
    ]
