"""What somebody reads in a message on Slack: its blocks, or its text without any."""

import html
from typing import Any

from tests.fake_slack import limits

Payload = dict[str, Any]


def words_of(message: Payload) -> str:
    """Return what stands in a message, buttons left out."""
    blocks = message.get("blocks")
    if not blocks:
        return html.unescape(str(message.get("text") or ""))
    return "\n".join(
        text_of(block) for block in blocks if block["type"] != "actions"
    )  # fmt: skip


def text_of(block: Payload) -> str:
    """Return all text of a block, as Slack would show it."""
    plain = [one["text"] for one in limits.texts(block)]
    return "\n".join([*plain, *rich_lines(block)])


def rich_words(block: Payload) -> list[Payload]:
    """Return the words and links of a rich text block."""
    if block["type"] != "rich_text":
        return []
    return [word for part in block["elements"] for word in part["elements"]]


def rich_lines(block: Payload) -> list[str]:
    """Return what stands in a rich text block, a line for each of its parts."""
    parts = block["elements"] if block["type"] == "rich_text" else []
    return ["".join(word["text"] for word in part["elements"]) for part in parts]
