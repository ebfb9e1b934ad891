"""A message or a view of Slack's as text, to be read by whoever reviews it."""

from textwrap import wrap
from typing import Any

Payload = dict[str, Any]

WIDTH = 84  # characters
BAR = 24  # characters of the longest bar


def as_text(shown: Payload) -> str:
    """Return what a reader sees, from top to bottom; buttons as [Done].

    Small print is set off by a dot, a draft by a bar, a field by its label.
    """
    lines: list[str] = []
    if "title" in shown:
        lines += [f"=== {shown['title']['text']} ===", ""]
    for block in shown["blocks"]:
        lines += [*BLOCKS[block["type"]](block), ""]
    ends = [shown[name]["text"] for name in ("close", "submit") if name in shown]
    lines += [" ".join(f"[{label}]" for label in ends)] if ends else []
    return "\n".join(lines).rstrip()


def _header(block: Payload) -> list[str]:
    return [f"## {line}" for line in _wrapped(block["text"]["text"])]


def _section(block: Payload) -> list[str]:
    return _wrapped(block["text"]["text"])


def _context(block: Payload) -> list[str]:
    lines = [one["text"] for one in block["elements"]]
    return [f"  · {line}" for line in _wrapped("\n".join(lines))]


def _rich_text(block: Payload) -> list[str]:
    lines: list[str] = []
    for part in block["elements"]:
        text = "".join(_word(word) for word in part["elements"])
        if part["type"] == "rich_text_preformatted":
            lines += [f"  | {line}".rstrip() for line in text.split("\n")]
        else:
            lines += _wrapped(text)
    return lines


def _word(word: Payload) -> str:
    style, text = word.get("style", {}), str(word["text"])
    if style.get("bold"):
        return f"**{text}**"
    return f"~{text}~" if style.get("strike") else text


def _actions(block: Payload) -> list[str]:
    return [" ".join(_pressable(one) for one in block["elements"])]


def _pressable(element: Payload) -> str:
    if element["type"] == "button":
        return f"[{element['text']['text']}]"
    options = " / ".join(one["text"]["text"] for one in element.get("options", ()))
    if element["type"] == "overflow":
        return f"[... {options}]"
    return f"[{element['placeholder']['text']} v {options}]"


def _input(block: Payload) -> list[str]:
    element = block["element"]
    value = filled_in(element)
    note = " (optional)" if block.get("optional") else ""
    lines = _wrapped(f"{block['label']['text']}{note}: {value or '______'}")
    if "options" in element:
        options = " / ".join(one["text"]["text"] for one in element["options"])
        lines += [f"    {line}" for line in _wrapped(options)]
    if "placeholder" in element:
        lines.append(f"    {element['placeholder']['text']}")
    if "hint" in block:
        lines += [f"    {line}" for line in _wrapped(block["hint"]["text"])]
    return lines


def filled_in(element: Payload) -> str:
    """Return what an input is filled in with, "" for nothing."""
    chosen = element.get("initial_options") or [element.get("initial_option")]
    labels = ", ".join(one["text"]["text"] for one in chosen if one)
    names = "initial_value", "initial_date", "initial_user"
    return labels or next((str(element[n]) for n in names if n in element), "")


def _chart(block: Payload) -> list[str]:
    [series] = block["chart"]["series"]
    most = max(point["value"] for point in series["data"])
    return [
        f"  {block['title']} ({series['name']})",
        *(
            f"  {point['label']:20} "
            f"{'#' * round(BAR * point['value'] / most)} {point['value']:g}"
            for point in series["data"]
        ),
    ]


def _wrapped(text: str) -> list[str]:
    return [
        piece
        for line in text.split("\n")
        for piece in (wrap(line, WIDTH, break_long_words=False) or [""])
    ]


BLOCKS = {
    "actions": _actions,
    "context": _context,
    "data_visualization": _chart,
    "header": _header,
    "input": _input,
    "rich_text": _rich_text,
    "section": _section,
}
