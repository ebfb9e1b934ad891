"""Text as a card shows it word for word: no markdown, no date macro, no mention (R58).

A `TextBlock`, a fact and a plain message read Markdown and `{{DATE(…)}}`; the run of a
`RichTextBlock` does not, so everything goes there.
"""

from typing import Any

from bot.drawing import clean, cut

Payload = dict[str, Any]


def text_blocks(text: str, *, first: bool = True, **look: str | bool) -> list[Payload]:
    """Return `text`, a block for each of its lines; none for an empty text.

    Args:
        text: as a person typed it.
        first: whether it begins a paragraph, and stands off from what is above.
        look: properties of the run, e.g. `isSubtle=True`.
    """
    blocks: list[Payload] = []
    for line in clean(text).split("\n"):
        if not line.strip():
            continue
        block: Payload = {
            "type": "RichTextBlock",
            "inlines": [{"type": "TextRun", "text": line, **look}],
        }
        if blocks or not first:
            block["spacing"] = "Small"
        blocks.append(block)
    return blocks


def label(text: str, limit: int) -> str:
    """Return what stands on a button or in a menu: one line, no macro, never empty."""
    line = " ".join(clean(text).split()).replace("{{", "{ {").replace("${", "$ {")
    return cut(line, limit) or "…"
