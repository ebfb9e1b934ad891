"""Text as Slack counts and parses it, from the documentation alone."""

import re
from typing import Any

Payload = dict[str, Any]

MARKUP = re.compile(r"<(?:[!@#]|[^>]*\|)")  # a mention, or a link with other words


def units(text: str) -> int:
    """Return the length in UTF-16 units, as JavaScript counts."""
    return len(text.encode("utf-16-le")) // 2


def texts(value: Any) -> list[Payload]:
    """Return every text object below."""
    found = []
    if isinstance(value, dict):
        if value.get("type") in ("mrkdwn", "plain_text"):
            found.append(value)
        for one in value.values():
            found += texts(one)
    elif isinstance(value, list):
        for one in value:
            found += texts(one)
    return found


def characters(value: Any) -> int:
    """Return how many characters stand in a block."""
    if isinstance(value, dict):
        own = value.get("text")
        return (units(own) if isinstance(own, str) else 0) + sum(
            characters(one) for one in value.values()
        )
    return sum(map(characters, value)) if isinstance(value, list) else 0


def keys(what: str, value: Payload, needed: str, allowed: str = "") -> list[str]:
    """Return which keys are missing, and which Slack does not know."""
    here, must = set(value), set(needed.split())
    missing = [f"{what} without {name}" for name in sorted(must - here)]
    unknown = sorted(here - must - set(allowed.split()))
    return missing + [f"{what} with an unknown {name}" for name in unknown]


def length(what: str, text: Any, most: int, least: int = 1) -> list[str]:
    """Return a fault if `text` is no text of `least` to `most` UTF-16 units."""
    if isinstance(text, str) and least <= units(text) <= most:
        return []
    return [f"{what} is not {least} to {most} long"]


def plain(what: str, value: Any, most: int) -> list[str]:
    """Return what is wrong with a text object that must be plain text."""
    if not isinstance(value, dict) or value.get("type") != "plain_text":
        return [f"{what} is not plain text"]
    return faults_of_text(what, value, most)


def faults_of_text(what: str, value: Any, most: int) -> list[str]:
    """Return what is wrong with a text object of either kind."""
    if not isinstance(value, dict) or value.get("type") not in ("plain_text", "mrkdwn"):
        return [f"{what} is no text"]
    words = value.get("text")
    faults = length(what, words, most)
    if value["type"] == "plain_text":
        faults += keys(what, value, "type text", "emoji")
    else:
        faults += keys(what, value, "type text", "verbatim")
        if isinstance(words, str) and MARKUP.search(words):
            faults.append(f"{what}: mrkdwn with markup")
    if isinstance(words, str) and not words.strip():
        faults.append(f"{what} is empty")
    return faults
