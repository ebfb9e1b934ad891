"""What a modal sends back: its answers, who was picked, what is searched for."""

import re

from bot.slack.text import Payload

ANSWER = "answer"  # the action_id of every input; its block_id is the field's name
USER = re.compile(r"[UW][A-Z0-9]{1,30}", re.ASCII)  # a user id of Slack's


def read_form(view: Payload) -> dict[str, str]:
    """Return the answers of a sent modal by field name; "" where nothing was given."""
    return {name: _said(answer) for name, answer in _answers(view).items()}


def _answers(view: Payload) -> dict[str, object]:
    state = view.get("state")
    values = state.get("values") if isinstance(state, dict) else None
    if not isinstance(values, dict):
        return {}
    return {
        str(name): answers.get(ANSWER)
        for name, answers in values.items()
        if isinstance(answers, dict)
    }


def _said(answer: object) -> str:
    if not isinstance(answer, dict):
        return ""
    chosen = answer.get("selected_option")
    if isinstance(chosen, dict):
        return str(chosen.get("value") or "")
    several = answer.get("selected_options")
    if isinstance(several, list):
        values = (str(one.get("value") or "") for one in several if _is_option(one))
        return "\n".join(values)
    given = answer.get("selected_date") or answer.get("value")
    return given if isinstance(given, str) else ""


def _is_option(value: object) -> bool:
    return isinstance(value, dict) and isinstance(value.get("value"), str)


def read_picked(view: Payload) -> dict[str, str]:
    """Return the user ids that were picked in a sent modal, by field name."""
    picked = {
        name: answer.get("selected_user")
        for name, answer in _answers(view).items()
        if isinstance(answer, dict)
    }
    return {
        name: user
        for name, user in picked.items()
        if isinstance(user, str) and USER.fullmatch(user)
    }


def read_search(body: Payload) -> str | None:
    """Return what was typed into a search of ours so far; None if it is none."""
    if body.get("action_id") != ANSWER:
        return None
    typed = body.get("value")
    return typed if isinstance(typed, str) else ""
