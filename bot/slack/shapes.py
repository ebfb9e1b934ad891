"""Does a payload have Slack's form? Asked before anything looks into it."""

from collections.abc import Callable

from bot.slack.text import Payload


def has_slacks_form(body: Payload) -> bool:
    """Return whether the parts that Bolt and the listeners rely on are there.

    Bolt looks into several of them without asking, and would fail on another shape.
    """
    kind = body.get("type")
    if kind is None:
        needed = "command", "user_id", "team_id"
        return all(isinstance(body.get(name), str) for name in needed)
    if not isinstance(kind, str) or not all(
        name not in body or fits(body[name]) for name, fits in SHAPES.items()
    ):
        return False
    return all(body.get(name) for name in NEEDED.get(kind, ()))


def _is_id(value: object) -> bool:
    return value is None or isinstance(value, str)


def _is_named(value: object) -> bool:
    """Return whether it is an id, or an object with one."""
    return _is_id(value) or (isinstance(value, dict) and _is_id(value.get("id")))


def _is_user(value: object) -> bool:
    return isinstance(value, dict) and isinstance(value.get("id"), str)


def _is_event(value: object) -> bool:
    return (
        isinstance(value, dict)
        and isinstance(value.get("type"), str)
        and all(_is_named(value.get(name)) for name in ("user", "team", "channel"))
        and all(_is_id(value.get(name)) for name in ("bot_id", "subtype", "thread_ts"))
    )


def _is_view(value: object) -> bool:
    return isinstance(value, dict) and all(
        isinstance(value.get(name), str) for name in ("type", "callback_id")
    )


def _are_actions(value: object) -> bool:
    return isinstance(value, list) and all(
        isinstance(one, dict)
        and all(isinstance(one.get(name), str) for name in ("type", "action_id"))
        for one in value
    )


def _are_installs(value: object) -> bool:
    return value is None or (
        isinstance(value, list)
        and all(
            isinstance(one, dict)
            and all(_is_id(one.get(name)) for name in ("team_id", "enterprise_id"))
            for one in value
        )
    )


SHAPES: dict[str, Callable[[object], bool]] = {
    "action_id": _is_id,
    "actions": _are_actions,
    "authorizations": _are_installs,
    "callback_id": _is_id,
    "channel": _is_named,
    "enterprise": _is_named,
    "enterprise_id": _is_id,
    "event": _is_event,
    "response_url": _is_id,
    "team": _is_named,
    "team_id": _is_id,
    "trigger_id": _is_id,
    "user": _is_user,
    "view": _is_view,
}
NEEDED = {
    "event_callback": ("event",),
    "block_actions": ("user", "actions"),
    "block_suggestion": ("user", "action_id"),
    "message_action": ("user", "callback_id"),
    "shortcut": ("user", "callback_id"),
    "view_submission": ("user", "view"),
    "view_closed": ("user", "view"),
}
