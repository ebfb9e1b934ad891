"""A message or a view of Slack's as a page that looks near enough like it."""

from html import escape
from typing import Any

from tests.renderings.as_text import filled_in

Payload = dict[str, Any]

STYLE = """
body { margin: 0; padding: 18px 22px; width: 620px; background: #fff; color: #1d1c1d;
  font: 15px/1.46 Lato, "Helvetica Neue", Arial, sans-serif; }
h1 { font-size: 18px; margin: 0 0 6px; }
.who { font-weight: 900; } .who small { color: #616061; font-weight: 400; }
p { margin: 8px 0; white-space: pre-wrap; overflow-wrap: anywhere; }
.context { color: #616061; font-size: 12.5px; line-height: 1.5; margin: 4px 0 8px; }
pre { border: 1px solid #ddd; background: #f8f8f8; padding: 8px; font-size: 12px;
  white-space: pre-wrap; border-radius: 4px; }
.buttons { margin: 8px 0 14px; display: flex; flex-wrap: wrap; gap: 8px; }
.button { border: 1px solid #bbb; border-radius: 4px; padding: 4px 12px;
  font-weight: 700; font-size: 13.5px; }
.primary { background: #007a5a; border-color: #007a5a; color: #fff; }
.danger { border-color: #e01e5a; color: #e01e5a; }
.menu::after { content: " \\25BE"; color: #616061; }
label { display: block; font-weight: 700; margin-top: 12px; }
label small { color: #616061; font-weight: 400; }
.field { border: 1px solid #bbb; border-radius: 4px; padding: 7px 10px; margin: 4px 0;
  min-height: 20px; white-space: pre-wrap; }
.hint { color: #616061; font-size: 12.5px; }
.tall { min-height: 64px; }
.modal { border-bottom: 1px solid #ddd; margin: -4px 0 10px; padding-bottom: 8px; }
.bars { border: 1px solid #e8e8e8; border-radius: 8px; padding: 10px 12px; }
.bars b { display: block; margin-bottom: 6px; }
.bar { display: flex; align-items: center; gap: 8px; font-size: 12.5px; margin: 4px 0; }
.bar span { width: 150px; } .bar i { background: #1264a3; height: 14px; }
"""


def as_page(shown: Payload) -> str:
    """Return a whole HTML document; nothing in it is fetched."""
    head = '<div class="who">Outreach <small>APP</small></div>'
    if "title" in shown:
        head = f'<h1 class="modal">{_e(shown["title"]["text"])}</h1>'
    elif shown.get("type") == "home":
        head = ""
    body = "".join(BLOCKS[block["type"]](block) for block in shown["blocks"])
    styles = {"close": "", "submit": "primary"}
    ends = [
        f'<span class="button {style}">{_e(shown[name]["text"])}</span>'
        for name, style in styles.items()
        if name in shown
    ]
    if ends:
        body += f'<div class="buttons">{"".join(ends)}</div>'
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8">'
        f"<title>Outreach</title><style>{STYLE}</style><body>{head}{body}</body></html>"
    )


def _header(block: Payload) -> str:
    return f"<h1>{_e(block['text']['text'])}</h1>"


def _section(block: Payload) -> str:
    return f"<p>{_e(block['text']['text'])}</p>"


def _context(block: Payload) -> str:
    text = "\n".join(one["text"] for one in block["elements"])
    return f'<p class="context">{_e(text)}</p>'


def _rich_text(block: Payload) -> str:
    drawn = ""
    for part in block["elements"]:
        text = "".join(_word(word) for word in part["elements"])
        tag = "pre" if part["type"] == "rich_text_preformatted" else "p"
        drawn += f"<{tag}>{text}</{tag}>"
    return drawn


def _word(word: Payload) -> str:
    style, text = word.get("style", {}), _e(word["text"])
    if style.get("bold"):
        return f"<b>{text}</b>"
    return f"<s>{text}</s>" if style.get("strike") else text


def _actions(block: Payload) -> str:
    drawn = ""
    for one in block["elements"]:
        label, kind = "•••", "overflow"
        if one["type"] != "overflow":
            label = _e((one.get("text") or one["placeholder"])["text"])
            kind = one.get("style", "") if one["type"] == "button" else "menu"
        drawn += f'<span class="button {kind}">{label}</span>'
    return f'<div class="buttons">{drawn}</div>'


def _input(block: Payload) -> str:
    element = block["element"]
    value = filled_in(element)
    note = " <small>(optional)</small>" if block.get("optional") else ""
    tall = " tall" if element.get("multiline") else ""
    menu = " menu" if "select" in element["type"] or "date" in element["type"] else ""
    hint = ""
    if "hint" in block:
        hint = f'<div class="hint">{_e(block["hint"]["text"])}</div>'
    return (
        f"<label>{_e(block['label']['text'])}{note}</label>"
        f'<div class="field{tall}{menu}">{_e(value)}</div>{hint}'
    )


def _chart(block: Payload) -> str:
    [series] = block["chart"]["series"]
    most = max(point["value"] for point in series["data"])
    bars = "".join(
        f'<div class="bar"><span>{_e(point["label"])}</span>'
        f'<i style="width:{round(320 * point["value"] / most)}px"></i>'
        f"{point['value']:g}</div>"
        for point in series["data"]
    )
    return (
        f'<div class="bars"><b>{_e(block["title"])}</b>{bars}'
        f'<div class="hint">{_e(series["name"])}</div></div>'
    )


def _e(text: str) -> str:
    return escape(str(text))


BLOCKS = {
    "actions": _actions,
    "context": _context,
    "data_visualization": _chart,
    "header": _header,
    "input": _input,
    "rich_text": _rich_text,
    "section": _section,
}
