"""Does a payload have an activity's form? Asked before anything looks into it."""

from typing import Any

TEXTS = ("id", "text", "name", "action", "locale", "localTimezone", "replyToId")
OBJECTS = ("channelData",)
LISTS = ("entities", "membersAdded", "membersRemoved")


def has_teams_form(body: dict[str, Any]) -> bool:
    """Return whether the parts that the door relies on are there, and of their kind.

    What is not named here is never looked at (fields we do not know do no harm).
    """
    return (
        _is_text(body.get("type"))
        and _is_text(body.get("serviceUrl"))
        and _is_named(body.get("from"))
        and _is_named(body.get("conversation"))
        and all(_may_be(body.get(name), str) for name in TEXTS)
        and all(_may_be(body.get(name), dict) for name in OBJECTS)
        and all(_are_objects(body.get(name)) for name in LISTS)
        and _may_be(body.get("recipient"), dict)
    )


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value)


def _is_named(value: object) -> bool:
    return isinstance(value, dict) and _is_text(value.get("id"))


def _may_be(value: object, kind: type) -> bool:
    return value is None or isinstance(value, kind)


def _are_objects(value: object) -> bool:
    return value is None or (
        isinstance(value, list) and all(isinstance(one, dict) for one in value)
    )
