"""What a button sends when it is pressed, and a press read back.

A press sends `data`, which holds the action, its opaque subject and the choice, with
the card's inputs.
"""

from bot.teams import limits
from bot.teams.text import Payload, label
from handlers.teams_port import TeamsPress
from storage.message import Button

ACTION, SUBJECT, CHOICE, MENU, FORM = "action", "subject", "choice", "menu", "form"
FIELD = "field_"  # what the inputs of a form begin with; no key of ours does
STYLES = {"primary": "positive", "danger": "destructive"}


def execute(
    title: str, action: str, subject: str, style: str = "", **more: str
) -> Payload:
    """Return a button that sends `action` and what else it is given."""
    drawn = _press("Action.Execute", title, action, subject, **more)
    drawn["verb"] = action[: limits.VALUE]
    if style:
        drawn["style"] = STYLES[style]
    return drawn


def submit(title: str, action: str, subject: str, **more: str) -> Payload:
    """Return the button that sends a dialog."""
    drawn = _press("Action.Submit", title, action, subject, **more)
    return drawn | {"style": STYLES["primary"]}


def opens_dialog(button: Button) -> Payload:
    """Return a button that asks for a dialog; no other kind of action can."""
    drawn = _press("Action.Submit", button.label, button.action, button.subject)
    drawn["data"]["msteams"] = {"type": "task/fetch"}
    if button.style:
        drawn["style"] = STYLES[button.style]
    return drawn


def _press(kind: str, title: str, action: str, subject: str, **more: str) -> Payload:
    data = {ACTION: action[: limits.VALUE], SUBJECT: subject[: limits.VALUE], **more}
    return {"type": kind, "title": label(title, limits.LABEL), "data": data}


def read_press(value: object) -> TeamsPress | None:
    """Return what a press asks for; None for data that is not ours."""
    if not isinstance(value, dict) or not isinstance(value.get(ACTION), str):
        return None
    menu = str(value.get(MENU) or "")
    choice = value.get(menu) if menu else value.get(CHOICE)
    return TeamsPress(
        action=value[ACTION],
        subject=str(value.get(SUBJECT) or ""),
        choice=str(choice or ""),
        stamp=str(value.get(FORM) or ""),
        values={
            name.removeprefix(FIELD): str(given)
            for name, given in value.items()
            if name.startswith(FIELD) and isinstance(given, str | int | float)
        },
    )
