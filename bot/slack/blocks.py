"""Message as Block Kit: nothing a person typed is ever parsed as markup."""

import re
from secrets import token_hex

from bot.in_its_language import in_its_language
from bot.plain_text import plain_text
from bot.slack import limits
from bot.slack.actions import draw_actions, number_actions
from bot.slack.charts import draw_figure, most_charts
from bot.slack.fit import fit
from bot.slack.text import Payload, clean, cut, escaped, plain, split, width
from storage.message import Message, Section

LINK = re.compile(r"https?://[^\s<>|\"“”]+[^\s<>|\"“”.,;:!?)\]]")
NAMELESS = "Outreach"  # stands in for an empty headline: Slack refuses empty text


@in_its_language
def draw(message: Message, *, charts: bool = False) -> Payload:
    """Return `text` and `blocks`. `text` says all of it, for screen readers (R31).

    Args:
        message: what is said.
        charts: whether figures are drawn; their words are there in any case.

    Block ids are fresh in every drawing, as an update needs them (R34). What is too
    long for one message is cut, and a line says so; buttons stay.
    """
    look = draw_charted if charts else draw_section
    blocks = fit(
        head=_headline(message),
        sections=[(one, look) for one in message.sections],
        tail=[*draw_actions(message.buttons), *_small_print(message.small_print)],
    )
    blocks = most_charts(blocks)
    mark = token_hex(4)
    for number, block in enumerate(blocks):
        block["block_id"] = f"{mark}-{number}"
    number_actions(blocks)
    text = escaped(plain_text(message).strip(), limits.TEXT)
    return {"text": text if text.strip() else NAMELESS, "blocks": blocks}


def draw_section(section: Section) -> list[Payload]:
    """Return one section: its text, its facts in small print, its buttons."""
    text = clean(cut(section.text, 2 * limits.MESSAGE))  # more would not fit anyway
    drawn: list[Payload] = []
    if text.strip():
        pieces = split(text.strip("\n"), limits.SECTION)
        look = _preformatted if section.quote else _words
        drawn += [look(piece) for piece in pieces if piece.strip()]
    facts = [f"• {clean(fact)}" for fact in section.facts if clean(fact).strip()]
    drawn += _small_print(facts)
    return drawn + draw_actions(section.buttons)


def draw_charted(section: Section) -> list[Payload]:
    """Return one section, its figure drawn below its words."""
    words = draw_section(section)
    if section.figure is None:
        return words
    at = len(words) - len(draw_actions(section.buttons))
    return words[:at] + draw_figure(section.figure) + words[at:]


def _headline(message: Message) -> list[Payload]:
    text = clean(message.headline).strip() or NAMELESS
    if not message.sections or width(text) > limits.HEADER or "\n" in text:
        return [_words(cut(text, limits.SECTION))]
    return [{"type": "header", "text": plain(text, limits.HEADER)}]


def _words(text: str) -> Payload:
    """Return a paragraph; its bare addresses can be followed, and read as they are."""
    if LINK.search(text) is None:
        return {"type": "section", "text": plain(text, limits.SECTION)}
    elements: list[Payload] = []
    at = 0
    for link in LINK.finditer(text):
        if before := text[at : link.start()]:
            elements.append({"type": "text", "text": before})
        elements.append({"type": "link", "url": link.group(), "text": link.group()})
        at = link.end()
    if rest := text[at:]:
        elements.append({"type": "text", "text": rest})
    return _rich({"type": "rich_text_section", "elements": elements})


def _preformatted(text: str) -> Payload:
    elements = [{"type": "text", "text": text}]
    return _rich({"type": "rich_text_preformatted", "elements": elements})


def _rich(element: Payload) -> Payload:
    return {"type": "rich_text", "elements": [element]}


def _small_print(lines: list[str] | tuple[str, ...]) -> list[Payload]:
    text = "\n".join(line for line in map(clean, lines) if line.strip())
    if not text.strip():
        return []
    return [
        {"type": "context", "elements": [plain(piece, limits.CONTEXT_ELEMENT)]}
        for piece in split(text, limits.CONTEXT_ELEMENT)
        if piece.strip()
    ]
