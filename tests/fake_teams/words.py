"""What somebody reads in a message in Teams: its card's runs, or its text."""

from typing import Any

from tests.fake_teams.limits import parts_of

Payload = dict[str, Any]


def words_of(message: Payload) -> str:
    """Return what stands in a message, a line for each block; buttons left out."""
    lines = [str(message.get("text") or "")]
    for attachment in message.get("attachments") or ():
        lines += card_lines(attachment["content"])
    return "\n".join(line for line in lines if line)


def card_lines(card: Payload) -> list[str]:
    """Return what stands in a card, a line for each block."""
    return [
        "".join(run["text"] for run in part["inlines"])
        for part, _ in parts_of(card)
        if part["type"] == "RichTextBlock"
    ]
