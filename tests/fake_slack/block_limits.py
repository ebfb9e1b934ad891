"""What Slack takes in each kind of block. Source: the Block Kit reference."""

from collections.abc import Callable
from typing import Any

from tests.fake_slack.chart_limits import faults_of_chart, faults_of_table
from tests.fake_slack.element_limits import FILLED_IN, PRESSED, faults_of_element
from tests.fake_slack.text_limits import Payload, faults_of_text, keys, length, plain

MESSAGE = (
    "actions context data_table data_visualization divider header image input "
    "rich_text section table"
)
MODAL = "actions context divider header image input rich_text section"
SURFACES = {  # of the blocks we know
    "message": set(MESSAGE.split()),
    "home": set(MESSAGE.split()),
    "modal": set(MODAL.split()),
}
WORDS = {  # inside rich text, by kind: keys it must have, and keys it may have
    "text": ("text", "style"),
    "link": ("url", "text style unsafe"),
    "user": ("user_id", "style"),
    "emoji": ("name", "style unicode skin_tone"),
}
PARTS = {"rich_text_section", "rich_text_preformatted", "rich_text_quote"}


def faults_of_block(block: Any, surface: str) -> list[str]:
    """Return what Slack would not take in one block of a message, modal or home."""
    kind = str(block.get("type")) if isinstance(block, dict) else "nothing"
    if kind not in SURFACES[surface]:
        return [f"a {surface} has no {kind}"]
    faults: list[str] = CHECKS[kind](block)
    if "block_id" in block:
        faults += length("block_id", block["block_id"], 255)
    return faults


def _header(block: Payload) -> list[str]:
    return [
        *keys("header", block, "type text", "block_id"),
        *plain("header", block.get("text"), 150),
    ]


def _section(block: Payload) -> list[str]:
    faults = keys("section", block, "type", "text fields accessory block_id expand")
    fields = block.get("fields")
    if "text" in block or fields is None:
        faults += faults_of_text("section", block.get("text"), 3000)
    if fields is not None:
        if not 1 <= len(fields) <= 10:
            faults.append("section has not 1 to 10 fields")
        for field in fields:
            faults += faults_of_text("field", field, 2000)
    if "accessory" in block:
        faults += faults_of_element(block["accessory"])
    return faults


def _context(block: Payload) -> list[str]:
    faults = keys("context", block, "type elements", "block_id")
    elements = block.get("elements") or []
    if not 1 <= len(elements) <= 10:
        faults.append("context has not 1 to 10 elements")
    for element in elements:
        if element.get("type") == "image":
            faults += keys("image", element, "type image_url alt_text")
        else:
            faults += faults_of_text("context", element, 3000)
    return faults


def _actions(block: Payload) -> list[str]:
    faults = keys("actions", block, "type elements", "block_id")
    elements = block.get("elements") or []
    if not 1 <= len(elements) <= 25:
        faults.append("actions has not 1 to 25 elements")
    for element in elements:
        faults += faults_of_element(element)
        if element.get("type") not in PRESSED:
            faults.append(f"{element.get('type')} in an actions block")
    return faults


def _input(block: Payload) -> list[str]:
    faults = keys(
        "input", block, "type label element", "block_id hint optional dispatch_action"
    )
    faults += plain("input: label", block.get("label"), 2000)
    if "hint" in block:
        faults += plain("input: hint", block["hint"], 2000)
    element = block.get("element") or {}
    if element.get("type") not in FILLED_IN:
        faults.append(f"{element.get('type')} in an input block")
    return faults + faults_of_element(element)


def _image(block: Payload) -> list[str]:
    faults = keys("image", block, "type image_url alt_text", "title block_id")
    faults += length("image: image_url", block.get("image_url"), 3000)
    return faults + length("image: alt_text", block.get("alt_text"), 2000)


def _divider(block: Payload) -> list[str]:
    return keys("divider", block, "type", "block_id")


def _rich_text(block: Payload) -> list[str]:
    faults = keys("rich_text", block, "type elements", "block_id")
    if not block.get("elements"):
        faults.append("rich_text without parts")
    for part in block.get("elements") or []:
        faults += keys("rich text", part, "type elements", "border language")
        if part.get("type") not in PARTS:
            faults.append(f"an unknown part {part.get('type')} of rich text")
        if not part.get("elements"):
            faults.append("a part of rich text without words")
        for word in part.get("elements") or []:
            faults += _faults_of_word(word)
    return faults


def _faults_of_word(word: Payload) -> list[str]:
    kind = str(word.get("type"))
    if kind not in WORDS:
        return [f"an unknown {kind} in rich text"]
    needed, allowed = WORDS[kind]
    faults = keys(kind, word, f"type {needed}", allowed)
    if "text" in word:
        faults += length("rich text", word["text"], 10_000)
    return faults


CHECKS: dict[str, Callable[[Payload], list[str]]] = {
    "actions": _actions,
    "context": _context,
    "data_table": faults_of_table,
    "data_visualization": faults_of_chart,
    "divider": _divider,
    "header": _header,
    "image": _image,
    "input": _input,
    "rich_text": _rich_text,
    "section": _section,
    "table": faults_of_table,
}
