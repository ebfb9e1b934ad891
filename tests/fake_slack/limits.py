"""Slack's limits again, from the documentation and not from the code under test.

Stricter than Slack: a key it does not know is refused, and so is text that screen
readers would miss or that could be a mention.
"""

from typing import Any

from tests.fake_slack.block_limits import faults_of_block
from tests.fake_slack.text_limits import (
    MARKUP,
    Payload,
    characters,
    keys,
    length,
    plain,
    texts,
    units,
)

__all__ = [
    "characters",
    "faults_of_blocks",
    "faults_of_message",
    "faults_of_response",
    "faults_of_view",
    "texts",
    "units",
]

MOST = {"message": 50, "modal": 100, "home": 100}
RESPONSE = "response_type replace_original delete_original text blocks"


def faults_of_message(payload: Payload) -> list[str]:
    """Return what Slack would not take, or should not have been sent."""
    blocks = payload.get("blocks") or []
    faults = faults_of_blocks(blocks, surface="message")
    text = payload.get("text")
    if not isinstance(text, str) or not text.strip():
        faults.append("text is empty")
    elif len(text) > 4000:
        faults.append("text is longer than 4000")
    elif MARKUP.search(text):
        faults.append("text holds markup")
    if sum(map(characters, blocks)) > 10_000:
        faults.append("more than 10,000 characters in blocks")
    kinds = [block.get("type") for block in blocks]
    if kinds.count("data_visualization") > 2:
        faults.append("more than 2 charts")
    if kinds.count("table") > 1:
        faults.append("more than one table")
    return faults


def faults_of_response(payload: Payload) -> list[str]:
    """Return what is wrong with an answer to a response_url, or to a command."""
    faults = keys("response", payload, "text", RESPONSE)
    if payload.get("response_type", "ephemeral") != "ephemeral":
        faults.append("a response that others see")
    return faults + faults_of_message(payload)


def faults_of_view(view: Payload) -> list[str]:
    """Return what Slack would not take in a modal, or in somebody's Home."""
    kind = view.get("type")
    if kind not in ("modal", "home"):
        return ["neither a modal nor a Home"]
    faults = faults_of_blocks(view.get("blocks") or [], surface=kind)
    if not view.get("blocks"):
        faults.append("no blocks")
    allowed = "private_metadata callback_id external_id"
    if kind == "modal":
        shown = "title submit close"
        allowed += f" {shown} clear_on_close notify_on_close submit_disabled"
        for name in {"title", *set(shown.split()) & set(view)}:
            faults += plain(name, view.get(name), 24)
        inputs = any(one.get("type") == "input" for one in view.get("blocks") or [])
        if inputs and "submit" not in view:
            faults.append("inputs without submit")
    faults += keys(kind, view, "type blocks", allowed)
    for name, most in (("private_metadata", 3000), ("callback_id", 255)):
        faults += length(name, view.get(name, ""), most, least=0)
    return faults


def faults_of_blocks(blocks: list[Any], *, surface: str) -> list[str]:
    """Return what is wrong with the blocks of a "message", a "modal" or a "home"."""
    most = MOST[surface]
    faults = [] if len(blocks) <= most else [f"more than {most} blocks"]
    ids = [block["block_id"] for block in blocks if block.get("block_id")]
    if len(set(ids)) != len(ids):
        faults.append("two blocks with one id")
    actions = [
        element.get("action_id")
        for block in blocks
        for element in [*(block.get("elements") or []), block.get("accessory") or {}]
        if element.get("action_id")
    ]
    if len(set(actions)) != len(actions):
        faults.append("two elements with one action_id")
    for block in blocks:
        faults += faults_of_block(block, surface)
    return faults
