"""Buttons and menus: drawn with opaque ids, and read back when pressed.

`action_id` must be unique in a message, so it starts with a running number. A button
carries its subject as `value`; a menu's value is the choice, so its subject stands in
the `action_id`.
"""

from collections.abc import Sequence

from bot.slack import limits
from bot.slack.text import Payload, clean, plain
from storage.message import Button, Menu


def draw_actions(buttons: Sequence[Button | Menu]) -> list[Payload]:
    """Return the actions blocks; several when there are more than one can hold."""
    drawn = [_element(one) for one in buttons if isinstance(one, Button) or one.options]
    return [
        {"type": "actions", "elements": drawn[first : first + limits.ACTIONS]}
        for first in range(0, len(drawn), limits.ACTIONS)
    ]


def number_actions(blocks: Sequence[Payload]) -> None:
    """Make every `action_id` of the message unique."""
    number = 0
    for block in blocks:
        for element in block.get("elements", ()) if block["type"] == "actions" else ():
            element["action_id"] = f"{number}:{element['action_id']}"[: limits.ID]
            number += 1


def read_action(action: Payload) -> tuple[str, str, str]:
    """Return (action, subject, choice) of a pressed element; "" where there is none."""
    _, _, rest = str(action.get("action_id", "")).partition(":")
    name, _, subject = rest.partition(":")
    chosen = action.get("selected_option")
    if isinstance(chosen, dict):
        return name, subject, str(chosen.get("value", ""))
    return name, subject or str(action.get("value") or ""), ""


def _element(one: Button | Menu) -> Payload:
    label = plain(one.label, limits.LABEL)
    if isinstance(one, Menu):
        return {
            "type": "static_select",
            "action_id": f"{one.action}:{one.subject}",
            "placeholder": label,
            "options": [
                {
                    "text": plain(option.label, limits.LABEL),
                    "value": clean(option.value)[: limits.OPTION_VALUE] or "-",
                }
                for option in one.options[: limits.OPTIONS]
            ],
        }
    button: Payload = {"type": "button", "action_id": one.action, "text": label}
    if one.subject:
        button["value"] = one.subject[: limits.BUTTON_VALUE]
    if one.style:
        button["style"] = one.style
    return button
