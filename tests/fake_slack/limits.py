"""Slack's limits again, from the documentation and not from the code under test."""

import re
from typing import Any

Payload = dict[str, Any]

MARKUP = re.compile(r"<(?:[!@#]|[^>]*\|)")  # a mention, or a link with other words
KNOWN_OPTIONS = 100


def faults_of_message(payload: Payload) -> list[str]:
    """Return what Slack would not take, or should not have been sent."""
    blocks = payload.get("blocks") or []
    faults = faults_of_blocks(blocks, most=50)
    text = payload.get("text")
    if not isinstance(text, str) or not text.strip():
        faults.append("text is empty")
    elif len(text) > 4000:
        faults.append("text is longer than 4000")
    elif MARKUP.search(text):
        faults.append("text holds markup")
    if sum(map(characters, blocks)) > 10_000:
        faults.append("more than 10,000 characters in blocks")
    return faults


def faults_of_view(view: Payload) -> list[str]:
    """Return what Slack would not take in a modal, or in somebody's Home."""
    faults = faults_of_blocks(view.get("blocks") or [], most=100)
    if not view.get("blocks"):
        faults.append("no blocks")
    if view.get("type") not in ("modal", "home"):
        faults.append("neither a modal nor a Home")
    if view.get("type") == "home" and {"title", "submit", "close"} & set(view):
        faults.append("a Home has no title and no buttons of its own")
    for name in ("title", "submit", "close"):
        if name in view and not 1 <= units(view[name]["text"]) <= 24:
            faults.append(f"{name} is not 1 to 24 long")
    has_input = any(block["type"] == "input" for block in view.get("blocks") or [])
    if has_input and "submit" not in view:
        faults.append("inputs without submit")
    if len(view.get("private_metadata", "")) > 3000:
        faults.append("private_metadata is longer than 3000")
    return faults


def faults_of_blocks(blocks: list[Payload], *, most: int) -> list[str]:
    """Return what is wrong with a list of blocks."""
    faults = [] if len(blocks) <= most else [f"more than {most} blocks"]
    ids = [block.get("block_id") for block in blocks]
    if len(set(ids)) != len(ids):
        faults.append("two blocks with one id")
    actions = [
        element["action_id"]
        for block in blocks
        if block["type"] == "actions"
        for element in block["elements"]
    ]
    if len(set(actions)) != len(actions):
        faults.append("two elements with one action_id")
    for block in blocks:
        faults += _faults_of_block(block)
    return faults


def _faults_of_block(block: Payload) -> list[str]:
    kind = block["type"]
    faults = []
    if kind == "header" and not 1 <= units(block["text"]["text"]) <= 150:
        faults.append("header is not 1 to 150 long")
    if kind == "section" and not 1 <= units(block["text"]["text"]) <= 3000:
        faults.append("section is not 1 to 3000 long")
    if kind == "context" and not 1 <= len(block["elements"]) <= 10:
        faults.append("context has not 1 to 10 elements")
    if kind == "actions":
        if not 1 <= len(block["elements"]) <= 25:
            faults.append("actions has not 1 to 25 elements")
        for element in block["elements"]:
            faults += _faults_of_element(element)
    for text in texts(block):
        if text["type"] == "mrkdwn" and MARKUP.search(text["text"]):
            faults.append("mrkdwn with markup")
        if not text["text"].strip():
            faults.append("empty text")
    return faults


def _faults_of_element(element: Payload) -> list[str]:
    faults = []
    label = element.get("text") or element.get("placeholder") or {"text": ""}
    if not 1 <= units(label["text"]) <= 75:
        faults.append("label is not 1 to 75 long")
    if len(element.get("value", "-")) not in range(1, 2001):
        faults.append("value is not 1 to 2000 long")
    options = element.get("options", [{"text": {"text": "x"}, "value": "x"}])
    if not 1 <= len(options) <= KNOWN_OPTIONS:
        faults.append("not 1 to 100 options")
    for option in options:
        if not 1 <= units(option["text"]["text"]) <= 75:
            faults.append("option is not 1 to 75 long")
        if not 1 <= len(option["value"]) <= 150:
            faults.append("option value is not 1 to 150 long")
    return faults


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


def units(text: str) -> int:
    """Return the length in UTF-16 units, as JavaScript counts."""
    return len(text.encode("utf-16-le")) // 2
